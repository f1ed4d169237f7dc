"""A shop opened for the benchmark: its agent without a disk behind the conversations, and what baselines may use."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from agent.build import App, open_app
from agent.settings import Settings
from agent.turn import Agent
from bench.oracle import labels
from bench.oracle.judge import Demand, Judge, Verdict
from bench.oracle.rows import CURRENCIES, FEEDS, read
from bench.oracle.wishes import UNWANTED
from bench.shopper.need import Market, market
from bench.shopper.traits import by_group
from domain.errors import UnknownSession
from domain.items import Item
from domain.ports import Catalogue, Encoder, Vector
from domain.session import Feedback, Session, Turn
from retrieval.languages.english import English
from retrieval.lexical import LexicalIndex, content_stems, document

Floats = NDArray[np.float32]
# What a feed does not say of itself. The words of beauty come from brand and category alone.
COLUMNS = {"beauty": {"title": "textual_id"}}


@dataclass(slots=True)
class Sessions:
    """The `SessionStore` port in memory, for one conversation at a time."""

    kept: dict[str, Session] = field(default_factory=dict)

    def create(self, session: Session) -> None:
        """Keep a conversation in place of the one before."""
        self.kept = {session.session_id: session}

    def load(self, shop: str, session_id: str) -> Session:
        """The conversation."""
        if session_id not in self.kept:
            raise UnknownSession(f"The shop {shop!r} has no conversation {session_id!r}.")
        return self.kept[session_id]

    def append(self, session: Session, turn: Turn) -> None:
        """The conversation with one turn more."""
        self.kept[session.session_id] = replace(session, turns=(*session.turns, turn))

    def delete(self, shop: str, session_id: str) -> None:
        """Forget it."""
        del self.kept[session_id]

    def record(self, shop: str, session_id: str, event: Feedback) -> None:
        """Events teach nothing here."""


@dataclass(slots=True)
class RememberingEncoder:
    """The shop's encoder for all systems; a text is encoded once, whoever asks."""

    inner: Encoder
    known: dict[str, Vector] = field(default_factory=dict)
    fingerprint: str = field(init=False)
    dimensions: int = field(init=False)

    def __post_init__(self) -> None:
        """It writes and reads the same index as the encoder within."""
        self.fingerprint, self.dimensions = self.inner.fingerprint, self.inner.dimensions

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Rows of unit length, (N, D)."""
        missing = [text for text in dict.fromkeys(texts) if text not in self.known]
        if len(missing) > 1:  # products, which nobody asks for twice
            return self.inner.encode(texts)
        for text in missing:
            self.known[text] = self.inner.encode([text])[0]
        return cast("Sequence[Vector]", np.asarray([self.known[text] for text in texts], dtype=np.float32))


@dataclass
class Shelf:
    """What every system sells: one item per group that is not out of stock, in a fixed order. `vectors` (N, D)."""

    shop: str
    catalogue: Catalogue
    items: tuple[Item, ...]
    vectors: Floats
    encoder: Encoder
    market: Market
    judge: Judge | None = None

    @cached_property
    def place(self) -> dict[str, int]:
        """The row of each item."""
        return {item.item_id: row for row, item in enumerate(self.items)}

    @cached_property
    def lexical(self) -> LexicalIndex:
        """BM25 over titles, brands, categories, facts and texts."""
        language = English()
        return LexicalIndex.empty().changed({row: document(item, language) for row, item in enumerate(self.items)})

    def bm25(self, text: str) -> Floats:
        """Scores (N,) of a query."""
        return np.asarray(self.lexical.scores(content_stems(text, English()), len(self.items)))

    def hybrid(self, text: str) -> Floats:
        """Scores (N,) of a query by both, each standardised: the usual plain mix."""
        return standard(self.bm25(text)) + standard(self.cosines(text))

    def cosines(self, text: str) -> Floats:
        """Scores (N,) of a query by the encoder; 0 for no words."""
        if not text.strip():
            return np.zeros(len(self.items), np.float32)
        return np.asarray(self.vectors @ np.asarray(self.encoder.encode([text])[0], np.float32))


def standard(scores: Floats) -> Floats:
    """At mean 0 and deviation 1."""
    return np.asarray((scores - scores.mean()) / (float(scores.std()) or 1.0), np.float32)


def feed_of(folder: Path) -> tuple[str, Path]:
    """The shop's name, and its feed: the one file of the known shops, else the whole folder."""
    shop = folder.name
    known = {**FEEDS, "beauty": Path("beauty/items.jsonl.gz")}
    for name, feed in known.items():
        if (folder / feed.name).is_file() and name in (shop, "beauty"):
            return shop, folder / feed.name
    return shop, folder


@contextmanager
def opened(folder: Path, home: Path, encoder: Encoder) -> Iterator[tuple[Agent, Shelf]]:
    """The shop of a folder of data, imported into `home` unless it is there already."""
    shop, feed = feed_of(folder)
    shared = RememberingEncoder(encoder)
    with open_app(Settings(home=home), encoder=shared) as app:
        if shop not in {one.name for one in app.shops()}:
            app.ingest([feed], shop=shop, currency=CURRENCIES.get(shop), columns=COLUMNS.get(shop))
        app.index(shop)
        yield opened_shop(app, shop, judge_of(shop, folder.parent))


def opened_shop(app: App, shop: str, judge: Judge | None = None) -> tuple[Agent, Shelf]:
    """A shop's agent with conversations in memory alone, and its shelf."""
    agent = replace(app.agent(shop), sessions=Sessions())
    catalogue = agent.floor.now().catalogue
    sold = [catalogue.item(item_id) for item_id in catalogue.passing(())]
    items = tuple(by_group(sold).values())
    encoder = app.indexes.serving(shop)
    vectors = app.indexes.collections(shop, encoder)[0].all_vectors()
    missing = np.zeros(encoder.dimensions, np.float32)
    rows = np.stack([vectors.get(item.item_id, missing) for item in items])
    return agent, Shelf(shop, catalogue, items, rows, encoder, _market(shop, sold, catalogue.currency, judge), judge)


def judge_of(shop: str, data: Path) -> Judge | None:
    """The oracle over the shop's raw rows, for the two shops it can read."""
    if shop not in FEEDS or not (data / FEEDS[shop]).is_file():
        return None
    return Judge(read(shop, data), labels.load())


def _market(shop: str, items: Sequence[Item], currency: str, judge: Judge | None) -> Market:
    if judge is None:
        return market(items, currency)
    return market(items, currency, vouch=_vouching(judge), refusable=tuple(dict.fromkeys(UNWANTED[shop])))


def _vouching(judge: Judge) -> Callable[[str, Demand], bool]:
    return lambda item_id, demand: judge.verdict(item_id, [demand]) in (Verdict.MEETS, Verdict.OPEN)
