"""`warmstart doctor`: every part looked at, and for each that is wrong, what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agent.build import App, open_app
from agent.settings import Settings
from domain.errors import IndexUnavailable, WarmstartError
from ui.api.guard import check_binding


@dataclass(frozen=True, slots=True)
class Check:
    """One part: whether it is well, and a line about it (what to do, if it is not)."""

    name: str
    ok: bool
    detail: str


def examine(settings: Settings) -> Iterator[Check]:
    """Each check as it is done; checks that need the database are left out when it cannot be opened."""
    yield _checked("address", lambda: _binding(settings))
    try:
        with open_app(settings) as app:
            yield Check("database", True, _plain(settings.database))
            yield from _parts(app)
    except WarmstartError as error:
        yield Check("database", False, str(error))


def _parts(app: App) -> Iterator[Check]:
    yield _checked("products", lambda: _products(app))
    yield _checked("encoder", lambda: f"{app.settings.encoder}, {app.encoder().dimensions} dimensions")
    yield _index(app)
    yield _checked("relations", lambda: _relations(app))
    yield _checked("model", lambda: _model(app))


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except WarmstartError as error:
        return Check(name, False, str(error))


def _binding(settings: Settings) -> str:
    check_binding(settings.host)
    return f"http://{settings.host}:{settings.port}"


def _plain(url: str) -> str:
    """The database's address without its password."""
    head, at, tail = url.rpartition("@")
    return f"{head.partition('://')[0]}://…@{tail}" if at else url


def _products(app: App) -> str:
    app.default_shop()
    return ", ".join(f"{shop.name}: {len(app.items.changes_since(shop.name, 0).items)}" for shop in app.shops())


def _index(app: App) -> Check:
    try:
        app.vectors()
    except IndexUnavailable as error:
        in_use = "in use by process" in str(error)
        return Check("index", in_use, "a running server owns it" if in_use else str(error))
    behind = [shop.name for shop in app.shops() if app.waiting(shop.name)]
    if behind:
        return Check(
            "index",
            False,
            f"products wait to be encoded ({', '.join(behind)}): start the server or run `warmstart rebuild`",
        )
    return _checked("index", lambda: _complete(app))


def _complete(app: App) -> str:
    lacking = {shop.name: app.lacking(shop.name) for shop in app.shops()}
    short = {name: count for name, count in lacking.items() if count}
    if short:
        raise IndexUnavailable(f"The index lacks products ({short}): run `warmstart rebuild`.")
    place = app.settings.chroma_url or str(app.settings.home / "index")
    older = [shop.name for shop in app.shops() if app.indexes.is_behind(shop.name)]
    waits = (
        f"; an older encoder serves {', '.join(older)} until the server, or `warmstart rebuild`, has made the new one"
    )
    return place + (waits if older else "")


def _relations(app: App) -> str:
    counts = {shop.name: len(app.graphs.load(shop.name).edges) for shop in app.shops()}
    return ", ".join(f"{name}: {count}" for name, count in counts.items()) or "none"


def _model(app: App) -> str:
    if not app.settings.model:
        return "none configured: the built-in understanding and speech"
    if app.shops():
        app.agent(app.default_shop())
    return f"{app.settings.model} (asked at the first turn)"
