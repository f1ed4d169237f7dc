"""Ages in English: "he's 6", "18 months", "for 3 to 5 year olds", "a toddler"."""

import re

from agent.understand.numbers import NUMBER, number_of
from agent.understand.said import Said
from domain.items import AGE
from domain.wishes import Op, Wish

_N = rf"(?:{NUMBER})"
_YEARS = r"(?:[\s-]*(?:years?|yrs?|yr|y)\b(?:[\s-]*olds?)?|[\s-]*(?:y/o|yo)\b)"
_MONTHS = r"(?:[\s-]*(?:months?|mths?|mos?)\b(?:[\s-]*olds?)?)"
_PERSON = (
    r"(?:nephew|niece|son|daughter|grandson|granddaughter|grandchild|godson|goddaughter|boy|girl|child|kid|"
    r"brother|sister|cousin|baby|toddler|twins?|"
    r"little (?:one|boy|girl|man)|\w+)"
)
_RANGE = re.compile(
    rf"(?:(?:aged?|ages|between|for)\s+)*(?P<a>{_N})(?P<unit_a>{_YEARS}|{_MONTHS})?(?:\s*-\s*|\s+to\s+|"
    rf"\s+and\s+(?:an? )?|\s+or\s+(?:an? )?)(?P<b>{_N})(?P<unit>{_YEARS}|{_MONTHS})"
)
_AGED = re.compile(
    rf"\b(?:aged?|ages?)(?:\s+of)?\s+(?P<a>{_N})(?:(?:\s*-\s*|\s+to\s+|"
    rf"\s+and\s+)(?P<b>{_N}))?(?P<unit>{_YEARS}|{_MONTHS})?(?:\s*\+|\s+(?:and|or)\s+(?:up|over|older))?"
)
_OLD = re.compile(rf"(?<![\w.])(?:(?:just|only|nearly|almost|about)\s+)?(?P<a>{_N})(?P<unit>{_YEARS}|{_MONTHS})")
_IS = re.compile(
    r"\b(?:(?:he|she|they|who)(?:'ll be|\s+will be|\s+is|'?s|\s+are|'re)|(?:is|are)|turning|turns|turned|"
    r"(?:will be|going to "
    rf"be)|(?:boy|girl|child|kid|baby|son|daughter|nephew|niece|grandson|granddaughter) of)\s+(?:just |only |"
    rf"nearly |almost |now |about |turning |going on )*(?P<a>{_N})"
    r"(?!\s*(?:pounds?|quid|dollars?|euros?|%|cm|mm|kg|foot|feet|fine|ok|okay|alright|too|pieces?|£|\$|€|is|"
    r"or less|max))(?=\s*(?:$|[,.;!?|)]|and\b|so\b|but\b|now\b|in\b|soon\b|who\b|or\b|with\b|this\b|next\b|"
    r"today\b|tomorrow\b|for\b|from\b|already\b|(?:and )?(?:loves?|likes?|wants?|needs?|has)\b))"
)
_BIRTHDAY = re.compile(r"\b(?P<a>\d{1,3})(?:st|nd|rd|th)(?= birthday|\s*(?:$|[,.;!|]))")
_GROUP = re.compile(
    r"\b(?:boys?|girls?|kids?|children|sons?|daughters?|nephews?|nieces?|grandchildren|grandkids|ones|"
    r"they)(?:'re| are| is)? ?(?:of|aged|ages|,|\(|-)? "
    rf"?(?P<a>{_N})(?:, {_N})*(?: and |, (?:and )?| & )(?P<b>{_N})\b(?!\s*(?:pounds?|quid|dollars?))"
)
_BRACKETED = re.compile(
    r"(?<=\w) ?\(\s*(?:aged? )?(?P<a>\d{1,2}(?:\.5)?)\s*\)|\b(?:twins|boy|girl|son|daughter|nephew|niece|"
    r"grandson|granddaughter),? (?P<b>\d{1,2}(?:\.5)?)(?=[,.;]|$| who| and)"
)
# Typical ages, in months, of people who are named by their age.
STAGES = {
    "newborn": 0,
    "baby": 9,
    "babies": 9,
    "infant": 9,
    "toddler": 24,
    "toddlers": 24,
    "preschooler": 48,
    "pre-schooler": 48,
    "teenager": 168,
    "teenagers": 168,
    "teenage": 168,
    "teenaged": 168,
    "teen": 168,
    "teens": 168,
}
_STAGE = re.compile(
    r"\b(?:for\s+)?(?:an?\s+|the\s+|my\s+|our\s+)?(?P<stage>"
    + "|".join(sorted(STAGES, key=len, reverse=True))
    + r")\b(?!\s*(?:shower|doll|monitor|pram))"
)
# From this age on nothing is withheld for it: a wish for a grown-up is about taste, not about safety.
GROWN_UP_MONTHS = 16 * 12
ADULT_MONTHS = 18 * 12
_PERSON_FIRST = re.compile(
    r"(?:boys?|girls?|kids?|children|child|sons?|daughters?|nephews?|nieces?|grand(?:son|daughter|child|children|kids)s?)\b"
)
_GROWN_UP = re.compile(r"\b(?:adults?|grown[- ]?ups?)\b")
# Nobody is older; a larger number is no age.
OLDEST_MONTHS = 120 * 12


