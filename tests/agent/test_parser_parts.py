"""Parts of a message, over the demo shop: measures, people, strength, conditions, several needs, critiques."""

from dataclasses import replace

import pytest

from agent.state import EMPTY, State, heard
from agent.understand.parser import Parser
from agent.understand.said import plain
from bench.understanding import ROOT, catalogue_of
from domain.inputs import Words
from domain.meaning import Act, Meaning
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Preference, Wish
from retrieval.languages.english import English
from tests.fakes.catalogue import catalogue_of as shop_of
from tests.fakes.catalogue import item

BAGS = ("bag-001", "bag-002", "bag-003", "bag-004")
TRAINS = ("toy-001", "toy-002", "toy-003", "toy-004")
CAP = Preference("t1.1", "t1", Wish("price", Op.MAX, ("25.00",), 2500.0, "GBP", hard=True))


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return catalogue_of("demo", ROOT / "demo" / "products.jsonl")


def read(text: str, demo: Catalogue, state: State = EMPTY) -> Meaning:
    return Parser(English())(text, state, demo)


def figures(meaning: Meaning) -> set[tuple[str, str, float, bool]]:
    return {(w.attribute, str(w.op), w.number, w.hard) for w in meaning.wishes if w.number is not None}


def named(meaning: Meaning, op: Op = Op.IS) -> set[tuple[str, tuple[str, ...], bool]]:
    return {(w.attribute, w.values, w.hard) for w in meaning.wishes if w.op is op and w.number is None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a bag of at least 20 litres", ("capacity", "min", 20000.0, True)),
        ("no taller than 1.2 m", ("height", "max", 1200.0, True)),
        ("under 2.5kg", ("weight", "max", 2500.0, True)),
        ("at most half a metre wide", ("width", "max", 500.0, True)),
        ("1000 pieces", ("number_of_pieces", "is", 1000.0, False)),
        ("around 45 litres", ("capacity", "like", 45000.0, False)),
        ("for 6 people", ("people", "is", 6.0, False)),
        ("I need two of them", ("quantity", "is", 2.0, False)),
        ("my max is 50", ("price", "max", 5000.0, True)),
        ("ideally under 30", ("price", "max", 3000.0, False)),
        ("in the £40 range", ("price", "like", 4000.0, False)),
        ("twins, 3 and a half", ("age", "is", 42.0, True)),
        ("for my dad's 70th birthday", ("age", "is", 840.0, False)),
    ],
)
def test_figures_with_their_units(text: str, expected: tuple[str, str, float, bool], demo: Catalogue) -> None:
    assert figures(read(text, demo)) == {expected}


def test_a_range_of_a_measure_has_two_ends(demo: Catalogue) -> None:
    assert figures(read("a rucksack, 20 to 25 litres", demo)) == {
        ("capacity", "min", 20000.0, True),
        ("capacity", "max", 25000.0, True),
    }


def test_a_measure_that_no_product_states_filters_nothing() -> None:
    plates = shop_of(item("a", "Plate", price=900), item("b", "Big plate", price=1900))
    (wish,) = [wish for wish in read("a plate of at least 30 cm diameter", plates).wishes if wish.number is not None]
    assert (wish.attribute, wish.number, wish.hard) == ("diameter", 300.0, False)


@pytest.mark.parametrize("text", ["a bag that fits a 15 inch laptop", "a 30 cm ruler", "a 4g dongle"])
def test_figures_that_name_a_kind_of_thing_are_no_measures(text: str, demo: Catalogue) -> None:
    assert figures(read(text, demo)) == set()


@pytest.mark.parametrize(
    ("text", "size"),
    [("trainers size 43", "43"), ("UK 9", "uk 9"), ("a hoodie in XL", "xl"), ("us 10.5 please", "us 10.5")],
)
def test_sizes_keep_their_system(text: str, size: str, demo: Catalogue) -> None:
    assert ("size", (size,), False) in named(read(text, demo))


def test_a_budget_that_can_be_stretched_is_a_cap_and_a_preference_below_it(demo: Catalogue) -> None:
    meaning = read("my max is 50 but I could stretch to 60", demo)
    assert figures(meaning) == {("price", "max", 5000.0, False), ("price", "max", 6000.0, True)}
    kept = heard(EMPTY, "t1", Words("…"), meaning).preferences
    assert len(kept) == 2, "one message's wishes stand beside each other"


