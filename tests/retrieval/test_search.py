"""Search over a real Chroma, the fake encoder, and a plain catalogue."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import EncoderError
from domain.items import Fact, Item
from domain.ports import CatalogueChange, Found, Pending, Query, Shop, Vector
from domain.wishes import Op, Wish
from retrieval.arrays import Arrays
from retrieval.catalogue import MemoryCatalogue
from retrieval.indexing import Indexer
from retrieval.languages.english import English
from retrieval.numbering import Numbering
from retrieval.outline import Outline
from retrieval.search import EXACT_ROWS, HybridSearch
from retrieval.vectors import Kind, VectorStore
from tests.fakes.encoder import HashEncoder
from tests.fakes.shelf import Shelf, make_item, price_wish

TRAIN = make_item("train", "Wooden train", ("material", "wood"), ("colour", "red"), price_minor=1500, currency="GBP")
KITE = make_item("kite", "Paper kite", ("material", "paper"), ("colour", "blue"), price_minor=900, currency="GBP")
LAMP = make_item("lamp", "Desk lamp", ("space_saving", "yes"), price_minor=3000, currency="GBP")
TRACK = make_item("track", "Railway track of wood", ("material", "wood"))
SHELF = (TRAIN, KITE, LAMP, TRACK)

Build = Callable[..., HybridSearch]


class Unreachable:
    """An encoder whose server is away."""

    fingerprint = HashEncoder().fingerprint
    dimensions = 256

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        raise EncoderError("away")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorStore]:
    with VectorStore.embedded(tmp_path_factory.mktemp("index")) as opened:
        yield opened


def write(store: VectorStore, items: Sequence[Item]) -> None:
    """Through the outbox into the vectors, as a shop does."""
    encoder = HashEncoder()
    rows, facts = (store.collection("shop", encoder.fingerprint, kind) for kind in Kind)
    entries = [Pending(number, item.item_id, item) for number, item in enumerate(items)]
    Indexer(
        encoder, items=rows, facts=facts, pending=lambda limit: entries, acknowledge=lambda done: entries.clear()
    ).drain()


@pytest.fixture
def build(store: VectorStore) -> Build:
    def over(*items: Item, encoded: Sequence[Item] | None = None, exact_rows: int = EXACT_ROWS) -> HybridSearch:
        encoder = HashEncoder()
        rows, facts = (store.collection("shop", encoder.fingerprint, kind) for kind in Kind)
        rows.drop()
        facts.drop()
        write(store, items if encoded is None else encoded)
        return HybridSearch.over(
            Shelf(*items),
            items,
            encoder=encoder,
            language=English(),
            vectors=rows,
            fact_vectors=facts,
            exact_rows=exact_rows,
        )

    return over


def ids(found: Found) -> list[str]:
    return [candidate.item_id for candidate in found.candidates]


def signal(found: Found, item_id: str, name: str) -> float:
    return next(dict(one.signals)[name] for one in found.candidates if one.item_id == item_id)


def test_words_and_meaning_put_the_right_product_first_and_keep_the_others(build: Build) -> None:
    found = build(*SHELF)(Query("a wooden train"))
    assert ids(found)[:2] == ["train", "track"]
    assert set(ids(found)) == {"train", "kite", "lamp", "track"}
    assert signal(found, "train", "lexical") == signal(found, "train", "title") == 1.0
    assert signal(found, "train", "dense") > signal(found, "track", "dense") > signal(found, "kite", "dense")
    assert found.encode_ms > 0


def test_a_hard_wish_filters_exactly(build: Build) -> None:
    found = build(*SHELF)(Query("lamp", hard=(price_wish(Op.MAX, 1500, hard=True),)))
    assert set(ids(found)) == {"train", "kite"}


def test_nothing_passes_nothing_is_found(build: Build) -> None:
    assert build(*SHELF)(Query("train", hard=(price_wish(Op.MAX, 1, hard=True),))) == Found(())
    assert build()(Query("train")) == Found(())


def test_excluded_groups_are_not_found_again(build: Build) -> None:
    assert "train" not in ids(build(*SHELF)(Query("train", excluded=frozenset({"train", "unknown"}))))


def test_without_words_the_well_rated_come_first_and_few_ratings_count_little(build: Build) -> None:
    rated = [(4.9, 400), (5.0, 1), (2.0, 300), (None, None)]
    items = [make_item(str(n), "Toy", rating=stars, rating_count=count) for n, (stars, count) in enumerate(rated)]
    found = build(*items)(Query(""))
    assert ids(found) == ["0", "1", "3", "2"]
    assert found.encode_ms == 0.0
    # Mean 3.9667; item 1: (5 − 3.9667) · 1/11.
    assert signal(found, "1", "rating") == pytest.approx(1.03333 / 11, abs=1e-4)


def test_a_fact_is_found_by_its_meaning_and_lifts_who_has_it(build: Build) -> None:
    found = build(*SHELF)(Query("space saving, small"))
    assert [(link.attribute, link.value, link.how) for link in found.near_facts] == [("space_saving", "yes", "meaning")]
    assert ids(found)[0] == "lamp"
    assert signal(found, "lamp", "facts") == pytest.approx(found.near_facts[0].score)
    assert signal(found, "kite", "facts") == 0.0


def test_a_soft_wish_lifts_what_has_it_and_a_negative_one_lowers_it(build: Build) -> None:
    search = build(*SHELF)
    assert ids(search(Query("", soft=(Wish("colour", Op.IS, ("blue",)),))))[0] == "kite"
    assert ids(search(Query("", soft=(Wish("material", Op.NOT, ("wood",)),))))[:2] == ["kite", "lamp"]


def test_liked_and_disliked_products_pull_and_push(build: Build) -> None:
    search = build(*SHELF)
    assert ids(search(Query("", liked=("track",))))[0] == "train"
    assert ids(search(Query("", disliked=("train",))))[-1] == "train"
    assert set(ids(search(Query("", liked=("gone",))))) == set(ids(search(Query(""))))


def test_more_like_a_product_gives_that_product_itself_no_push(build: Build) -> None:
    found = build(*SHELF)(Query("", liked=("track",))).candidates
    likeness = {one.item_id: dict(one.signals)["liked"] for one in found}
    others = [value for item_id, value in likeness.items() if item_id != "track"]
    assert likeness["track"] == pytest.approx(sum(others) / len(others), abs=1e-6)


def test_one_variant_of_each_group_the_one_that_fits_best(build: Build) -> None:
    red = make_item("red", "Ball", ("colour", "red"), group="ball")
    blue = make_item("blue", "Ball", ("colour", "blue"), group="ball")
    search = build(red, blue, KITE)
    assert ids(search(Query("ball", soft=(Wish("colour", Op.IS, ("blue",)),)))) == ["blue", "kite"]
    assert ids(search(Query("ball"))) == ["red", "kite"]


def test_at_most_the_limit_and_never_fewer_groups_than_it(build: Build) -> None:
    variants = [make_item(f"v{n}", "Wooden train", group="many") for n in range(60)]
    found = build(*variants, *SHELF)(Query("wooden train", limit=4))
    assert len(found.candidates) == 4
    assert len({one.group_id for one in found.candidates}) == 4


def test_a_product_that_is_not_encoded_yet_is_found_by_its_words(build: Build) -> None:
    found = build(*SHELF, encoded=(KITE, LAMP))(Query("train"))
    assert ids(found)[0] == "train"
    # Neither of the two that are encoded counts for it: it is as near as they are on average.
    others = [signal(found, "kite", "dense"), signal(found, "lamp", "dense")]
    assert signal(found, "train", "dense") == pytest.approx(sum(others) / 2)


def test_words_still_find_products_while_the_encoder_is_away(build: Build) -> None:
    found = replace(build(*SHELF), encoder=Unreachable())(Query("wooden train"))
    assert ids(found)[0] == "train"
    assert "dense" not in dict(found.candidates[0].signals)


def test_an_update_makes_a_new_search_and_leaves_the_old_one_as_it_was(build: Build, store: VectorStore) -> None:
    old = build(*SHELF)
    ball = make_item("ball", "Rubber ball", ("bouncing", "yes"))
    other = replace(KITE, title="Silk kite", text="silk kite")
    write(store, (ball, other))
    new = old.updated(Shelf(TRAIN, other, LAMP, ball), (ball, other), ("track",))
    assert ids(new(Query("rubber ball")))[0] == "ball"
    assert ids(new(Query("silk")))[0] == "kite"
    assert "track" not in ids(new(Query("track")))
    assert [link.attribute for link in new(Query("bouncing")).near_facts] == ["bouncing"]
    assert (len(old(Query("")).candidates), len(new(Query("")).candidates)) == (4, 4)
    assert ids(old(Query("track")))[0] == "track"


def test_of_very_many_products_a_rough_look_finds_the_same_first_ones(build: Build) -> None:
    words = ("red", "blue", "wood", "paper", "train", "kite", "lamp", "ball", "drum", "boat")
    items = [make_item(f"{a} {b} {c}", f"{a} {b} {c}", ("colour", a)) for a in words for b in words for c in words]
    search = build(*items, exact_rows=50)
    queries = [Query(text, limit=20) for text in ("red wooden train", "paper boat", "drum", "")]
    cheap = Query("lamp", hard=(Wish("colour", Op.IS, ("blue",), hard=True),), limit=20)
    exact = [replace(search, outline=None)(query) for query in (*queries, cheap)]
    approximate = [search(query) for query in (*queries, cheap)]
    for one, other in zip(exact, approximate, strict=True):
        assert ids(one)[:5] == ids(other)[:5]
        assert len(ids(other)) == 20


def test_a_new_price_keeps_the_words_and_a_new_word_or_fact_is_read(build: Build) -> None:
    hashed = replace(KITE, text_hash="k1")
    old = build(TRAIN, hashed)
    cheaper = old.updated(Shelf(TRAIN, hashed), (replace(hashed, price_minor=1),), ())
    assert cheaper.arrays.lexical.postings.by_key == old.arrays.lexical.postings.by_key
    silk = replace(hashed, title="Silk kite", text="silk kite", text_hash="k2")
    assert ids(old.updated(Shelf(TRAIN, silk), (silk,), ())(Query("silk")))[0] == "kite"
    told = replace(hashed, facts=(*hashed.facts, Fact("kite", "made_in", "kent", "Made in: kent", "kg:a")))
    assert ids(old.updated(Shelf(TRAIN, told), (told,), ())(Query("kent")))[0] == "kite"


def test_a_product_in_the_row_of_a_removed_one_with_the_same_words_is_found(build: Build) -> None:
    old = build(TRAIN, replace(KITE, text_hash="k1"))
    twin = replace(KITE, item_id="twin", group_id="twin", text_hash="k1")
    assert ids(old.updated(Shelf(TRAIN, twin), (twin,), ("kite",))(Query("kite")))[0] == "twin"


SHARES = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.0025)


@pytest.mark.parametrize("share", SHARES)
def test_a_filtered_search_finds_what_an_exact_one_finds_at_every_selectivity(
    large: HybridSearch, share: float
) -> None:
    cap = price_wish(Op.MAX, round(2_000 * share), hard=True)
    asked = [Query(f"unheard{number}", hard=(cap,), limit=100) for number in range(20)]
    found, right = 0, 0
    for query in asked:
        exact = set(ids(replace(large, outline=None)(query)))
        found += len(exact & set(ids(large(query))))
        right += len(exact)
    assert found >= 0.98 * right > 0


@pytest.mark.parametrize("half", ["near", "far"])
def test_a_filter_that_lets_nothing_near_through_finds_what_an_exact_search_finds(
    large: HybridSearch, half: str
) -> None:
    wish = Wish("half", Op.IS, (half,), hard=True)
    for number in range(10):  # words in any direction: each is far from one of the halves
        query = Query(f"unheard{number}", hard=(wish,), limit=100)
        exact = set(ids(replace(large, outline=None)(query)))
        assert len(exact & set(ids(large(query)))) >= 98


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HybridSearch]:
    """2,000 products in 40 clusters of meaning, prices 1 to 2,000 pence; of more than 500 a rough look comes first."""
    rng = np.random.default_rng(7)
    middles = rng.standard_normal((40, 32))
    middles[20:, 0] += 8.0  # the second half lies far from the first
    vectors = (np.repeat(middles, 50, axis=0) + 0.5 * rng.standard_normal((2_000, 32))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    prices = rng.permutation(2_000) + 1
    half = [("half", "far" if row >= 1_000 else "near") for row in range(2_000)]
    shelf = [
        make_item(f"p{row}", "Thing", half[row], price_minor=int(prices[row]), currency="GBP") for row in range(2_000)
    ]
    encoder = HashEncoder(32)
    with VectorStore.embedded(tmp_path_factory.mktemp("large")) as opened:
        rows, facts = (opened.collection("large", encoder.fingerprint, kind) for kind in Kind)
        rows.upsert([item.item_id for item in shelf], vectors)
        catalogue = MemoryCatalogue.of(Shop("large", "GBP", 1), shelf, language=English())
        search = HybridSearch.over(
            catalogue, shelf, encoder=encoder, language=English(), vectors=rows, fact_vectors=facts, exact_rows=500
        )
        # These clusters lie in every direction alike, so that few can be left out; products' texts do not.
        yield replace(search, outline=Outline.of(search.arrays.vectors, width=28))


def test_a_sweep_of_retired_rows_leaves_the_same_products_to_find(large: HybridSearch) -> None:
    old = cast("MemoryCatalogue", large.catalogue)
    gone = tuple(f"p{row}" for row in range(900))
    swept = old.updated(CatalogueChange(2, (), gone))
    assert swept.numbering.origin is not old.numbering.origin
    after = large.updated(swept, (), gone)
    query = Query("unheard", hard=(price_wish(Op.MAX, 1_000, hard=True),), limit=50)
    kept = [
        item_id for item_id in ids(replace(large, outline=None)(replace(query, limit=2_000))) if item_id not in gone
    ]
    assert ids(replace(after, outline=None)(query)) == kept[:50]
    assert len(set(ids(after(query))) & set(kept[:50])) >= 49


NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
COLOURS = st.sampled_from(["red", "blue"])
ITEMS = st.builds(
    lambda name, colour, group: make_item(name, f"{colour} {name}", ("colour", colour), group=group),
    NAMES,
    COLOURS,
    NAMES,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.lists(ITEMS, unique_by=lambda item: item.item_id), st.lists(NAMES)), max_size=4))
def test_columns_changed_step_by_step_equal_columns_made_at_once(steps: list[tuple[list[Item], list[str]]]) -> None:
    encoder, language = HashEncoder(), English()

    def vectors(items: Sequence[Item]) -> dict[str, np.ndarray]:
        return {item.item_id: np.asarray(encoder.encode([item.title])[0]) for item in items}

    arrays, numbering, truth = Arrays.empty(), Numbering(), dict[str, Item]()
    for items, removed in steps:
        removed = [name for name in removed if name not in {item.item_id for item in items}]
        numbering = numbering.updated(items, removed)
        arrays = arrays.changed(numbering, items, removed, vectors=vectors(items), fact_vectors={}, language=language)
        truth = {name: item for name, item in truth.items() if name not in removed} | {
            item.item_id: item for item in items
        }
    for name, item in truth.items():
        row = numbering.row_of[name]
        np.testing.assert_allclose(arrays.vectors[row], vectors([item])[name])
    for colour in ("red", "blue"):
        held = {numbering.id_at(row) for row in arrays.facts(f"colour={colour}")[0]}
        assert held == {name for name, item in truth.items() if item.facts[0].value == colour}
