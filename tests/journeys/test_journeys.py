"""Written journeys through four shops, with the built-in encoder and no model."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.build import App, open_app
from agent.settings import load_settings
from agent.turn import Agent
from demo.products import FEED
from tests.fakes.audited import Audited
from tests.journeys.steps import Journey, journeys, walk

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
FEEDS = {
    "demo": FEED,
    "toys": DATA / "toys/products_863_raw.csv",
    "retail": DATA / "retail/products.jsonl",
    "eshop": DATA / "eshop/catalog.json",
}
WRITTEN = [(shop, journey) for shop in FEEDS for journey in journeys(HERE / f"{shop}.toml")]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with open_app(load_settings(home=tmp_path_factory.mktemp("home"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def agent_of(app: App) -> Callable[[str], Agent]:
    def opened(shop: str) -> Agent:
        if not FEEDS[shop].exists():
            pytest.skip(f"../shared/data is not there: no {shop} shop to walk through")
        if shop not in {known.name for known in app.shops()}:
            app.ingest([FEEDS[shop]], shop)
            app.index(shop)
        plain = app.agent(shop)
        return replace(plain, speech=Audited(plain.speech))

    return opened


@pytest.mark.parametrize(("shop", "journey"), WRITTEN, ids=lambda one: one if isinstance(one, str) else one.name)
def test_a_journey_ends_well(shop: str, journey: Journey, agent_of: Callable[[str], Agent]) -> None:
    walk(journey, agent_of(shop))