def test_cheap_is_the_cheapest_third_of_the_kind(demo: Catalogue) -> None:
    (wish,) = [wish for wish in read("something cheap", demo).wishes if wish.attribute == "price"]
    prices = sorted(demo.item(i).price_minor or 0 for i in demo.ordered("price", (), descending=False, limit=len(demo)))
    assert not wish.hard and wish.number == prices[(len(prices) - 1) // 3]
    assert figures(read("something cheap, 40 pounds at most", demo)) == {("price", "max", 4000.0, True)}


def test_something_cheap_lifts_no_cap_that_stands(demo: Catalogue) -> None:
    state = heard(EMPTY, "t1", Words("…"), read("up to 60 pounds", demo))
    state = heard(state, "t2", Words("…"), read("something cheap", demo, state))
    assert [(held.wish.number == 6000.0, held.wish.hard) for held in state.preferences] == [
        (True, True),
        (False, False),
    ]
    state = heard(state, "t3", Words("…"), read("actually up to 80 pounds", demo, state))
    assert {held.wish.number for held in state.preferences if held.wish.hard} == {8000.0}


def test_a_condition_stays_with_its_cap(demo: Catalogue) -> None:
    meaning = read("a rucksack under 50, but I'd go up to 80 if it's waterproof", demo)
    caps = {(w.number, w.hard, w.given) for w in meaning.wishes if w.attribute == "price"}
    assert caps == {(5000.0, True, ()), (8000.0, True, (("waterproof", "yes"),))}
    assert all(wish.attribute != "waterproof" for wish in meaning.wishes)
    state = heard(replace(EMPTY, preferences=(CAP,)), "t2", Words("…"), read("if it's waterproof I'd pay 80", demo))
    assert CAP in state.preferences, "what always holds is not replaced by what holds under a condition"


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("shoes under 60, and a blue mug", [{"shoes"}, {"mug"}]),
        ("a teapot up to 40 and a blanket up to 80", [{"teapot"}, {"blanket"}]),
        ("a kettle. I also need some candles", [{"kettle"}, {"candles"}]),
    ],
)
def test_each_need_keeps_its_own_wishes(text: str, wishes: list[set[str]], demo: Catalogue) -> None:
    meaning = read(text, demo)
    needs = [meaning.wishes, *(need.wishes for need in meaning.further)]
    words = [" ".join(w.words or w.value for w in need if w.op in (Op.IS, Op.LIKE)).split() for need in needs]
    unknown = set(meaning.not_understood)
    assert len(needs) == len(wishes)
    assert all(own <= set(said) | unknown for own, said in zip(wishes, words, strict=True))


def test_a_further_needs_limit_does_not_bind_the_first(demo: Catalogue) -> None:
    meaning = read("a teapot up to 40 and a blanket up to 80", demo)
    assert [need.text for need in meaning.further] == ["a blanket up to 80"]
    state = heard(EMPTY, "t1", Words("…"), meaning)
    assert {held.wish.number for held in state.preferences if held.wish.attribute == "price"} == {4000.0}


@pytest.mark.parametrize(
    "text",
    [
        "a red and blue kite",
        "a lamp with a switch and a shade",
        "a game for a boy and a girl",
        "between 10 and a hundred",
        "a mug in black and white stripes",
        "a kite and easy to fly",
    ],
)
def test_one_need_is_not_cut_in_two(text: str, demo: Catalogue) -> None:
    assert read(text, demo).further == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it must be vegan", ("vegan", ("yes",), True)),
        ("a green bag, the green is essential", ("colour", ("green",), True)),
        ("ideally green", ("colour", ("green",), False)),
        ("has to be wood, ideally red", ("material", ("wood",), True)),
        ("has to be wood, ideally red", ("colour", ("red",), False)),
        ("cotton only", ("material", ("cotton",), True)),
    ],
)
def test_strength_reaches_as_far_as_its_part_of_the_sentence(
    text: str, expected: tuple[str, tuple[str, ...], bool], demo: Catalogue
) -> None:
    assert expected in named(read(text, demo))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not too big", {(TEXT, ("big",), False)}),
        ("without batteries if possible", {("power", ("batteries",), False)}),
        ("neither red nor blue", {("colour", ("red",), True), ("colour", ("blue",), True)}),
        ("plastic-free gifts", {("material", ("plastic",), True)}),
        ("I don't want plastic but metal is fine", {("material", ("plastic",), True)}),
        ("not leather bags", {("material", ("leather",), True)}),
        ("he already has loads of trains", set()),
        ("it doesn't have to be waterproof", set()),
        ("I don't mind if it's plastic", set()),
        ("we're not fussed about the colour", set()),
    ],
)
def test_how_far_a_no_reaches(text: str, expected: set[tuple[str, tuple[str, ...], bool]], demo: Catalogue) -> None:
    meaning = read(text, demo)
    assert named(meaning, Op.NOT) == expected
    assert all(value not in ("plastic", "waterproof") for _, (value, *_), _ in named(meaning))


