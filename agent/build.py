"""The composition root: the one place that names concrete storage, retrieval and ranker classes and puts them
together."""

import logging
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent import llm
from agent.feeds import Feed
from agent.floors import Floors
from agent.index import ShopIndexes
from agent.intake import GraphReport, Import, Report, fingerprint, take_in, take_in_graph, take_in_relations
from agent.live import LiveShop
from agent.preview import Preview, look_at
from agent.settings import Settings
from agent.speak import TemplateSpeech
from agent.turn import Agent, Speech, Understanding
from agent.understand import BuiltInUnderstanding
from agent.understand.languages import ByLanguage
from agent.understand.parser import Parser
from agent.understand.plainly import PlainParser
from agent.wording import Wording
from domain.errors import SettingsError, UnknownSession, UnknownShop, WarmstartError
from domain.ports import Encoder, SessionStore, Shop
from ranker.linear import LinearRanker
from retrieval.encoders import make_encoder
from retrieval.facts import localised
from retrieval.feeds import FeedFile, find_feeds, is_address, open_feed
from retrieval.languages.chinese import Chinese
from retrieval.languages.english import English
from storage.database import has_database, open_database
from storage.graph import SqlGraphStore
from storage.items import SqlItemStore
from storage.sessions import SqlSessionStore

if TYPE_CHECKING:
    from retrieval.vectors import VectorStore

log = logging.getLogger(__name__)

# Which shop a conversation belongs to is remembered for so many of them; the others are looked up again.
KNOWN_SESSIONS = 10_000
# After an error of the index or the encoder the background thread waits this long before it tries again.
PAUSE_AFTER_ERROR_S = 5.0
# Edges that come from a feed's own columns; files of a graph are named.
FEED_ORIGIN = "feed"


