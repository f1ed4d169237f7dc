"""Which meaning a word has: "wooden" is what eighty products are made of, and what two grills burn."""

from collections.abc import Mapping, Sequence

from domain.items import BRAND, CATEGORY
from domain.ports import Catalogue, Link
from domain.wishes import Op, Wish

# A property that this many times fewer products have than another one that the same words name is not what they mean.
RARER = 4
# What so small a share of products states at all is a property of their kind alone: "dark" is a roast where coffee is
# spoken of. Elsewhere it is only a word.
FEW = 0.02
# What any product may be described by, however few state it.
DESCRIBES = frozenset("colour material power gender age size".split())
# Links to a category of at least this score name the kind of product a message speaks of; surer ones name it outright.
_KIND, _NAMES = 0.85, 0.9


def senses(links: Sequence[Link], catalogue: Catalogue, words: Sequence[str]) -> list[Link]:
    """The links of some `words` without meanings that hardly any product has.

    Properties that one span names are compared by how many products have them: of the kind that the other words name,
    where any of it has one ("light roast coffee" is no lamp), else of the whole shop. A property that the words name
    as well stays ("wood as fuel").
    """
    return [link for span in _spans(links) for link in _meant(span, links, catalogue, words)]


def commonest(links: Sequence[Link], catalogue: Catalogue) -> Link:
    """The one of several links that most products have; of equal ones the surest."""
    counts = _overall(links, catalogue)
    return max(links, key=lambda link: (counts[link], link.score))


def _spans(links: Sequence[Link]) -> list[list[Link]]:
    spans: dict[tuple[int, int], list[Link]] = {}
    for link in links:
        spans.setdefault((link.start, link.end), []).append(link)
    return list(spans.values())


def _meant(span: Sequence[Link], links: Sequence[Link], catalogue: Catalogue, words: Sequence[str]) -> list[Link]:
    properties = [link for link in span if link.attribute not in (CATEGORY, BRAND)]
    others = [link for link in span if link not in properties]
    if not properties:
        return others
    if kind := _kind_beside(span[0], links):
        counts = {link: catalogue.value_counts(link.attribute, (kind,)).get(link.value, 0) for link in properties}
        if any(counts.values()):
            names = [link for link in others if link.attribute == BRAND or link.score >= _NAMES]
            return [*_common(counts, words), *names]
    known = [link for link in properties if _is_said_of_many(link, catalogue) or _named_itself(link, words)]
    return [*_common(_overall(known, catalogue), words), *others] if known else others


def _kind_beside(one: Link, links: Sequence[Link]) -> Wish | None:
    """The kind of product that the other words name, as a filter."""
    named = [link for link in links if link.attribute == CATEGORY and link.score >= _KIND and link.start != one.start]
    values = tuple(dict.fromkeys(link.value for link in named))
    return Wish(CATEGORY, Op.IS, values, hard=True) if values else None


def _common(counts: Mapping[Link, int], words: Sequence[str]) -> list[Link]:
    most = max(counts.values())
    return [link for link, count in counts.items() if count * RARER >= most or _named_itself(link, words)]


def _named_itself(link: Link, words: Sequence[str]) -> bool:
    return bool(set(words) & set(link.attribute.split("_")))


def _is_said_of_many(link: Link, catalogue: Catalogue) -> bool:
    known = catalogue.attributes().get(link.attribute)
    return known is None or link.attribute in DESCRIBES or sum(known.counts.values()) >= FEW * len(catalogue)


def _overall(links: Sequence[Link], catalogue: Catalogue) -> dict[Link, int]:
    known = catalogue.attributes()
    return {link: known[link.attribute].counts.get(link.value, 0) if link.attribute in known else 0 for link in links}