def test_no_wool_she_is_allergic_is_a_matter_of_safety(demo: Catalogue) -> None:
    (wish,) = [wish for wish in read("no wool, she's allergic", demo).wishes if wish.op is Op.NOT]
    assert wish.hard and wish.safety


@pytest.mark.parametrize(
    ("text", "act", "attribute"),
    [
        ("how many bags do you have?", Act.COUNT, None),
        ("do you have a hammock?", Act.HAVE, None),
        ("do you have a telescope?", Act.HAVE, None),
        ("which is the lightest?", Act.SUPERLATIVE, "weight"),
        ("is the first waterproof?", Act.ASK_FACT, "waterproof"),
        ("what's it made of?", Act.ASK_FACT, "material"),
        ("where is it made?", Act.ASK_FACT, "made_in"),
        ("and the second?", Act.ASK_FACT, "details"),
        ("thank you so much for your help", Act.THANK, None),
        ("do you have anything else?", Act.SHOW_OTHERS, None),
        ("something nice", Act.INFORM, None),
    ],
)
def test_what_people_ask_of_a_list(text: str, act: Act, attribute: str | None, demo: Catalogue) -> None:
    meaning = read(text, demo, replace(EMPTY, on_screen=BAGS))
    assert (meaning.act, meaning.attribute) == (act, attribute)


def test_a_count_and_an_extreme_narrow_nothing(demo: Catalogue) -> None:
    state = replace(EMPTY, preferences=(CAP,))
    counted = heard(state, "t2", Words("…"), read("how many red bags do you have?", demo, state))
    assert counted.preferences == (CAP,)
    assert read("which is the cheapest?", demo, replace(EMPTY, on_screen=BAGS)).item_ids == BAGS


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("smaller and cheaper", {("height", "max"), ("price", "max")}),
        ("bigger but not heavier", {("height", "min"), ("weight", "max")}),
        ("too expensive", {("price", "max")}),
        ("not as expensive as these", {("price", "max")}),
    ],
)
def test_critiques_can_be_compound(text: str, changes: set[tuple[str, str]], demo: Catalogue) -> None:
    meaning = read(text, demo, replace(EMPTY, on_screen=BAGS))
    assert {(w.attribute, str(w.op)) for w in meaning.wishes} == changes
    assert all(wish.relative and wish.hard for wish in meaning.wishes)


def test_too_pricey_with_a_figure_is_that_figure(demo: Catalogue) -> None:
    meaning = read("too pricey, max 20", demo, replace(EMPTY, on_screen=BAGS))
    assert figures(meaning) == {("price", "max", 2000.0, True)}


def test_the_first_with_the_seconds_material(demo: Catalogue) -> None:
    meaning = read("like the first but with the second's material", demo, replace(EMPTY, on_screen=TRAINS))
    assert (meaning.act, meaning.item_ids) == (Act.MORE_LIKE, ("toy-001",))
    assert ("material", ("metal",), False) in named(meaning)


@pytest.mark.parametrize("text", ["the same in green", "this one but in green", "do you have it in green?"])
def test_the_same_in_another_colour(text: str, demo: Catalogue) -> None:
    meaning = read(text, demo, replace(EMPTY, on_screen=BAGS, focus="bag-003"))
    assert (meaning.act, meaning.item_ids) == (Act.MORE_LIKE, ("bag-003",))
    assert named(meaning) == {("colour", ("green",), False)}


@pytest.mark.parametrize(
    ("text", "number"),
    [("no, I said 30", 3000.0), ("make it 45", 4500.0), ("oops, 40 not 400", 4000.0), ("a bit higher, 35", 3500.0)],
)
def test_a_corrected_budget(text: str, number: float, demo: Catalogue) -> None:
    state = replace(EMPTY, preferences=(CAP,))
    assert figures(read(text, demo, state)) == {("price", "max", number, True)}


