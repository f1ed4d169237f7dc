"""Pieces of pages as HTML. Whatever is no `Html` yet goes through `esc`, and the type checker sees to it."""

from html import escape
from typing import NewType

from domain.actions import Question
from domain.items import PRICE, STOCK, Fact
from domain.money import Money
from domain.session import Recommendation
from domain.wishes import TEXT, Op, Preference, Wish
from ui.links import picture_link, product_link

Html = NewType("Html", str)

# A card has room for this many facts; the product's page has all of them.
SHOWN_REASONS = 3
# A title longer than this is a data sheet; the card cuts it by lines, this bounds the page's size.
TITLE_LENGTH = 160
_VOID = frozenset({"img", "br", "meta", "link"})
_NAMES = {"shopper": "You", "rep": "The shop’s team", "shop": "The shop", "error": "The shop"}
NOTHING = Html("")


def esc(text: str) -> Html:
    """Text for HTML and attribute values. Signs of templates go too: Gradio fills its components from a JavaScript
    template."""
    return Html(escape(text, quote=True).replace("{", "&#123;").replace("$", "&#36;").replace("`", "&#96;"))


def el(name: str, /, *children: Html, **attributes: str | None) -> Html:
    """An element: `el("a", esc("x"), class_="y", data_do="z")`. Attribute values are escaped here; None leaves one
    out."""
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    head = "".join(f' {key}="{esc(value)}"' for key, value in given if value is not None)
    return Html(f"<{name}{head}>" if name in _VOID else f"<{name}{head}>{''.join(children)}</{name}>")


def join(*parts: Html) -> Html:
    """Pieces one after the other."""
    return Html("".join(parts))


def button(
    label: Html, do: str, name: str = "", value: str = "", *, class_: str | None = None, says: str | None = None
) -> Html:
    """A button that sends an input in three words (see `page.js`); `says` is its name for those who do not see it."""
    return el(
        "button", label, type="button", class_=class_, data_do=do, data_name=name, data_value=value, aria_label=says
    )


def unseen(text: str) -> Html:
    """Words for screen readers only."""
    return el("span", esc(text), class_="ws-sr")


def card(shown: Recommendation, shop: str, *, live: bool, numbered: bool) -> Html:
    """A product as a card; it has buttons while it is `live`, and its number where "the second" would mean it."""
    link = product_link(shown.url, shown.item_id, shop)
    place = {"href": link, "target": "_blank", "rel": "noopener noreferrer"}
    number = unseen(f"Number {shown.rank}: ") if numbered else NOTHING
    title = el("a", number, esc(shown.title[:TITLE_LENGTH]), **place)
    return el(
        "li",
        el("a", picture(shown.image_url, shown.title), class_="ws-pic", tabindex="-1", aria_hidden="true", **place),
        el("span", esc(str(shown.rank)), class_="ws-rank", aria_hidden="true") if numbered else NOTHING,
        el(
            "div",
            el("h3", title),
            el(
                "p",
                price(shown.price, shown.price_max),
                was(shown.list_price),
                stock(shown.in_stock),
                class_="ws-price",
            ),
            el("p", esc(shown.extra), class_="ws-extra") if shown.extra else NOTHING,
            _reasons(shown),
            class_="ws-body",
        ),
        _actions(shown) if live else NOTHING,
        class_="ws-card",
        data_item=shown.item_id,
    )


def picture(url: str | None, title: str) -> Html:
    """The product's picture, or its first letter on a quiet ground."""
    link = picture_link(url)
    if link is None:
        letter = next((sign for sign in title if sign.isalnum()), "·").upper()
        return el("span", esc(letter), class_="ws-nopic")
    return el("img", src=link, alt="", loading="lazy", decoding="async", referrerpolicy="no-referrer")


def price(lowest: Money | None, highest: Money | None) -> Html:
    """A price or a range of prices, or that it is not known."""
    if lowest is None:
        return el("span", esc("Price not known"), class_="ws-unknown")
    upper = f" – {highest}" if highest is not None and highest != lowest else ""
    return el("b", esc(f"{lowest}{upper}"))


def was(before: Money | None) -> Html:
    """The price that a sale lowers."""
    return NOTHING if before is None else el("span", esc(f"was {before}"), class_="ws-was")


def stock(in_stock: bool | None) -> Html:
    """Whether it can be had; nothing where the shop does not say."""
    if in_stock is None:
        return NOTHING
    return (
        el("span", esc("In stock"), class_="ws-stock") if in_stock else el("span", esc("Out of stock"), class_="ws-out")
    )


