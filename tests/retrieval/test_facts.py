"""Facts read of sentences written for these tests."""

import pytest

from domain.items import Fact, Item
from retrieval.facts import learn_keys
from retrieval.feeds import Row, read_rows


def item_of(title: str = "Thing", description: str = "", information: str = "", **cells: str) -> Item:
    row = {"id": "1", "title": title, "description": description, "product_information": information, **cells}
    (item,) = read_rows([Row(1, {name: cell for name, cell in row.items() if cell})], shop="s", currency="GBP")
    assert isinstance(item, Item)
    return item


def facts_of(relation: str, *args: str, **cells: str) -> list[Fact]:
    return [fact for fact in item_of(*args, **cells).facts if fact.relation == relation]


def values_of(relation: str, *args: str, **cells: str) -> set[str]:
    return {fact.value for fact in facts_of(relation, *args, **cells)}


def ages(*args: str, **cells: str) -> tuple[float | None, float | None]:
    facts = {fact.relation: fact.number for fact in item_of(*args, **cells).facts}
    return facts.get("age_min"), facts.get("age_max")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Manufacturer recommended age:3 years and up", 36, None),
        ("Manufacturer recommended age:18 months - 3 years", 18, 36),
        ("Manufacturer recommended age:36 months - 5 years", 36, 60),
        ("Manufacturer recommended age:0 months and up", 0, None),
        ("Manufacturer recommended age:6 - 3 years", 72, None),
        ("Manufacturer recommended age:5 - 5 years", 60, None),
    ],
)
def test_ages_of_a_key_are_read(text: str, low: float, high: float | None) -> None:
    assert ages("Thing", "", f"Item Weight9 g {text} Item model numberX1") == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Age 3+ years.", 36, None),
        ("Suitable for ages 5-10.", 60, 120),
        ("Great from 10 years.", 120, None),
        ("Fine for children aged four and over.", 48, None),
        ("Suitable for children aged 2 to 6 years.", 24, 72),
        ("Little ones aged 18+ months love it.", 18, None),
        ("Recommended Age: 0-6 monthsPackage: one", 0, 6),
        ("Min Age: 16 Years", 192, None),
        ("Suitable Age: Above 14 years old", 168, None),
        ("For ages 8 to 99.", 96, None),
        ("Not suitable for children under 36 months.", 36, None),
        ("Warning! Not for children under 3 years.", 36, None),
        ("We have made toys for over 100 years.", None, None),
        ("It comes with a 12 month warranty.", None, None),
        ("A set of 45+ pieces for 2 to 4 players of any age.", None, None),
        ("A banner for a 40th birthday, age 40.", None, None),
    ],
)
def test_ages_of_sentences_are_read(text: str, low: float | None, high: float | None) -> None:
    assert ages("Thing", text) == (low, high)


def test_the_strictest_age_counts_and_names_both_sources() -> None:
    (low,) = facts_of(
        "age_min", "Thing", "For ages 8 and over.", "Manufacturer recommended age:3 years and up Item Weight9 g"
    )
    assert (low.number, low.unit, low.text) == (96, "month", "For ages 8 years and up")
    assert low.source == "description+product_information"


def test_a_warning_is_a_minimum_of_less_confidence() -> None:
    (warned,) = facts_of("age_min", "Thing", "Not suitable for children under 36 months.")
    (stated,) = facts_of("age_min", "Thing", "", "Manufacturer recommended age:3 years and up Item Weight9 g")
    assert warned.confidence < stated.confidence


def test_age_columns_are_read() -> None:
    assert ages("Thing", age_min="3", age_max="8") == (36, 96)
    assert ages("Thing", age_range="18 months - 4 years") == (18, 48)
    assert ages("Thing", age_min_months="18") == (18, None)


