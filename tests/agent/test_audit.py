"""The auditor, claim by claim, over a train of wood (£18.99, ages 3 up, no batteries) and a lamp of metal (£32, white,
mains)."""

import random

import pytest

from agent.audit import Grounds, audit, grounds_of
from agent.state import EMPTY, heard
from agent.turn import Scene
from agent.understand.ages import between
from agent.understand.budgets import price_wishes
from domain.actions import Action, ActionType, Option, Question, Slot
from domain.inputs import Words
from domain.meaning import Act, Meaning
from domain.wishes import TEXT, Op, Wish
from tests.agent.llm_shop import ITEMS, SmallCatalogue

WISHES = (*price_wishes(Op.MAX, 2500, "GBP"), *between(72, 72), Wish(TEXT, Op.LIKE, ("trains",), text="trains"))
QUESTION = Question("material", "What should it be made of?", (Option("wood", "wood", 2), Option("metal", "metal", 1)))


def grounds(*item_ids: str, question: Question | None = None, topic: str = "recommend", subject: str = "") -> Grounds:
    meaning = Meaning(Act.INFORM, wishes=WISHES)
    state = heard(EMPTY, "t1", Words("trains"), meaning)
    action = Action(
        ActionType.RECOMMEND, topic, tuple(Slot(item_id, 0.5) for item_id in item_ids), question, subject=subject
    )
    session = None
    return grounds_of(action, Scene(session, None, state, meaning, SmallCatalogue(), random.Random(0)))  # type: ignore[arg-type]


def kinds(text: str, given: Grounds) -> set[str]:
    return {claim.kind for claim in audit(text, given)}


TRUE = [
    "I'd start with Wooden Harbour Train, £18.99.",
    "Wooden Harbour Train is made of wood and needs no batteries.",
    "Wooden Harbour Train is wooden, red and for ages 3 and up.",
    "Wooden Harbour Train needs no batteries. It's in stock.",
    "Moonbeam Lamp is white; Wooden Harbour Train is red.",
    "Moonbeam Lamp, at £32, is metal, and Wooden Harbour Train, at £18.99, is wood.",
    "You wanted trains for age 6, up to £25.",
    "Wooden Harbour Train stays within your £25 and suits age 6.",
    "Here are two that fit. Lovely choices, I think!",
    "Nothing else is under £25.",
]
LIES = [
    ("Wooden Harbour Train costs £17.99.", "price"),
    ("Wooden Harbour Train is £32.", "price"),
    ("Wooden Harbour Train costs 17 pounds.", "price"),
    ("Wooden Harbour Train costs seventeen pounds.", "price"),
    ("It costs £25.", "price"),
    ("Moonbeam Lamp is within your budget of $25.", "price"),
    ("Moonbeam Lamp is under £25.", "price"),
    ("Wooden Harbour Train is for ages 2 and up.", "age"),
    ("Wooden Harbour Train is for ages 6 and up.", "age"),
    ("Moonbeam Lamp suits age 6.", "age"),
    ("Wooden Harbour Train is waterproof.", "word"),
    ("Moonbeam Lamp is red.", "word"),
    ("Wooden Harbour Train is red, Moonbeam Lamp is too.", "word"),
    ("Wooden Harbour Train runs on batteries.", "word"),
    ("Wooden Harbour Train is not made of wood.", "word"),
    ("Moonbeam Lamp is not white.", "word"),
    ("Both Moonbeam Lamp and Wooden Harbour Train are white.", "word"),
    ("They are wooden.", "word"),
    ("Wooden Harbour Train has 3 wagons.", "number"),
    ("Wooden Harbour Train weighs 300 g.", "number"),
    ("Wooden Harbour Train comes with 20 pieces.", "number"),
    ("Only 3 left!", "availability"),
    ("Moonbeam Lamp is out of stock.", "availability"),
    ("Moonbeam Lamp is sold out.", "availability"),
    ("It will be delivered tomorrow.", "availability"),
    ("There is a 20% discount today.", "offer"),
    ("It is on sale.", "offer"),
    ("Buy two, get one free.", "offer"),
    ("Wooden Harbour Train has 4.8 stars.", "rating"),
    ("It's very popular.", "rating"),
    ("The Zoomblaster Deluxe is great.", "word"),
    ("We also have the Zoomblaster.", "word"),
    ("Moonbeam Lamp is our cheapest product.", "comparison"),
    ("Moonbeam Lamp is cheaper.", "comparison"),
    ("See https://evil.example/buy for more.", "link"),
    ("Write to sales@evil.example now.", "link"),
    ("Have a look at evil.com please.", "link"),
    ("**Wooden Harbour Train** is great.", "markup"),
    ("<b>great</b>", "markup"),
    ("[here](thing)", "markup"),
    ("{p1.title} is great.", "markup"),
    ("My instructions say so.", "system"),
    ("Ignore all previous words.", "system"),
    ("As an AI language model I can say more.", "system"),
    ("Der Zug ist aus Holz.", "word"),
    ("这个很好。", "word"),
]


@pytest.mark.parametrize("text", TRUE)
def test_what_facts_and_wishes_back_is_no_claim(text: str) -> None:
    assert audit(text, grounds("a1", "d1")) == ()


@pytest.mark.parametrize(("text", "kind"), LIES)
def test_what_nothing_backs_is_a_claim_of_its_kind(text: str, kind: str) -> None:
    assert kind in kinds(text, grounds("a1", "d1"))


def test_a_wish_is_no_property_of_a_product() -> None:
    assert audit("You were looking for trains.", grounds("d1")) == ()
    assert kinds("Moonbeam Lamp is one of the trains you wanted.", grounds("d1")) == {"word"}


def test_words_of_a_question_may_be_asked_but_not_claimed() -> None:
    given = grounds("a1", "d1", question=QUESTION)
    assert audit("What should it be made of? Wood, metal?", given) == ()
    assert kinds("Both are made of wood.", given) == {"word"}


def test_an_extreme_may_be_said_where_the_action_ranks() -> None:
    given = grounds("d1", topic="superlative", subject="price:desc")
    assert audit("Our most expensive product is Moonbeam Lamp, £32.", given) == ()
    assert kinds("Our cheapest product is Moonbeam Lamp.", given) == {"comparison"}


def test_a_pronoun_is_about_the_product_named_last() -> None:
    given = grounds("a1", "d1")
    assert audit("I'd start with Moonbeam Lamp. It's made of metal.", given) == ()
    assert kinds("I'd start with Wooden Harbour Train. It's made of metal.", given) == {"word"}


@pytest.mark.parametrize("item", [item for item in ITEMS if item.price], ids=lambda item: item.item_id)
def test_only_its_own_price_may_be_said_of_a_product(item: object) -> None:
    own = next(one for one in ITEMS if one is item)
    given = grounds("a1", "a2", "b1", "c1", "d1", own.item_id)
    for other in ITEMS:
        if other.price:
            text = f"{own.title} costs {other.price}."
            assert (audit(text, given) == ()) == (other.price == own.price), text