@dataclass(slots=True)
class App:
    """All shops of one home folder. Heavy parts (encoder, vector index) are opened when they are first needed."""

    settings: Settings
    items: SqlItemStore
    sessions: SessionStore
    graphs: SqlGraphStore
    indexes: ShopIndexes
    _floors: Floors
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _live: dict[str, LiveShop] = field(default_factory=dict)
    _agents: dict[str, Agent] = field(default_factory=dict)
    _shop_of: dict[str, str] = field(default_factory=dict)
    _trouble: str = ""

    # -- shops and conversations
    # ----------------------------------------------------------------------------------------

    def shops(self) -> Sequence[Shop]:
        """All shops, by name."""
        return self.items.shops()

    def default_shop(self) -> str:
        """The shop that is meant when none is named; `UnknownShop` if there is none at all."""
        if self.settings.shop:
            return self.settings.shop
        shops = self.shops()
        if not shops:
            raise UnknownShop("No products have been imported yet: run `warmstart ingest FEED`.")
        return shops[0].name

    def agent(self, shop: str) -> Agent:
        """The conversations of a shop; `UnknownShop` if nothing was imported under that name."""
        with self._lock:
            if shop not in self._agents:
                self.items.shop(shop)
                self._agents[shop] = self._make_agent(shop)
            return self._agents[shop]

    def find(self, session_id: str) -> Agent:
        """The agent of the shop in which a conversation was opened; `UnknownSession` if there is no such
        conversation."""
        known = self._shop_of.get(session_id)
        if known is not None:
            return self.agent(known)
        for shop in self.shops():
            try:
                self.sessions.load(shop.name, session_id)
            except UnknownSession:
                continue
            if len(self._shop_of) >= KNOWN_SESSIONS:
                self._shop_of.clear()
            self._shop_of[session_id] = shop.name
            return self.agent(shop.name)
        raise UnknownSession(f"There is no conversation {session_id!r}: open one with POST /v1/sessions.")

    def live(self, shop: str) -> LiveShop:
        """A shop's catalogue and search as they are now; `UnknownShop` if nothing was imported under that name."""
        with self._lock:
            if shop not in self._live:
                self.items.shop(shop)
                self._live[shop] = LiveShop(shop, self.items, partial(self._floors.advance, shop))
            return self._live[shop]

    def _make_agent(self, shop: str) -> Agent:
        understand: Understanding = BuiltInUnderstanding(ByLanguage(Parser(English()), {"zh": PlainParser(Chinese())}))
        wording = Wording.load()
        speech: Speech = TemplateSpeech(wording)
        settings = self.settings
        if settings.model:
            understand, speech = llm.connect(
                model=settings.model,
                base_url=settings.openai_base_url,
                api_key=settings.openai_api_key,
                timeout_s=settings.model_timeout_s,
                understand=understand,
                speech=speech,
            )
        live, ranker, model = self.live(shop), LinearRanker(), settings.model
        return Agent(shop, self.sessions, live, ranker, understand, speech, wording, model, localised)

    # -- the index
    # ------------------------------------------------------------------------------------------------------

    def encoder(self) -> Encoder:
        """The sentence encoder of the settings, loaded once; `EncoderError` if it cannot be."""
        return self.indexes.encoder()

    def vectors(self) -> "VectorStore":
        """The vector index; `IndexUnavailable` if another process owns its folder, or its server does not answer."""
        return self.indexes.store()

    def index(self, shop: str, *, progress: Callable[[int], None] = lambda done: None) -> int:
        """Encode what waits in the shop's outbox and take it into the search; the number of items written.

        0 where another process writes the index: `follow` takes in what that one wrote.
        """
        done, written = self.indexes.drain(shop, progress=progress)
        live = self._live.get(shop)
        if live is not None and live.is_open and written:
            live.encoded(written)
        return done

    def waiting(self, shop: str) -> bool:
        """Whether products of the shop still wait for the index."""
        return bool(self.items.pending(shop, limit=1))

    def lacking(self, shop: str) -> int:
        """How many products of the shop are not in the index that serves (its folder is gone, or it broke)."""
        return len(self.indexes.lacking(shop, self.indexes.serving(shop)))

    def repair(self, shop: str) -> int:
        """Put everything into the outbox again if the index lost products; the number of entries."""
        if self.waiting(shop):
            return 0
        lost = self.lacking(shop)
        if not lost:
            return 0
        log.warning("The index lacks %d products of the shop %r: all are encoded again", lost, shop)
        return self.items.enqueue_all(shop)

    # -- imports
    # --------------------------------------------------------------------------------------------------------

    def ingest(
        self,
        feeds: Iterable[Path | str],
        shop: str,
        *,
        format: str = "auto",
        columns: Mapping[str, str] | None = None,
        currency: str | None = None,
        rejects: Path | None = None,
        full_snapshot: bool = False,
        progress: Callable[[int], None] = lambda done: None,
    ) -> Report:
        """Import feeds (files, folders, http addresses) into a shop, which is made if it is new. `currency` is that of
        prices that name none. The index follows by itself where a server runs, see `index`."""
        known = next((one.currency for one in self.shops() if one.name == shop), None)
        usual = currency or known
        wanted = Import(shop, usual or self.settings.currency, rejects, full_snapshot)
        with files_at(feeds) as files:
            found = opened(files, shop=shop, currency=usual, format=format, columns=columns)
            report = take_in(self.items, found, wanted, progress=progress)
            place = None if rejects is None else rejects.with_suffix(".relations.jsonl")
            paths = [file.path for file, read in zip(files, report.feeds, strict=True) if not read.error]
            related = self._relate(paths, shop, format=format, columns=columns, rejects=place)
        return replace(report, graph=related)

    def _relate(
        self, feeds: Iterable[Path], shop: str, *, format: str, columns: Mapping[str, str] | None, rejects: Path | None
    ) -> GraphReport | None:
        """Take in the feeds' columns that name other products; `None` if there are none. After all rows: a product may
        name one that comes later."""
        from retrieval.graph.columns import read_relations, relation_columns
        from retrieval.graph.names import Names

        found = {feed: relation_columns(feed, format=format, columns=columns) for feed in feeds}
        if not any(found.values()):
            return None
        names = Names.of(self.items.names(shop))
        rows = (
            row
            for feed, relations in found.items()
            if relations
            for row in read_relations(feed, relations, names, format=format, columns=columns)
        )
        return take_in_relations(self.graphs, shop, FEED_ORIGIN, rows, rejects=rejects)

    def ingest_graph(self, file: Path, shop: str, *, rejects: Path | None = None) -> GraphReport:
        """Import a knowledge graph (CSV, Turtle, N-Triples) of a shop's products, in place of what a file of that name
        said before; `UnknownShop`, `FeedError`."""
        from retrieval.graph.knowledge import Knowledge
        from retrieval.graph.names import Names
        from retrieval.graph.triples import read_triples

        origin = f"kg:{file.name}"
        knowledge = Knowledge(Names.of(self.items.names(shop)), origin)
        return take_in_graph(self.graphs, shop, origin, knowledge.edges(read_triples(file)), rejects=rejects)

    def is_imported(self, feed: Path, shop: str) -> bool:
        """Whether exactly this file was the last one imported with `remember` into the shop."""
        mark = self._mark(shop)
        known = any(one.name == shop for one in self.shops())
        return known and mark.is_file() and mark.read_text(encoding="utf-8") == fingerprint(feed, program_version())

    def remember(self, feed: Path, shop: str) -> None:
        """Note that the file was imported into the shop."""
        mark = self._mark(shop)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(fingerprint(feed, program_version()), encoding="utf-8")

    def _mark(self, shop: str) -> Path:
        return self.settings.home / "feeds" / f"{shop}.sha256"

    # -- watching
    # -------------------------------------------------------------------------------------------------------

    def unready(self) -> list[str]:
        """Why shoppers cannot be served; empty if they can."""
        shops = self.shops()
        if not shops:
            return ["No products have been imported yet: run `warmstart ingest FEED`."]
        closed = [f"The shop {shop.name!r} is being opened." for shop in shops if not self.live(shop.name).is_open]
        return [self._trouble] if self._trouble else closed

    def sizes(self) -> dict[str, int]:
        """The number of products in memory by shop."""
        return {name: len(live) for name, live in self.opened().items()}

    def opened(self) -> Mapping[str, LiveShop]:
        """The shops that are in memory."""
        return {name: live for name, live in list(self._live.items()) if live.is_open}

    def follow(self, stop: threading.Event) -> None:
        """Keep every shop up to date until `stop` is set: open new ones, take in what other processes imported and
        encoded, and, in the one process that writes the index, encode it."""
        repaired: set[str] = set()
        while not stop.is_set():
            pause_s = self.settings.poll_s
            try:
                unfinished = [shop for shop in self.shops() if self._keep(shop.name, repaired)]
                if unfinished:
                    pause_s = 0.0
                self._trouble = ""
            except WarmstartError as error:
                self._trouble = str(error)
                log.exception("The index could not be brought up to date; next try in %s s", PAUSE_AFTER_ERROR_S)
                pause_s = PAUSE_AFTER_ERROR_S
            stop.wait(pause_s)

    def _keep(self, shop: str, repaired: set[str]) -> bool:
        """Bring one shop up to date; whether there is more to do at once."""
        self.agent(shop)
        self.live(shop).now()
        more = False
        if self.indexes.owns():
            if shop not in repaired:
                self.repair(shop)
                self.indexes.drop_others(shop)
                repaired.add(shop)
            self.index(shop)
            more = self.indexes.build_some(shop)
        self._catch_up(shop)
        return more

    def _catch_up(self, shop: str) -> None:
        """Take in vectors that another process wrote, and an index that serves since."""
        live = self.live(shop)
        encoded = self._floors.encoded_since(shop)
        if encoded:
            live.encoded(encoded)
        if live.floor is not None and self._floors.is_outdated(shop, live.floor):
            live.renewed()

    def close(self) -> None:
        """Give the index back."""
        self.indexes.close()


