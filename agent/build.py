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
from agent.intake import Import, Report, fingerprint, take_in
from agent.live import LiveShop
from agent.preview import Preview, look_at
from agent.settings import Settings
from agent.speak import TemplateSpeech
from agent.turn import Agent, Floor, Speech, Understanding
from agent.understand import BuiltInUnderstanding
from agent.understand.parser import Parser
from agent.wording import Wording
from domain.errors import SettingsError, UnknownSession, UnknownShop, WarmstartError
from domain.items import Item
from domain.ports import CatalogueChange, Encoder, Pending, SessionStore, Shop
from ranker.linear import LinearRanker
from retrieval.encoders import make_encoder
from retrieval.feeds import FeedFile, find_feeds, is_address, open_feed
from retrieval.languages.english import English
from storage.database import has_database, open_database
from storage.items import SqlItemStore
from storage.sessions import SqlSessionStore

if TYPE_CHECKING:
    from retrieval.indexing import Indexer
    from retrieval.vectors import VectorStore

log = logging.getLogger(__name__)

# Which shop a conversation belongs to is remembered for so many of them; the others are looked up again.
KNOWN_SESSIONS = 10_000
# After an error of the index or the encoder the background thread waits this long before it tries again.
PAUSE_AFTER_ERROR_S = 5.0


@dataclass(slots=True)
class App:
    """All shops of one home folder. Heavy parts (encoder, vector index) are opened when they are first needed."""

    settings: Settings
    items: SqlItemStore
    sessions: SessionStore
    load_encoder: Callable[[], Encoder]
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _encoder: Encoder | None = None
    _vectors: "VectorStore | None" = None
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
                self._live[shop] = LiveShop(shop, self.items, partial(self._advance, shop))
            return self._live[shop]

    def _make_agent(self, shop: str) -> Agent:
        understand: Understanding = BuiltInUnderstanding(Parser(English()))
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
        return Agent(shop, self.sessions, self.live(shop), LinearRanker(), understand, speech, wording, settings.model)

    # -- the index
    # ------------------------------------------------------------------------------------------------------

    def encoder(self) -> Encoder:
        """The sentence encoder, loaded once; `EncoderError` if it cannot be."""
        with self._lock:
            if self._encoder is None:
                self._encoder = self.load_encoder()
            return self._encoder

    def vectors(self) -> "VectorStore":
        """The vector index of the home folder; `IndexUnavailable` if another process owns it."""
        from retrieval.vectors import VectorStore  # a second of imports that `--help` and a bare import should not pay

        with self._lock:
            if self._vectors is None:
                self._vectors = VectorStore.embedded(self.settings.home / "index")
            return self._vectors

    def _advance(self, shop: str, before: Floor | None, items: Mapping[str, Item], change: CatalogueChange) -> Floor:
        from retrieval.catalogue import MemoryCatalogue
        from retrieval.search import HybridSearch
        from retrieval.vectors import Kind

        encoder = self.encoder()
        if (
            before is not None
            and isinstance(before.search, HybridSearch)
            and isinstance(before.catalogue, MemoryCatalogue)
        ):
            catalogue = before.catalogue.updated(change)
            return Floor(catalogue, before.search.updated(catalogue, change.items, change.removed))
        # The version of what was read, not of now: what came in between is the next change.
        known = replace(self.items.shop(shop), catalogue_version=change.version)
        catalogue = MemoryCatalogue.of(known, tuple(items.values()), language=English())
        search = HybridSearch.over(
            catalogue,
            tuple(items.values()),
            encoder=encoder,
            language=English(),
            vectors=self.vectors().collection(shop, encoder.fingerprint, Kind.ITEMS),
            fact_vectors=self.vectors().collection(shop, encoder.fingerprint, Kind.FACTS),
        )
        return Floor(catalogue, search)

    def index(self, shop: str, *, progress: Callable[[int], None] = lambda done: None) -> int:
        """Encode what waits in the shop's outbox and take it into the search; the number of items written."""
        if not self.items.pending(shop, limit=1):
            return 0
        written: list[str] = []
        indexer = self._indexer(shop, written)
        done = indexer.drain(progress)
        live = self._live.get(shop)
        if live is not None and live.is_open:
            live.encoded(written)
        return done.items + done.removed

    def _indexer(self, shop: str, written: list[str]) -> "Indexer":
        from retrieval.indexing import Indexer
        from retrieval.vectors import Kind

        encoder, vectors = self.encoder(), self.vectors()

        def pending(limit: int) -> Sequence[Pending]:
            entries = self.items.pending(shop, limit=limit)
            written.extend(entry.item_id for entry in entries)
            return entries

        return Indexer(
            encoder,
            items=vectors.collection(shop, encoder.fingerprint, Kind.ITEMS),
            facts=vectors.collection(shop, encoder.fingerprint, Kind.FACTS),
            pending=pending,
            acknowledge=partial(self.items.acknowledge, shop),
        )

    def waiting(self, shop: str) -> bool:
        """Whether products of the shop still wait for the index."""
        return bool(self.items.pending(shop, limit=1))

    def lacking(self, shop: str) -> int:
        """How many products of the shop are not in the index (its folder is gone, or the encoder is another one)."""
        from retrieval.vectors import Kind

        held = set(self.vectors().collection(shop, self.encoder().fingerprint, Kind.ITEMS).ids())
        return sum(item.item_id not in held for item in self.live(shop).items())

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
        with feeds_at(feeds, shop=shop, currency=usual, format=format, columns=columns) as found:
            return take_in(self.items, found, wanted, progress=progress)

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
        """Keep every shop up to date until `stop` is set: open new ones, take in what other processes imported,
        encode it."""
        repaired: set[str] = set()
        while not stop.is_set():
            pause_s = self.settings.poll_s
            try:
                for shop in self.shops():
                    self._keep(shop.name, repaired)
                self._trouble = ""
            except WarmstartError as error:
                self._trouble = str(error)
                log.exception("The index could not be brought up to date; next try in %s s", PAUSE_AFTER_ERROR_S)
                pause_s = PAUSE_AFTER_ERROR_S
            stop.wait(pause_s)

    def _keep(self, shop: str, repaired: set[str]) -> None:
        self.agent(shop)
        self.live(shop).now()
        if shop not in repaired:
            self.repair(shop)
            repaired.add(shop)
        self.index(shop)

    def close(self) -> None:
        """Give the index back."""
        with self._lock:
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None