def ages(said: Said, *, expects_age: bool) -> tuple[Wish, ...]:
    """The wishes on age in a message, taken out of it: one exact age, or the youngest and the oldest of several.

    A bare number counts only after a question for the age.
    """
    for pattern in (_GROUP, _RANGE, _AGED, _OLD, _BIRTHDAY, _BRACKETED, _IS):
        for match in pattern.finditer(said.left):
            if wishes := _wishes(match):
                person = _PERSON_FIRST.match(match.group())  # who it is for is read after
                said.take(match.start() + (person.end() if person else 0), match.end())
                return wishes
    if stage := _STAGE.search(said.left):
        said.take(stage.start("stage"), stage.end("stage"))
        named = stage.group("stage")
        return (_exactly(STAGES[named], f"for {named}" if named.endswith("s") else f"for a {named}"),)
    if expects_age and (grown := _GROWN_UP.search(said.left)):
        said.take(grown.start(), grown.end())
        return (_exactly(ADULT_MONTHS, "for an adult"),)
    bare = re.fullmatch(rf"[\s|,.!]*(?P<a>{_N})[\s|,.!]*", said.left) if expects_age else None
    if bare:
        said.take(bare.start(), bare.end())
        return _wishes(bare)
    return ()


def _wishes(match: re.Match[str]) -> tuple[Wish, ...]:
    groups = match.groupdict()
    factor = 1 if re.search(r"mo|mth", groups.get("unit") or "") else 12
    first_factor = 1 if re.search(r"mo|mth", groups.get("unit_a") or "") else 12 if groups.get("unit_a") else factor
    months = [number_of(groups["a"] or groups["b"]) * first_factor]
    if groups["a"] and groups.get("b"):
        months.append(number_of(groups["b"]) * factor)
    if max(months) > OLDEST_MONTHS:
        return ()
    return between(min(months), max(months))


def between(youngest: float, oldest: float) -> tuple[Wish, ...]:
    """Wishes for people of these ages, in months; one wish where the ages are the same."""
    if youngest == oldest:
        return (_exactly(youngest, f"for {_spoken(youngest)}"),)
    hard = youngest < GROWN_UP_MONTHS
    return (
        Wish(AGE, Op.MIN, (_years(youngest),), youngest, "month", hard=hard, text=f"youngest is {_spoken(youngest)}"),
        Wish(AGE, Op.MAX, (_years(oldest),), oldest, "month", hard=hard, text=f"oldest is {_spoken(oldest)}"),
    )


def _exactly(months: float, text: str) -> Wish:
    return Wish(AGE, Op.IS, (_years(months),), float(months), "month", hard=months < GROWN_UP_MONTHS, text=text)


def _years(months: float) -> str:
    return f"{months / 12:g} years" if months >= 24 or months % 12 == 0 else f"{months:g} months"


def _spoken(months: float) -> str:
    if months >= 24 or (months % 12 == 0 and months):
        return f"age {months / 12:g}"
    return f"{months:g} months"
