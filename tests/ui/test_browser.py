"""The page in a real browser, at a phone's and at a desktop's width."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import text

from agent.settings import load_settings
from tests.ui.shop import Running, feed, lamps, rows, running, stocked

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
PATIENCE_MS = 15_000
# What a page asks a shop for a turn, and, once it was lost, whether it is back.
OUT_OF_REACH = ("**/queue/join*", "**/app_id*")

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium"),
    # Gradio's own statistics of its queue use what pandas has since deprecated.
    pytest.mark.filterwarnings("ignore:.*(no_silent_downcasting|copy keyword).*"),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(load_settings(home=tmp_path_factory.mktemp("pages")), pages=True) as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield chromium
        chromium.close()


class Visit:
    """One visitor's page, with all addresses it asked and all errors it reported."""

    def __init__(self, browser: Browser, url: str, size: str) -> None:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height})
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.open(url)

    def open(self, url: str) -> None:
        self.page.goto(url)
        expect(self.page.locator(".ws-side")).to_be_attached(timeout=PATIENCE_MS)

    def settled(self, turns: int) -> None:
        """Wait until so many things were said and the newest answer is whole."""
        expect(self.page.locator(".ws-shopper")).to_have_count(turns, timeout=PATIENCE_MS)
        expect(self.page.locator(".ws-newest [aria-busy=false]")).to_have_count(1, timeout=PATIENCE_MS)

    def say(self, text: str, turns: int) -> None:
        self.page.get_by_label("Your message").fill(text)
        self.page.keyboard.press("Enter")
        self.settled(turns)

    def shown(self) -> list[str]:
        """Ids of the products of the newest list."""
        cards = self.page.locator(".ws-newest .ws-card").all()
        return [card.get_attribute("data-item") or "" for card in cards]

    def beliefs(self) -> list[str]:
        return self.page.locator(".ws-beliefs li > :first-child").all_inner_texts()

    def prices(self) -> list[float]:
        """Prices of the newest list in pounds."""
        said = self.page.locator(".ws-newest .ws-price b").all_inner_texts()
        return [float(price.removeprefix("£")) for price in said]

    def foreign(self, own: str) -> list[str]:
        return [
            url
            for url in self.asked
            if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != urlsplit(own).netloc
        ]


@pytest.mark.parametrize("size", SIZES)
def test_a_shopper_wishes_clicks_deletes_reloads_and_asks_no_other_host(
    browser: Browser, shop: Running, size: str
) -> None:
    visit = Visit(browser, shop.url, size)
    page = visit.page

    visit.say("a toy, at most 16 pounds", 1)
    first = visit.shown()
    assert first
    assert any("16" in belief for belief in visit.beliefs())
    assert page.locator(".ws-newest .ws-rank").all_inner_texts() == [str(n) for n in range(1, len(first) + 1)]

    page.locator(".ws-chips .ws-chip").first.click()
    visit.settled(2)
    held = visit.beliefs()
    assert len(held) >= 2
    narrowed = visit.shown()
    assert narrowed != first

    page.get_by_role("button", name="Forget: ").last.click()
    visit.settled(3)
    assert visit.beliefs() == held[:-1]
    assert visit.shown()
    assert visit.shown() != narrowed

    said = page.locator(".ws-bubble").all_inner_texts()
    cards, beliefs = visit.shown(), visit.beliefs()
    page.reload()
    visit.settled(3)
    assert page.locator(".ws-bubble").all_inner_texts() == said
    assert (visit.shown(), visit.beliefs()) == (cards, beliefs)

    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert visit.foreign(shop.url) == []
    assert visit.errors == []


