"""From feeds to the database: rows in batches, rejects into a file, and what an import did in numbers."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO

from agent.feeds import Feed, Rejected
from domain.errors import BadInput, FeedError
from domain.graph import Edge, GraphStore, Put
from domain.items import Item
from domain.ports import Changes, ItemStore

# Items per transaction: large enough that SQLite's commit does not count, small enough for progress to move.
BATCH = 500
# Rejects that an error message tells.
SAID_REJECTS = 5
# Rejects that a report keeps to show; the reject file has all of them.
KEPT_REJECTS = 100
_NO_NAME = re.compile(r"[^a-z0-9]+")
MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose product another feed of the same import has already."""

    line: int
    column: str
    value: str
    reason: str
    fix: str
    item_id: str


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What one feed of an import did. `rejects` are its first rejected rows; `error` says why it could not be read."""

    name: str
    format: str = ""
    changes: Changes = field(default_factory=Changes)
    rejected: int = 0
    rejects: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""

    def record(self) -> dict[str, object]:
        """The report as JSON."""
        known = {"file": self.name, "format": self.format, **asdict(self.changes), "rejected": self.rejected}
        return {**known, **({"error": self.error} if self.error else {})}


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What an import of relations did, in edges; the rest as in `Report`."""

    put: Put = field(default_factory=Put)
    rejected: int = 0
    rejects: tuple[Rejected, ...] = ()
    rejects_file: Path | None = None

    def counts(self) -> dict[str, int]:
        """Edges by what became of them, and the statements or cells that were not understood."""
        return {
            "relations_added": self.put.added,
            "relations_unchanged": self.put.unchanged,
            "relations_removed": self.put.removed,
            "relations_rejected": self.rejected,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, in items. `rejects` are the first rejected rows, `rejects_file` has all of them (None:
    there were none); `feeds` says the same of each feed. `graph` is what the feeds' columns of other products did
    (None: they have none)."""

    changes: Changes = field(default_factory=Changes)
    rejected: int = 0
    rejects: tuple[Rejected, ...] = ()
    rejects_file: Path | None = None
    feeds: tuple[FeedReport, ...] = ()
    graph: GraphReport | None = None

    def counts(self) -> dict[str, int]:
        """The contract's five figures."""
        return {**asdict(self.changes), "rejected": self.rejected}

    @property
    def failed(self) -> tuple[FeedReport, ...]:
        """The feeds that could not be read."""
        return tuple(feed for feed in self.feeds if feed.error)


class NothingRead(FeedError):
    """No feed of an import could be read; `report` says why of each, and has the rejected rows."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


@dataclass(frozen=True, slots=True)
class Import:
    """One import: where to, and what to do with what is bad or gone. `rejects` None writes no file."""

    shop: str
    currency: str
    rejects: Path | None = None
    full_snapshot: bool = False


def shop_name(feed: Path) -> str:
    """The name of a shop after its feed's file: `Toys (2024).csv.gz` is `toys-2024`."""
    stem = feed.name.casefold().split(".")[0]
    name = _NO_NAME.sub("-", stem).strip("-")[:MAX_NAME]
    if not name:
        raise BadInput(f"The file name {feed.name!r} makes no shop name: name the shop with --shop.")
    return name


def fingerprint(feed: Path, version: str) -> str:
    """A hash of a feed's bytes and of the program's version, by which an unchanged feed is known; `FeedError` if it
    is not there."""
    digest = hashlib.sha256(version.encode())
    try:
        with feed.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as exc:
        raise FeedError(f"{feed}: cannot be read ({exc.strerror}): check the path.") from exc
    return digest.hexdigest()


def take_in(
    store: ItemStore, feeds: Iterable[Feed], wanted: Import, *, progress: Callable[[int], None] = lambda done: None
) -> Report:
    """Store every item of the feeds and note every reject; `progress` hears the number of rows done so far.

    Each batch of rows is a transaction; what is stored already is left alone, so that an import that was killed is
    completed by running it again. Of two rows for one product the first counts. A feed that cannot be read is
    reported, and nothing is retired then; `NothingRead` if none can. A product whose row was rejected is not retired:
    it stays as it was.
    """
    reports: list[FeedReport] = []
    seen = _Seen()
    done = 0
    with ExitStack() as files:
        rejects = RejectFile(wanted.rejects, files)
        rejects.forget()
        for feed in feeds:
            intake = _Intake(store, wanted, FeedReport(feed.name), rejects, seen)
            for rows in intake.run(feed):
                done += rows
                progress(done)
            reports.append(intake.report)
            seen.feeds.append(feed.name)
    report = _summed(reports)
    if reports and len(report.failed) == len(reports):
        raise NothingRead(_nothing_read(report, wanted), report)
    if wanted.full_snapshot and not report.failed:
        kept = seen.stored.keys() | seen.rejected
        report = replace(report, changes=_sum(report.changes, store.retire_all_but(wanted.shop, kept)))
    return replace(report, rejects_file=wanted.rejects if report.rejected else None)


def _summed(reports: Sequence[FeedReport]) -> Report:
    changes = Changes()
    for one in reports:
        changes = _sum(changes, one.changes)
    rejects = tuple(reject for one in reports for reject in one.rejects)[:KEPT_REJECTS]
    return Report(changes, sum(one.rejected for one in reports), rejects, feeds=tuple(reports))


def _nothing_read(report: Report, wanted: Import) -> str:
    said = "\n".join(f"{feed.name}: {feed.error}" for feed in report.failed)
    listed = "".join(f"\n  {in_words(reject)}" for reject in report.rejects[:SAID_REJECTS])
    where = f"\nAll rejected rows with reasons: {wanted.rejects}" if wanted.rejects and report.rejected else ""
    changed = "" if report.changes != Changes() else "No product was changed and "
    return f"{said}{listed}{where}\n{changed}nothing was retired."


def in_words(reject: Rejected) -> str:
    """A reject on one line."""
    return f"line {reject.line}: {reject.reason} ({reject.column}={reject.value!r}): {reject.fix}"


@dataclass(slots=True)
class _Seen:
    """What the feeds so far have: the number of the feed in which each product stands, and products whose row was
    rejected (those a later feed may have)."""

    feeds: list[str] = field(default_factory=list)
    stored: dict[str, int] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Intake:
    """The import of one feed: its report grows batch by batch."""

    store: ItemStore
    wanted: Import
    report: FeedReport
    rejects: "RejectFile"
    seen: _Seen
    foreign: Counter[str | None] = field(default_factory=Counter)

    def run(self, feed: Feed) -> Iterator[int]:
        """Take in the feed; the number of rows of each batch when it is stored."""
        try:
            opened = feed.open()
            self.report = replace(self.report, format=opened.format, notes=opened.mapping.notes)
            for batch in _batches(opened.entries):
                self._take(batch)
                yield len(batch)
        except FeedError as exc:
            self.report = replace(self.report, error=str(exc))
            return
        for currency, count in self.foreign.items():
            note = (
                f"{count} products are priced in {currency}, which is not the shop's currency: filters pass them over"
            )
            self.report = replace(self.report, notes=(*self.report.notes, note))
        if self.report.changes == Changes():
            why = f"nothing can be read: every one of its {self.report.rejected} rows was rejected"
            self.report = replace(self.report, error=why)

    def _take(self, batch: Sequence[Item | Rejected]) -> None:
        items: list[Item] = []
        bad: list[Rejected] = []
        number, stored = len(self.seen.feeds), self.seen.stored
        for row in batch:
            if not isinstance(row, Item):
                bad.append(row)
            elif stored.get(row.item_id, number) != number:
                bad.append(duplicate(row, self.seen.feeds[stored[row.item_id]]))
            else:
                items.append(row)
        self._store(items)
        stored.update((item.item_id, number) for item in items)
        self.seen.rejected.update(reject.item_id for reject in bad if reject.item_id)
        self.rejects.write(self.report.name, bad)
        kept = (*self.report.rejects, *bad)[:KEPT_REJECTS]
        self.report = replace(self.report, rejected=self.report.rejected + len(bad), rejects=kept)

    def _store(self, items: Sequence[Item]) -> None:
        if not items:
            return
        currency = next((item.currency for item in items if item.currency), self.wanted.currency)
        shop = self.store.add_shop(self.wanted.shop, currency=currency)
        self.foreign.update(item.currency for item in items if item.currency not in (None, shop.currency))
        changes = _sum(self.report.changes, self.store.upsert(self.wanted.shop, items))
        self.report = replace(self.report, changes=changes)


def duplicate(item: Item, other: str) -> Duplicate:
    """The reject of a product that another feed has already."""
    fix = "keep the product in one of the feeds, or import them one after the other: the last then counts"
    return Duplicate(0, "", item.item_id, f"the product stands in {other} already", fix, item.item_id)


def take_in_graph(
    store: GraphStore, shop: str, origin: str, found: Iterable[Edge | Rejected], *, rejects: Path | None
) -> GraphReport:
    """Store the edges of a file, in place of all that its origin said before, and note every reject."""
    edges: list[Edge] = []
    bad: list[Rejected] = []
    for one in found:
        if isinstance(one, Edge):
            edges.append(one)
        else:
            bad.append(one)
    return _graph_report(store.put(shop, origin, edges), origin, bad, rejects)


def take_in_relations(
    store: GraphStore,
    shop: str,
    origin: str,
    found: Iterable[tuple[str, tuple[Edge, ...]] | Rejected],
    *,
    rejects: Path | None,
) -> GraphReport:
    """Store the edges of each product of a feed, in place of what its origin said of that product."""
    rows: list[tuple[str, tuple[Edge, ...]]] = []
    bad: list[Rejected] = []
    for one in found:
        if isinstance(one, tuple):
            rows.append(one)
        else:
            bad.append(one)
    edges = [edge for _, related in rows for edge in related]
    put = store.put(shop, origin, edges, heads=[head for head, _ in rows])
    return _graph_report(put, origin, bad, rejects)


def _graph_report(put: Put, origin: str, bad: Sequence[Rejected], rejects: Path | None) -> GraphReport:
    with ExitStack() as files:
        RejectFile(rejects, files).write(origin, bad)
    return GraphReport(put, len(bad), tuple(bad[:KEPT_REJECTS]), rejects if bad else None)


def _batches(rows: Iterable[Item | Rejected]) -> Iterator[list[Item | Rejected]]:
    batch: list[Item | Rejected] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _sum(one: Changes, other: Changes) -> Changes:
    return Changes(
        one.added + other.added,
        one.changed + other.changed,
        one.unchanged + other.unchanged,
        one.removed + other.removed,
    )


@dataclass(slots=True)
class RejectFile:
    """The reject file, made when the first reject comes."""

    path: Path | None
    files: ExitStack
    _file: IO[str] | None = None

    def forget(self) -> None:
        """Delete what an earlier import left: its rejects are not this one's."""
        if self.path is not None:
            with self._checked(self.path):
                self.path.unlink(missing_ok=True)

    def write(self, feed: str, rejects: Sequence[Rejected]) -> None:
        """Append the rejects of a feed, one JSON object a line."""
        if self.path is None or not rejects:
            return
        if self._file is None:
            with self._checked(self.path):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                file = self.path.open("w", encoding="utf-8", errors="backslashreplace")
                self._file = self.files.enter_context(file)
        for one in rejects:
            self._file.write(json.dumps({"file": feed, **as_record(one)}, ensure_ascii=False) + "\n")

    @contextmanager
    def _checked(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as exc:
            raise BadInput(f"{path}: rejected rows cannot be written there ({exc.strerror}): name a file.") from exc


def as_record(rejected: Rejected) -> dict[str, str | int]:
    """A reject as it is written down."""
    return {name: getattr(rejected, name) for name in ("line", "column", "value", "reason", "fix")}