@contextmanager
def open_app(
    settings: Settings, *, encoder: Encoder | None = None, encoders: Callable[[str], Encoder] | None = None
) -> Iterator[App]:
    """The app of the settings' home folder, which is made if it is new. `encoder` takes the place of the one in the
    settings; `encoders` that of the function from settings to encoders."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise SettingsError(
            f"WARMSTART_HOME={str(settings.home)!r} cannot be made ({exc.strerror}): name another folder."
        ) from exc

    def load(setting: str) -> Encoder:
        if encoder is not None:
            return encoder
        if encoders is not None:
            return encoders(setting)
        return make_encoder(setting, base_url=settings.openai_base_url, api_key=settings.openai_api_key)

    with closing(open_database(settings.database)) as database:
        items = SqlItemStore(database)
        indexes = ShopIndexes(settings, items, load)
        graphs = SqlGraphStore(database)
        app = App(settings, items, SqlSessionStore(database), graphs, indexes, Floors(items, graphs, indexes))
        try:
            yield app
        finally:
            app.close()


@contextmanager
def files_at(addresses: Iterable[Path | str]) -> Iterator[list[FeedFile]]:
    """The feed files at paths and addresses; downloads are kept while they are used. `FeedError` if one holds none."""
    with ExitStack() as downloads:
        found: list[FeedFile] = []
        for address in map(str, addresses):
            folder = Path(downloads.enter_context(_downloads())) if is_address(address) else Path()
            held = find_feeds(address, folder)
            if held.passed_over:
                log.warning("%s: no feeds by their names: %s", address, ", ".join(held.passed_over))
            found += held.feeds
        yield found


def opened(
    files: Iterable[FeedFile],
    *,
    shop: str,
    currency: str | None,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> list[Feed]:
    """Feed files as what an import takes in; columns that name other products are no facts."""
    of_items = _without_relations(columns or {})
    start = partial(open_feed, shop=shop, currency=currency, format=format, columns=of_items)
    return [Feed(file.name, partial(start, file.path)) for file in files]


def _downloads() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="warmstart-")


def preview(
    settings: Settings,
    addresses: Iterable[Path | str],
    shop: str,
    *,
    currency: str | None = None,
    full_snapshot: bool = False,
    **how: Any,
) -> Preview:
    """What an import of feeds would do; nothing is written, not even a database. `how` is as in `App.ingest`."""
    known: dict[str, str] = {}
    if has_database(settings.database):
        with open_app(settings) as app:
            stored = next((one for one in app.shops() if one.name == shop), None)
            if stored:
                known = {item.item_id: item.content_hash for item in app.items.changes_since(shop, 0).items}
                currency = currency or stored.currency
    with files_at(addresses) as files:
        feeds = opened(files, shop=shop, currency=currency, **how)
        return look_at(feeds, known, full_snapshot=full_snapshot)


def rebuild(app: App, shop: str, *, progress: Callable[[int], None]) -> int:
    """Make a shop's index anew from SQL; the number of items written. `IndexUnavailable` if another process writes."""
    return app.indexes.rebuild(shop, progress=progress)


def _without_relations(columns: Mapping[str, str]) -> dict[str, str]:
    """Columns given by hand, without those that name other products: they are no facts."""
    from retrieval.graph.relations import BETWEEN_PRODUCTS

    return {name: column for name, column in columns.items() if name not in BETWEEN_PRODUCTS}


def program_version() -> str:
    """The installed version; "0" in a checkout that is not installed."""
    try:
        return version("warmstart")
    except PackageNotFoundError:
        return "0"