def test_slips_of_the_keyboard(demo: Catalogue) -> None:
    meaning = read("a grey blankit undr 90 for my nefew", demo)
    assert figures(meaning) == {("price", "max", 9000.0, True)}
    assert (TEXT, ("blanket",), False) in named(meaning, Op.LIKE)
    assert ("recipient", ("nephew",), False) in named(meaning, Op.LIKE)


@pytest.mark.parametrize(
    ("text", "caps"),
    [
        ("a jacket, if it's waterproof I'd pay 80, else 50", {(8000.0, "waterproof"), (5000.0, "")}),
        ("jacket under 50, 80 if it's waterproof", {(8000.0, "waterproof"), (5000.0, "")}),
        ("I'd pay 50 normally but 80 if it's waterproof", {(8000.0, "waterproof"), (5000.0, "")}),
        ("if it's leather i could go to 150, otherwise 90", {(15000.0, "material"), (9000.0, "")}),
        ("I could do 60 if it's wooden", {(6000.0, "material")}),
    ],
)
def test_caps_that_depend_are_read_with_their_condition(
    text: str, caps: set[tuple[float, str]], demo: Catalogue
) -> None:
    read_caps = {(w.number, w.given[0][0] if w.given else "", w.hard) for w in read(text, demo).wishes if w.number}
    assert read_caps == {(*cap, True) for cap in caps}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("something wooden", {("material", ("wood",), False)}),  # two grills burn it
        ("light roast coffee", {("roast", ("light",), False)}),
        ("i want it in black or something dark", {("colour", ("black",), False)}),
    ],
)
def test_a_word_has_its_common_meaning_unless_the_kind_beside_it_has_another(
    text: str, expected: set[tuple[str, tuple[str, ...], bool]], demo: Catalogue
) -> None:
    assert {wish for wish in named(read(text, demo)) if wish[0] != "category"} == expected


def test_a_rare_meaning_stays_where_its_own_name_is_said(demo: Catalogue) -> None:
    assert "fuel" in {attribute for attribute, _, _ in named(read("wood as fuel", demo))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("any colour but grey", {("colour", ("grey",), True)}),
        ("not plastic, not metal - wood or cotton please", {("material", (m,), True) for m in ("plastic", "metal")}),
        ("no wait, I want silver not gold", {("colour", ("gold",), True)}),
        ("a car but not a cheap plastic one", {("material", ("plastic",), True)}),
        ("headphones, not in-ear", {(TEXT, ("ear",), True)}),
        ("plastic-free gifts", {("material", ("plastic",), True)}),
    ],
)
def test_a_no_ends_where_it_is_over(
    text: str, expected: set[tuple[str, tuple[str, ...], bool]], demo: Catalogue
) -> None:
    assert named(read(text, demo), Op.NOT) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under 20 but over 10", {("price", "max", 2000.0, True), ("price", "min", 1000.0, True)}),
        ("tenner max", {("price", "max", 1000.0, True)}),
        (
            "more than 100 but less than 300 pieces",
            {("number_of_pieces", o, n, True) for o, n in (("min", 100.0), ("max", 300.0))},
        ),
        ("hold at least 120 kg", {("max_load", "min", 120000.0, True)}),
        ("colouring for a 2 and a 4 year old", {("age", "min", 24.0, True), ("age", "max", 48.0, True)}),
        ("a family of five", {("people", "is", 5.0, False)}),
    ],
)
def test_figures_with_two_sides_or_of_another_thing(
    text: str, expected: set[tuple[str, str, float, bool]], demo: Catalogue
) -> None:
    assert figures(read(text, demo)) == expected


def categories(meaning: Meaning) -> set[str]:
    return {value for wish in meaning.wishes if wish.attribute == "category" for value in wish.values}


def texts(meaning: Meaning) -> list[str]:
    return [wish.value for wish in meaning.wishes if wish.attribute == TEXT]


def test_where_a_thing_is_used_hints_at_no_kind(demo: Catalogue) -> None:
    meaning = read("a lamp for reading in bed", demo)
    assert categories(meaning) == set()
    assert texts(meaning) == ["lamp reading bed"]
    assert categories(read("a bed for my dog", demo)) == {"beds & houses"}


def test_a_word_hints_at_the_kind_that_has_it_rather_than_its_stem(demo: Catalogue) -> None:
    assert categories(read("mad about trains", demo)) == {"trains & railways"}


