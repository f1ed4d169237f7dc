"""Does a reply say anything that no fact backs? A pure library: text and grounds in, unbacked claims out.

    unbacked("Tin Tram costs £5 and is waterproof.", [tram])     # any reply, any products with facts
    audit(text, grounds_of(action, scene))                       # a reply of the shop's, with all that was said before

The vocabulary is closed: a sentence may use plain words (`agent/audit_words.py`), and words and figures of the facts
of the product it speaks about. Everything else is a claim without a source: an invented name, a foreign word, a
property, a link, an offer. So a lie needs no list of lies. A property is checked against the product it is said of,
with its negation ("no batteries"); a bare number needs the word for what it counts, a measure its own relation; a
comparison needs a proof by figures (`agent/audit_rankings.py`). docs/auditor.md has the limits and the figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.audit_claims import Finding, sentence_findings
from agent.audit_grounds import Grounds, Known, grounds_about, grounds_of, same_name
from agent.audit_sentence import Sentence
from agent.audit_text import FIRST_SIGN, SIGN, Reading, read, signs
from agent.audit_words import of_the_talk
from domain.actions import Question
from domain.items import Item
from domain.wishes import Wish

__all__ = ["Claim", "Grounds", "audit", "grounds_about", "grounds_of", "unbacked"]

_LINK = re.compile(
    r"https?:|www\.|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|co|uk|io|de|cn|info|biz|shop|store|example|test|ru|xyz|app|dev)\b|\S+@\S+\.\w+",
    re.I,
)
# "B&R;" is a brand before a semicolon, no sign of HTML.
_ENTITY = (
    r"&(?:#\w+|amp|lt|gt|nbsp|quot|apos|copy|reg|trade|hellip|[mn]dash|[lr][sd]quo|colon|sol|lpar|rpar|tab|newline);"
)
_MARKUP = re.compile(
    rf"[<>{{}}\[\]`*_#|\\~^=]|{_ENTITY}|\]\(|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_SYSTEM = re.compile(
    r"\b(?:ignore|disregard|instructions?|system|prompt|placeholders?|language model|as an ai|developer|assistant:|"
    r"user:|jailbreak|override|password|api key)\b"
)
_FORBIDDEN = (
    ("link", _LINK, "a reply names no address"),
    ("markup", _MARKUP, "a reply is plain text"),
    ("system", _SYSTEM, "a reply does not speak of its rules"),
)
_FITS = re.compile(r"(?<=\bfit) \((?P<wishes>[^()]*)\)|(?<=\bfits) \((?P<wish>[^()]*)\)")
_STOPS = re.compile(r"[.!?。！？…](?=\s|[.\"]|$)")
_QUOTED = re.compile(r'"([^"]*)"')
# What is looked among is said back, and may be more than the product named is.
_AMONG = re.compile(r'\bamong "([^"]*)"', re.I)
# Names that stand for products of which nothing is known would be read as markup.
_FOREIGN_SIGNS = SIGN


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said that nothing backs, at `start` to `end` of the reply.

    `kind` is price, age, rating, number, availability, offer, comparison, popularity, name, link, markup, system, or
    word (a property or anything else outside the closed vocabulary); `text` is the reply's own; `why` says what is
    missing.
    """

    kind: str
    text: str
    start: int = 0
    end: int = 0
    why: str = ""


def unbacked(
    reply: str, items: Sequence[Item], *, wishes: Sequence[Wish] = (), question: Question | None = None
) -> tuple[Claim, ...]:
    """Everything in a reply that no fact of the products backs: numbers, prices, names, availability, properties.

    `items` are the products the reply may speak of, in the order shown, each with its facts, price and stock. `wishes`
    are what the shopper asked for: they may be said back ("you wanted trains"), but are no property of a product.
    `question` is what the reply asks, with its options. Empty if all is backed. Never raises on any text.
    """
    return audit(reply, grounds_about(items, wishes=wishes, question=question))


