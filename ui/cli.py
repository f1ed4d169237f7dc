"""The command `warmstart`. Heavy libraries are imported by the commands that need them, so that `--help` is quick."""

import importlib
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from agent.settings import load_settings
from domain.errors import BadInput, IndexUnavailable, SettingsError, WarmstartError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A conversational recommender for shops that have a catalogue and no history.",
    epilog="Settings are environment variables (WARMSTART_HOME, WARMSTART_MODEL, …): see docs/settings.md.",
)
out = Console()
err = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="End with one JSON object on the last line.")]
ShopOption = Annotated[str | None, typer.Option("--shop", help="The shop's name.")]
HostOption = Annotated[str | None, typer.Option("--host", help="Address to listen on.")]
PortOption = Annotated[int | None, typer.Option("--port", help="Port to listen on; 0 is any free one.")]
FeedFile = Annotated[Path, typer.Argument(help="The feed's file.", exists=True, dir_okay=False, readable=True)]
MAP_HELP = "Which column holds a field, e.g. --map price=Cost. May be repeated."

DEMO_SHOP = "demo"


def main() -> None:
    """The entry point: our own errors are one line and exit code 1, a wrong command line is 2."""
    for name, value in {
        "GRADIO_ANALYTICS_ENABLED": "False",
        "ANONYMIZED_TELEMETRY": "False",
        "HF_HUB_OFFLINE": "1",
    }.items():
        os.environ.setdefault(name, value)  # nothing phones home; read when those libraries are imported
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except WarmstartError as error:
        err.print(f"[red]{type(error).__name__}[/]: {error}", highlight=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        err.print("Stopped. What was done so far is saved.")
        sys.exit(1)


@app.command()
def run(
    feed: Annotated[
        Path | None,
        typer.Option("--feed", help="A feed to open as a shop named after the file.", exists=True, dir_okay=False),
    ] = None,
    host: HostOption = None,
    port: PortOption = None,
) -> None:
    """Import the demo shop (or a feed) if it is new or changed, and serve it."""
    from agent.build import open_app
    from agent.intake import shop_name
    from demo.products import FEED
    from ui.ingesting import say_report

    shop = shop_name(feed) if feed else DEMO_SHOP
    settings = load_settings(host=host, port=port, shop=shop)
    with open_app(settings) as opened:
        if not opened.is_imported(feed or FEED, shop):
            err.print(f"Importing {(feed or FEED).name} as the shop “{shop}”")
            report = _imported(opened, [feed or FEED], shop)
            say_report(report, err)
            opened.remember(feed or FEED, shop)
        opened.vectors()  # taken before anything is encoded: a second server on this folder ends here
        opened.repair(shop)
        _index(opened, shop)
        _serve(opened)


@app.command()
def ingest(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders of files, or http(s) addresses; gzipped or not. See docs/feeds.md."),
    ] = None,
    shop: ShopOption = None,
    kg: Annotated[
        list[Path] | None,
        typer.Option(help="A knowledge graph of the products: CSV, Turtle or N-Triples.", exists=True, dir_okay=False),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            help="csv, tsv, json, jsonl, yaml, xml, parquet, merchant, shopify, woocommerce, jsonld, acp; "
            "auto looks into the file."
        ),
    ] = "auto",
    map: Annotated[list[str] | None, typer.Option("--map", help=MAP_HELP, metavar="FIELD=COLUMN")] = None,
    currency: Annotated[
        str | None, typer.Option(help="Of prices that name none, e.g. EUR. Default: the shop's, else the feed's hints.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Where rejected rows go. Default: rejects/SHOP.jsonl in the home folder.")
    ] = None,
    full_snapshot: Annotated[
        bool, typer.Option("--full-snapshot", help="Retire products that are not in the feeds.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what was found and what would change; write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import or update products from feeds; prints what was added, changed, unchanged, removed and rejected."""
    from agent.build import open_app

    if not feeds and not kg:
        raise typer.BadParameter("name a feed, or a graph with --kg")
    settings = load_settings(shop=shop)
    name, how = _asked_of(feeds or [], shop, map or [], currency)
    how |= {"format": format, "full_snapshot": full_snapshot}
    if dry_run:
        raise typer.Exit(_previewed(settings, feeds or [], name or "", as_json=as_json, **how))
    with open_app(settings) as opened:
        name = name or opened.default_shop()
        figures, failed = _feeds_imported(opened, feeds, name, rejects, as_json, how) if feeds else ({}, False)
        for graph in kg or ():
            figures = _added(figures, _graph_imported(opened, graph, name, rejects))
        try:
            opened.indexes.own()
            _index(opened, name)
        except IndexUnavailable as busy:
            err.print(f"[dim]Not encoded here: {busy} A running server encodes it within seconds.[/]", soft_wrap=True)
    _say(figures, as_json=as_json)
    raise typer.Exit(failed)


@app.command()
def serve(
    host: HostOption = None,
    port: PortOption = None,
    shop: ShopOption = None,
    workers: Annotated[int, typer.Option(help="Processes; above 1 they need WARMSTART_CHROMA_URL.", min=1)] = 1,
) -> None:
    """Serve the page at /, the API at /v1 and its documentation at /docs."""
    from agent.build import open_app
    from ui.workers import check_workers, serve_workers

    settings = load_settings(host=host, port=port, shop=shop)
    try:
        check_workers(settings, workers)
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error
    if workers > 1:
        serve_workers(settings, workers, open_app=open_app, make_faces=_faces, started=_say_started)
        return
    with open_app(settings) as opened:
        _serve(opened)


@app.command()
def chat(shop: ShopOption = None) -> None:
    """The same conversation in the terminal."""
    from agent.build import open_app
    from ui.serve import following
    from ui.terminal import chat as talk

    with open_app(load_settings(shop=shop)) as opened:
        opened.vectors()
        agent = opened.agent(opened.default_shop())
        with err.status("Opening the shop"):
            agent.floor.now()
        with following(opened):
            talk(_faces(opened), agent, out, _asked)


@app.command()
def rebuild(shop: ShopOption = None, as_json: AsJson = False) -> None:
    """Make the index anew from the database; an index that cannot be read is set aside."""
    from agent.build import open_app
    from agent.build import rebuild as rebuilt

    with open_app(load_settings()) as opened:
        names = [shop] if shop else [one.name for one in opened.shops()]
        done = {}
        for name in names:
            with _progress(f"Encoding {name}", opened.items.count_items(name)) as moved:
                done[name] = rebuilt(opened, name, progress=moved)
    _say(done, as_json=as_json)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at settings, database, index, encoder and model; every problem comes with what to do. Exit code 1 if there
    is one."""
    from ui.doctor import examine

    checks = list(examine(load_settings()))
    for check in checks:
        if not as_json:
            out.print(f"{'[green]✓[/]' if check.ok else '[red]✗[/]'} {check.name}: ", end="")
            out.print(check.detail, markup=False, highlight=False, soft_wrap=True)
    if as_json:
        print(
            json.dumps(
                {
                    "ok": all(check.ok for check in checks),
                    "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks],
                }
            )
        )
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@app.command()
def evaluate(
    shop: ShopOption = None,
    sessions: Annotated[int, typer.Option(help="Conversations, over all kinds of shoppers.", min=1)] = 220,
    report: Annotated[
        Path | None, typer.Option(help="Where the HTML report goes. Default: in the home folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Simulated shoppers on the shop's own catalogue: what they find, how soon, and what they are asked."""
    from agent.build import open_app
    from bench.evaluate import evaluate as simulate
    from bench.evaluate import written

    with open_app(load_settings(shop=shop)) as opened:
        name = opened.default_shop()
        _index(opened, name)
        with _progress("Talking", sessions) as moved:
            found = simulate(opened, name, sessions=sessions, done=lambda: moved(1))
        file = written(found, report or opened.settings.home / "reports" / f"evaluate-{name}.html")
    err.print(f"Report: {file}", soft_wrap=True, highlight=False)
    print(found.report.as_json() if as_json else found.text())


# -- pieces
# -------------------------------------------------------------------------------------------------------------


def _imported(opened: Any, feeds: Sequence[Path | str], shop: str, *, rejects: Path | None = None, **how: Any) -> Any:
    place = rejects or opened.settings.home / "rejects" / f"{shop}.jsonl"
    with _progress("Reading", None) as moved:
        return opened.ingest(feeds, shop, rejects=place, progress=_steps(moved), **how)


def _previewed(settings: Any, feeds: list[str], shop: str, *, as_json: bool, **how: Any) -> bool:
    """Say what an import would do; whether a feed could not be read."""
    from agent.build import preview
    from ui.ingesting import preview_record, say_preview

    seen = preview(settings, feeds, shop, **how)
    if not as_json:
        say_preview(seen, out)
    _say(preview_record(seen) if as_json else seen.counts(), as_json=as_json)
    return any(feed.error for feed in seen.feeds)


def _feeds_imported(
    opened: Any, feeds: list[str], shop: str, rejects: Path | None, as_json: bool, how: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """The figures of an import, with those of columns that name other products; whether a feed could not be read."""
    from ui.ingesting import report_record, say_report

    report = _imported(opened, feeds, shop, rejects=rejects, **how)
    say_report(report, err)
    figures = report_record(report) if as_json else report.counts()
    if report.graph is not None:
        figures |= _relations_said(report.graph)
    return figures, bool(report.failed)


def _relations_said(report: Any) -> dict[str, int]:
    """The figures of columns that name other products; what they do not find is said."""
    if report.rejected:
        place = report.rejects_file
        err.print(f"  {report.rejected} cells name products that the shop does not have: {place}", soft_wrap=True)
    figures: dict[str, int] = report.counts()
    return figures


def _graph_imported(opened: Any, graph: Path, shop: str, rejects: Path | None) -> dict[str, int]:
    """The figures of a graph's import; statements that were not taken count as rejected."""
    from ui.ingesting import say_rejects

    place = rejects.with_suffix(".kg.jsonl") if rejects else opened.settings.home / "rejects" / f"{shop}.kg.jsonl"
    with err.status(f"Reading {graph.name}"):
        report = opened.ingest_graph(graph, shop, rejects=place)
    say_rejects(report.rejects, report.rejected, err)
    figures: dict[str, int] = report.counts()
    return dict.fromkeys(("added", "changed", "unchanged", "removed"), 0) | {"rejected": report.rejected} | figures


def _added(one: dict[str, Any], other: dict[str, int]) -> dict[str, Any]:
    return {**one, **{name: one.get(name, 0) + count for name, count in other.items()}}


def _index(opened: Any, shop: str) -> None:
    """Encode what waits, with a bar; nothing is shown when nothing waits."""
    if not opened.waiting(shop):
        return
    with err.status("Loading the encoder"):
        opened.encoder()
    with _progress("Encoding", opened.items.count_pending(shop)) as moved:
        opened.index(shop, progress=moved)


def _serve(opened: Any) -> None:
    from ui.serve import serve as start

    start(_faces(opened), pages=True, started=_say_started)


def _say_started(address: str) -> None:
    err.print(f"\n  [bold green]{address}[/]   chat\n  [bold]{address}/docs[/]   API")
    err.print("  Ctrl-C stops the server; nothing is lost.\n")


def _faces(opened: Any) -> Any:
    """The app with what the demo shop brings: its title and its drawings."""
    from demo.pictures import svg_for
    from demo.products import SHOP_TITLE
    from ui.faces import Faces

    def drawing(item_id: str) -> str | None:
        try:
            return svg_for(item_id)
        except KeyError:
            return None

    return Faces(opened, drawing, {DEMO_SHOP: SHOP_TITLE})


def _asked_of(
    feeds: list[str], shop: str | None, pairs: list[str], currency: str | None
) -> tuple[str | None, dict[str, Any]]:
    """The shop's name (None: the usual one), and what goes on to the import; a wrong command line ends here."""
    from ui.ingesting import columns_of, missing, shop_of

    if gone := missing(feeds):
        raise typer.BadParameter(f"no such file or folder: {', '.join(gone)}")
    if currency is not None and not re.fullmatch(r"[A-Z]{3}", currency):
        raise typer.BadParameter(f"--currency {currency!r}: write a code of three capitals, e.g. EUR")
    try:
        named = shop or (shop_of(feeds[0]) if feeds else None)
        return named, {"columns": columns_of(pairs), "currency": currency}
    except BadInput as error:
        raise typer.BadParameter(str(error)) from error


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on the error stream (a counter, if the total is unknown); the function takes the further steps."""
    known = (BarColumn(), MofNCompleteColumn()) if total is not None else (TextColumn("{task.completed} rows"),)
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), *known, TimeElapsedColumn(), console=err) as bar:
        task = bar.add_task(what, total=total)
        yield lambda steps: bar.advance(task, steps)
        bar.update(task, total=bar.tasks[0].completed)


def _steps(moved: Callable[[int], None]) -> Callable[[int], None]:
    """From "so many rows are done" to "so many more"."""
    seen = 0

    def done(rows: int) -> None:
        nonlocal seen
        moved(rows - seen)
        seen = rows

    return done


def _say(counts: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(counts))
        return
    out.print("  ".join(f"{name} [bold]{count}[/]" for name, count in counts.items()) or "Nothing to do.")


def _asked() -> str | None:
    try:
        return out.input("[bold]› [/]")
    except EOFError:
        return None


class Bench(StrEnum):
    """The benchmarks, by the name of their module in `bench/`."""

    AUDIT = "audit"
    DIALOGUE = "dialogue"
    FACTS = "facts"
    HARD_WISHES = "hard-wishes"
    INGEST = "ingest"
    LASTFM = "lastfm"
    NEW_PRODUCTS = "new-products"
    RELATIONS = "relations"
    SEARCH = "search"
    SHOP_TEXT = "shop-text"
    SHOPDIAL = "shopdial"
    TURN = "turn"
    UNDERSTANDING = "understanding"
    UPDATES = "updates"


@app.command(name="bench", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_benchmark(
    context: typer.Context,
    name: Bench,
    data: Annotated[Path, typer.Option("--data", help="The folder of the data.", exists=True, file_okay=False)],
    as_json: AsJson = False,
) -> None:
    """Run a benchmark and print its table (docs/experiments.md says what they measure). Further options go to it."""
    module = importlib.import_module(f"bench.{name.value.replace('-', '_')}")
    raise typer.Exit(module.main(["--data", str(data), *(["--json"] if as_json else []), *context.args]))


if __name__ == "__main__":
    main()
