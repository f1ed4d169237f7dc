"""Pictures of the demo shop's page in twelve states, to be looked at: on a phone, on a desktop, and in the dark.

`python -m bench.screens FOLDER [--url http://127.0.0.1:7860] [--only why]` writes `SIZE-NN-STATE.png`. Without `--url`
the demo shop is served on a free port from a home of its own, which takes a minute. It needs Chromium.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PATIENCE_MS = 60_000
START_S = 600
LOOK_MS = 700  # for pictures to be drawn and for the page to have scrolled

PRESENT = "a present for my nephew, he's 6 and mad about trains, 25 pounds at most"


@dataclass(frozen=True, slots=True)
class Look:
    """How the page is seen."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"


LOOKS = (Look("phone", 390, 844), Look("desktop", 1280, 900), Look("dark", 390, 844, "dark"))


@dataclass(slots=True)
class Visit:
    """A visitor who says and presses things, one after the other."""

    page: Page
    turns: int = 0

    def say(self, text: str) -> None:
        """Send a message and wait for the answer."""
        self.page.get_by_label("Your message").fill(text)
        self.page.keyboard.press("Enter")
        self.answered()

    def press(self, selector: str) -> None:
        """Press the first of these buttons and wait for the answer."""
        self.page.locator(selector).first.click()
        self.answered()

    def answered(self) -> None:
        """Wait until the answer is whole."""
        self.turns += 1
        expect(self.page.locator(".ws-shopper")).to_have_count(self.turns, timeout=PATIENCE_MS)
        expect(self.page.locator(".ws-newest [aria-busy=false]")).to_have_count(1, timeout=PATIENCE_MS)

    def compare(self) -> None:
        """Three products side by side."""
        for number in (0, 1, 2):
            self.page.locator(".ws-newest [data-tick]").nth(number).check()
        self.press(".ws-picked button")

    def open(self, address: str) -> None:
        """Another page of the shop."""
        self.page.goto(address)


def _present(visit: Visit) -> None:
    visit.say(PRESENT)


def _answered(visit: Visit) -> None:
    _present(visit)
    visit.press(".ws-newest .ws-chips .ws-chip")


def _cheaper(visit: Visit) -> None:
    visit.say("something for reading in bed")
    visit.say("something cheaper than the second one")


def _compared(visit: Visit) -> None:
    visit.say("a rucksack for weekend walks")
    visit.compare()


def _why(visit: Visit) -> None:
    _present(visit)
    visit.say("why the second?")


def _relaxed(visit: Visit) -> None:
    visit.say("a waterproof jacket in yellow, under 20 pounds")


def _honest(visit: Visit) -> None:
    visit.say("do you have a piano?")


def _sold_out(visit: Visit) -> None:
    visit.open("/products/toy-020-cream?shop=demo")


def _product(visit: Visit) -> None:
    _present(visit)
    link = visit.page.locator(".ws-newest .ws-card h2 a").first.get_attribute("href")
    visit.open(link or "/")


def _lost(visit: Visit) -> None:
    _present(visit)
    for address in ("**/queue/join*", "**/app_id*"):
        visit.page.route(address, lambda route: route.abort())
    visit.page.get_by_label("Your message").fill("and something for his sister?")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("alert")).to_be_visible()


def _end(visit: Visit) -> None:
    _present(visit)
    visit.say("the first one is perfect, thank you!")


STATES: dict[str, Callable[[Visit], None]] = {
    "welcome": lambda visit: None,
    "question": _present,
    "answered": _answered,
    "cheaper": _cheaper,
    "compared": _compared,
    "product": _product,
    "why": _why,
    "relaxed": _relaxed,
    "honest-no": _honest,
    "sold-out": _sold_out,
    "lost": _lost,
    "end": _end,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; 0 when all were taken."""
    parser = argparse.ArgumentParser(prog="python -m bench.screens", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--only", choices=STATES, action="append")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    with _server(given.url) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        for look in LOOKS:
            for number, name in enumerate(STATES, 1):
                if given.only is None or name in given.only:
                    picture = given.folder / f"{look.name}-{number:02}-{name}.png"
                    _take(browser, url, look, STATES[name], picture)
        browser.close()
    return 0


def _take(browser: Browser, url: str, look: Look, walk: Callable[[Visit], None], picture: Path) -> None:
    context = browser.new_context(
        base_url=url, viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme
    )
    page = context.new_page()
    page.goto("/?shop=demo")
    expect(page.locator(".ws-side")).to_be_attached(timeout=PATIENCE_MS)
    walk(Visit(page))
    page.wait_for_timeout(LOOK_MS)
    page.screenshot(path=picture)
    context.close()


@contextmanager
def _server(url: str | None) -> Iterator[str]:
    """The running server of `url`, or the demo shop as `warmstart run` serves it."""
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        command = [str(Path(sys.executable).with_name("warmstart")), "run", "--port", str(port)]
        with subprocess.Popen(command, env={**os.environ, "WARMSTART_HOME": home}) as process:
            try:
                yield _ready(f"http://127.0.0.1:{port}", process)
            finally:
                process.terminate()


def _ready(url: str, process: "subprocess.Popen[bytes]") -> str:
    """Wait until the shop is open."""
    for _ in range(START_S):
        if process.poll() is not None:
            raise SystemExit(f"The server ended with {process.returncode}.")
        try:
            if httpx.get(f"{url}/readyz").is_success:
                return url
        except httpx.TransportError:
            pass
        time.sleep(1)
    raise SystemExit(f"The server was not ready within {START_S} s.")


if __name__ == "__main__":
    raise SystemExit(main())
