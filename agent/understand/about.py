"""What a message does with the products on the screen: likes, rejects, compares, asks about, changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.state import State
from agent.understand import phrases
from agent.understand.asked import DETAILS, OF_IT, asked_attribute, asks
from agent.understand.critiques import Comparative, Superlative, among_shown, comparatives, superlative
from agent.understand.references import pointed, references
from agent.understand.said import Said
from domain.items import PRICE
from domain.meaning import Act
from domain.ports import Catalogue
from domain.wishes import Op, Wish

_COUNTS = re.compile(r"\bhow many\b|\b(?:the )?number of\b(?= \w+)|\bhow much choice\b")
# "How many pieces does the first have?" asks about one product.
_OF_ONE = re.compile(r"\bhow many (?:\w+ )?(?:does|do|has|have|is|are|come)\b(?! (?:you|there))")
HAS = re.compile(
    r"\b(?:(?:do|did) you (?:guys )?(?:have|sell|stock|carry|do|keep|offer)|have you(?: got)?|(?:if|"
    r"whether) you (?:have|sell|stock|do|carry)|(?:is|are) there|any chance you(?:'ve|"
    r" have)?(?: got)?(?: have| sell)?|"
    r"there(?:'s| is| are) any|where can i find)\b|^[\W_]*(?:you )?got\b"
)
# "With the second's material", "same brand as the first".
_OWN_VALUE = re.compile(
    r"\b(?:with|in|of) (?:the )?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)(?: one)?(?:'s|"
    r"s)? (?P<what>material|colou?r|brand|power)\b"
    r"|\b(?:the )?same (?P<same>material|colou?r|brand|maker?) as (?:the |number |no\.? ?)?(?P<as>first|"
    r"second|third|fourth|last|1st|2nd|3rd|4th|[1-9])(?: one)?\b"
)
# "The second but smaller", where the reference is taken out already.
_BUT = re.compile(r"^[\W_]*(?:ok |the )?\|[\s|]*(?:but|only|just)\b")
_SAME = re.compile(r"\bsame\b|^[\W_]*(?:this|that|it|these)(?: one)? but\b")
# "And the second?", where the reference is taken out already.
_AND_THAT = re.compile(r"^[\W_]*(?:(?:and|or|but|ok|so|the) ?)*\|[\s|]*\?")
_ELSE = re.compile(r"^[\W_]*(?:and |ok |so |but )*(?:what|how) about\b")
_NAMES = {"color": "colour", "make": "brand", "maker": "brand"}


@dataclass(frozen=True, slots=True)
class About:
    """Which products a message is about, and what it does with them. `wishes` are read off a product it names."""

    item_ids: tuple[str, ...] = ()
    act: Act | None = None
    changes: tuple[Comparative, ...] = ()
    superlative: Superlative | None = None
    attribute: str | None = None
    wishes: tuple[Wish, ...] = ()


def about(said: Said, state: State, catalogue: Catalogue) -> About:
    """What the message does with products; what says so is taken out of it."""
    if found := _asked_of_all(said, state):
        return found
    asking = asks(said)
    why, compare = phrases.WHY.search(said.left), phrases.COMPARE.search(said.left)
    borrowed = _own_value(said, state, catalogue) if state.on_screen else None
    named = references(said, state.on_screen)
    if why:
        return About(named or _weak(said, state) or state.on_screen[:1], Act.WHY)
    if compare:
        return About(named if len(named) > 1 else _those(said, state) or state.on_screen[:2], Act.COMPARE)
    if borrowed:
        return About(named or borrowed[1], Act.MORE_LIKE, wishes=(borrowed[0],))
    if changed := _changed(said, state, named, catalogue):
        return changed
    if asking and state.on_screen and (question := _question(said, state, named, catalogue)):
        return question
    if asking and not state.on_screen and OF_IT.search(said.left):
        return About((), Act.ASK_FACT, attribute=asked_attribute(said, catalogue) or DETAILS)
    return _taste(said, state, named)


def _asked_of_all(said: Said, state: State) -> About | None:
    """Superlatives and counts: asked of the catalogue, or of what is on the screen."""
    if _COUNTS.search(said.left) and not (state.on_screen and _OF_ONE.search(said.left)):
        said.find(_COUNTS)
        return About(act=Act.COUNT)
    extreme = superlative(said)
    if extreme is None:
        return None
    shown = state.on_screen if among_shown(said) else ()
    return About(shown, Act.SUPERLATIVE, superlative=extreme, attribute=extreme.attribute)


def meant(extreme: Superlative, catalogue: Catalogue) -> str:
    """The attribute of a superlative that this catalogue states: "biggest" is the height where no length is known."""
    known = catalogue.attributes()
    return next((name for name in (extreme.attribute, *extreme.alternatives) if name in known), extreme.attribute)


def _changed(said: Said, state: State, named: tuple[str, ...], catalogue: Catalogue) -> About | None:
    like = bool(phrases.MORE_LIKE.search(said.left) or _BUT.search(said.left))
    changes = tuple(comparatives(said, named or state.on_screen, catalogue)) if state.on_screen else ()
    if not changes:
        return None
    if like and _SAME.search(said.left):
        named = named or _weak(said, state)
    if like:
        said.find(phrases.MORE_LIKE)
    pointed(said, state.on_screen, focus=state.focus)  # "these are too expensive": the words are understood
    return About(named, Act.MORE_LIKE if like and named else None, changes=changes)


def _question(said: Said, state: State, named: tuple[str, ...], catalogue: Catalogue) -> About | None:
    if _ELSE.search(said.left) and not named and not re.search(r"\b(?:it|its|this|that)\b", said.left):
        return None  # "what about mugs?"
    attribute = asked_attribute(said, catalogue) or (DETAILS if named or OF_IT.search(said.left) else None)
    if attribute is None:
        return None
    return About(named or _weak(said, state) or (state.focus or state.on_screen[0],), Act.ASK_FACT, attribute=attribute)


def _taste(said: Said, state: State, named: tuple[str, ...]) -> About:
    """Liked or disliked products. Words of taste without a product on the screen are about kinds of things, so they
    stay in the message."""
    like, reject = phrases.MORE_LIKE.search(said.left), phrases.REJECT.search(said.left)
    if reject and (items := named or _weak(said, state)):
        said.find(phrases.REJECT)
        return About(items, Act.REJECT)
    if reject and state.on_screen and phrases.REJECT.sub("", said.left).strip(" ,.!|") == "":
        said.find(phrases.REJECT)
        return About((state.focus,), Act.REJECT) if state.focus else About(act=Act.SHOW_OTHERS)
    if like and (items := named or _weak(said, state)):
        said.find(phrases.MORE_LIKE)
        return About(items, Act.MORE_LIKE)
    if named and _AND_THAT.search(said.left):
        return About(named, Act.ASK_FACT, attribute=DETAILS)
    return About(named, Act.MORE_LIKE if named else None)


def _weak(said: Said, state: State) -> tuple[str, ...]:
    return pointed(said, state.on_screen, focus=state.focus)


def _those(said: Said, state: State) -> tuple[str, ...]:
    shown = pointed(said, state.on_screen, focus=state.focus)
    return shown if len(shown) > 1 else ()


def _own_value(said: Said, state: State, catalogue: Catalogue) -> tuple[Wish, tuple[str, ...]] | None:
    """A wish for the value that a shown product has, and that product."""
    match = _OWN_VALUE.search(said.left)
    if not match:
        return None
    place = match["nth"] or match["as"]
    item_ids = references(Said.of_plain(f"number {place}" if place.isdigit() else f"the {place}"), state.on_screen)
    attribute = _NAMES.get(match["what"] or match["same"], match["what"] or match["same"])
    values = tuple(fact.value for item_id in item_ids for fact in catalogue.facts(item_id, attribute)[:1])
    if not values:
        return None
    said.take(match.start(), match.end())
    return Wish(attribute, Op.IS, values, text=" or ".join(values)), item_ids


def without_price(changes: Sequence[Comparative]) -> tuple[Comparative, ...]:
    """ "Too pricey, max 150": the figure says how much cheaper."""
    return tuple(change for change in changes if change.attributes != (PRICE,))
