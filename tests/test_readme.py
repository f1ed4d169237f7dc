"""The README's dialogue is what the demo shop really says, and its commands exist."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from agent.build import open_app
from agent.settings import load_settings
from bench.hard_wishes import BENCH as HARD_WISHES
from demo.products import FEED
from domain.inputs import Words
from ui.cli import Bench, app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# "2. Little Junction Wooden Train Set, £24.50", and "[natural (2)]".
NAMED = re.compile(r"(?<![\d.])\d\. (.+?), (£[\d.]+\d)")
CHIP = re.compile(r"\[(.+?) \((\d+)\)\]")


def dialogue() -> list[tuple[str, str]]:
    """What the shopper says in the README, each with the shop's answer (folded lines joined)."""
    block = next(part for part in README.split("```") if part.lstrip().startswith("> "))
    turns = [turn.partition("\n") for turn in block.strip().removeprefix("> ").split("\n> ")]
    return [(said, " ".join(answer.split())) for said, _, answer in turns]


def test_the_first_forty_lines_show_two_commands_and_a_dialogue() -> None:
    first = "\n".join(README.splitlines()[:40])
    assert "make run" in first and "make test" in first and "\n> " in first


def test_the_dialogue_names_the_products_and_prices_that_the_demo_shop_answers_with(tmp_path: Path) -> None:
    with open_app(load_settings(home=tmp_path)) as opened:
        opened.ingest([FEED], "demo")
        opened.index("demo")
        agent = opened.agent("demo")
        session, _ = agent.open()
        for said, answer in dialogue():
            reply = agent.respond(session.session_id, Words(said))
            cards = {(card.title, str(card.price)) for card in reply.recommendations}
            assert {(title, price) for title, price in NAMED.findall(answer)} <= cards
            assert any(title in answer for title, _ in cards) or "…" in answer
            asked = (
                {(option.label, str(option.count)) for option in reply.question.options} if reply.question else set()
            )
            assert set(CHIP.findall(answer)) == asked


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`warmstart (\w+)", README))))
def test_every_command_of_the_readme_exists(command: str) -> None:
    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`bench ([\w-]+)`", README))))
def test_every_benchmark_of_the_readme_exists(name: str) -> None:
    assert name in {one.value for one in Bench} and HARD_WISHES in {one.value for one in Bench}
