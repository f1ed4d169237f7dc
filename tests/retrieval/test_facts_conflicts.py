"""Facts that disagree, figures in a shopper's units, and how attributes are typed."""

import numpy as np
import pytest

from domain.items import AttributeKind, Fact, Item
from retrieval.attributes import kind_of, ordered
from retrieval.cleaning import clean_text
from retrieval.columns import Phrases, Postings
from retrieval.facts import localised
from retrieval.languages.english import English
from tests.retrieval.test_facts import facts_of, item_of

KEY = "Item Weight9 g Number of Puzzle Pieces3000 Assembly RequiredNo"


def test_of_two_counts_the_keys_wins_and_the_titles_is_kept_with_less_confidence() -> None:
    first, second = facts_of("number_of_pieces", "Puzzle (1000 pieces)", "", KEY)
    assert (first.value, first.source) == ("3000", "product_information")
    assert (second.value, second.source) == ("1000", "title")
    assert second.confidence < 0.5 < first.confidence


def test_a_column_of_its_own_wins_over_prose_and_prose_is_read_in_its_order() -> None:
    values = [fact.value for fact in facts_of("weight", "Lamp", "It weighs 2 kg.", weight_g="450")]
    assert values == ["450 g", "2000 g"]
    sizes = [fact.value for fact in facts_of("dimensions", "Mat 20 x 30 cm", "It measures 21 x 31 cm.")]
    assert sizes == ["200 x 300 mm", "210 x 310 mm"]


def test_one_figure_in_two_units_is_no_conflict() -> None:
    assert len(facts_of("diameter", "Badge (25mm diameter)", "It has a diameter of 1 inch.")) == 1


def test_what_one_source_says_later_is_of_a_part() -> None:
    text = "The tray measures 30 x 20 x 10 cm. There are boxes of 5 x 5 x 5 cm."
    assert [fact.value for fact in facts_of("dimensions", "Tray", text)] == ["300 x 200 x 100 mm"]


@pytest.mark.parametrize(
    ("information", "locale", "text"),
    [
        ("Length: 25cm; Height: 3 cm", "en-GB", "Length: 25 cm"),
        ("Length: 25cm; Height: 3 cm", "en-US", "Length: 9.84 in"),
        ("Length: 25cm; Height: 3 cm", "en_us", "Length: 9.84 in"),
        ("Length: 10 in; Height: 3 cm", "en-GB", "Length: 25.4 cm"),
        ("Length: 2.5 m; Height: 3 cm", "en-US", "Length: 8.2 ft"),
        ("Length: 8 mm; Height: 3 cm", "en-GB", "Length: 8 mm"),
    ],
)
def test_lengths_are_said_in_the_shoppers_units(information: str, locale: str, text: str) -> None:
    (fact,) = facts_of("length", "Lamp", "", information)
    assert localised(fact, locale) == text


def test_weights_volumes_and_several_sides_are_said_in_the_shoppers_units() -> None:
    item = item_of("Bottle 1.5 l", "It measures 8 x 8 x 30 cm and weighs 2 kg.")
    said = {fact.relation: (localised(fact, "en-GB"), localised(fact, "en-US")) for fact in item.facts}
    assert said["weight"] == ("Weight: 2 kg", "Weight: 4.41 lb")
    assert said["capacity"] == ("Capacity: 1.5 l", "Capacity: 50.7 fl oz")
    assert said["dimensions"] == ("Dimensions: 8 x 8 x 30 cm", "Dimensions: 3.15 x 3.15 x 11.8 in")


def test_facts_without_such_units_are_said_as_they_are() -> None:
    (age,) = facts_of("age_min", "Toy", "For ages 3 and up.")
    (colour,) = facts_of("colour", "Toy (red)")
    assert (localised(age, "en-US"), localised(colour, "en-US")) == (age.text, colour.text)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["xl", "s", "m"], ("s", "m", "xl")),
        (["advanced", "beginner"], ("beginner", "advanced")),
        (["large", "small"], ("small", "large")),
        (["s"], ()),
        (["s", "red"], ()),
    ],
)
def test_words_that_have_an_order_are_put_into_it(values: list[str], order: tuple[str, ...]) -> None:
    assert ordered(values) == order


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["s", "m", "l"], AttributeKind.ORDERED),
        (["yes", "no"], AttributeKind.BOOLEAN),
        (["oak", "pine"], AttributeKind.SET),
        ([f"note number {number} of many" for number in range(40)], AttributeKind.TEXT),
    ],
)
def test_an_attribute_is_typed_by_its_values(values: list[str], kind: AttributeKind) -> None:
    assert kind_of("thing", _postings([Fact("1", "thing", value, value, "column") for value in values])) is kind


def test_an_attribute_of_figures_is_a_number() -> None:
    facts = [Fact("1", "weight", f"{n} g", f"Weight: {n} g", "column", number=float(n), unit="g") for n in (5, 6)]
    assert kind_of("weight", _postings(facts)) is AttributeKind.NUMBER


def _postings(facts: list[Fact]) -> Postings:
    return Postings().updated(np.zeros(len(facts), dtype=np.bool_), list(enumerate(facts)), Phrases(English()))


def test_a_list_that_an_exporter_printed_as_text_is_read_as_its_texts() -> None:
    assert clean_text("""['', "A 3/4\\" pen.", 'It\\'s red.\\n']""") == """A 3/4" pen. It's red."""
    assert clean_text("[sic] a pen") == "[sic] a pen"
    assert clean_text("['open") == "['open"


def test_extraction_is_the_same_each_time() -> None:
    args = ("Mat 20 x 30 cm, red", "Made of wool. Compatible with HP printers. It weighs 2 kg.", KEY)
    items: list[Item] = [item_of(*args) for _ in range(2)]
    assert items[0] == items[1]
