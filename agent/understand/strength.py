"""How strongly a wish is meant: "must" and "ideally", each within its own part of the sentence."""

import re
from dataclasses import dataclass

from agent.understand.said import Said

_HARD = re.compile(
    r"(?<!n't )(?<!not )(?<!no )\b(?:(?:absolutely |really )?(?:must(?!n)(?: be| have)?|has to(?: be|"
    r" have)?|(?:has|have|it's|it has)? ?got to (?:be|have)|have to(?: be| have)|needs? to be|"
    r"only(?= \w)(?! (?:need|want|have|got|looking)\b)|only(?=\W*$)|strictly|"
    r"definitely|absolutely|is essential|essential(?:ly)?|is (?:a )?must|a must|"
    r"(?:please )?make sure (?:that )?(?:it is|it'?s|its|they are|they're|it has)?|"
    r"ensure (?:that )?(?:it is|it'?s|they are)?|non[- ]negotiable))\b"
)
_SOFT = re.compile(
    r"\b(?:ideally|preferabl[ey]|hopefully|(?:i'd|i would|we'd|we would) (?:prefer|rather)|preferred|"
    r"if possible|if (?:you|it) can|if there (?:is|are) (?:one|any)|where possible|"
    r"(?:it |that )?would be (?:a )?(?:nice|great|good|lovely|perfect|bonus|plus|ideal|cool|handy|"
    r"brilliant)(?: to have)?(?: if (?:it|they) (?:was|were|is|are|has|had|could be))?|"
    r"(?:a )?nice to have|(?:is|as) a bonus|not a (?:deal[- ]?breaker|must)|"
    r"not (?:the )?end of the world(?: if [^,.;]*)?|no(?:t a)? biggie)\b"
)
# A cue that stands alone speaks of what was said just before it.
_LOOKS_BACK = re.compile(r"^(?:a bonus|as a|is a|not |no|nice to have|if )")
_MARK = re.compile(r"[;!?,()\n]|\.(?!\d)|\bbut\b|\|")
_MARK_OR_AND = re.compile(rf"{_MARK.pattern}|\band\b")


@dataclass(frozen=True, slots=True)
class Strengths:
    """Parts of a message (from, to) that are meant strictly, and parts that are only a preference."""

    hard: tuple[tuple[int, int], ...] = ()
    soft: tuple[tuple[int, int], ...] = ()

    def is_hard(self, place: int) -> bool:
        """Whether what stands there must be so."""
        return _within(place, self.hard) and not self.is_soft(place)

    def is_soft(self, place: int) -> bool:
        """Whether what stands there is only preferred."""
        return _within(place, self.soft)


def strengths(said: Said) -> Strengths:
    """The parts a message marks as strict or as a preference; the cues are taken out of it."""
    hard = tuple(_reach(said.text, match) for match in said.find_all(_HARD))
    soft = tuple(_reach(said.text, match) for match in said.find_all(_SOFT))
    return Strengths(hard, soft)


def _reach(text: str, cue: re.Match[str]) -> tuple[int, int]:
    """The part of the sentence a cue stands in; with nothing else in it, the part before as well."""
    # "No more than 40 and no plastic if you can help it": what stands behind speaks of the last part alone.
    marks = _MARK_OR_AND if cue.group().startswith("if ") else _MARK
    start = max((mark.end() for mark in marks.finditer(text, 0, cue.start())), default=0)
    end = next((mark.start() for mark in _MARK.finditer(text, cue.end())), len(text))
    alone = not re.search(r"\w{3,}", text[start : cue.start()].replace("but", "") + text[cue.end() : end])
    if alone and (_LOOKS_BACK.match(cue.group()) or (start and end == len(text))):
        start = max((mark.end() for mark in _MARK.finditer(text, 0, max(start - 4, 0))), default=0)
    return start, end


def _within(place: int, parts: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= place < end for start, end in parts)
