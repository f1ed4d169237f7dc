"""Critiques to click: what is offered under a list, and that each click is read and leads somewhere."""

from dataclasses import replace

import pytest

from agent.critiquing import CHANGES, MOST_OFFERED, offers
from agent.policy import decide
from agent.state import EMPTY, State, answered, heard
from agent.understand.critiques import compared
from agent.understand.parser import Parser
from domain.actions import Action, ActionType, Belief, Question, Scored, Slot
from domain.inputs import Words
from domain.items import CATEGORY, COLOUR
from domain.session import Recommendation, Reply
from domain.wishes import Op, Preference, Wish
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.english import English
from tests.fakes.catalogue import catalogue_of, fact, item

# id, kind, price in pence, grams, millimetres high, pieces, stars, colour
ROWS = (
    ("plain", "Lamps", 3000, 900.0, 300.0, 2.0, 4.0, "red"),
    ("brass", "Lamps", 4000, 1200.0, 350.0, 3.0, 4.2, "gold"),
    ("tiny", "Lamps", 2000, 300.0, 120.0, 1.0, 3.0, "blue"),
    ("tall", "Lamps", 9000, 2500.0, 900.0, 9.0, 4.9, "blue"),
    ("pear", "Pears", 100, 150.0, 80.0, 1.0, 5.0, "green"),
)
WANTS_LAMP = Preference("t1.1", "t1", Wish(CATEGORY, Op.IS, ("lamps",), text="lamps"))
STATE = replace(EMPTY, preferences=(WANTS_LAMP,))
BEGUN = Action(ActionType.RECOMMEND, "recommend", (Slot("plain", 0.3), Slot("brass", 0.3)))


@pytest.fixture(scope="module")
def lamps() -> MemoryCatalogue:
    return catalogue_of(
        *(
            item(
                item_id,
                f"{kind[:-1]} {item_id}",
                price=price,
                category=(kind,),
                rating=(stars, 50),
                facts=(
                    fact(item_id, CATEGORY, kind.casefold()),
                    fact(item_id, "weight", f"{grams:g} g", grams, "g"),
                    fact(item_id, "height", f"{height:g} mm", height, "mm"),
                    fact(item_id, "number_of_pieces", f"{pieces:g}", pieces, ""),
                    fact(item_id, "rating", f"{stars}", stars, ""),
                    fact(item_id, COLOUR, colour),
                ),
            )
            for item_id, kind, price, grams, height, pieces, stars, colour in ROWS
        )
    )


def believed(**shares: float) -> Belief:
    """Shares by item id, best first; .2 where none is given."""
    order = sorted(ROWS, key=lambda row: -shares.get(row[0], 0.2))
    return Belief(tuple(Scored(row[0], row[0], 0.0, shares.get(row[0], 0.2)) for row in order), 0.0, "fixed")


def offered(
    catalogue: MemoryCatalogue, action: Action = BEGUN, state: State = STATE, **shares: float
) -> dict[str, int]:
    return {one.text: one.count for one in offers(action, state, believed(**shares), catalogue)}


def test_offers_the_directions_in_which_products_of_the_kind_lie(lamps: MemoryCatalogue) -> None:
    assert offered(lamps) == {"cheaper": 1, "better rated": 1, "smaller": 1, "bigger": 1}


def test_a_direction_in_which_nothing_lies_is_not_offered(lamps: MemoryCatalogue) -> None:
    cheapest = replace(BEGUN, slots=(Slot("tiny", 0.3), Slot("plain", 0.3)))
    assert offered(lamps, cheapest) == {"better rated": 2, "bigger": 2, "more pieces": 2, "in gold": 1}


def test_what_hardly_answers_the_wishes_is_not_counted(lamps: MemoryCatalogue) -> None:
    assert "cheaper" not in offered(lamps, tiny=0.001)


def test_counts_whatever_kind_fits_where_none_was_named(lamps: MemoryCatalogue) -> None:
    free = replace(EMPTY, preferences=(Preference("t1.1", "t1", Wish("text", Op.LIKE, ("nice",))),))
    assert offered(lamps, state=free)["cheaper"] == 2


def test_the_commonest_other_colour_is_offered_last(lamps: MemoryCatalogue) -> None:
    both_ends = replace(BEGUN, slots=(Slot("plain", 0.3), Slot("brass", 0.3)))
    few = offered(lamps, both_ends, tall=0.001)
    assert few == {"cheaper": 1, "smaller": 1, "lighter": 1, "in blue": 1}


def test_colour_is_left_alone_while_it_is_being_asked_about(lamps: MemoryCatalogue) -> None:
    asking = replace(BEGUN, question=Question(COLOUR, "Which colour?", ()))
    assert "in blue" not in offered(lamps, asking, tall=0.001)


@pytest.mark.parametrize("action_type", [ActionType.RELAX, ActionType.COMPARE, ActionType.ANSWER, ActionType.CLOSE])
def test_only_lists_can_be_critiqued(lamps: MemoryCatalogue, action_type: ActionType) -> None:
    assert offered(lamps, replace(BEGUN, type=action_type)) == {}


def test_nothing_is_offered_before_anything_is_wished_for(lamps: MemoryCatalogue) -> None:
    assert offered(lamps, state=EMPTY) == {}


def test_a_change_is_offered_only_where_every_product_shown_states_it(lamps: MemoryCatalogue) -> None:
    bare = item("bare", "Lamp bare", price=3500, category=("Lamps",), facts=(fact("bare", CATEGORY, "lamps"),))
    catalogue = catalogue_of(*(lamps.item(row[0]) for row in ROWS), bare)
    shown = replace(BEGUN, slots=(Slot("plain", 0.3), Slot("bare", 0.3)))
    assert set(offered(catalogue, shown)) == {"cheaper", "in blue"}


@pytest.mark.parametrize("text", [text for text, _ in CHANGES])
def test_the_parser_reads_each_text_as_the_change_it_was_counted_for(lamps: MemoryCatalogue, text: str) -> None:
    shown = ("plain", "brass")
    read = Parser(English())(text, replace(STATE, on_screen=shown), lamps)
    assert list(read.wishes) == compared(dict(CHANGES)[text], shown, lamps)


def test_every_click_leads_to_as_many_new_products_as_it_says(lamps: MemoryCatalogue) -> None:
    shown = tuple(slot.item_id for slot in BEGUN.slots)
    cards = tuple(Recommendation(item_id, item_id, "", rank, 0.3) for rank, item_id in enumerate(shown, start=1))
    on_screen = answered(STATE, Reply("t1", "s", "", ActionType.RECOMMEND, "recommend", recommendations=cards))
    clicks = offers(BEGUN, STATE, believed(), lamps)
    assert 0 < len(clicks) <= MOST_OFFERED
    for click in clicks:
        meaning = Parser(English())(click.text, on_screen, lamps)
        state = heard(on_screen, "t2", Words(click.text), meaning)
        passing = set(lamps.passing(state.hard))
        belief = Belief(tuple(one for one in believed().candidates if one.item_id in passing), 0.0, "fixed")
        slots = decide(state, meaning, belief, lamps).slots
        new = {slot.item_id for slot in slots if not slot.extra} - set(shown)
        assert len(new) == click.count, click
