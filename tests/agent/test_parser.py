"""What shoppers type, and what it means on a shelf of toys."""

from dataclasses import replace

import pytest

from agent.state import EMPTY, State
from agent.understand.parser import Parser
from domain.actions import Option, Question
from domain.meaning import Act, Meaning
from domain.wishes import TEXT, Op, Preference, Wish
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.english import English
from tests.agent.shelf import shelf

SCREEN = ("oak", "express", "kite", "world")


@pytest.fixture(scope="module")
def catalogue() -> MemoryCatalogue:
    return shelf()


def read(text: str, catalogue: MemoryCatalogue, state: State = EMPTY) -> Meaning:
    return Parser(English())(text, state, catalogue)


def looking(*on_screen: str, **more: object) -> State:
    return replace(EMPTY, on_screen=on_screen or SCREEN, **more)  # type: ignore[arg-type]


def sides(meaning: Meaning, attribute: str) -> list[tuple[str, float | None]]:
    return [(str(wish.op), wish.number) for wish in meaning.wishes if wish.attribute == attribute]


def ruled_out(meaning: Meaning) -> set[tuple[str, str]]:
    return {
        (wish.attribute, value) for wish in meaning.wishes if wish.op is Op.NOT and wish.hard for value in wish.values
    }


def test_the_first_sentence_of_the_readme(catalogue: MemoryCatalogue) -> None:
    meaning = read("a present for my nephew, he's 6 and mad about trains, 25 pounds at most", catalogue)
    assert meaning.act is Act.INFORM
    assert sides(meaning, "price") == [("max", 2500.0)]
    assert sides(meaning, "age") == [("is", 72.0)]
    assert any(wish.attribute == "category" and wish.values == ("trains & tracks",) for wish in meaning.wishes)
    assert meaning.not_understood == ()
    assert all(wish.hard for wish in meaning.wishes if wish.attribute in ("price", "age"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under £20 please", [("max", 2000.0)]),
        ("20 pounds at most", [("max", 2000.0)]),
        ("no more than 20", [("max", 2000.0)]),
        ("max. 15 quid", [("max", 1500.0)]),
        ("my budget is 50", [("max", 5000.0)]),
        ("£12.50 or less", [("max", 1250.0)]),
        ("I can't spend more than £15", [("max", 1500.0)]),
        ("less than a tenner", [("max", 1000.0)]),
        ("twenty five pounds", [("max", 2500.0)]),
        ("up to 1,000 pounds", [("max", 100000.0)]),
        ("between 20 and 30", [("min", 2000.0), ("max", 3000.0)]),
        ("20 to 30 pounds", [("min", 2000.0), ("max", 3000.0)]),
        ("£10-£20", [("min", 1000.0), ("max", 2000.0)]),
        ("at least £40", [("min", 4000.0)]),
        ("around 30", [("like", 3000.0)]),
        ("30ish", [("like", 3000.0)]),
    ],
)
def test_budgets(text: str, expected: list[tuple[str, float]], catalogue: MemoryCatalogue) -> None:
    assert sides(read(text, catalogue), "price") == expected


@pytest.mark.parametrize(
    "text", ["1000 piece puzzle", "for 2 to 4 players", "a 30 cm kite", "he is 6", "size 12", "under 3 years"]
)
def test_figures_that_are_no_budget(text: str, catalogue: MemoryCatalogue) -> None:
    assert sides(read(text, catalogue), "price") == []


def test_a_bare_number_is_a_budget_only_where_one_stands_or_was_asked_for(catalogue: MemoryCatalogue) -> None:
    cap = Preference("t1.1", "t1", Wish("price", Op.MAX, ("25.00",), 2500.0, "GBP", hard=True))
    assert sides(read("actually 40 is fine", catalogue, replace(EMPTY, preferences=(cap,))), "price") == [
        ("max", 4000.0)
    ]
    asked = replace(
        EMPTY, pending=Question("price", "How much?", (Option("..10", "up to £10", 1), Option("10..", "over £10", 1)))
    )
    assert sides(read("40", catalogue, asked), "price") == [("max", 4000.0)]
    assert sides(read("actually 40 is fine", catalogue), "price") == []