def test_cards_and_buttons_take_turns(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    page = visit.page
    visit.say("a kite", 1)
    rejected = visit.shown()[0]
    page.get_by_role("button", name="Not for me").first.click()
    visit.settled(2)
    assert rejected not in visit.shown()
    page.get_by_role("button", name="Undo").click()
    visit.settled(3)
    page.get_by_role("button", name="Show others").click()
    visit.settled(4)
    page.get_by_role("button", name="Start over").click()
    visit.settled(1)
    assert visit.beliefs() == []
    assert visit.errors == []


def test_everything_can_be_done_with_the_keyboard(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    visit.say("a puzzle, at most 11 pounds", 1)
    visit.page.get_by_role("button", name="Forget: ").first.focus()
    visit.page.keyboard.press("Enter")
    visit.settled(2)
    assert visit.page.evaluate("document.activeElement.className").startswith("ws-log")


@pytest.mark.parametrize("size", SIZES)
def test_two_ticked_products_stand_side_by_side(browser: Browser, shop: Running, size: str) -> None:
    visit = Visit(browser, shop.url, size)
    page = visit.page
    visit.say("a puzzle", 1)
    chosen = visit.shown()[:2]
    page.locator(f"[data-tick='{chosen[0]}']").check()
    expect(page.get_by_text("Tick one more to compare")).to_be_visible()
    expect(page.get_by_role("button", name="Compare these")).to_have_count(0)
    page.locator(f"[data-tick='{chosen[1]}']").check()
    page.get_by_role("button", name="Compare these 2").click()
    visit.settled(2)
    columns = page.locator(".ws-compare .ws-column")
    assert [column.get_attribute("data-item") for column in columns.all()] == chosen
    expect(page.locator(".ws-compare tbody th")).to_contain_text(["Colour"])
    page.locator(".ws-compare").get_by_role("button", name="Not for me").first.click()
    visit.settled(3)
    assert chosen[0] not in visit.shown()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert visit.errors == []


def test_a_critique_is_one_click_to_what_it_says(browser: Browser, shop: Running) -> None:
    stocked(shop.app, "lamps", lamps())
    visit = Visit(browser, f"{shop.url}/?shop=lamps", "desktop")
    page = visit.page
    visit.say("a desk lamp", 1)
    dear = visit.prices()
    page.locator(".ws-changes").get_by_role("button", name="Cheaper").click()
    visit.settled(2)
    assert visit.prices()
    assert max(visit.prices()) < min(dear)
    assert page.locator(".ws-shopper").last.inner_text().endswith("cheaper")


def test_only_the_newest_list_can_be_changed(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    visit.say("a kite", 1)
    visit.say("a boat", 2)
    expect(visit.page.locator(".ws-changes")).to_have_count(1)
    expect(visit.page.locator("#ws-past [data-tick]")).to_have_count(0)


def test_comparing_needs_no_mouse(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    page = visit.page
    visit.say("a puzzle", 1)
    boxes = page.locator(".ws-newest [data-tick]")
    for number in (0, 1):
        boxes.nth(number).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Compare these 2").focus()
    page.keyboard.press("Enter")
    visit.settled(2)
    expect(page.locator(".ws-compare")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ws-newest') !== null")


def test_a_belief_is_typed_over_where_it_stands(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    page = visit.page
    visit.say("a toy, at most 16 pounds", 1)
    page.get_by_role("button", name="Change: £16 or less").click()
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    assert "£16 or less" in visit.beliefs()
    page.get_by_role("button", name="Change: £16 or less").click()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    visit.settled(2)
    assert "£10 or less" in visit.beliefs()
    assert max(visit.prices()) <= 10


def test_a_value_that_cannot_be_read_is_said_and_can_be_tried_again(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    page = visit.page
    visit.say("a toy, at most 16 pounds", 1)
    page.get_by_role("button", name="Change: £16 or less").click()
    page.keyboard.type("a lot")
    page.keyboard.press("Enter")
    expect(page.locator(".ws-error")).to_contain_text("is no price")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert "£16 or less" in visit.beliefs()


def out_of_reach(page: Page) -> None:
    """No turn arrives, nor the question whether the shop is back, after which Gradio loads the page anew."""
    for address in OUT_OF_REACH:
        page.route(address, lambda route: route.abort())


def back_in_reach(page: Page) -> None:
    for address in OUT_OF_REACH:
        page.unroute(address)


def test_a_shop_out_of_reach_is_said_plainly_and_words_are_sent_again(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "phone")
    page = visit.page
    visit.say("a kite", 1)
    out_of_reach(page)
    page.get_by_label("Your message").fill("a boat")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nothing of our conversation is lost")
    expect(page.get_by_label("Your message")).to_have_value("a boat")
    expect(page.locator(".toast-wrap")).to_be_hidden()
    page.get_by_role("button", name="Try again").click()
    back_in_reach(page)
    visit.settled(2)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.locator(".ws-shopper").last.inner_text().endswith("a boat")


# Does something in the very moment in which the next answer has begun, or is whole.
AS_SOON_AS = """([moment, act]) => {
  let begun = false;
  const watching = new MutationObserver(() => {
    const busy = document.querySelector('.ws-newest [aria-busy=true]') !== null;
    begun ||= busy;
    if (!begun || (moment === 'whole' && busy)) return;
    watching.disconnect();
    window.eval(act);
  });
  watching.observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


def test_a_press_is_taken_in_the_moment_in_which_an_answer_is_whole(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    page = visit.page
    visit.say("a toy, at most 16 pounds", 1)
    page.evaluate(AS_SOON_AS, ["whole", "document.querySelector('.ws-changes .ws-quiet').click()"])
    page.locator(".ws-newest .ws-chip").first.click()
    visit.settled(3)
    assert page.locator(".ws-shopper").last.inner_text().endswith("Show me others")


def test_words_typed_while_an_answer_comes_stay_in_the_box(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    page = visit.page
    page.evaluate(AS_SOON_AS, ["begun", "warmstart.write('and a boat')"])
    visit.say("a kite", 1)
    page.wait_for_timeout(300)  # every frame of the answer has been laid out
    expect(page.get_by_label("Your message")).to_have_value("and a boat")
    page.keyboard.press("Enter")
    visit.settled(2)
    expect(page.get_by_label("Your message")).to_have_value("")


def test_what_is_said_while_an_answer_comes_waits_for_its_turn(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "desktop")
    page = visit.page
    page.evaluate("for (const text of ['a kite', 'in red', 'in red']) warmstart.speak(text)")
    visit.settled(2)
    assert [said.splitlines()[-1] for said in page.locator(".ws-shopper").all_inner_texts()] == ["a kite", "in red"]


def test_a_new_answer_stands_at_the_top_once_the_list_before_it_has_folded_away(
    browser: Browser, shop: Running
) -> None:
    visit = Visit(browser, shop.url, "phone")
    visit.say("a toy", 1)
    visit.say("a toy in red, green or blue", 2)
    expect(visit.page.locator("#ws-past details")).to_have_count(1)
    visit.page.wait_for_function(
        "() => { const top = [...document.querySelectorAll('.ws-shopper')].at(-1).getBoundingClientRect().top;"
        " return top > 50 && top < 100; }"
    )


def test_the_first_page_offers_wishes_that_the_shop_meets(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "phone")
    page = visit.page
    expect(page.get_by_role("heading", name="Or look around")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]
    page.locator(".ws-tile").first.click()
    visit.settled(1)
    assert visit.shown()


def test_a_product_that_is_not_there_has_a_page_that_says_so(browser: Browser, shop: Running) -> None:
    page = browser.new_page()
    answer = page.goto(f"{shop.url}/products/nothing?shop=kites")
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("link", name="Back to the conversation").click()
    expect(page.get_by_role("heading", name="Kites")).to_be_visible(timeout=PATIENCE_MS)


def test_each_shop_has_its_own_conversation_in_one_browser(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, f"{shop.url}/?shop=kites", "desktop")
    expect(visit.page.get_by_role("heading", name="Kites")).to_be_visible()
    expect(visit.page).to_have_title("Kites")
    visit.say("a kite", 1)
    assert {item_id[0] for item_id in visit.shown()} == {"k"}
    visit.open(f"{shop.url}/?shop=bears")
    expect(visit.page.get_by_role("heading", name="Bears")).to_be_visible()
    expect(visit.page.locator(".ws-shopper")).to_have_count(0)
    visit.open(f"{shop.url}/?shop=kites")
    visit.settled(1)


def test_a_hostile_product_is_shown_as_plain_text(browser: Browser, shop: Running) -> None:
    title = "Zebra <img src=x onerror=alert(1)> ${alert(2)} {{alert(3)}} `"
    given = [
        {**rows("h")[0], "id": name, "title": title, "image": "javascript:alert(4)"} for name in ("hostile", "evil")
    ]
    shop.app.ingest([feed(shop.app.settings.home, given, "hostile.jsonl")], "kites")
    visit = Visit(browser, f"{shop.url}/?shop=kites", "desktop")
    visit.page.on("dialog", lambda dialog: visit.errors.append(dialog.message))
    visit.say("a zebra", 1)
    card = visit.page.locator(".ws-newest .ws-card[data-item=hostile]")
    expect(card).to_contain_text("${alert(2)}")
    expect(card.locator("img")).to_have_count(0)
    page = visit.page
    page.locator(".ws-newest [data-tick=hostile]").check()
    page.locator(".ws-newest [data-tick=evil]").check()
    page.get_by_role("button", name="Compare these 2").click()
    visit.settled(2)
    expect(page.locator(".ws-column[data-item=hostile]")).to_contain_text("${alert(2)} {{alert(3)}}")
    assert visit.errors == []


def test_a_browser_whose_conversation_was_erased_gets_a_new_one(browser: Browser, shop: Running) -> None:
    visit = Visit(browser, shop.url, "phone")
    visit.say("a bear", 1)
    shop.app.agent("bears").forget(newest_session(shop))
    visit.open(shop.url)
    expect(visit.page.locator(".ws-shopper")).to_have_count(0)
    expect(visit.page.locator(".ws-bubble.ws-shop")).to_have_count(1)


def newest_session(shop: Running) -> str:
    with shop.app.items.database.reading() as connection:
        row = connection.execute(text("select session_id from sessions order by created_at desc limit 1")).one()
    return str(row[0])
