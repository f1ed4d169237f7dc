"""Pieces of pages as HTML. Whatever is no `Html` yet goes through `esc`, and the type checker sees to it."""

from html import escape
from typing import NewType

from domain.money import Money
from ui.links import picture_link

Html = NewType("Html", str)

_VOID = frozenset({"img", "br", "meta", "link", "input"})
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


def picture(url: str | None, title: str) -> Html:
    """The product's picture, or its first letter on a quiet ground."""
    link = picture_link(url)
    letter = next((sign for sign in title if sign.isalnum()), "·").upper()
    if link is None:
        return el("span", esc(letter), class_="ws-nopic")
    calm = {"loading": "lazy", "decoding": "async", "referrerpolicy": "no-referrer"}
    return el("img", src=link, alt="", data_letter=letter, **calm)


def price(lowest: Money | None, highest: Money | None, was: Money | None = None) -> Html:
    """A price or a range of prices, or that it is not known; `was` is the price outside of a sale."""
    if lowest is None:
        return el("span", esc("Price not known"), class_="ws-unknown")
    upper = f" – {highest}" if highest is not None and highest != lowest else ""
    now = el("b", esc(f"{lowest}{upper}"))
    if was is None or was == lowest:
        return now
    return join(now, el("s", unseen("instead of "), esc(f"was {was}"), class_="ws-was"))


def stars(rating: float | None, count: int | None) -> Html:
    """The rating of 5 and how many gave it; nothing where there is none."""
    if rating is None:
        return NOTHING
    said = f"Rated {rating:.1f} of 5" + (f" by {count} people" if count else "")
    by = el("small", esc(f"({count})"), aria_hidden="true") if count else NOTHING
    return el("span", unseen(said), el("span", esc(f"★ {rating:.1f} "), aria_hidden="true"), by, class_="ws-stars")


def stock(in_stock: bool | None) -> Html:
    """Whether it can be had; nothing where the shop does not say."""
    if in_stock is None:
        return NOTHING
    return (
        el("span", esc("In stock"), class_="ws-stock") if in_stock else el("span", esc("Out of stock"), class_="ws-out")
    )


def bubble(text: str, who: str) -> Html:
    """Something said; `who` is shopper, shop, rep or error."""
    lines = [esc(line) for line in text.split("\n")]
    return el("div", unseen(f"{_NAMES[who]}: "), Html("<br>".join(lines)), class_=f"ws-bubble ws-{who}")
