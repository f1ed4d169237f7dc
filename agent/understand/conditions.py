"""Wishes that hold under a condition: "if it's waterproof I'd pay 80", "I'd go up to 200 if they are leather"."""

import re

from agent.understand.budgets import AMOUNT, amount_minor, price_wishes
from agent.understand.said import Said
from agent.understand.senses import senses
from domain.items import CATEGORY
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Wish

_IF = (
    r"(?:if|as long as|provided|when) (?:it|they|that|there|one|this)?(?:'s|'re| is| are| was| were| has|"
    r" have| had)?(?: (?:a|an|made of|made from|in|really))*"
)
_PAY = (
    r"(?:but |and |then )*(?:i |we )?(?:'d|i'd|we'd|would|could|can|i'll|might|may)? ?(?:even |happily |"
    r"be (?:happy|willing) to |also |maybe )*"
    r"(?:pay|spend|go|do|stretch|manage)(?: it)?(?: up)?(?: to)?"
)
_FIRST = re.compile(rf"\b{_IF} (?P<if>[a-z][a-z -]*?),? {_PAY} (?P<a>{AMOUNT})")
_LAST = re.compile(rf",?\s*\b{_PAY} (?P<a>{AMOUNT})(?P<between>[^,.;!?|]*?) {_IF} (?P<if>[a-z][a-z -]*?)(?=[,.;!?|]|$)")


def conditional(said: Said, catalogue: Catalogue) -> tuple[Wish, ...]:
    """Caps on the price that hold only for products that meet a condition; taken out of the message. They are weighed,
    never filters: the products that do not meet the condition are not meant."""
    match = _FIRST.search(said.left) or _LAST.search(said.left)
    if not match:
        return ()
    minor, spoken = amount_minor(match["a"], catalogue.currency)
    if spoken not in (None, catalogue.currency):
        return ()
    given = _condition(match["if"], catalogue)
    _take(said, match)
    (cap,) = price_wishes(Op.MAX, minor, catalogue.currency)
    text = f"{cap.text} if {match['if']}"
    return (Wish(cap.attribute, cap.op, cap.values, cap.number, cap.unit, given=given, text=text),)


def _condition(words: str, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    links = [link for link in catalogue.link(words.split()) if link.how in ("exact", "stem")]
    chosen = senses([link for link in links if link.attribute != CATEGORY] or links, catalogue, words.split())
    named = {link.attribute: link.value for link in reversed(chosen)}
    return tuple(sorted(named.items())) or ((TEXT, words),)


def _take(said: Said, match: re.Match[str]) -> None:
    """All of the condition but what stands between it and the amount: "120 dollars (for boots) if they're leather"."""
    between = match.span("between") if "between" in match.re.groupindex else (match.end(), match.end())
    said.take(match.start(), between[0])
    if between[1] < match.end():
        said.take(between[1], match.end())
