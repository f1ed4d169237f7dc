"""What the command `ingest` says: of each feed, of rejected rows, of a dry run."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from agent.feeds import Rejected
from agent.intake import FeedReport, Report, in_words, shop_name
from agent.preview import FeedPreview, Preview
from domain.errors import BadInput

# Rejected rows that are shown; the reject file has all.
SHOWN_REJECTS = 5
# A smaller share is said as "less than": 0% would be a column that is empty.
SMALL_SHARE = 0.005
_ADDRESSES = ("http://", "https://")


def is_address(feed: str) -> bool:
    """Whether a feed is named by its address."""
    return feed.casefold().startswith(_ADDRESSES)


def missing(feeds: Iterable[str]) -> list[str]:
    """Feeds that are neither addresses nor there."""
    return [feed for feed in feeds if not is_address(feed) and not Path(feed).exists()]


def shop_of(feed: str) -> str:
    """The shop's name after its first feed: a file, a folder, or an address."""
    if is_address(feed):
        parts = urlsplit(feed)
        return shop_name(Path(Path(parts.path).name or parts.hostname or ""))
    return shop_name(Path(feed).resolve())


def columns_of(pairs: Iterable[str]) -> dict[str, str]:
    """Columns by field, of FIELD=COLUMN; `BadInput` if one is written otherwise."""
    columns = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not (sign and field.strip() and column.strip()):
            raise BadInput(f"--map {pair!r}: write FIELD=COLUMN, e.g. --map price=Cost, or FIELD=- for none")
        columns[field.strip()] = column.strip()
    return columns


def say_report(report: Report, err: Console) -> None:
    """Each feed of several, and the first rejected rows."""
    for feed in report.feeds:
        if len(report.feeds) > 1 or feed.error:
            _say_feed(feed, err)
        for note in feed.notes:
            err.print(f"  [yellow]note[/]: {escape(note)}", highlight=False, soft_wrap=True)
        say_rejects(feed.rejects, feed.rejected, err)
    if report.rejected:
        _plain(err, f"  {report.rejected} rows were rejected; all of them with reasons: {report.rejects_file}")


def _say_feed(feed: FeedReport, err: Console) -> None:
    if feed.error:
        err.print(f"  [red]{escape(feed.name)}[/]: {escape(feed.error)}", highlight=False, soft_wrap=True)
        return
    counts = {name: count for name, count in feed.record().items() if isinstance(count, int) and count}
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    _plain(err, f"  {feed.name} ({feed.format}): {said}")


def say_rejects(rejects: Iterable[Rejected], rejected: int, err: Console) -> None:
    """The first of the rejected rows, and how many more there are."""
    for one in list(rejects)[:SHOWN_REJECTS]:
        err.print(f"  [yellow]rejected[/] {escape(in_words(one))}", highlight=False, soft_wrap=True)
    if rejected > SHOWN_REJECTS:
        _plain(err, f"  … and {rejected - SHOWN_REJECTS} more of this feed")


def say_preview(preview: Preview, out: Console) -> None:
    """A dry run for people: the columns of each feed, sample facts, rejects."""
    for feed in preview.feeds:
        _plain(out, f"\n{feed.name}")
        if feed.error:
            out.print(f"  [red]{escape(feed.error)}[/]", highlight=False, soft_wrap=True)
        if feed.format:
            _plain(out, f"  {feed.format}, {feed.encoding}, prices in {feed.currency}, {feed.rows} rows")
            out.print(_table(feed))
        for line in (*(f"note: {note}" for note in feed.notes), *feed.facts):
            _plain(out, f"  {line}")
        say_rejects(feed.rejects, feed.rejected, out)
    _plain(out, "\nNothing was written. An import would give:")


def _table(feed: FeedPreview) -> Table:
    table = Table("column", "is read as", "filled", box=None, pad_edge=False, padding=(0, 2))
    for column in feed.columns:
        use = escape(column.use) if column.use else f"[dim]not used: {escape(column.why)}[/]"
        table.add_row(escape(column.column), use, _share(column.filled))
    return table


def _share(filled: float) -> str:
    """A share in whole per cent; what is there at all is never 0%."""
    return "<1%" if 0 < filled < SMALL_SHARE else f"{filled:.0%}"


def preview_record(preview: Preview) -> dict[str, Any]:
    """A dry run for machines: the five figures, and what was found of each feed."""
    return {**preview.counts(), "dry_run": True, "feeds": [feed.record() for feed in preview.feeds]}


def report_record(report: Report) -> dict[str, Any]:
    """An import for machines: the five figures; with several feeds, those of each."""
    several = {"feeds": [feed.record() for feed in report.feeds]} if len(report.feeds) > 1 else {}
    return {**report.counts(), **several}


def _plain(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