def test_words_run_together_are_parted_where_titles_have_both_side_by_side(demo: Catalogue) -> None:
    assert texts(read("a lawnmower", demo)) == ["lawn mower"]
    assert read("a lamppost", demo).not_understood == ("lamppost",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a bottle of at least 20 fluid ounces", ("capacity", "min", 591.48, True)),
        ("a bottle of at least 20 fl oz", ("capacity", "min", 591.48, True)),
        ("a tin of at least 20 ounces", ("weight", "min", 567.0, True)),
    ],
)
def test_fluid_ounces_are_no_weight(text: str, expected: tuple[str, str, float, bool], demo: Catalogue) -> None:
    assert figures(read(text, demo)) == {expected}


def test_a_word_that_says_how_the_next_one_is_names_nothing_itself(demo: Catalogue) -> None:
    assert categories(read("light blue socks", demo)) == categories(read("blue socks", demo))
    assert named(read("peach flavoured tea", demo)) == named(read("flavoured tea", demo))
    assert ("colour", ("red",), False) in named(read("a red scented candle holder in red", demo))


def test_a_twin_set_is_for_nobody(demo: Catalogue) -> None:
    assert named(read("a twin set of mugs", demo), Op.LIKE) == {("text", ("twin set mugs",), False)}
    assert ("recipient", ("twins",), False) in named(read("for my twins", demo), Op.LIKE)


def test_three_letters_may_be_a_size_of_battery() -> None:
    assert plain("two AAA batteries, sooooo small") == "two aaa batteries, soo small"


def test_the_only_thing_named_may_be_a_place(demo: Catalogue) -> None:
    assert texts(read("something for reading in bed", demo)) == ["reading"]
    assert texts(read("a bed", demo)) == ["bed"]


def test_what_a_thing_is_for_is_no_kind_of_thing(demo: Catalogue) -> None:
    assert categories(read("a rucksack for weekend walks", demo)) == set()
    assert "camping & walking" in categories(read("something for walks", demo))


def told(*texts: str, demo: Catalogue) -> State:
    state = EMPTY
    for number, text in enumerate(texts, start=1):
        state = heard(state, f"t{number}", Words(text), read(text, demo, state))
    return state


def test_more_about_the_same_thing_takes_nothing_back(demo: Catalogue) -> None:
    lamp = told("a lamp for reading in bed", "one that clips on would be good", demo=demo)
    assert [(held.wish.value, held.wish.strength) for held in lamp.preferences] == [
        ("lamp reading bed", 1.0),
        ("clips", 0.85),
    ]
    assert [held.wish.value for held in told("a lamp", "do you have a rug?", demo=demo).preferences] == ["rug"]


def test_what_somebody_likes_is_a_hint_after_they_were_named_too(demo: Catalogue) -> None:
    state = told("a present for a little girl, she's turning four", "she likes animals and drawing", demo=demo)
    assert [held.wish.strength for held in state.preferences if held.wish.attribute == TEXT] == [0.85]


def test_only_about_so_much_is_a_cap(demo: Catalogue) -> None:
    assert figures(read("I've only got about 15 quid", demo)) == {("price", "max", 1500.0, True)}
    assert figures(read("I've got about 15 quid", demo)) == {("price", "like", 1500.0, False)}


def test_something_for_somebody_else_is_another_thing(demo: Catalogue) -> None:
    state = told("my son needs a school bag", "show me something for his sister too, she's 3", demo=demo)
    assert {held.wish.attribute for held in state.preferences} == {"recipient", "age"}
    same = told("my son needs a school bag", "something for my son that is red", demo=demo)
    assert "school bag" in {held.wish.value for held in same.preferences}


@pytest.mark.parametrize("text", ["not those, 12 pounds at most", "none of these please, under £12.01"])
def test_what_is_said_beside_wanting_others_counts(text: str, demo: Catalogue) -> None:
    meaning = read(text, demo, replace(EMPTY, on_screen=TRAINS))
    assert meaning.act is Act.SHOW_OTHERS
    assert {(name, side, hard) for name, side, _, hard in figures(meaning)} == {("price", "max", True)}


def test_others_alone_hold_no_wish(demo: Catalogue) -> None:
    assert read("no, none of these", demo, replace(EMPTY, on_screen=TRAINS)) == Meaning(Act.SHOW_OTHERS)


@pytest.mark.parametrize("text", ["a game, he's 7 for two players", "she's 7 loves horses", "he's 7"])
def test_an_age_is_one_whatever_comes_behind_it(text: str, demo: Catalogue) -> None:
    assert ("age", "is", 84.0, True) in figures(read(text, demo))