def _reasons(shown: Recommendation) -> Html:
    facts = [fact for fact in shown.reasons if fact.relation not in (PRICE, STOCK)][:SHOWN_REASONS]
    return el("ul", *map(_reason, facts), class_="ws-why", aria_label="Why this") if facts else NOTHING


def _reason(fact: Fact) -> Html:
    return el("li", esc(fact.text), title=f"From the shop’s own data: {fact.source}")


def _actions(shown: Recommendation) -> Html:
    name = shown.title[:60]
    return el(
        "div",
        button(esc("More like this"), "action", "more_like_this", shown.item_id, says=f"More like this: {name}"),
        button(esc("Not for me"), "action", "not_for_me", shown.item_id, says=f"Not for me: {name}"),
        class_="ws-acts",
    )


def cards(shown: tuple[Recommendation, ...], shop: str, *, live: bool, numbered: bool = True) -> Html:
    """The list of a reply; nothing for none."""
    rows = (card(one, shop, live=live, numbered=numbered) for one in shown)
    return el("ol", *rows, class_="ws-cards", aria_label="Products") if shown else NOTHING


def comparison(shown: tuple[Recommendation, ...]) -> Html:
    """The facts on which compared products differ, one row an attribute, one column a product."""
    facts = [{fact.relation: fact for fact in one.reasons} for one in shown]
    relations = dict.fromkeys(relation for own in facts for relation in own)
    head = el("tr", el("td"), *(el("th", esc(one.title[:TITLE_LENGTH]), scope="col") for one in shown))
    rows = (
        el("tr", el("th", esc(_name(relation)), scope="row"), *(el("td", _cell(own.get(relation))) for own in facts))
        for relation in relations
    )
    table = el("table", el("thead", head), el("tbody", *rows))
    return el("div", table, class_="ws-compare", tabindex="0", role="region", aria_label="Comparison")


def _name(relation: str) -> str:
    return {"age_min": "From age", "age_max": "Up to age"}.get(relation, relation.replace("_", " ").capitalize())


def _cell(fact: Fact | None) -> Html:
    if fact is None:
        return join(el("span", esc("–"), aria_hidden="true"), unseen("not stated"))
    name, colon, value = fact.text.partition(": ")
    return esc(value if colon else name)


def chips(question: Question | None) -> Html:
    """The answers to click under a question, each with the number of products it leaves; "I don't mind" is the last."""
    if question is None:
        return NOTHING
    name = question.attribute
    answers = (
        button(join(esc(one.label), _count(one.leads_to)), "answer", name, one.value, class_="ws-chip")
        for one in question.options
    )
    other = button(esc("I don’t mind"), "answer", name, class_="ws-chip ws-quiet")
    return el("div", *answers, other, class_="ws-chips", role="group", aria_label=question.text or "Answers")


def _count(count: int) -> Html:
    return el("small", esc(str(count)), unseen(" products"))


def beliefs(preferences: tuple[Preference, ...]) -> Html:
    """What the shop believes the shopper wants, each with a way to take it away."""
    if preferences:
        return el("ul", *map(_belief, preferences), class_="ws-beliefs")
    return el(
        "p", esc("Nothing yet. What you tell me appears here, and you can take it back at any time."), class_="ws-none"
    )


def _belief(preference: Preference) -> Html:
    text = belief_text(preference.wish)
    must = el("span", esc("must"), class_="ws-must", title="Only products that meet this are shown")
    forget = button(esc("×"), "forget", "", preference.preference_id, says=f"Forget: {text}")
    return el("li", el("span", esc(text), must if preference.wish.hard else NOTHING), forget)


def belief_text(wish: Wish) -> str:
    """A wish as the shopper would say it."""
    if wish.text:
        return wish.text
    if wish.attribute == TEXT:
        return wish.value
    sign = {Op.NOT: "no ", Op.MIN: "at least ", Op.MAX: "at most "}.get(wish.op, "")
    return f"{wish.attribute.replace('_', ' ')}: {sign}{wish.value or wish.number}"


def bubble(text: str, who: str) -> Html:
    """Something said; `who` is shopper, shop, rep or error."""
    lines = [esc(line) for line in text.split("\n")]
    return el("div", unseen(f"{_NAMES[who]}: "), Html("<br>".join(lines)), class_=f"ws-bubble ws-{who}")
