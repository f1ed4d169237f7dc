"""Products in a conversation: cards, what to do with them, and a few of them side by side."""

from collections.abc import Sequence

from agent.wording import age
from domain.actions import Critique
from domain.items import AGE_MAX, AGE_MIN, CATEGORY, COLOUR, MATERIAL, PRICE, RATING, STOCK, Fact
from domain.session import Recommendation
from ui.html import NOTHING, Html, button, el, esc, join, picture, price, stars, stock, unseen
from ui.links import product_link

# A card has room for this many facts; the product's page has all of them.
SHOWN_REASONS = 3
# A title longer than this is a data sheet; the card cuts it by lines, this bounds the page's size.
TITLE_LENGTH = 160
# In the names of buttons, which are read aloud.
SPOKEN_TITLE_LENGTH = 60
# More ways to buy a product than these two ("3 colours, 5 sizes") make a card a table.
SHOWN_OPTIONS = 2
# What these say needs no name in front of it: "Wood", "Trains & railways".
_SPEAK_FOR_THEMSELVES = frozenset({CATEGORY, COLOUR, MATERIAL, "subject", "occasion", "department"})
# Shown beside every product that is compared, so no row of its own.
_IN_EVERY_HEAD = frozenset({PRICE, RATING, STOCK})


def cards(shown: tuple[Recommendation, ...], shop: str, *, live: bool, numbered: bool = True) -> Html:
    """The list of a reply; nothing for none. While it is `live`, its products can be acted on."""
    ticks = live and numbered and len(shown) > 1
    rows = (_card(one, shop, live=live, numbered=numbered, ticks=ticks) for one in shown)
    return el("ol", *rows, class_="ws-cards", aria_label="Products") if shown else NOTHING


def choosing() -> Html:
    """The bar that appears once a product is ticked; `page.js` fills in which ones."""
    compare = button(esc("Compare these"), "action", "compare", class_="ws-chip ws-strong")
    hint = el("span", esc("Tick one more to compare"), class_="ws-hint")
    return el("div", hint, compare, class_="ws-picked", role="status", hidden="")


def changes(offered: Sequence[Critique]) -> Html:
    """What the list can be changed to by one click, each with what lies there; other products are the last."""
    chips = (
        button(join(esc(capitalised(one.text)), counted(one.count)), "words", one.attribute, one.text, class_="ws-chip")
        for one in offered
    )
    others = button(esc("Show others"), "action", "show_others", class_="ws-chip ws-quiet")
    return el("div", *chips, others, class_="ws-chips ws-changes", role="group", aria_label="Change the list")


def capitalised(text: str) -> str:
    """With a capital letter in front, and the others as they are."""
    return text[:1].upper() + text[1:]


def counted(count: int) -> Html:
    """The number of products on a chip."""
    return el("small", esc(str(count)), unseen(" product" if count == 1 else " products"))


def _card(shown: Recommendation, shop: str, *, live: bool, numbered: bool, ticks: bool) -> Html:
    place = {"href": product_link(shown.url, shown.item_id, shop), "target": "_blank", "rel": "noopener noreferrer"}
    # "The second" means this product wherever it has a number.
    number = unseen(f"Number {shown.rank}: ") if numbered else NOTHING
    title = el("a", number, esc(shown.title[:TITLE_LENGTH]), **place)
    return el(
        "li",
        el("a", picture(shown.image_url, shown.title), class_="ws-pic", tabindex="-1", aria_hidden="true", **place),
        _rank(shown) if numbered else NOTHING,
        _tick(shown) if ticks else NOTHING,
        el(
            "div",
            el("h2", title),
            el(
                "p",
                price(shown.price, shown.price_max, shown.list_price),
                stars(shown.rating, shown.rating_count),
                class_="ws-price",
            ),
            el("p", stock(shown.in_stock), _ways(shown), class_="ws-ways"),
            el("p", esc(shown.extra), class_="ws-extra") if shown.extra else NOTHING,
            _reasons(shown),
            class_="ws-body",
        ),
        _actions(shown) if live else NOTHING,
        class_="ws-card",
        data_item=shown.item_id,
    )


def _rank(shown: Recommendation) -> Html:
    return el("span", esc(str(shown.rank)), class_="ws-rank", aria_hidden="true")


def _tick(shown: Recommendation) -> Html:
    name = f"Compare: {shown.title[:SPOKEN_TITLE_LENGTH]}"
    box = el("input", type="checkbox", data_tick=shown.item_id, aria_label=name)
    return el("label", box, el("span", esc("Compare"), aria_hidden="true"), class_="ws-tick")


