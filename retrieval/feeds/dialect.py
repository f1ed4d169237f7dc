"""What a platform's format adds to a plain one: which of its columns hold what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.feeds.rows import Rejected, Row

Read = Callable[[Path, str], Iterator[Row | Rejected]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """A format: how its rows are read (from a path, in an encoding), its columns by field, and a pattern of columns
    (as `normalised` writes them) that are the platform's own bookkeeping; `own` are those that the reader takes in
    itself. `inherits`: its reader gives variants what
    their product says."""

    read: Read
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: str = ""
    own: str = ""
    inherits: bool = False
