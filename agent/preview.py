"""What an import would do, without doing it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from agent.feeds import Columns, Feed, OpenFeed, Rejected
from agent.intake import KEPT_REJECTS, as_record, duplicate
from domain.errors import FeedError
from domain.items import Item
from domain.ports import Changes

# Facts that are shown of a feed: some of different relations say more than all of one product.
SAMPLED_FACTS = 12


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What becomes of one column: `use` is a field, "fact: RELATION", or "" with `why`; `filled` the share of rows
    that have something in it, in [0, 1]."""

    column: str
    use: str
    filled: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class FeedPreview:
    """One feed, looked at from its first to its last row. `rejects` are the first ones."""

    name: str
    format: str = ""
    encoding: str = ""
    currency: str = ""
    rows: int = 0
    columns: tuple[ColumnUse, ...] = ()
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rejected: int = 0
    rejects: tuple[Rejected, ...] = ()
    error: str = ""

    def record(self) -> dict[str, object]:
        """The preview as JSON."""
        plain = {name: getattr(self, name) for name in ("format", "encoding", "currency", "rows", "rejected", "error")}
        return {
            "file": self.name,
            **plain,
            "columns": [asdict(column) for column in self.columns],
            "facts": list(self.facts),
            "notes": list(self.notes),
            "rejects": [as_record(reject) for reject in self.rejects],
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """What all feeds together would change."""

    feeds: tuple[FeedPreview, ...]
    changes: Changes

    def counts(self) -> dict[str, int]:
        """The five figures of an import."""
        return {**asdict(self.changes), "rejected": sum(feed.rejected for feed in self.feeds)}


def look_at(feeds: Iterable[Feed], known: Mapping[str, str], *, full_snapshot: bool) -> Preview:
    """Read the feeds to their ends; `known` is the content hash of each product that is stored."""
    found: dict[str, _Found] = {}
    kept: set[str] = set()
    previews = [_look(feed, found, kept) for feed in feeds]
    added = sum(item_id not in known for item_id in found)
    unchanged = sum(known.get(item_id) == one.content_hash for item_id, one in found.items())
    broken = any(feed.error for feed in previews)
    gone = len(known.keys() - found.keys() - kept) if full_snapshot and not broken else 0
    return Preview(tuple(previews), Changes(added, len(found) - added - unchanged, unchanged, gone))


@dataclass(frozen=True, slots=True)
class _Found:
    feed: str
    content_hash: str


def _look(feed: Feed, found: dict[str, _Found], kept: set[str]) -> FeedPreview:
    rejects: list[Rejected] = []
    samples: dict[str, str] = {}
    having: Counter[str] = Counter()
    rejected, before = 0, len(found)
    try:
        opened = feed.open()
        for entry in opened.entries:
            if isinstance(entry, Item) and entry.item_id not in found:
                found[entry.item_id] = _Found(feed.name, entry.content_hash)
                having.update({fact.relation for fact in entry.facts})
                for fact in entry.facts:
                    samples.setdefault(fact.relation, f"{entry.item_id}: {fact.text} (from {fact.source})")
                continue
            rejected += 1
            kept.add(entry.item_id)
            if len(rejects) < KEPT_REJECTS:
                bad = duplicate(entry, found[entry.item_id].feed) if isinstance(entry, Item) else entry
                rejects.append(bad)
    except FeedError as exc:
        return FeedPreview(feed.name, error=str(exc))
    rows = len(found) - before + rejected
    return FeedPreview(
        feed.name,
        opened.format,
        opened.encoding,
        opened.currency,
        rows,
        tuple(_columns(opened)),
        tuple(_facts(samples, having, len(found) - before)),
        opened.mapping.notes,
        rejected,
        tuple(rejects),
        "" if rows > rejected else "nothing can be read: every row is rejected",
    )


def _facts(samples: Mapping[str, str], having: Counter[str], items: int) -> Iterable[str]:
    """A fact of each of the commonest relations, with the share of the products that have any of it."""
    for relation, count in having.most_common(SAMPLED_FACTS):
        yield f"{count / items:.0%} have {relation.replace('_', ' ')}; {samples[relation]}"


def _columns(opened: OpenFeed) -> Iterable[ColumnUse]:
    rows = max(opened.filled.get("", 0), 1)
    counts = Counter(opened.filled)
    for column, use in _uses(opened.mapping).items():
        yield ColumnUse(column, use, round(counts[column] / rows, 4))
    for column, why in opened.mapping.why.items():
        yield ColumnUse(column, "", round(counts[column] / rows, 4), why)


def _uses(mapping: Columns) -> dict[str, str]:
    uses = {column: field for field, columns in mapping.fields.items() for column in columns}
    return uses | {column: f"fact: {relation}" for relation, column in mapping.facts.items()}
