"""What the variants of a group share: a row that leaves its title, texts or picture empty has them from its group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from retrieval.feeds.mapping import ColumnMapping
from retrieval.feeds.rows import Row, is_empty

_SHARED = ("title", "description", "information", "keywords", "brand", "category", "image_url", "url")
# Groups that are remembered; variants stand near each other in feeds.
_MOST_GROUPS = 50_000


@dataclass(slots=True)
class Groups:
    """The shared cells of the groups that were seen: of the row that is the group itself (its id is the group's), else
    of the first row that has them."""

    mapping: ColumnMapping
    _cells: dict[str, dict[str, str]] = field(default_factory=dict)

    def learn(self, rows: Iterable[Row]) -> None:
        """Look at rows in advance: a group's own row may come after its variants."""
        known = list(rows) if self.mapping.column("group_id") else []
        for row in sorted(known, key=lambda row: not self._is_group(row)):
            self._note(row)

    def filled(self, row: Row) -> Row:
        """The row with its group's cells in fields that it leaves empty."""
        group = self._group(row)
        if not group:
            return row
        self._note(row)
        known, cells = self._cells.get(group, {}), dict(row.cells)
        for columns in self._shared():
            if all(is_empty(cells.get(column, "")) for column in columns):
                cells.update({column: known[column] for column in columns if column in known})
        return row if cells == row.cells else replace(row, cells=cells)

    def _note(self, row: Row) -> None:
        group = self._group(row)
        if not group or (len(self._cells) >= _MOST_GROUPS and group not in self._cells):
            return
        known = self._cells.setdefault(group, {})
        for columns in self._shared():
            for column in columns:
                if not is_empty(row.cells.get(column, "")):
                    known.setdefault(column, row.cells[column])

    def _shared(self) -> Iterable[tuple[str, ...]]:
        fields: Mapping[str, tuple[str, ...]] = self.mapping.fields
        return (fields[name] for name in _SHARED if name in fields)

    def _group(self, row: Row) -> str:
        return row.cells.get(self.mapping.column("group_id") or "", "").strip()

    def _is_group(self, row: Row) -> bool:
        return self._group(row) == row.cells.get(self.mapping.column("item_id") or "", "").strip()