@contextmanager
def open_app(settings: Settings, *, encoder: Encoder | None = None) -> Iterator[App]:
    """The app of the settings' home folder, which is made if it is new. `encoder` takes the place of the one in the
    settings."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise SettingsError(
            f"WARMSTART_HOME={str(settings.home)!r} cannot be made ({exc.strerror}): name another folder."
        ) from exc

    def load() -> Encoder:
        if encoder is not None:
            return encoder
        return make_encoder(settings.encoder, base_url=settings.openai_base_url, api_key=settings.openai_api_key)

    with closing(open_database(settings.database)) as database:
        app = App(settings, SqlItemStore(database), SqlSessionStore(database), load)
        try:
            yield app
        finally:
            app.close()


@contextmanager
def feeds_at(
    addresses: Iterable[Path | str],
    *,
    shop: str,
    currency: str | None,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> Iterator[list[Feed]]:
    """The feeds at paths and addresses; downloads are kept while they are used. `FeedError` if one holds none."""
    with ExitStack() as downloads:
        found: list[FeedFile] = []
        for address in map(str, addresses):
            folder = Path(downloads.enter_context(_downloads())) if is_address(address) else Path()
            held = find_feeds(address, folder)
            if held.passed_over:
                log.warning("%s: no feeds by their names: %s", address, ", ".join(held.passed_over))
            found += held.feeds
        opened = partial(open_feed, shop=shop, currency=currency, format=format, columns=columns)
        yield [Feed(feed.name, partial(opened, feed.path)) for feed in found]


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
    with feeds_at(addresses, shop=shop, currency=currency, **how) as feeds:
        return look_at(feeds, known, full_snapshot=full_snapshot)


def rebuild(app: App, shop: str, *, progress: Callable[[int], None]) -> int:
    """Encode every product of a shop again; the number of items written."""
    app.vectors()  # `IndexUnavailable` before anything is put into the outbox
    app.items.enqueue_all(shop)
    return app.index(shop, progress=progress)


def program_version() -> str:
    """The installed version; "0" in a checkout that is not installed."""
    try:
        return version("warmstart")
    except PackageNotFoundError:
        return "0"
