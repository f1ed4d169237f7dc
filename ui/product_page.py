"""A plain page for a product of a shop that has no pages of its own."""

from pathlib import Path
from urllib.parse import urlencode

from domain.items import PRICE, STOCK, Fact, Item
from ui.html import NOTHING, Html, el, esc, join, picture, price, stock, was
from ui.links import is_safe

STYLE = Path(__file__).parent / "style.css"
DESCRIPTION_LENGTH = 4_000


def product_page(item: Item) -> str:
    """The whole page: title, picture, price, stock, description, and every fact with where it was read."""
    back = el("a", esc("← Back to the conversation"), href=f"/?{urlencode({'shop': item.shop})}")
    about = el(
        "div",
        el("p", esc(" › ".join(item.category)), class_="ws-path") if item.category else NOTHING,
        el("h1", esc(item.title)),
        el("p", price(item.price, item.price_max), was(item.list_price), stock(item.in_stock), class_="ws-price"),
        el("p", esc(item.description[:DESCRIPTION_LENGTH])),
        _outside(item),
    )
    head = el("div", el("div", picture(item.image_url, item.title), class_="ws-pic"), about, class_="ws-head")
    return page(item.title, el("main", el("nav", back), head, _facts(item), class_="ws-product"))


def page(title: str, body: Html) -> str:
    """A page in the house style that runs no script and asks nobody else for anything."""
    head = join(
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", esc(title)),
        el("link", rel="icon", href="data:,"),
        el("style", Html(STYLE.read_text(encoding="utf-8"))),
    )
    return f"<!doctype html>{el('html', el('head', head), el('body', body, class_='ws-page'), lang='en')}"


def _outside(item: Item) -> Html:
    if not item.url or not is_safe(item.url) or item.url.startswith("/"):
        return NOTHING
    return el("p", el("a", esc("See it in the shop"), href=item.url, rel="noopener noreferrer"))


def _facts(item: Item) -> Html:
    rows = [_row(fact) for fact in item.facts if fact.relation not in (PRICE, STOCK)]
    if not rows:
        return NOTHING
    return join(el("h2", esc("What is known")), el("table", el("tbody", *rows), class_="ws-facts"))


def _row(fact: Fact) -> Html:
    name = fact.relation.replace("_", " ").capitalize()
    source = el("td", esc(fact.source), class_="ws-source", title="Where it was read")
    return el("tr", el("th", esc(name), scope="row"), el("td", esc(fact.value)), source)
