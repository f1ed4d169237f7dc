"""Ways of saying which relation a value is of: "made of …", "its design is …". The value has to be of that relation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.audit_grounds import Known
from agent.audit_polarity import stem
from agent.audit_words import plain_words

# A value ends with its clause.
_NEXT = r"(?:it|its|it's|the|by|comes|costs|needs|runs|made|for|listed|rated|suits|in)"
_VALUE = (
    r"(?P<value>[^.,;:!?()\ue000-\uf8ff]+?)(?=[.,;:!?()\ue000-\uf8ff]|$| and "
    rf"{_NEXT}\b| which\b| while\b| but\b| for \ue000)"
)
_FRAMES = tuple(
    (re.compile(rf"\b{words} {_VALUE}"), relations)
    for words, relations in (
        (r"made (?:of|from)", ("material",)),
        (r"comes in", ("colour", "size")),
        (r"(?:it's|is|comes) by", ("brand",)),
        (r"(?:listed|found|goes) under", ("category", "department")),
        (r"(?:it|[\ue000-\uf8ff]) suits", ("suitable_for",)),
        (r"made in", ("made_in", "origin")),
    )
)


@dataclass(frozen=True, slots=True)
class Framed:
    """Words at a place that are said to be a value of one of the relations."""

    start: int
    end: int
    relations: tuple[str, ...]


def framed_in(sentence: str, products: Sequence[Known]) -> Iterator[Framed]:
    """The values of a sentence whose relation is said."""
    for pattern, relations in _FRAMES:
        for match in pattern.finditer(sentence):
            yield Framed(*match.span("value"), relations)
    labels = dict.fromkeys(relation for known in products for relation in known.words_of)
    for relation in labels:
        label = re.escape(relation.replace("_", " "))
        for match in re.finditer(rf"\b(?:its|the) {label} (?:of [\ue000-\uf8ff] )?is {_VALUE}", sentence):
            yield Framed(*match.span("value"), (relation,))


def strangers(framed: Framed, sentence: str, known: Known) -> list[tuple[int, int]]:
    """Places of the words that are no value of the relation, where the product states one."""
    own = [known.words_of[relation] for relation in framed.relations if relation in known.words_of]
    if not own:
        return []
    words = re.finditer(r"[^\W\d_]+(?:['-][^\W\d_]+)*", sentence[framed.start : framed.end])
    return [
        (framed.start + word.start(), framed.start + word.end())
        for word in words
        if word.group() not in plain_words() and not any(stem(word.group()) in stems for stems in own)
    ]