@pytest.mark.parametrize(
    ("description", "information", "power"),
    [
        ("", "Batteries Required?No Batteries Included?No", {"no batteries"}),
        ("", "Batteries:4 AA batteries required. (included) Batteries Required?No", {"batteries"}),
        ("", "Batteries Required?Yes Batteries Included?No", {"batteries"}),
        ("Requires 3 AAA batteries.", "Batteries Required?No Item Weight9 g", {"batteries"}),
        ("2 x AA batteries (not included).", "", {"batteries"}),
        ("A battery operated fan.", "", {"batteries"}),
        ("No batteries needed.", "", {"no batteries"}),
        ("It does not need any batteries.", "", {"no batteries"}),
        ("Rechargeable by USB charging.", "", {"rechargeable"}),
        ("Comes with a mains adaptor.", "", {"mains"}),
        ("A solar powered lamp about the solar system.", "", {"solar"}),
        ("A model of the solar system.", "", set()),
    ],
)
def test_power_is_read_and_evidence_of_batteries_wins(description: str, information: str, power: set[str]) -> None:
    assert values_of("power", "Thing", description, information) == power


@pytest.mark.parametrize(
    ("title", "description", "material"),
    [
        ("Wooden train", "", {"wood"}),
        ("Train", "It is made of solid oak.", {"oak", "wood"}),
        ("Boots", "These boots have a waterproof leather upper.", {"leather"}),
        ("Watch", "A watch with a soft leather strap.", set()),
        ("Bag", "A stylish faux leather bag.", {"faux leather"}),
        ("Sofa", "A leather-look sofa.", {"faux leather"}),
        ("Bag", "A bag without leather.", set()),
        ("Tent", "Made from durable nylon with steel pegs.", {"nylon"}),
        ("Shirt", "100% cotton.", {"cotton"}),
        ("Card game", "A card game for friends of wood burning.", set()),
        ("Steel blue cap", "", set()),
        (
            "Knife",
            "A knife with a stainless steel blade, made of stainless steel.",
            {"stainless steel", "steel", "metal"},
        ),
        ("Duck", "Rubber duck race tickets.", set()),
    ],
)
def test_a_material_is_one_of_the_product_itself(title: str, description: str, material: set[str]) -> None:
    assert values_of("material", title, description) == material


def test_materials_of_a_key_are_all_read() -> None:
    information = "Item Weight9 g Material Type(s)Metal, paper and plastic Assembly RequiredNo"
    assert values_of("material", "Thing", "", information) == {"metal", "paper", "plastic"}


@pytest.mark.parametrize(
    ("title", "description", "colour"),
    [
        ("Harmonica (Green)", "", {"green"}),
        ("Backpack", "This durable beige backpack has black straps.", {"beige"}),
        ("Jacket", "Comes in deep navy blue.", {"blue", "navy"}),
        ("Boots", "Boots in sleek black.", {"black"}),
        ("Bag", "A bag in a rich burgundy hue.", {"red", "burgundy"}),
        ("Cup", "A cup of mint tea.", set()),
        ("Cup", "A mint green cup.", {"green", "mint"}),
        ("Green Lantern figure", "", set()),
        ("Cushion", "A gray cushion.", {"grey"}),
        ("Bag", "This sleek, all-black design has orange accents.", {"black"}),
        ("Chair", "Wrapped in soft slate-blue fabric.", {"blue"}),
        ("Kite", "Fly it in the blue sky.", set()),
    ],
)
def test_a_colour_is_one_of_the_product_itself(title: str, description: str, colour: set[str]) -> None:
    assert values_of("colour", title, description) == colour


def test_a_colour_key_is_read_although_it_is_glued() -> None:
    assert values_of("colour", "Thing", "", "Item Weight9 g Colorgreen Assembly RequiredNo") == {"green"}
    assert values_of("colour", "Thing", "", "Best Sellers Rank 4 in Pens > Colouring Pens & Markers") == set()