def audit(text: str, grounds: Grounds) -> tuple[Claim, ...]:
    """Every claim of the text that the grounds do not back, in order; empty if all is backed."""
    products = same_name((*grounds.shown, *grounds.named))
    reading = _masked(text, products, grounds)
    found = [*_forbidden(reading, products, grounds), *_names(text, reading, products, grounds)]
    quoted = {_bare(phrase) for phrase in grounds.quoted}
    last: tuple[int, ...] = ()
    for offset, sentence in reading.sentences():
        sentence = _AMONG.sub(lambda match: _spaces(match, _bare(match.group(1)) in quoted), sentence)
        if not signs(sentence):
            sentence = _QUOTED.sub(lambda match: _spaces(match, _bare(match.group(1)) in quoted), sentence)
        findings = sentence_findings(Sentence(sentence, products, grounds, last))
        found += [Finding(one.kind, one.start + offset, one.end + offset, one.why) for one in findings]
        last = signs(sentence) or last
    return tuple(_claim(text, reading, one) for one in found)


def _claim(text: str, reading: Reading, one: Finding) -> Claim:
    start, end = reading.span(one.start, one.end)
    return Claim(one.kind, text[start:end], start, end, one.why)


def _masked(text: str, products: Sequence[Known], grounds: Grounds) -> Reading:
    """The text folded, with each product's name as one sign; phrases of the talk and wishes said back are blanked."""
    reading = read(text).with_sign(_FOREIGN_SIGNS, "<")
    names = [(name, index) for index, known in enumerate(products) for name in known.names if name]
    for name, index in sorted(names, key=lambda pair: -len(pair[0])):
        if name in reading.text:
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            reading = reading.with_sign(pattern, chr(FIRST_SIGN + index))
    for known in products:
        for value in known.values:
            if value in reading.text and _STOPS.search(value):  # "POP! Rides" ends no sentence
                reading = reading.rewritten(re.compile(re.escape(value)), lambda said: _STOPS.sub(" ", said))
    reading = reading.rewritten(_QUOTED, lambda said: _STOPS.sub(" ", said))
    reading = reading.blanked(of_the_talk())
    return reading.blanked(_FITS, lambda match: _all_exact(match.group("wishes") or match.group("wish") or "", grounds))


def _all_exact(said: str, grounds: Grounds) -> bool:
    return all(part.strip() in grounds.exact for part in re.split(r",| and (?!up\b)", said)) or said in grounds.exact


def _bare(phrase: str) -> str:
    """A phrase without its marks."""
    return " ".join(re.findall(r"\w+", phrase))


def _spaces(match: re.Match[str], blank: bool) -> str:
    return " " * len(match.group()) if blank else match.group()


def _forbidden(reading: Reading, products: Sequence[Known], grounds: Grounds) -> Iterator[Finding]:
    own = {phrase for known in products for phrase in known.values} | grounds.quoted
    for kind, pattern, why in _FORBIDDEN:
        for match in pattern.finditer(reading.text):
            said = match.group()
            if kind == "markup" or not any(said in phrase and phrase in reading.text for phrase in own):
                yield Finding(kind, *match.span(), why)


_PROPER = re.compile(r"\b[A-Z][\w'’]*(?:[- ](?:of |the |& )?[A-Z][\w'’]*)+")


def _names(text: str, reading: Reading, products: Sequence[Known], grounds: Grounds) -> Iterator[Finding]:
    """Names of several words, written as names are, that stand in no fact and no question as they are."""
    place_of = {start: place for place, start in reversed(list(enumerate(reading.starts)))}
    known = " | ".join(phrase for one in products for phrase in (*one.names, *one.values))
    for match in _PROPER.finditer(text):
        words = match.group()
        start, end = place_of.get(match.start()), place_of.get(match.end() - 1)
        if start is None or end is None:
            continue
        said = reading.text[start : end + 1]
        at_start = not text[: match.start()].rstrip() or text[: match.start()].rstrip()[-1] in '.!?:;…”"'
        names = said.partition(" ")[2] if at_start else said  # a sentence begins with a capital
        if SIGN.search(said) or not said.strip() or " " not in names or names in known:
            continue
        if any(names in phrase for phrase in (*grounds.quoted, *grounds.exact)) or "I " in words[:2]:
            continue
        yield Finding("name", start, end + 1, "no product shown, and no fact of one, has this name")
