"""What the shop believes the shopper wants, to see, to change and to take back."""

from domain.items import COLOUR, MATERIAL, PRICE
from domain.money import Money
from domain.wishes import TEXT, Op, Preference, Wish
from ui.html import NOTHING, Html, button, el, esc

# Wishes whose value can be typed over as it is read; others are said anew in words.
_TYPED = frozenset({PRICE, COLOUR, MATERIAL})


def understood(preferences: tuple[Preference, ...], *, can_undo: bool) -> Html:
    """The panel beside the conversation."""
    undo = button(esc("Undo"), "undo", class_="ws-link", says="Undo the last step")
    head = el("header", el("h2", esc("What I understood")), undo if can_undo else NOTHING)
    class_ = "ws-side" if preferences or can_undo else "ws-side ws-empty"
    return el("aside", head, _beliefs(preferences), class_=class_, aria_label="What I understood")


def _beliefs(preferences: tuple[Preference, ...]) -> Html:
    if preferences:
        return el("ul", *map(_belief, preferences), class_="ws-beliefs")
    return el(
        "p", esc("Nothing yet. What you tell me appears here, and you can take it back at any time."), class_="ws-none"
    )


def _belief(preference: Preference) -> Html:
    wish = preference.wish
    text = belief_text(wish)
    must = el("small", esc("must"), class_="ws-must", title="Only products that meet this are shown")
    forget = button(esc("×"), "forget", "", preference.preference_id, says=f"Forget: {text}")
    return el("li", _said(preference, text), must if wish.hard else NOTHING, forget)


def _said(preference: Preference, text: str) -> Html:
    """The wish in words; one that can be typed over is a button (see `page.js`)."""
    typed = typed_value(preference.wish)
    if typed is None:
        return el("span", esc(text))
    held = {"data_edit": preference.preference_id, "data_value": typed}
    return el("button", esc(text), type="button", class_="ws-edit", aria_label=f"Change: {text}", **held)


def typed_value(wish: Wish) -> str | None:
    """The value as a shopper would type it over ("25", "red or blue"); `None` where words are better."""
    if wish.attribute not in _TYPED or wish.relative or wish.given:
        return None
    if wish.attribute == PRICE:
        return (
            Money(int(wish.number), wish.unit).amount.removesuffix(".00")
            if wish.number is not None and wish.unit
            else None
        )
    return wish.value if wish.values else None


def belief_text(wish: Wish) -> str:
    """A wish as the shopper would say it."""
    if wish.text:
        return wish.text
    if wish.attribute == TEXT:
        return wish.value
    sign = {Op.NOT: "no ", Op.MIN: "at least ", Op.MAX: "at most "}.get(wish.op, "")
    return f"{wish.attribute.replace('_', ' ')}: {sign}{wish.value or wish.number}"