def _ways(shown: Recommendation) -> Html:
    """In how many ways the product can be bought: "3 colours, 5 sizes"."""
    values: dict[str, set[str]] = {}
    for variant in shown.variants:
        for name, value in variant.options:
            values.setdefault(name, set()).add(value)
    several = [f"{len(own)} {name.replace('_', ' ')}s" for name, own in values.items() if len(own) > 1]
    return el("span", esc(", ".join(several[:SHOWN_OPTIONS]))) if several else NOTHING


def _reasons(shown: Recommendation) -> Html:
    """The facts that speak for a product, each but once, with where it was read."""
    facts = {_briefly(fact): fact for fact in reversed(shown.reasons) if fact.relation not in _IN_EVERY_HEAD}
    rows = [
        el("li", esc(said), title=f"{fact.text} (from the shop’s own data: {fact.source})")
        for said, fact in reversed(facts.items())
        if not any(_says_more(other, said) for other in facts)
    ]
    return el("ul", *rows[:SHOWN_REASONS], class_="ws-why", aria_label="Why this") if rows else NOTHING


def _says_more(one: str, other: str) -> bool:
    """Whether one reason has all words of the other and further ones: "Trains & railways" beside "Trains"."""
    return set(one.casefold().split()) > set(other.casefold().split())


def _briefly(fact: Fact) -> str:
    if fact.relation in (AGE_MIN, AGE_MAX) and fact.number is not None:
        ends = {AGE_MIN: f"Ages {age(fact.number)} and up", AGE_MAX: f"Up to age {age(fact.number)}"}
        return ends[fact.relation] if fact.number else "From birth"
    name, colon, value = fact.text.partition(": ")
    if not colon:
        return fact.text
    return capitalised(value) if fact.relation in _SPEAK_FOR_THEMSELVES else f"{name} {value}"


def _actions(shown: Recommendation) -> Html:
    name = shown.title[:SPOKEN_TITLE_LENGTH]
    return el(
        "div",
        button(esc("More like this"), "action", "more_like_this", shown.item_id, says=f"More like this: {name}"),
        button(esc("Not for me"), "action", "not_for_me", shown.item_id, says=f"Not for me: {name}"),
        class_="ws-acts",
    )


def comparison(shown: tuple[Recommendation, ...], shop: str, *, live: bool) -> Html:
    """Products side by side: a column each, and a row for every attribute on which they differ."""
    facts = [{fact.relation: fact for fact in one.reasons} for one in shown]
    relations = dict.fromkeys(relation for own in facts for relation in own if relation not in _IN_EVERY_HEAD)
    head = el("tr", el("td"), *(_column(one, shop) for one in shown))
    rows = (
        el("tr", el("th", esc(_name(relation)), scope="row"), *(el("td", _cell(own.get(relation))) for own in facts))
        for relation in relations
    )
    foot = el("tr", el("td"), *(el("td", _actions(one)) for one in shown)) if live else NOTHING
    table = el("table", el("thead", head), el("tbody", *rows), el("tfoot", foot))
    return el("div", table, class_="ws-compare", tabindex="0", role="region", aria_label="Comparison")


def _column(one: Recommendation, shop: str) -> Html:
    place = {"href": product_link(one.url, one.item_id, shop), "target": "_blank", "rel": "noopener noreferrer"}
    return el(
        "th",
        el("a", picture(one.image_url, one.title), class_="ws-pic", tabindex="-1", aria_hidden="true", **place),
        _rank(one),
        el("a", unseen(f"Number {one.rank}: "), esc(one.title[:TITLE_LENGTH]), **place),
        el(
            "span",
            price(one.price, one.price_max, one.list_price),
            stars(one.rating, one.rating_count),
            class_="ws-price",
        ),
        stock(one.in_stock),
        scope="col",
        class_="ws-column",
        data_item=one.item_id,
    )


def _name(relation: str) -> str:
    return {AGE_MIN: "From age", AGE_MAX: "Up to age"}.get(relation, relation.replace("_", " ").capitalize())


def _cell(fact: Fact | None) -> Html:
    if fact is None:
        return join(el("span", esc("–"), aria_hidden="true"), unseen("not stated"))
    return esc(capitalised(value_of(fact)))


def value_of(fact: Fact) -> str:
    """A fact's value beside its name, as a person reads it: what stands after the name in its text, "yes" for what
    merely holds."""
    if fact.relation in (AGE_MIN, AGE_MAX) and fact.number is not None:
        months = age(fact.number)
        return months if "month" in months or months == "0" else f"{months} years"
    name, colon, value = fact.text.partition(": ")
    return value if colon else fact.value if fact.value in ("yes", "no") else name
