"""Comparisons and superlatives: "cheaper than …", "the lightest of these", "our tallest": proved by figures."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agent.audit_figures import Figure, figures_in
from agent.audit_grounds import Grounds, Known
from agent.audit_text import signs
from domain.items import PRICE, RATING

# A measure by its relation, with the words for less and for more of it (comparative and superlative).
_WEIGHT, _LONG, _HIGH, _WIDE, _DEEP, _HOLDS = "weight", "length", "height", "width", "depth", "capacity"
_LESS = {
    PRICE: r"cheap(?:er|est)|less (?:expensive|costly|dear)|(?:least|lowest) (?:expensive|costly|priced)|"
    r"lower (?:in price|priced)",
    RATING: r"(?:worse|lower|worst|lowest)[ -]rated|rated (?:lower|lowest|worse|worst)",
    _WEIGHT: r"light(?:er|est)",
    _HIGH: r"short(?:er|est)|lower|lowest",
    _WIDE: r"narrow(?:er|est)|slimmer|slimmest",
    _DEEP: r"shallow(?:er|est)",
    "size": r"small(?:er|est)",
}
_MORE = {
    PRICE: r"dear(?:er|est)|pric(?:ier|iest)|costl(?:ier|iest)|(?:more|most) (?:expensive|costly|dear)|"
    r"higher (?:in price|priced)|highest priced",
    RATING: r"(?:better|higher|best|highest|top)[ -]rated|rated (?:higher|highest|better|best)|"
    r"(?:better|higher|best|highest) rating",
    _WEIGHT: r"heav(?:ier|iest)",
    _LONG: r"long(?:er|est)",
    _HIGH: r"tall(?:er|est)|high(?:er|est)",
    _WIDE: r"wid(?:er|est)|broad(?:er|est)",
    _DEEP: r"deep(?:er|est)",
    _HOLDS: r"room(?:ier|iest)",
    "size": r"bigg(?:er|est)|larg(?:er|est)",
}
# "costs less than", "weighs more than".
_VERBS = {PRICE: r"costs?|priced at|spend(?:ing)?", _WEIGHT: r"weighs?", _HOLDS: r"holds?"}
# Things are smaller or bigger when they are so in every measure that both state.
_SIZES = (_LONG, _HIGH, _WIDE, _DEEP, _HOLDS, "diameter")
# A short thing is one that is not high, or not long.
_ALSO = {_HIGH: _LONG}
_OF_SHOWN = re.compile(
    r"\bof (?:these|those|them|the (?:\w+ )?(?:shown|below|here|two|three|four|five|six))\b|"
    r"\bof all (?:these|of these)\b|"
    r"\bof the \w+ (?:i|we) (?:found|have|picked)\b|\bamong (?:these|them|those)\b|\b(?:here|below)\b"
)
_OTHERS = re.compile(r"\bthan (?:all )?(?:of )?(?:the|any of the) (?:others?|rest)\b|\bthan any other here\b")
_PAIR = re.compile(r"\bof the two\b")


@dataclass(frozen=True, slots=True)
class Ranking:
    """A comparison at a place of a sentence: by `relation`, less of it or more, of two or of all."""

    start: int
    end: int
    relation: str
    more: bool
    superlative: bool


def _alternatives() -> Iterator[tuple[str, bool, re.Pattern[str]]]:
    for more, words in ((False, _LESS), (True, _MORE)):
        for relation, pattern in words.items():
            yield relation, more, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")
    for relation, verb in _VERBS.items():
        yield relation, False, re.compile(rf"\b(?:{verb}) (?:a little |much )?less(?= than\b)")
        yield relation, True, re.compile(rf"\b(?:{verb}) (?:a little |much )?more(?= than\b)")


_PATTERNS = tuple(_alternatives())


def rankings_in(sentence: str) -> list[Ranking]:
    """The comparisons of a sentence, in order; of two that overlap the longer one."""
    found = [
        Ranking(
            *match.span(), relation, more, bool(re.search(r"est\b|most |least |\b(?:best|top|worst)\b", match.group()))
        )
        for relation, more, pattern in _PATTERNS
        for match in pattern.finditer(sentence)
    ]
    kept: list[Ranking] = []
    for one in sorted(found, key=lambda ranking: ranking.start - ranking.end):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda ranking: ranking.start)


def is_proved(
    ranking: Ranking, sentence: str, subjects: Sequence[Known], products: Sequence[Known], grounds: Grounds
) -> bool:
    """Whether the figures of the products show what the comparison says of its subject."""
    if ranking.superlative:
        return _is_extreme(ranking, sentence, subjects, products, grounds)
    return _is_beyond(ranking, sentence, subjects, products, grounds)


def _is_extreme(
    ranking: Ranking, sentence: str, subjects: Sequence[Known], products: Sequence[Known], grounds: Grounds
) -> bool:
    """The extreme of the shop where the action ranked it (its first product), else of the products shown."""
    named = [products[number] for number in _nearest(sentence, ranking)] or list(subjects)
    if len(named) != 1:
        return False
    if _OF_SHOWN.search(sentence) or _PAIR.search(sentence):
        others = [known for known in grounds.shown if known.names != named[0].names]
        return bool(others) and named[0] in grounds.shown and all(_differs(named[0], one, ranking) for one in others)
    relation, _, order = grounds.extreme.partition(":")
    fits = relation in (ranking.relation, _ALSO.get(ranking.relation)) and (order == "desc") is ranking.more
    return fits and bool(grounds.shown) and named[0].names == grounds.shown[0].names


def _is_beyond(
    ranking: Ranking, sentence: str, subjects: Sequence[Known], products: Sequence[Known], grounds: Grounds
) -> bool:
    """ "A is cheaper than B", "the cheaper of A and B", "cheaper than £20", "lighter than the others"."""
    after = sentence[ranking.end :]
    before = [products[number] for number in signs(sentence[: ranking.start])[-1:]] or list(subjects[:1])
    against = [products[number] for number in signs(after)]
    if _OTHERS.match(after.lstrip()):
        against = [known for known in grounds.shown if known not in before]
    if _PAIR.match(after.lstrip()) and len(grounds.shown) == 2:
        against = list(grounds.shown)
    if limit := re.match(r"\s*than (?:your (?:budget|limit) of )?", after):
        figures, _ = figures_in(after)
        if figures and figures[0][1] <= limit.end() and figures[0][0].kind.startswith("money"):
            return _is_within(before, figures[0][0], ranking)
    against = [known for known in against if known not in before]
    return bool(before and against) and all(_differs(before[0], other, ranking) for other in against)


def _is_within(subjects: Sequence[Known], figure: Figure, ranking: Ranking) -> bool:
    """Whether the prices lie below an amount (above it, for "dearer than")."""
    prices = [money for known in subjects for money in known.prices]
    if not prices or any(f"money:{money.currency}" != figure.kind for money in prices):
        return False
    amounts = [float(money.amount) for money in prices]
    return min(amounts) > float(figure.value) if ranking.more else max(amounts) < float(figure.value)


def _differs(one: Known, other: Known, ranking: Ranking) -> bool:
    """Whether one product has less (or more) than another of what is compared."""
    holds: Callable[[float, float], bool] = (lambda a, b: a > b) if ranking.more else (lambda a, b: a < b)
    if ranking.relation == "size":
        shared = [name for name in _SIZES if name in one.numbers and name in other.numbers]
        return bool(shared) and all(holds(one.numbers[name], other.numbers[name]) for name in shared)
    for name in filter(None, (ranking.relation, _ALSO.get(ranking.relation))):
        if name in one.numbers and name in other.numbers:
            return holds(one.numbers[name], other.numbers[name])
    return False


def _nearest(sentence: str, ranking: Ranking) -> tuple[int, ...]:
    """The name that a superlative is said of: "The lightest of these is A", "A is the lightest"."""
    before, after = signs(sentence[: ranking.start]), signs(sentence[ranking.end :])
    if before and not re.search(r"[.;:,]\s*$|^\s*$", sentence[: ranking.start].rpartition(chr(0xE000 + before[-1]))[2]):
        return before[-1:]
    return after[:1] or before[-1:]
