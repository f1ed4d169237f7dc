"""Wishes that hold under a condition: "if it's waterproof I'd pay 80", "I'd go up to 200 if they are leather"."""

import re
from dataclasses import replace

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
_UP_TO = r"(?:(?:no more than|up to|only|just|max(?:imum)?|at most|under|about|it's) )*"
_FIRST = re.compile(
    rf"\b{_IF} (?P<if>[a-z][a-z -]*?),? (?:then )?(?:{_PAY} |{_UP_TO.replace(')*', ')+')}){_UP_TO}(?P<a>{AMOUNT})"
)
_LAST = re.compile(
    rf"(?:,?\s*\b{_PAY} |(?:,|\b(?:but|or|and)\b)\s*{_UP_TO}){_UP_TO}(?P<a>{AMOUNT})(?P<between>[^,.;!?|\d]*?) {_IF} "
    r"(?P<if>[a-z][a-z -]*?)(?=[,.;!?|]|\b(?:else|otherwise)\b|$)"
)
# "... else 50", "50 otherwise".
_ELSE = re.compile(
    r"[,;]?\s*\b(?:or |and |but )*(?:else|otherwise|if (?:it's |it is |they're )?not|if it isn't|if they aren't|"
    rf"(?:for )?(?:anything|everything|all the) (?:else|others?|rest)),? "
    rf"(?:(?:{_PAY}|i'd say|it's) )?{_UP_TO}(?P<a>{AMOUNT})"
    rf"|(?<![\w.])(?P<b>{AMOUNT}),? (?:otherwise|if not|if it isn't|normally|usually)\b"
)


def conditional(said: Said, catalogue: Catalogue) -> tuple[Wish, ...]:
    """Caps on the price that hold only for products that meet a condition, and the cap for the others ("else 50");
    taken out of the message."""
    match = _FIRST.search(said.left) or _LAST.search(said.left)
    if not match:
        return ()
    cap = _cap(match["a"], catalogue)
    if cap is None:
        return ()
    _take(said, match)
    bound = replace(cap, given=_condition(match["if"], catalogue), text=f"{cap.text} if {match['if']}")
    otherwise = said.find(_ELSE)
    plain = _cap(otherwise["a"] or otherwise["b"], catalogue) if otherwise else None
    return (bound, plain) if plain else (bound,)


def _cap(amount: str, catalogue: Catalogue) -> Wish | None:
    minor, spoken = amount_minor(amount, catalogue.currency)
    return price_wishes(Op.MAX, minor, catalogue.currency)[0] if spoken in (None, catalogue.currency) else None


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
