"""What a title calls its product: the last word of its first phrase, "lamp" in "Banker's Desk Lamp with a Brass Foot".

Titles are read by their stop words and marks alone; in a language whose phrases end on their main word (English,
Chinese) that word is the kind of thing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from domain.ports import Language
from retrieval.numbering import Rows

# The first phrase ends at a mark; a hyphen within a word is none.
_MARK = re.compile(r"[,;:(\[|/–—]|\s-\s|\.\s")
# After these the next phrase names the thing as well: "Trowel and Fork", "Set of Four Mugs".
_JOINS = frozenset({"and", "of"})


@dataclass(frozen=True, slots=True)
class Named:
    """The stems of a title's first phrase in their order, and its `heads`: the things it says the product is."""

    stems: tuple[str, ...]
    heads: frozenset[str]

    def says_before(self, modifier: str, head: str) -> bool:
        """Whether the title has the two side by side: "sleeping bag"."""
        return (modifier, head) in zip(self.stems, self.stems[1:], strict=False)


@dataclass(frozen=True, slots=True)
class Called:
    """What titles call one thing: the distinct `titles`, and the `rows` (R,) of the products that have them."""

    titles: tuple[Named, ...]
    rows: Rows


def called(titles: Iterable[Named | None]) -> Mapping[str, Called]:
    """The products by what their titles call them; `titles` in the order of the rows, `None` where there is none."""
    held: dict[str, list[tuple[int, Named]]] = {}
    for row, title in enumerate(titles):
        if title is not None:
            for head in title.heads:
                held.setdefault(head, []).append((row, title))
    return {
        head: Called(tuple(dict.fromkeys(title for _, title in found)), np.array([row for row, _ in found], np.int32))
        for head, found in held.items()
    }


def named(title: str, language: Language) -> Named:
    """What a title calls its product; no heads where it has no words."""
    runs: list[list[str]] = [[]]
    joined = True
    for token in language.tokens(_MARK.split(title.strip(), maxsplit=1)[0].replace("&", " and ")):
        if not language.is_stop_word(token):
            if joined:
                runs[-1].append(language.stem(token))
        elif runs[-1]:
            joined = token in _JOINS
            runs.append([])
    heads = (_head(run) for run in runs)
    stems = tuple(stem for run in runs for stem in run)
    return Named(stems, frozenset(head for head in heads if head))


def _head(run: list[str]) -> str:
    """The last word that is no figure: "Expedition Goggles 2022"."""
    return next((stem for stem in reversed(run) if not any(map(str.isdigit, stem))), "")