def test_a_budget_in_another_currency_is_never_converted(catalogue: MemoryCatalogue) -> None:
    meaning = read("a train for $30", catalogue)
    assert (meaning.act, meaning.attribute) == (Act.FOREIGN_BUDGET, "USD")
    assert sides(meaning, "price") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he's 6", [("is", 72.0)]),
        ("for a six year old", [("is", 72.0)]),
        ("my 3-year-old", [("is", 36.0)]),
        ("18 months old", [("is", 18.0)]),
        ("my niece is turning 7", [("is", 84.0)]),
        ("aged 5", [("is", 60.0)]),
        ("for ages 3-5", [("min", 36.0), ("max", 60.0)]),
        ("for 3 to 5 year olds", [("min", 36.0), ("max", 60.0)]),
        ("for a toddler", [("is", 24.0)]),
    ],
)
def test_ages(text: str, expected: list[tuple[str, float]], catalogue: MemoryCatalogue) -> None:
    assert sides(read(text, catalogue), "age") == expected


def test_a_childs_age_is_exact_and_a_grown_ups_is_weighed(catalogue: MemoryCatalogue) -> None:
    assert [wish.hard for wish in read("for a 6 year old", catalogue).wishes if wish.attribute == "age"] == [True]
    assert [wish.hard for wish in read("for a 40 year old", catalogue).wishes if wish.attribute == "age"] == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not battery powered", {("power", "batteries")}),
        ("without batteries please", {("power", "batteries")}),
        ("i don't want anything with batteries", {("power", "batteries")}),
        ("no leather or plastic", {("material", "leather"), ("material", "plastic")}),
        ("no wood, metal or plastic", {("material", "wood"), ("material", "metal"), ("material", "plastic")}),
        ("anything but red", {("colour", "red")}),
        ("nothing made of plastic", {("material", "plastic")}),
        ("it shouldn't be plastic", {("material", "plastic")}),
        ("no glitter", {(TEXT, "glitter")}),
    ],
)
def test_exclusions(text: str, expected: set[tuple[str, str]], catalogue: MemoryCatalogue) -> None:
    assert ruled_out(read(text, catalogue)) == expected


def test_an_exclusion_ends_where_another_wish_begins(catalogue: MemoryCatalogue) -> None:
    meaning = read("no batteries and under 20 pounds, but red", catalogue)
    assert ruled_out(meaning) == {("power", "batteries")}
    assert sides(meaning, "price") == [("max", 2000.0)]
    assert any(wish.attribute == "colour" and wish.op is Op.IS and wish.values == ("red",) for wish in meaning.wishes)


def test_not_necessarily_rules_nothing_out(catalogue: MemoryCatalogue) -> None:
    assert read("not necessarily wood", catalogue).wishes == ()


def test_an_allergy_is_a_matter_of_safety(catalogue: MemoryCatalogue) -> None:
    (wish,) = [wish for wish in read("she is allergic to nuts", catalogue).wishes if wish.op is Op.NOT]
    assert wish.hard and wish.safety and wish.values == ("nuts",)


def test_alternatives_are_one_wish(catalogue: MemoryCatalogue) -> None:
    (wish,) = read("red or blue", catalogue).wishes
    assert (wish.attribute, set(wish.values), wish.hard) == ("colour", {"red", "blue"}, False)


def test_must_makes_a_named_value_exact(catalogue: MemoryCatalogue) -> None:
    (wish,) = read("it must be wooden", catalogue).wishes
    assert (wish.attribute, wish.values, wish.hard) == ("material", ("wood",), True)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("hello", Act.GREET),
        ("Good morning!", Act.GREET),
        ("undo", Act.UNDO),
        ("go back please", Act.UNDO),
        ("start over", Act.START_OVER),
        ("show me others", Act.SHOW_OTHERS),
        ("something else", Act.SHOW_OTHERS),
        ("any others?", Act.SHOW_OTHERS),
        ("I want to talk to a person", Act.HANDOFF),
        ("can I speak to a human please", Act.HANDOFF),
        ("where is my order?", Act.ORDER_STATUS),
        ("my parcel hasn't arrived", Act.ORDER_STATUS),
        ("can I return it?", Act.POLICY),
        ("how much is delivery?", Act.POLICY),
        ("thanks!", Act.THANK),
        ("that's all, thanks", Act.CLOSE),
        ("I'll take the second one", Act.CLOSE),
        ("that one's perfect", Act.CLOSE),
        ("that's great, bye", Act.CLOSE),
        ("the second looks great, thanks", Act.THANK),
        ("what can you do?", Act.HELP),
        ("are you a bot?", Act.HELP),
        ("qwrtz", Act.UNCLEAR),
        ("???", Act.UNCLEAR),
        ("", Act.UNCLEAR),
    ],
)
def test_acts(text: str, act: Act, catalogue: MemoryCatalogue) -> None:
    assert read(text, catalogue, looking()).act is act


