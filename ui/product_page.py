"""A plain page for a product of a shop that has no pages of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from domain.items import PRICE, RATING, STOCK, Fact, Item
from ui.cards import capitalised, value_of
from ui.html import NOTHING, Html, el, esc, join, picture, price, stars, stock
from ui.links import is_safe, product_link

STYLE = Path(__file__).parent / "style.css"
DESCRIPTION_LENGTH = 4_000
# A product in more ways than these is a table of sizes; the conversation finds the one that is wanted.
SHOWN_VARIANTS = 24
SIZE = "size"
_ABOVE = frozenset({PRICE, STOCK, RATING})


def product_page(
    item: Item, variants: Sequence[Item] = (), *, told: Callable[[Fact], str] = lambda fact: fact.text
) -> str:
    """The whole page: title, picture, price, stock, description, the other ways to buy it, and every fact as it is
    `told`, with where it was read unless that is plain from its name."""
    about = el(
        "div",
        el("p", esc(" › ".join(item.category)), class_="ws-path") if item.category else NOTHING,
        el("h1", esc(item.title)),
        el(
            "p",
            price(item.price, item.price_max, item.list_price),
            stars(item.rating, item.rating_count),
            class_="ws-price",
        ),
        el("p", stock(item.in_stock)),
        el("p", esc(item.description[:DESCRIPTION_LENGTH])),
        _ways(item, variants),
        _outside(item),
    )
    head = el("div", el("div", picture(item.image_url, item.title), class_="ws-pic"), about, class_="ws-head")
    return page(item.title, el("main", _back(item.shop), head, _facts(item, told), class_="ws-product"))


def gone_page(shop: str) -> str:
    """The page of a product that the shop does not have, or has no more."""
    said = el("p", esc("Perhaps it has sold out for good. Tell us what you were after, and we will find the nearest."))
    return page("Not here any more", el("main", el("h1", esc("We don’t have this product")), said, _back(shop)))


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


def _back(shop: str) -> Html:
    return el("nav", el("a", esc("← Back to the conversation"), href=f"/?{urlencode({'shop': shop})}"))


def _outside(item: Item) -> Html:
    if not item.url or not is_safe(item.url) or item.url.startswith("/"):
        return NOTHING
    return el("p", el("a", esc("See it in the shop"), href=item.url, rel="noopener noreferrer"))


def _ways(item: Item, variants: Sequence[Item]) -> Html:
    """The variants of the product as links, each by its own options; nothing where there is only one."""
    named = [(name, one) for one in variants if (name := ", ".join(_options(one, variants)))]
    if len(named) < 2:
        return NOTHING
    links = (el("li", _way(name, one, chosen=one.item_id == item.item_id)) for name, one in named[:SHOWN_VARIANTS])
    return el("ul", *links, class_="ws-variants", aria_label="Other ways to buy it")


def _options(one: Item, variants: Sequence[Item]) -> list[str]:
    """What sets a variant apart: the options in which the variants differ, and its size where the feed says it as a
    mere fact."""
    sizes = {_size(other) for other in variants}
    said = [value for name, value in one.options if len({dict(other.options).get(name) for other in variants}) > 1]
    return [*said, _size(one)] if len(sizes) > 1 and _size(one) and SIZE not in dict(one.options) else said


def _size(item: Item) -> str:
    return next((value_of(fact) for fact in item.facts if fact.relation == SIZE), "")


def _way(name: str, one: Item, *, chosen: bool) -> Html:
    sold_out = el("small", esc("out of stock")) if one.in_stock is False else NOTHING
    link = product_link(None, one.item_id, one.shop)
    return el("a", esc(capitalised(name)), sold_out, href=link, aria_current="true" if chosen else None)


def _facts(item: Item, told: Callable[[Fact], str]) -> Html:
    by_name: dict[str, list[Fact]] = {}
    for fact in item.facts:
        if fact.relation not in _ABOVE:
            by_name.setdefault(fact.relation, []).append(replace(fact, text=told(fact)))
    if not by_name:
        return NOTHING
    head = el("tr", *(el("th", esc(name), scope="col") for name in ("What", "As the shop says", "Where it was read")))
    rows = (_row(relation, facts) for relation, facts in by_name.items())
    table = el("table", el("thead", head, class_="ws-sr"), el("tbody", *rows), class_="ws-facts")
    return join(el("h2", esc("What is known")), table)


def _row(relation: str, facts: Sequence[Fact]) -> Html:
    values = dict.fromkeys(value_of(fact) for fact in facts)
    # A column named as the fact, or as the fact and its unit ("weight_g"), tells nobody more.
    sources = dict.fromkeys(fact.source.replace("_", " ") for fact in facts if not fact.source.startswith(relation))
    return el(
        "tr",
        el("th", esc(capitalised(relation.replace("_", " "))), scope="row"),
        el("td", esc(capitalised(", ".join(values)))),
        el("td", esc(", ".join(sources)), class_="ws-source"),
    )
