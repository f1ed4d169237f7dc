"""Who a wish is for, for what occasion, for how many people, and how many of them are wanted."""

import re

from agent.understand.numbers import NUMBER, number_of
from agent.understand.said import Said
from domain.wishes import Op, Wish

RECIPIENT, OCCASION, QUANTITY, PEOPLE = "recipient", "occasion", "quantity", "people"
# Kept and shown, but hardly weighed: nothing is concluded from who somebody is.
_WEAK = 0.5

_IN_LAW = r"(?:mother|father|brother|sister|son|daughter|mum|dad|parents?)[- ]in[- ]law"
_KIN = (
    r"nephews?|niece|nieces|sons?|daughters?|grandsons?|granddaughters?|grandchild(?:ren)?|grandkids?|godsons?|"
    r"goddaughters?|godchild|stepsons?|stepdaughters?|husband|wife|girlfriend|boyfriend|fiancee?|mums?|"
    r"moms?|mother|dads?|father|"
    r"brothers?|sisters?|siblings?|cousins?|aunt|auntie|aunty|uncle|grandma|grandmother|granny|nana?|"
    r"grandpa|grandfather|"
    r"gran|grandad|granddad|twins?|triplets|toddlers?|boys?|girls?|kids|children"
)
_OTHERS = (
    r"child|children|kids?|babies|baby|parents?|partner|friends?|best friend|colleagues?|coworkers?|"
    r"co-workers?|neighbou?rs?|"
    r"teachers?|boss|flatmate|roommate|family|guests?|students?|class|myself|me|us|him|her|them|it"
)
_ADJECTIVE = (
    r"(?:little |young |old |older |younger |oldest |youngest |elderly |best |dear |new |big |step ?|"
    r"teenage |teenaged |grown[- ]up |adult |"
    r"lovely |two |three |both |late |\d+ )*"
)
_LED = re.compile(
    r"\b(?:(?P<lead>(?:(?:a |some )?(?:small |little )?(?:presents?|gifts?|something|toys?|it'?s|it is|"
    r"this is|they'?re|"
    r"is|one) )?(?:only |just |mainly )?(?:for|with|of) )(?:all )?(?:my|our|a|an|the|his|her|their|"
    r"some)?\s*|my\s+|our\s+)"
    rf"{_ADJECTIVE}(?:(?:{_KIN})'s )?(?P<who>{_IN_LAW}|{_KIN}|{_OTHERS})(?:'s|s')?(?!\w)(?! (?:size|sized|"
    r"food|shower|monitor|doll|room|beds?\b|bedding|mattress))"
)
_BARE = re.compile(rf"(?<![\w-])(?:an? |the |his |her )?(?P<who>{_IN_LAW}|{_KIN})(?:'s|s')?(?![\w-])")
_DENIED = re.compile(rf"\bnot (?:for )?(?:an? |my |the )?(?:{_KIN}|{_OTHERS})\b(?!-),?")
_PRONOUNS = frozenset("me myself us him her them it".split())
# Not meant as a person: what is looked for is made for them ("boys shoes"), or looks like one ("girl doll").
_OF_THINGS = re.compile(
    r"^\s*(?:shoes?|clothes|clothing|shirts?|dress(?:es)?|jackets?|pants|jeans|socks?|bikes?|dolls?|toys?|"
    r"costumes?|t-?shirts?|beds?|bedding|mattress(?:es)?|sheets?|duvets?|quilts?|throws?|sets?)\b"
)