def test_a_greeting_with_a_wish_is_a_wish(catalogue: MemoryCatalogue) -> None:
    meaning = read("hello, I'd like a red kite", catalogue)
    assert meaning.act is Act.INFORM and meaning.wishes


@pytest.mark.parametrize(
    ("text", "act", "item_ids"),
    [
        ("more like the first", Act.MORE_LIKE, ("oak",)),
        ("I love the second one", Act.MORE_LIKE, ("express",)),
        ("the second is perfect, thank you!", Act.CLOSE, ("express",)),
        ("the second is perfect but in blue", Act.MORE_LIKE, ("express",)),
        ("why the second?", Act.WHY, ("express",)),
        ("why?", Act.WHY, ("oak",)),
        ("I don't like the third", Act.REJECT, ("kite",)),
        ("not the last one", Act.REJECT, ("world",)),
        ("compare 1 and 3", Act.COMPARE, ("oak", "kite")),
        ("does the second one need batteries?", Act.ASK_FACT, ("express",)),
        ("how big is number 3?", Act.ASK_FACT, ("kite",)),
        ("tell me about the first one", Act.ASK_FACT, ("oak",)),
        ("more like the seventh", Act.MORE_LIKE, ()),
    ],
)
def test_references_to_the_screen(text: str, act: Act, item_ids: tuple[str, ...], catalogue: MemoryCatalogue) -> None:
    meaning = read(text, catalogue, looking())
    assert meaning.item_ids == item_ids
    if item_ids:
        assert meaning.act is act


def test_taste_without_a_product_on_the_screen_is_about_kinds_of_things(catalogue: MemoryCatalogue) -> None:
    meaning = read("I like trains", catalogue, looking())
    assert (meaning.act, meaning.item_ids) == (Act.INFORM, ())


def test_cheaper_than_one_product_is_a_cap_below_its_price(catalogue: MemoryCatalogue) -> None:
    assert sides(read("something cheaper than the second one", catalogue, looking()), "price") == [("max", 3498.0)]
    assert sides(read("cheaper please", catalogue, looking()), "price") == [("max", 1249.0)]
    assert sides(read("like the first but cheaper", catalogue, looking()), "price") == [("max", 1449.0)]


def test_superlatives_name_the_attribute_and_the_end(catalogue: MemoryCatalogue) -> None:
    dearest = read("what's your most expensive one?", catalogue)
    assert (dearest.act, dearest.attribute, dearest.descending) == (Act.SUPERLATIVE, "price", True)
    cheapest = read("the cheapest puzzle?", catalogue)
    assert (cheapest.attribute, cheapest.descending) == ("price", False)
    assert any(wish.attribute == "category" for wish in cheapest.wishes)


def test_a_question_can_be_left_open(catalogue: MemoryCatalogue) -> None:
    asked = replace(
        EMPTY, pending=Question("colour", "Which colour?", (Option("red", "red", 1), Option("blue", "blue", 1)))
    )
    for text in ("I don't mind", "any", "doesn't matter", "no preference", "no"):
        meaning = read(text, catalogue, asked)
        assert (meaning.act, meaning.attribute) == (Act.DONT_MIND, "colour"), text


def test_taking_a_wish_back_by_its_name(catalogue: MemoryCatalogue) -> None:
    red = Preference("t1.1", "t1", Wish("colour", Op.IS, ("red",)))
    cap = Preference("t1.2", "t1", Wish("price", Op.MAX, ("25.00",), 2500.0, "GBP", hard=True))
    state = replace(EMPTY, preferences=(red, cap))
    assert read("any colour is fine", catalogue, state).dropped == ("t1.1",)
    assert read("price is no object", catalogue, state).dropped == ("t1.2",)


def test_words_that_no_product_knows_are_named(catalogue: MemoryCatalogue) -> None:
    meaning = read("a red flurbelgurbel", catalogue)
    assert meaning.not_understood == ("flurbelgurbel",)
    assert any(wish.values == ("red",) for wish in meaning.wishes)


def test_another_script_is_recognised_as_no_english(catalogue: MemoryCatalogue) -> None:
    assert read("我想要一个火车", catalogue).language == "und"


@pytest.mark.parametrize(
    "text",
    [
        "\u202e\u200b",
        "'; DROP TABLE items;--",
        "<script>alert(1)</script>",
        "£" * 50,
        "no " * 200,
        "1" * 400,
        "the second " * 80,
        "-" * 300,
    ],
)
def test_strange_messages_are_read_without_an_error(text: str, catalogue: MemoryCatalogue) -> None:
    assert isinstance(read(text, catalogue, looking()), Meaning)