@pytest.mark.parametrize(
    ("text", "relation", "value"),
    [
        ("A waterproof coat.", "waterproof", "yes"),
        ("It is not waterproof.", "waterproof", "no"),
        ("A non-waterproof coat.", "waterproof", "no"),
        ("A waterproof bag; the strap is not waterproof.", "waterproof", "no"),
        ("A space-saving desk.", "space_saving", "yes"),
        ("Hand-crafted in Wales.", "handmade", "yes"),
        ("Dishwasher safe.", "dishwasher_safe", "yes"),
    ],
)
def test_plain_properties_are_read_with_their_denials(text: str, relation: str, value: str) -> None:
    (fact,) = facts_of(relation, "Thing", text)
    assert fact.value == value


def test_vegan_leather_and_organic_shapes_are_no_properties() -> None:
    assert not values_of("vegan", "Bag", "A vegan leather bag.")
    assert not values_of("organic", "Vase", "A vase of organic shapes.")


def test_spans_point_at_the_evidence_in_the_text() -> None:
    item = item_of("Wooden train", "It needs 2 AA batteries. For ages 4 and up.")
    words = {fact.relation: item.text[fact.span[0] : fact.span[1]] for fact in item.facts if fact.span}
    assert words["material"] == "Wooden"
    assert words["power"] == "needs 2 AA batteries"
    assert "4 and up" in words["age_min"]


def test_labelled_measures_come_in_base_units() -> None:
    item = item_of("Engine", "", "Scale: 1:87; Length: 25cm; Weight: 1.5 kg")
    found = {(fact.relation, fact.value, fact.number, fact.unit) for fact in item.facts}
    expected = {("length", "250 mm", 250.0, "mm"), ("weight", "1500 g", 1500.0, "g"), ("scale", "1:87", None, None)}
    assert found == expected


def test_typed_columns_become_facts() -> None:
    item = item_of(
        "Lamp", colour="Navy", weight_g="450", dimmable="yes", style="modern", battery="no", gender_affinity="F"
    )
    found = {(fact.relation, fact.value) for fact in item.facts}
    expected = {
        ("colour", "blue"),
        ("colour", "navy"),
        ("weight", "450 g"),
        ("dimmable", "yes"),
        ("power", "no batteries"),
    }
    assert expected | {("gender", "women")} <= found
    assert next(fact.text for fact in item.facts if fact.relation == "gender") == "For women"


def test_internal_columns_become_no_facts() -> None:
    item = item_of("Lamp", promoted="true", where_visible="UI", image_license="CC0", warehouse="B2")
    assert item.facts == ()


def test_keys_are_learned_from_rows() -> None:
    cells = [
        f"Item Weight{number} g Rotor SpanCarbon{number} cm Wing FormDelta{number} Folding TailNo"
        for number in range(12)
    ]
    keys = learn_keys(cells)
    assert {match[0] for match in keys.pattern.finditer("Rotor SpanWide Wing FormFlat Folding TailNo")} >= {
        "Rotor Span",
        "Wing Form",
    }


def test_a_count_that_is_always_one_is_a_default_and_no_fact() -> None:
    counts = ["1"] * 9 + ["500", "24", "1000"]
    cells = [f"Item Weight{n} g Number of Puzzle Pieces{count} Assembly RequiredNo" for n, count in enumerate(counts)]
    rows = [Row(n, {"id": str(n), "title": "Puzzle", "product_information": cell}) for n, cell in enumerate(cells)]
    items = [row for row in read_rows(rows, shop="s") if isinstance(row, Item)]
    pieces = [fact.number for item in items for fact in item.facts if fact.relation == "number_of_pieces"]
    assert pieces == [500, 24, 1000]


def test_noise_stays_out_of_text_and_facts() -> None:
    information = (
        "Technical Details Item Weight9 g Item model numberZX81 Batteries Required?No Additional Information "
        "ASINB000000000 Best Sellers Rank 12 in Toys (See top 100) Shipping Weight9 g Date First Available1 May 2012"
    )
    item = item_of("Drum", "A drum. A drum. See all Product Description", information)
    assert item.text == "Drum. A drum. Item Weight: 9 g"
    assert {fact.relation for fact in item.facts} == {"weight", "power"}
