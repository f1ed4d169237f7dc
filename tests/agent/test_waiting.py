"""Several needs in one message: one after the other, by a word or a click, each with its own wishes alone."""

import pytest

from agent.state import EMPTY, State, heard
from agent.understand.inputs import BuiltInUnderstanding
from agent.understand.parser import Parser
from agent.waiting import offered
from bench.understanding import ROOT, catalogue_of
from domain.actions import Action, ActionType
from domain.errors import BadInput
from domain.inputs import Answer, Input, Words
from domain.meaning import NEED, Act, Meaning
from domain.ports import Catalogue
from retrieval.languages.english import English

BOTH = "shoes under 60, and a rug in red"


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return catalogue_of("demo", ROOT / "demo" / "products.jsonl")


def talk(demo: Catalogue, *said: str | Input) -> tuple[State, Meaning]:
    """The state after these inputs, and the meaning of the last."""
    understand, state, meaning = BuiltInUnderstanding(Parser(English())), EMPTY, Meaning(Act.GREET)
    for number, one in enumerate(said, start=1):
        words = Words(one) if isinstance(one, str) else one
        meaning = understand(words, state, demo)
        state = heard(state, f"t{number}", words, meaning)
    return state, meaning


def wanted(state: State) -> set[tuple[str, bool]]:
    return {(held.wish.attribute, held.wish.hard) for held in state.preferences}


@pytest.mark.parametrize(
    "words",
    ["next", "ok, next please", "and the other thing?", "now the rug", "the rug then", "a rug", "what about the rug"],
)
def test_one_word_goes_on_and_no_wish_of_the_first_need_goes_along(words: str, demo: Catalogue) -> None:
    state, meaning = talk(demo, BOTH, "in blue please", words)
    assert meaning.act is Act.INFORM and state.waiting == ()
    assert wanted(state) == {("text", False), ("colour", False)}
    assert next(held.wish.values for held in state.preferences if held.wish.attribute == "colour") == ("red",)


def test_a_click_goes_on_as_the_word_does(demo: Catalogue) -> None:
    clicked, _ = talk(demo, BOTH, Answer(NEED, "a rug in red"))
    said, _ = talk(demo, BOTH, "next")
    assert clicked == said


def test_an_answer_to_a_need_that_does_not_wait_is_refused(demo: Catalogue) -> None:
    with pytest.raises(BadInput, match="a hat"):
        talk(demo, BOTH, Answer(NEED, "a hat"))


def test_what_is_said_beside_the_name_of_the_next_need_counts_for_it_alone(demo: Catalogue) -> None:
    state, _ = talk(demo, BOTH, "now the rug, but in green and at most 200 pounds")
    prices = [held.wish.number for held in state.preferences if held.wish.attribute == "price"]
    colours = [held.wish.values for held in state.preferences if held.wish.attribute == "colour"]
    assert (prices, colours) == ([20000.0], [("green",)])


def test_an_allergy_stays_with_every_need(demo: Catalogue) -> None:
    state, _ = talk(demo, "shoes, she's allergic to wool", BOTH, "next")
    assert [held.wish.values for held in state.preferences if held.wish.safety] == [("wool",)]


def test_next_means_others_where_nothing_waits(demo: Catalogue) -> None:
    assert talk(demo, "shoes under 60", "next")[1].act is Act.SHOW_OTHERS
    assert talk(demo, BOTH, "next", "next")[1].act is Act.SHOW_OTHERS


def test_the_shop_offers_the_next_need_at_once_and_when_the_first_is_settled(demo: Catalogue) -> None:
    shown = Action(ActionType.RECOMMEND, "recommend")
    for said in ((BOTH,), (BOTH, "thanks")):
        state, meaning = talk(demo, *said)
        question = offered(shown, meaning, state, demo).question
        assert question is not None and question.attribute == NEED
        assert [option.value for option in question.options] == ["a rug in red"]
    state, meaning = talk(demo, BOTH, "next")
    assert offered(shown, meaning, state, demo) == shown


def test_going_on_can_be_taken_back(demo: Catalogue) -> None:
    before, _ = talk(demo, BOTH)
    after, _ = talk(demo, BOTH, "next", "undo")
    assert (after.preferences, after.waiting) == (before.preferences, before.waiting)
