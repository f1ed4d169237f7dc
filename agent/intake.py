"""From a feed to the database: rows in batches, rejects into a file, and what an import did in numbers."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Protocol

from domain.errors import BadInput, FeedError
from domain.graph import Edge, GraphStore, Put
from domain.items import Item
from domain.ports import Changes, ItemStore

# Items per transaction: large enough that SQLite's commit does not count, small enough for progress to move.
BATCH = 500
# Rejects that a report keeps to show; the reject file has all of them.
KEPT_REJECTS = 100
_NO_NAME = re.compile(r"[^a-z0-9]+")
MAX_NAME = 60


class Rejected(Protocol):
    """A row that did not become an item: where, what, why and what to do."""

    @property
    def line(self) -> int:
        """The row's first line in the file, from 1."""

    @property
    def column(self) -> str:
        """The column that is wrong."""

    @property
    def value(self) -> str:
        """What stands in it."""

    @property
    def reason(self) -> str:
        """What is wrong with it."""

    @property
    def fix(self) -> str:
        """What to do."""


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
    there were none). `graph` is what the feed's columns of other products did (None: it has none)."""

    changes: Changes = field(default_factory=Changes)
    rejected: int = 0
    rejects: tuple[Rejected, ...] = ()
    rejects_file: Path | None = None
    graph: GraphReport | None = None

    def counts(self) -> dict[str, int]:
        """The contract's five figures."""
        return {**asdict(self.changes), "rejected": self.rejected}


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
    store: ItemStore, rows: Iterable[Item | Rejected], wanted: Import, *, progress: Callable[[int], None]
) -> Report:
    """Store every item and note every reject; `progress` hears the number of rows done so far.

    `FeedError` for a full snapshot in which no row was valid: retiring everything would be the wrong answer to a
    broken file.
    """
    report, seen, done = Report(), set[str](), 0
    with ExitStack() as files:
        rejects = RejectFile(wanted.rejects, files)
        for batch in _batches(rows):
            items = [row for row in batch if isinstance(row, Item)]
            bad = [row for row in batch if not isinstance(row, Item)]
            seen.update(item.item_id for item in items)
            report = _with_rejects(_with_items(report, store, wanted, items), bad)
            rejects.write(bad)
            done += len(batch)
            progress(done)
    if wanted.full_snapshot:
        report = _snapshot_end(report, store, wanted, seen)
    return replace(report, rejects_file=wanted.rejects if report.rejected else None)


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
    return _graph_report(store.put(shop, origin, edges), bad, rejects)


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
    return _graph_report(store.put(shop, origin, edges, heads=[head for head, _ in rows]), bad, rejects)


def _graph_report(put: Put, bad: Sequence[Rejected], rejects: Path | None) -> GraphReport:
    with ExitStack() as files:
        RejectFile(rejects, files).write(bad)
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


def _with_items(report: Report, store: ItemStore, wanted: Import, items: Sequence[Item]) -> Report:
    if not items:
        return report
    currency = next((item.currency for item in items if item.currency), wanted.currency)
    store.add_shop(wanted.shop, currency=currency)
    return replace(report, changes=_sum(report.changes, store.upsert(wanted.shop, items)))


def _with_rejects(report: Report, bad: Sequence[Rejected]) -> Report:
    kept = (*report.rejects, *bad)[:KEPT_REJECTS]
    return replace(report, rejected=report.rejected + len(bad), rejects=kept)


def _snapshot_end(report: Report, store: ItemStore, wanted: Import, seen: set[str]) -> Report:
    if not seen:
        raise FeedError("No row of the full snapshot is valid: nothing was retired. Look at the rejected rows first.")
    return replace(report, changes=_sum(report.changes, store.retire_all_but(wanted.shop, seen)))


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

    def write(self, rejects: Sequence[Rejected]) -> None:
        """Append the rejects, one JSON object a line."""
        if self.path is None or not rejects:
            return
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.files.enter_context(self.path.open("w", encoding="utf-8"))
        for one in rejects:
            self._file.write(json.dumps(as_record(one), ensure_ascii=False) + "\n")


def as_record(rejected: Rejected) -> dict[str, str | int]:
    """A reject as it is written down."""
    return {name: getattr(rejected, name) for name in ("line", "column", "value", "reason", "fix")}
