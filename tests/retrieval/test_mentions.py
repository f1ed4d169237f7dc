"""What a text plainly says, and what it only seems to say."""

import pytest

from domain.items import NO_BATTERIES
from domain.wishes import TEXT, Op, Wish
from retrieval.languages.lexicon import lexicon_of
from retrieval.mentions import MOST_SEGMENTS, Mentions
from tests.fakes.catalogue import ENGLISH, catalogue_of, item, saying


def says(text: str, word: str) -> bool:
    """Whether "no `word`" removes an item with that text."""
    return not saying(text).passing([Wish(TEXT, Op.NOT, (word,), hard=True)])


def free(text: str, word: str) -> bool:
    """Whether an item with that text is safe for someone who must not have `word`."""
    return bool(saying(text).passing([Wish(TEXT, Op.NOT, (word,), hard=True, safety=True)]))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A plastic duck", "plastic"),
        ("Plastics of all kinds", "plastic"),
        ("A wooden train", "wood"),
        ("Batteries not included", "batteries"),
        ("No batteries included.", "batteries"),
        ("Comes without batteries", "batteries"),
        ("Battery-powered lamp", "batteries"),
        ("Takes 3 x AAA cells", "batteries"),
        ("Not only wood but also steel", "wood"),
        ("Contains small parts: choking hazard", "small parts"),
        ("Made of stainless steel", "metal"),
        ("Roasted almonds", "nuts"),
        ("A merino jumper", "wool"),
        ("Burgundy velvet", "red"),
        ("Plastic, free delivery", "plastic"),
        ("Plastic free of BPA", "plastic"),
        ("Batteries Required?No Material Type plastic", "plastic"),
        ("Assembly RequiredNo Plastic bricks", "plastic"),
        ("Size: 10 cm MaterialPlastic", "plastic"),
        ("No assembly. Plastic bricks", "plastic"),
        ("A sugar-free milk chocolate", "dairy"),
        ("We cannot guarantee that it is nut free", "nuts"),
        ("Looks great in leather", "leather"),
        ("Assembly Required: No\nBatteries Required: Yes", "batteries"),
    ],
)
def test_plainly_says_it(text: str, word: str) -> None:
    assert says(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A duck", "plastic"),
        ("No plastic", "plastic"),
        ("No plastic or metal", "metal"),
        ("No harmful plastic", "plastic"),
        ("Made without any plastic", "plastic"),
        ("Plastic-free", "plastic"),
        ("A plastic free toy", "plastic"),
        ("Free from plastic", "plastic"),
        ("Free of plastic", "plastic"),
        ("Not made of plastic", "plastic"),
        ("non-plastic handle", "plastic"),
        ("Use it instead of plastic", "plastic"),
        ("Unlike plastic it rots", "plastic"),
        ("Faux leather bag", "leather"),
        ("A vegan leather bag", "leather"),
        ("Imitation brown leather", "leather"),
        ("A leather-look bag", "leather"),
        ("A wood effect tray", "wood"),
        ("Doesn't need batteries", "batteries"),
        ("Does not require any batteries", "batteries"),
        ("Batteries not required", "batteries"),
        ("Batteries are not needed.", "batteries"),
        ("No batteries required", "batteries"),
        ("Batteries Required?No", "batteries"),
        ("Batteries Required: No", "batteries"),
        ("Batteries Included?No Item Weight9 g", "batteries"),
        ("Item model number36200 Assembly RequiredNo Batteries Required?No Batteries Included?No", "batteries"),
        ("without the need for any glue or tools", "tools"),
        ("A Hollywood badge", "wood"),
        ("A metallic blue car", "metal"),
        ("Required", "red"),
    ],
)
def test_does_not_plainly_say_it(text: str, word: str) -> None:
    assert not says(text, word)


@pytest.mark.parametrize(
    "text", ["Nut-free", "No nuts", "Free from nuts", "Contains no nuts", "Made without nuts", "Does not contain nuts"]
)
def test_a_statement_of_freedom_makes_it_safe(text: str) -> None:
    assert free(text, "nuts")


@pytest.mark.parametrize(
    "text",
    [
        "Delicious biscuits",
        "Nut-free. May contain traces of peanuts.",
        "We cannot guarantee that this is nut free",
        "Not suitable for a nut-free diet",
        "No harmful nuts",
        "Faux nuts",
        "Peanut-free",
        "No added sugar",
        "Almond cake, no nuts on top",
    ],
)
def test_anything_less_is_not_safe(text: str) -> None:
    assert not free(text, "nuts")


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence_or_an_item() -> None:
    assert not says("It is small. Parts are sold apart.", "small parts")
    assert len(saying("so small", "parts galore").passing([Wish(TEXT, Op.NOT, ("small parts",), hard=True)])) == 2


def test_facts_speak_too_but_a_brand_does_not() -> None:
    catalogue = catalogue_of(item("fact", said={"frame": "oak"}), item("brand", brand="Wood", said={"brand": "wood"}))
    assert list(catalogue.passing([Wish(TEXT, Op.NOT, ("wood",), hard=True)])) == ["brand"]


def test_a_shelf_says_what_kind_of_thing_stands_there_but_not_what_it_is_made_of() -> None:
    catalogue = catalogue_of(item("track", category=("Die-Cast Vehicles",)), item("other"))
    assert list(catalogue.passing([Wish(TEXT, Op.NOT, ("vehicle",), hard=True)])) == ["other"]
    assert list(catalogue.passing([Wish("material", Op.NOT, ("metal",), hard=True)])) == ["track", "other"]


def test_a_fact_outweighs_a_bare_mention_but_not_a_statement() -> None:
    catalogue = catalogue_of(
        item("bare", text="We also sell Polaroid batteries.", said={"power": NO_BATTERIES}),
        item("stated", text="Battery operated dice cup", said={"power": NO_BATTERIES}),
        item("unknown", text="Keep the battery dry"),
        item("rechargeable", said={"power": "rechargeable"}),
        item("silent"),
    )
    assert list(catalogue.passing([Wish("power", Op.NOT, ("batteries",), hard=True)])) == ["bare", "silent"]


def test_many_small_changes_leave_the_same_index_as_one_reading() -> None:
    texts = {row: f"word{row} {'no ' if row % 2 else ''}plastic" for row in range(2 * MOST_SEGMENTS + 5)}
    lexicon = lexicon_of("en")
    once = Mentions.of(texts, len(texts), language=ENGLISH, lexicon=lexicon)
    grown = Mentions.of({}, 0, language=ENGLISH, lexicon=lexicon)
    for row, text in texts.items():
        grown = grown.updated({row: "first plastic draft"}, (), row + 1).updated({row: text}, (), row + 1)
    assert len(grown.segments) <= MOST_SEGMENTS
    assert grown.says(("plastic",)).tolist() == once.says(("plastic",)).tolist() == [row % 2 == 0 for row in texts]
    assert not grown.knows("draft") and grown.knows("word3")
