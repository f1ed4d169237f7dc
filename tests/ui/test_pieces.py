"""Cards, answers and product pages as HTML, without a browser."""

from dataclasses import replace

import pytest

from domain.actions import Option, Question
from domain.inputs import Answer
from domain.items import Fact
from domain.session import Recommendation
from tests.fakes.catalogue import catalogue_of, fact, item
from ui.cards import cards, comparison, value_of
from ui.product_page import product_page
from ui.thread import chips, in_words
from ui.welcome import LEAST_PRODUCTS, TILES, examples


def said(relation: str, value: str, text: str, source: str = "feed", number: float | None = None) -> Fact:
    return Fact("t1", relation, value, text, source, number=number)


TRAINS = said("subject", "trains", "Subject: trains")
RAILWAYS = said("category", "trains & railways", "Category: Trains & railways")
FROM_THREE = said("age_min", "3 years", "For ages 3 years and up", number=36)
OFFER = Question("price", "Shall I go that far?", (Option("..118", "up to £118", 1),))
COLOURS = Question("colour", "Which colour?", (Option("red", "red", 2), Option("blue", "blue", 1)))


def card(*reasons: Fact) -> str:
    return cards((Recommendation("t1", "t1", "Train", 1, 0.5, reasons=reasons),), "shop", live=True)


def test_a_reason_that_another_one_says_too_is_left_out() -> None:
    assert "Trains &amp; railways" in card(TRAINS, RAILWAYS)
    assert ">Trains</li>" not in card(TRAINS, RAILWAYS)
    assert ">Trains</li>" in card(TRAINS)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (FROM_THREE, "Ages 3 and up"),
        (replace(FROM_THREE, number=0.0), "From birth"),
        (replace(FROM_THREE, relation="age_max", number=96.0), "Up to age 8"),
        (replace(FROM_THREE, number=18.0), "Ages 18 months and up"),
    ],
)
def test_ages_on_a_card_are_short(fact: Fact, words: str) -> None:
    assert f">{words}</li>" in card(fact)


def test_what_merely_holds_is_yes_beside_its_name() -> None:
    assert value_of(said("washable", "yes", "Washable")) == "yes"
    assert value_of(said("waterproof", "no", "Not waterproof")) == "no"
    assert value_of(said("power", "no batteries", "No batteries needed")) == "No batteries needed"
    assert value_of(RAILWAYS) == "Trains & railways"


def test_a_comparison_says_values_as_the_products_page_does() -> None:
    shown = Recommendation("t1", "t1", "Train", 1, 0.5, reasons=(said("washable", "yes", "Washable"), FROM_THREE))
    table = comparison((shown,), "shop", live=False)
    assert "<td>Yes</td>" in table
    assert "<td>3 years</td>" in table


def test_an_offer_is_declined_and_a_question_left_open() -> None:
    assert "No, thanks" in chips(OFFER)
    assert "I don’t mind" not in chips(OFFER)
    assert "I don’t mind" in chips(COLOURS)


def test_a_pressed_answer_reads_as_its_button() -> None:
    assert in_words(Answer("colour", "red"), (), {}, wish="red") == "Red"
    assert in_words(Answer("price", ""), (), {}, wish="No, thanks") == "No, thanks"
    assert in_words(Answer("colour", ""), (), {}) == "I don’t mind"


def test_ways_to_buy_name_only_what_differs() -> None:
    red, blue = (
        replace(item(colour, "Bear", group="b"), options=(("colour", colour), ("material", "cotton")))
        for colour in ("red", "blue")
    )
    page = product_page(red, (red, blue))
    assert ">Red</a>" in page
    assert "Red, cotton" not in page


def test_a_products_page_says_facts_as_they_are_told_and_where_they_were_read_if_that_tells_more() -> None:
    heavy = said("weight", "1450 g", "Weight: 1450 g", "weight_g", 1450.0)
    page = product_page(
        item("t1", "Train", facts=(heavy, said("recycled", "yes", "Recycled", "description"))),
        told=lambda fact: fact.text.replace("1450 g", "1.45 kg"),
    )
    assert "1.45 kg" in page
    assert "weight g" not in page
    assert "<td>Yes</td>" in page
    assert ">description</td>" in page


def test_the_first_examples_are_of_things_and_not_of_what_is_done() -> None:
    kinds = [*(f"Department {number}" for number in range(TILES)), "Cycling", "Shoes"]
    shelf = [
        item(
            f"{kind}-{number}",
            kind,
            price=1500,
            category=(kind,),
            facts=(fact(f"{kind}-{number}", "category", kind.casefold()),),
        )
        for kind in kinds
        for number in range(2 * LEAST_PRODUCTS if kind.startswith("Department") else LEAST_PRODUCTS)
    ]
    assert list(examples(catalogue_of(*shelf))) == ["Shoes under £20"]
