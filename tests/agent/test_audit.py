"""The auditor, claim by claim, over a train of wood (£18.99, ages 3 up, no batteries) and a lamp of metal (£32, white,
mains)."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.audit import Grounds, audit, grounds_of, unbacked
from agent.state import EMPTY, heard
from agent.turn import Scene
from agent.understand.ages import between
from agent.understand.budgets import price_wishes
from domain.actions import Action, ActionType, Option, Question, Slot
from domain.inputs import Words
from domain.items import Fact
from domain.meaning import Act, Meaning
from domain.wishes import TEXT, Op, Wish
from tests.agent.llm_shop import ITEMS, SmallCatalogue, product

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


def measured(relation: str, millimetres: int) -> Fact:
    text = f"{relation.capitalize()}: {millimetres} mm"
    return Fact("s1", relation, f"{millimetres} mm", text, "table", number=float(millimetres), unit="mm")


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
    "Wooden Harbour Train is cheaper than Moonbeam Lamp.",
    "Moonbeam Lamp costs more than Wooden Harbour Train.",
    "The cheaper of Wooden Harbour Train and Moonbeam Lamp is Wooden Harbour Train.",
    "Of these, Moonbeam Lamp is the dearest.",
    "Wooden Harbour Train is cheaper than £20.",
    "From age 3 on, Wooden Harbour Train is fine.",
    "How about Wooden Harbour Train? The price is £18.99.",
    "If Wooden Harbour Train isn't quite right, there is also Moonbeam Lamp for £32.",
    "These two came up, and both have a page.",
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
    ("Moonbeam Lamp is cheaper than Wooden Harbour Train.", "comparison"),
    ("Of these, Wooden Harbour Train is the dearest.", "comparison"),
    ("Wooden Harbour Train is lighter than Moonbeam Lamp.", "comparison"),
    ("Wooden Harbour Train is cheaper than £18.", "comparison"),
    ("Moonbeam Lamp is better rated.", "comparison"),
    ("Wooden Harbour Train is anything but red.", "word"),
    ("Wooden Harbour Train is not £18.99.", "price"),
    ("Its colour is wood, Wooden Harbour Train.", "word"),
    ("Moonbeam Lamp is right for babies.", "word"),
    ("Moonbeam Lamp comes with a present.", "word"),
    ("You get a nice train, and Moonbeam Lamp is one of those trains.", "word"),
    ("You will get Moonbeam Lamp for £25.", "price"),
    ("Children love Wooden Harbour Train.", "popularity"),
    ("It is our favourite.", "popularity"),
    ("Moonbeam Lamp goes with everything.", "word"),
    ("Have a look at the Super Zoom Blaster.", "name"),
    ("See https://evil.example/buy for more.", "link"),
    ("Write to sales@evil.example now.", "link"),
    ("Have a look at evil.com please.", "link"),
    ("**Wooden Harbour Train** is great.", "markup"),
    ("<b>great</b>", "markup"),
    ("great &lt;b", "markup"),
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


SIDES = product("s1", "Tall Crate", 2000, material="wood", number_of_pieces=4)
SIDES = replace(SIDES, facts=(*SIDES.facts, measured("height", 300), measured("width", 120)))


@pytest.mark.parametrize(
    ("text", "kinds_found"),
    [
        ("Tall Crate is 30 cm high.", set()),
        ("Tall Crate is 300 mm high and its width is 12 cm.", set()),
        ("Tall Crate is 12 cm high.", {"number"}),
        ("Tall Crate has a width of 30 cm.", {"number"}),
        ("Tall Crate is 30 mm high.", {"number"}),
        ("Tall Crate has 4 pieces.", set()),
        ("Tall Crate has 4 wheels.", {"number", "word"}),
        ("I have 4 of it.", {"number"}),
        ("Tall Crate is in stock.", {"availability"}),
    ],
)
def test_a_figure_is_of_what_it_measures_or_counts(text: str, kinds_found: set[str]) -> None:
    assert {claim.kind for claim in unbacked(text, [SIDES])} == kinds_found


def test_a_claim_says_where_it_stands_and_what_is_missing() -> None:
    text = "“Yes”: the Café — Tin Tram No. 7 — costs £5 and glows…"
    found = unbacked(text, [item for item in ITEMS if item.item_id == "a3"])
    assert [(claim.kind, text[claim.start : claim.end]) for claim in found] == [
        ("price", "£5"),
        ("word", "Café"),
        ("word", "glows"),
    ]
    assert all(claim.text == text[claim.start : claim.end] and "Tin Tram" in claim.why.title() for claim in found)


def test_a_strangers_wishes_may_be_said_back_but_not_claimed() -> None:
    lamp = [item for item in ITEMS if item.item_id == "d1"]
    assert unbacked("You wanted trains for £25.", lamp, wishes=WISHES) == ()
    assert unbacked("You wanted trains for £25.", lamp) != ()
    assert unbacked("Moonbeam Lamp is one of the trains, for £25.", lamp, wishes=WISHES) != ()


def test_what_is_said_of_a_name_that_two_products_share_is_true_of_either() -> None:
    twins = [product("t1", "Blue Kite", 1000), product("t2", "Blue Kite", 1200)]
    assert unbacked("Blue Kite is £10. Blue Kite is £12.", twins) == ()
    assert {claim.kind for claim in unbacked("Blue Kite is £11.", twins)} == {"price"}
    assert {claim.kind for claim in unbacked("Of these, Blue Kite is the cheapest.", twins)} == {"comparison"}


@given(st.text())
def test_any_text_is_read_without_an_error_and_every_claim_has_its_place(text: str) -> None:
    for claim in unbacked(text, ITEMS):
        assert claim.text == text[claim.start : claim.end] != ""


@pytest.mark.parametrize("text", ["Roll-Top!", "Twenty-One Pilots", "", "\ue000", "£", "Of these, the cheapest.", "“"])
def test_odd_texts_are_read_without_an_error(text: str) -> None:
    assert unbacked(text, ITEMS) == unbacked(text, ITEMS)


def test_what_it_cost_before_a_sale_is_said_as_such_or_not_at_all() -> None:
    kite = replace(product("k1", "Blue Kite", 2000), list_price_minor=2500)
    assert unbacked("Blue Kite is £20 (was £25).", [kite]) == ()
    assert {claim.kind for claim in unbacked("Blue Kite is £25.", [kite])} == {"price"}
    assert {claim.kind for claim in unbacked("Blue Kite is £20 (was £30).", [kite])} == {"price"}


def test_a_brand_before_a_semicolon_is_no_markup() -> None:
    watch = replace(product("w1", "Blue Watch", 2000), brand="B&R")
    facts = (*watch.facts, Fact("w1", "brand", "b&r", "Brand: B&R", "brand"))
    assert unbacked("Blue Watch is by B&R; it costs £20.", [replace(watch, facts=facts)]) == ()


def test_what_is_looked_among_is_said_back_and_no_property() -> None:
    kind = Wish("category", Op.IS, ("trains", "socks & wool"), text="trains or socks & wool")
    said = "Among “trains or socks & wool”, Blue Kite costs £20."
    assert unbacked(said, [product("k1", "Blue Kite", 2000)], wishes=[kind]) == ()
    assert unbacked(said, [product("k1", "Blue Kite", 2000)]) != ()
    assert unbacked("Blue Kite is “trains or socks & wool”.", [product("k1", "Blue Kite", 2000)], wishes=[kind]) != ()
