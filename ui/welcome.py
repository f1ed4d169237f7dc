"""The first page of a conversation: wishes that this shop can meet, and its departments to look around in."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from agent.critiquing import NO_COLOURS
from agent.understand.answers import wishes_of
from domain.items import AGE, AGE_MIN, CATEGORY, COLOUR, PRICE, RATING
from domain.money import Money
from domain.ports import Catalogue
from domain.wishes import Op, Wish
from ui.cards import capitalised, counted
from ui.html import NOTHING, Html, button, el, esc, join, picture

# Kinds of product offered as a first click: one row on a desktop, two or three on a phone.
TILES = 6
EXAMPLES = 3
# A kind with fewer products than this shows nothing of a shop's breadth.
LEAST_PRODUCTS = 6
# For whom the example of a present is: the middle of childhood, where a toy shop has most to offer.
_EXAMPLE_AGE = 6
# Budgets are said in round figures.
_ROUND = tuple(mantissa * 10**power for power in range(7) for mantissa in (1, 2, 3, 4, 5, 6, 8))
# Names of what is done ("cycling"), which nobody buys under £50.
_DOING = re.compile(r"\b\w+ing$")
# Names of two things at once make no example of one wish.
_JOINTS = ("&", ",", " and ", "/")


def welcome(catalogue: Catalogue) -> Html:
    """First clicks for an empty conversation; nothing in a shop whose products have no kinds."""
    said = list(islice(examples(catalogue), EXAMPLES))
    chips = (button(esc(f"“{one}”"), "words", "", one, class_="ws-chip") for one in said)
    tried = el("div", el("h2", esc("For example")), el("div", *chips, class_="ws-chips")) if said else NOTHING
    tiles = [_tile(name, count, catalogue) for name, count in _kinds(catalogue)[:TILES]]
    around = el("div", el("h2", esc("Or look around")), el("div", *tiles, class_="ws-tiles")) if tiles else NOTHING
    return el("div", tried, around, class_="ws-welcome")


def _kinds(catalogue: Catalogue) -> Sequence[tuple[str, int]]:
    attribute = catalogue.attributes().get(CATEGORY)
    return list(attribute.counts.items()) if attribute else []


def _of_kind(name: str) -> Wish:
    return Wish(CATEGORY, Op.IS, (name,), hard=True)


def _tile(name: str, count: int, catalogue: Catalogue) -> Html:
    best = catalogue.ordered(RATING, (_of_kind(name),), descending=True, limit=1)
    first = best or catalogue.ordered(PRICE, (_of_kind(name),), descending=True, limit=1)
    item = catalogue.item(first[0]) if first else None
    label = next((part for part in item.category if part.casefold() == name), name) if item else name
    shown = el("span", picture(item.image_url if item else None, label), class_="ws-pic")
    text = el("span", esc(capitalised(label)), counted(count))
    return button(join(shown, text), "words", "", name, class_="ws-tile")


def examples(catalogue: Catalogue) -> Iterator[str]:
    """Wishes in a shopper's words, each met by several products of the catalogue."""
    if present := _present(catalogue):
        yield present
    for number, name in enumerate(_shelves(catalogue)):
        if number % 2 == 0 and (budget := _budget((_of_kind(name),), catalogue)):
            yield f"{capitalised(name)} under {budget}"
        elif colour := _colour(name, catalogue):
            yield f"{capitalised(name)} in {colour}"


def _shelves(catalogue: Catalogue) -> Sequence[str]:
    """Names of well-filled shelves that a sentence can be made of, the plainest first."""
    plain = (
        name
        for name, count in _kinds(catalogue)[TILES:]
        if count >= LEAST_PRODUCTS
        and not any(joint in name for joint in _JOINTS)
        and not _DOING.search(name)
        and _is_shelf(name, catalogue)
    )
    return sorted(plain, key=lambda name: name.count(" "))


def _colour(name: str, catalogue: Catalogue) -> str | None:
    """The commonest colour of a shelf that is one."""
    colours = catalogue.value_counts(COLOUR, (_of_kind(name),))
    return next((colour for colour in colours if colour not in NO_COLOURS), None)


def _is_shelf(name: str, catalogue: Catalogue) -> bool:
    """Whether the kind is the narrowest that its products have, rather than a department."""
    ids = catalogue.ordered(PRICE, (_of_kind(name),), descending=False, limit=1)
    return any(part.casefold() == name for item_id in ids for part in catalogue.item(item_id).category[-1:])


def _present(catalogue: Catalogue) -> str | None:
    if AGE_MIN not in catalogue.attributes():
        return None
    budget = _budget(wishes_of(AGE, str(_EXAMPLE_AGE * 12), catalogue), catalogue)
    return f"A present for a {_EXAMPLE_AGE}-year-old, up to {budget}" if budget else None


def _budget(wishes: tuple[Wish, ...], catalogue: Catalogue) -> Money | None:
    """A round budget that leaves about half of what meets the wishes; `None` where that is next to nothing."""
    ids = catalogue.ordered(PRICE, wishes, descending=False, limit=len(catalogue))
    middle = catalogue.item(ids[len(ids) // 2]).price if len(ids) >= LEAST_PRODUCTS else None
    if middle is None:
        return None
    steps = (Money.of(step, middle.currency) for step in _ROUND)
    return next((step for step in steps if step.minor >= middle.minor), None)