_OCCASIONS = (
    ("baby shower", r"baby[- ]shower"),
    ("anniversary", r"(?:wedding )?anniversary"),
    ("birthday", r"(?:\d{1,3}(?:st|nd|rd|th) )?birthdays?(?: party)?"),
    ("christmas", r"christmas(?:s?y)?"),
    ("wedding", r"weddings?"),
    ("valentine", r"valentine'?s?(?: day)?"),
    ("easter", r"easter"),
    ("halloween", r"halloween"),
    ("mothers day", r"mother'?s'? day"),
    ("fathers day", r"father'?s'? day"),
    ("housewarming", r"house ?-?warming"),
    ("graduation", r"graduation"),
    ("retirement", r"retirement|retiring"),
    ("christening", r"christening|baptism"),
    ("secret santa", r"secret santa"),
    ("engagement", r"engagement"),
    ("leaving", r"(?:leaving|farewell|goodbye)(?= (?:present|gift|do\b|party))"),
    ("hanukkah", r"hanukk?ah|chanukah"),
    ("thanksgiving", r"thanksgiving"),
)
_OCCASION = re.compile(
    r"(?<![\w-])(?:(?:for |as |it'?s |on )?(?:an? |the |her |his |their |my )?)(?:"
    + "|".join(f"(?P<o{place}>{pattern})" for place, (_, pattern) in enumerate(_OCCASIONS))
    + r")(?![\w-])(?! (?:decorations?|ornaments?|cards?|trees?|lights?|wreaths?|eggs?|cake|banners?|"
    r"costumes?|dress|ring|balloons?))"
)
PRESENT = re.compile(
    r"(?<!\w)(?:as )?(?:an? |some |the )?(?:small |little |nice |good |perfect |great |"
    r"thoughtful )?(?:presents?|gifts?)"
    r"(?: ideas?)?\b(?! (?:wrap|cards?|box|bags?|basket|set))"
)
_PEOPLE = re.compile(
    rf"\b(?:(?:for|serves|seats|of|fits|sleeps)\s+)(?:about |up to )?(?P<n>{NUMBER})[\s-]+(?:people|persons?|"
    r"guests|adults|of us)\b"
    rf"|\b(?:seats|serves|sleeps|feeds) (?P<seats>{NUMBER})\b|\b(?:picnic|dinner|dinners?|table|tea|lunch|"
    rf"breakfast|party|meal|enough|set)\b[^,.;|]{{0,12}}? for (?P<meal>{NUMBER})(?=\s*(?:$|[,.;!?|]))"
    rf"|\b(?:there(?:'s| is| are)|we(?:'re| are))\s+(?P<us>{NUMBER})(?: of us)?\b(?= |$|[,.;!|])|"
    rf"\b(?P<man>{NUMBER})[\s-]*(?:person|people|man)\b|\bfamily of (?P<family>{NUMBER})\b"
    r"|\bfor (?P<few>two|three|four|five|six|eight)(?=\s*(?:$|[,.;!?|]|and\b|under\b|up to\b))"
)
_THEM = re.compile(
    rf"(?:^[\W_]*|[,;|]\s*|\b(?:want|need|take|have|like|get|order|buy) )(?P<n>{NUMBER}) (?:of (?:them|these|those|"
    r"each)|pieces of)\b"
)
_COUNTED = re.compile(
    r"(?:^|\||,|\b(?:need|want|wanted|buy|get|order|like|for|looking for|after|with|find me|show me|&|and|"
    r"are|only|just)\s)\s*(?:about |around |at least |like )?"
    rf"(?P<n>{NUMBER})(?: ?x)? (?P<what>(?:identical |small |little |matching |different |of the same |"
    rf"[a-z]+ )?[a-z]{{2,}}s)\b"
)
_ONE_PAIR = re.compile(r"\b(?:an?|the) (?:pair|set|bit|piece|bunch|selection|range|choice|couple|few) of\b")
# Plurals that a number before them does not order.
_NOT_ORDERED = frozenset(
    "years yrs months weeks days hours minutes mins pounds dollars euros quid bucks things people persons "
    "players pieces pages "
    "litres liters inches metres meters grams kilos kgs watts ounces legs wheels pockets doors drawers "
    "shelves seasons sizes "
    "colours colors options kids boys girls sons daughters nephews nieces children twins lights ways sides "
    "layers tiers speeds stars "
    "times this is was has does less plus across jaws others ones as".split()
)
_MOST = 1000


def occasion(said: Said) -> tuple[Wish, ...]:
    """The occasion of a present, taken out of the message; not where it names a kind of thing ("easter eggs")."""
    match = said.find(_OCCASION)
    if not match:
        return ()
    name = next(name for place, (name, _) in enumerate(_OCCASIONS) if match[f"o{place}"])
    return (Wish(OCCASION, Op.LIKE, (name,), strength=_WEAK, text=name),)


def recipient(said: Said) -> tuple[Wish, ...]:
    """Who it is for, taken out of the message: kept and shown, but nothing is concluded from it."""
    while denied := _DENIED.search(said.left):
        said.take(denied.start(), denied.end())
    match = said.find(_LED)
    bare = _bare(said) if match is None or match["who"] in _PRONOUNS else None
    who = bare or (match["who"] if match else None)
    said.find(PRESENT)
    if who is None or who in _PRONOUNS:
        return ()
    while _bare(said):  # "for a boy and a girl": the first stands for all
        continue
    return (Wish(RECIPIENT, Op.LIKE, (who,), strength=_WEAK, text=f"for {who}"),)


def _bare(said: Said) -> str | None:
    """ "Niece is 3", "a 10 year old girl": a person without "for"."""
    for match in _BARE.finditer(said.left):
        if not _OF_THINGS.match(said.left[match.end() :]):
            said.take(match.start(), match.end())
            return match["who"]
    return None


def people(said: Said) -> tuple[Wish, ...]:
    """For how many people it is: "a teapot for 4 people", "there's 5 of us"."""
    match = said.find(_PEOPLE)
    if not match:
        return ()
    spoken = (
        match["n"] or match["us"] or match["man"] or match["meal"] or match["seats"] or match["family"] or match["few"]
    )
    return (
        Wish(
            PEOPLE, Op.IS, (f"{number_of(spoken):g}",), number_of(spoken), "", text=f"for {number_of(spoken):g} people"
        ),
    )


def quantity(said: Said) -> tuple[Wish, ...]:
    """How many are wanted: "two of them", "6 mugs"; only the number is taken out of the message."""
    said.find(_ONE_PAIR)
    match = _THEM.search(said.left)
    if match:
        said.take(match.start(), match.end())
        return _ordered(match["n"])
    for match in _COUNTED.finditer(said.left):
        if not set(match["what"].split()) & _NOT_ORDERED and number_of(match["n"]) <= _MOST:
            said.take(match.start("n"), match.end("n"))
            identical = re.compile(r"\b(?:identical|matching)\b")
            said.find(identical)
            return _ordered(match["n"])
    return ()


def _ordered(spoken: str) -> tuple[Wish, ...]:
    number = number_of(spoken)
    return (
        (Wish(QUANTITY, Op.IS, (f"{number:g}",), number, "", strength=_WEAK, text=f"{number:g} of them"),)
        if number > 1
        else ()
    )
