"""Sales: the price that holds now is the price of filters, cards, superlatives and facts alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.audit import Grounds, audit
from agent.audit_grounds import Backing, Known
from agent.build import App, open_app
from agent.cards import cards
from agent.live import LiveShop
from agent.settings import load_settings
from domain.actions import Slot
from domain.inputs import Words
from domain.items import Item, Sale, next_price_change, priced
from domain.money import Money
from domain.wishes import Op
from tests.fakes.encoder import HashEncoder
from tests.fakes.shelf import price_wish
from tests.ui.shop import feed, rows
from ui.api.wire import wire_recommendation
from ui.cards import cards as cards_of_the_page

STARTS = datetime(2026, 11, 24, 9, tzinfo=UTC)
ENDS = datetime(2026, 11, 30, 22, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KITE = "k-2-red"
MOMENTS = st.integers(0, 365 * 24 * 3600).map(lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + seconds * SECOND)


@dataclass(slots=True)
class Clock:
    """A clock that is set by hand."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def kites() -> list[dict[str, object]]:
    """Kites cost £15; the red one costs £5.50 in its sale."""
    period = f"{STARTS.isoformat()}/{ENDS.isoformat()}"
    sale = {"sale_price": "5.50", "sale_price_effective_date": period}
    return [{**row, **(sale if row["id"] == KITE else {})} for row in rows("k")]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(load_settings(home=tmp_path), encoder=HashEncoder()) as opened:
        opened.ingest([feed(tmp_path, kites(), "kites.jsonl")], "kites")
        opened.index("kites")
        yield opened


def at(app: App, now: datetime) -> LiveShop:
    """The shop at a moment."""
    live = app.live("kites")
    live.clock = Clock(now)
    return live


def seen(live: LiveShop) -> dict[str, object]:
    """The kite's price, wherever a shopper meets it."""
    catalogue = live.now().catalogue
    (card,) = cards([Slot(KITE, 1.0)], catalogue)
    return {
        "item": str(catalogue.item(KITE).price),
        "card": str(card.price),
        "variant": {str(variant.price) for variant in card.variants if variant.item_id == KITE} or {str(card.price)},
        "fact": [fact.text for fact in catalogue.facts(KITE, "price")],
        "under six": KITE in catalogue.passing((price_wish(Op.MAX, 600, hard=True),)),
        "was": str(card.list_price),
        "cheapest": catalogue.ordered("price", (), descending=False, limit=1)[0] == KITE,
        "listed": next(str(item.price) for item in live.items() if item.item_id == KITE),
    }


REDUCED = {
    "item": "£5.50",
    "card": "£5.50",
    "variant": {"£5.50"},
    "fact": ["Price: £5.50"],
    "under six": True,
    "was": "£15",
    "cheapest": True,
    "listed": "£5.50",
}
USUAL = {
    "item": "£15",
    "card": "£15",
    "variant": {"£15"},
    "fact": ["Price: £15"],
    "under six": False,
    "was": "None",
    "cheapest": False,
    "listed": "£15",
}


def test_a_sale_begins_and_ends_while_the_server_runs(app: App) -> None:
    moments = (STARTS - SECOND, STARTS, ENDS - SECOND, ENDS)
    assert [seen(at(app, now)) for now in moments] == [USUAL, REDUCED, REDUCED, USUAL]


def test_a_server_that_starts_in_a_sale_knows_it(app: App) -> None:
    assert seen(at(app, STARTS + SECOND)) == REDUCED


def test_a_reduced_product_is_said_and_shown_with_the_price_before(app: App) -> None:
    at(app, STARTS)
    session, _ = app.agent("kites").open()
    reply = app.agent("kites").respond(session.session_id, Words("a red kite under £6"))
    first = wire_recommendation(reply.recommendations[0], "kites")
    assert first.price is not None and (first.price.amount, first.price.list_amount) == ("5.50", "15.00")
    assert "£5.50 (was £15)" in reply.text
    assert "was £15" in str(cards_of_the_page(reply.recommendations[:1], "kites", live=True))


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        ("It is £5.50, was £15.", set()),
        ("It is £5.50, down from £15.", set()),
        ("It costs £15.", {"price"}),
        ("It was £5.50.", {"price"}),
        ("It is £5.50, was £20.", {"price"}),
    ],
)
def test_the_price_before_a_sale_may_only_be_said_as_that(said: str, claims: set[str]) -> None:
    kite = Known(
        ("kite",), Backing(), prices=frozenset({Money(550, "GBP")}), list_prices=frozenset({Money(1500, "GBP")})
    )
    assert {claim.kind for claim in audit(said, Grounds(shown=(kite,)))} == claims


def test_a_sale_moves_prices_and_nothing_else(app: App) -> None:
    before = at(app, STARTS - SECOND).now()
    version, texts = before.catalogue.version, len(app.encoder().encoded)  # type: ignore[attr-defined]
    after = at(app, STARTS).now()
    assert before is not after
    assert before.catalogue.item(KITE).price_minor == 1500, "a turn that has begun keeps its prices"
    assert after.catalogue.version == version
    assert not app.waiting("kites")
    assert len(app.encoder().encoded) == texts  # type: ignore[attr-defined]
    assert at(app, STARTS + SECOND).now() is after


def test_a_product_whose_sale_is_taken_back_costs_its_price(app: App, tmp_path: Path) -> None:
    live = at(app, STARTS)
    assert seen(live) == REDUCED
    report = app.ingest([feed(tmp_path, rows("k"), "usual.jsonl")], "kites")
    assert report.counts()["changed"] == 1
    assert seen(live) == USUAL


def test_a_retired_product_stays_gone_when_its_sale_would_begin(app: App) -> None:
    live = at(app, STARTS - SECOND)
    live.now()
    app.items.remove("kites", [KITE])
    live.now()
    live.clock = Clock(STARTS)
    assert KITE not in {item.item_id for item in live.items()}


@given(MOMENTS, MOMENTS, MOMENTS)
def test_the_price_depends_on_the_item_and_the_moment_only(starts: datetime, ends: datetime, now: datetime) -> None:
    item = Item("s", "1", "1", "Kite", price_minor=1500, price_max_minor=1900, currency="GBP")
    on_sale = Item(**{**{name: getattr(item, name) for name in Item.__slots__}, "sale": Sale(550, starts, ends)})
    found = priced(on_sale, now)
    assert found.price_minor == (550 if starts <= now < ends else 1500)
    assert found.price_max_minor == (None if starts <= now < ends else 1900)
    assert priced(item, now) is item


@given(st.lists(st.tuples(st.none() | MOMENTS, st.none() | MOMENTS), max_size=5), MOMENTS)
def test_no_price_changes_before_the_next_change(
    periods: list[tuple[datetime | None, datetime | None]], now: datetime
) -> None:
    sales = [Sale(1, starts, ends) for starts, ends in periods]
    change = next_price_change(sales, now)
    until = change - SECOND if change else now + timedelta(days=400)
    if until > now:
        assert [sale.is_on(now) for sale in sales] == [sale.is_on(until) for sale in sales]
