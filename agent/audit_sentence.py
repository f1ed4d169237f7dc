"""One sentence of a reply: what it is about, and whether it says back what the shopper said, or asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from agent.audit_grounds import Grounds, Known
from agent.audit_text import SIGN, WORD, signs

_CLAUSE = frozenset("; : , . ( ) – — and but while whereas".split())
_TOGETHER = frozenset(
    "both all each either neither like unlike than as same too they them their these those alike".split()
)
# "A is red, B is too": what is said of one is said of the other.
_ELLIPSIS = re.compile(
    r"[\ue000-\uf8ff] (?:is|are|does|has|costs) (?:also|as well)\b(?! \w)|\bso (?:is|does|has) [\ue000-\uf8ff]"
)
_POINTS = frozenset("it its it's this that".split())
_POINTS_AT_ALL = _POINTS | frozenset("they them their they're these those both all each one ones here".split())
_SHOPPERS = frozenset("you your you're you'd you've you'll yours".split())
_WISHING = re.compile(
    r"\b(?:want|wanted|ask|asked|look|looking|said|told|tell|mention|mentioned|prefer|preferred|need|needed|wish|wished|"
    r"wishes|after|mind|search|searching|hoping|like|spend|set|what|price|budget|limit)\b"
)
NOTHING = re.compile(r"\b(?:nothing|none|no (?:products?|items?|matches)|couldn't find|didn't find|don't have)\b")


@dataclass(frozen=True)
class Sentence:
    """One sentence, with names as signs; `last` are the numbers of the products named before it."""

    text: str
    products: Sequence[Known]
    grounds: Grounds
    last: tuple[int, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words and marks."""
        return frozenset(WORD.findall(self.text))

    @cached_property
    def subjects(self) -> tuple[Known, ...]:
        """The products it is about: those named, else the one named last ("it"), else all that are shown."""
        if named := signs(self.text):
            return tuple(self.products[index] for index in named)
        if len(self.last) == 1 and (self.words & _POINTS or not self.words & _POINTS_AT_ALL):
            return (self.products[self.last[0]],)
        shown = {known.names[0] for known in self.grounds.shown}
        return tuple(known for known in self.products if known.names[0] in shown) or tuple(self.products)

    @property
    def of_shopper(self) -> bool:
        """Whether it says back what the shopper wants."""
        speaks = not signs(self.text) and bool(self.words & _SHOPPERS) and not self.words & _POINTS_AT_ALL
        return speaks and bool(_WISHING.search(self.text))

    @property
    def of_nothing(self) -> bool:
        """Whether it says that there is nothing of a kind."""
        return bool(NOTHING.search(self.text)) and not signs(self.text[: self.text.find(":")])

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return self.text.rstrip().endswith("?")

    def at(self, place: int) -> tuple[Known, ...]:
        """The products that the words at a place are about: those of its clause, else of the clause before it, else
        of the next one. Where a word binds them together ("both", "than", "too"), all that are named."""
        if len(signs(self.text)) < 2:
            return self.subjects
        first = SIGN.search(self.text)
        assert first, "two names without a first one"
        together = frozenset(WORD.findall(self.text[first.end() :])) & _TOGETHER
        if together or _ELLIPSIS.search(self.text):
            return self.subjects
        clauses = self.clauses
        own = next(i for i, (start, end) in enumerate(clauses) if start <= place < end or i == len(clauses) - 1)
        for index in [own, *range(own - 1, -1, -1), *range(own + 1, len(clauses))]:
            if here := signs(self.text[clauses[index][0] : clauses[index][1]]):
                return tuple(self.products[number] for number in here)
        return self.subjects

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Places of the clauses; names that stand in one list ("A, B and C") stay in one clause."""
        edges = [0]
        for token in WORD.finditer(self.text):
            before, after = self.text[: token.start()].rstrip(" ,"), self.text[token.end() :].lstrip(" ,")
            joins = bool(
                before and after and SIGN.match(before[-1]) and (SIGN.match(after[0]) or after.startswith("and "))
            )
            if token.group() in _CLAUSE and not joins:
                edges.append(token.end())
        return list(zip(edges, [*edges[1:], len(self.text) + 1], strict=True))
