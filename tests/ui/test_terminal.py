"""The conversation in the terminal."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from agent.build import App, open_app
from agent.settings import load_settings
from domain.actions import ActionType, Option, Question
from domain.inputs import Answer, CardAction, CardActionType, Edit, Undo, Words
from domain.session import Recommendation, Reply
from domain.wishes import Op, Preference, Wish
from tests.fakes.encoder import HashEncoder
from tests.ui.shop import rows, stocked
from ui.faces import Faces
from ui.terminal import Screen, chat, read


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(load_settings(home=tmp_path), encoder=HashEncoder()) as opened:
        stocked(opened, "bears", rows("b"))
        yield opened


def screen() -> Screen:
    question = Question("colour", "Which colour?", (Option("red", "red", 3), Option("blue", "blue", 2)))
    belief = Preference("t1.1", "t1", Wish("price", Op.MAX, number=1000, unit="GBP", hard=True))
    reply = Reply("t1", "s", "Here.", ActionType.ASK, "ask", question=question, preferences=(belief,))
    return Screen((Recommendation("i1", "g1", "One", 1, 0.5), Recommendation("i2", "g2", "Two", 2, 0.3)), reply)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1", Answer("colour", "red")),
        ("0", Answer("colour", "")),
        ("9", Words("9")),
        ("more 2", CardAction(CardActionType.MORE_LIKE_THIS, ("i2",))),
        ("no 1", CardAction(CardActionType.NOT_FOR_ME, ("i1",))),
        ("no 7", Words("no 7")),
        ("forget 1", Edit("t1.1")),
        ("UNDO", Undo()),
        ("others", CardAction(CardActionType.SHOW_OTHERS)),
        ("no batteries", Words("no batteries")),
    ],
)
def test_a_line_is_a_number_of_the_screen_a_command_or_words(line: str, expected: object) -> None:
    assert read(line, screen()) == expected


def test_a_number_without_a_question_is_words() -> None:
    assert read("25", Screen()) == Words("25")


def test_a_conversation_shows_numbered_products_with_prices_and_keeps_them(app: App) -> None:
    lines = iter(["a wooden train, at most 13 pounds", "", "wants", "more 1", "bye"])
    page = io.StringIO()
    agent = app.agent("bears")
    chat(Faces(app), agent, Console(file=page, width=200), lambda: next(lines))
    text = page.getvalue()
    assert "1. Wooden train in " in text
    assert "£12" in text
    assert "13" in text.split("  1. ")[-1] or "13" in text
    assert text.rstrip().endswith("Bye!")
