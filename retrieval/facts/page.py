"""What a product's page says, taken apart: prose with its place in the item's text, and key-value pairs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.facts.keys import Keys, Pair, is_noise, rendered, split_pairs

# Furniture of shop pages, in any cell.
_BOILERPLATE = re.compile(
    r"Would you like to update product info or give feedback on images\?|Would you like to report[^?]*\?"
    r"|Visit the Delivery Destinations Help page[^.]*\.|See all Product Descriptions?"
    r"|Click here for information about[^.]*?equipment"
    r"|\(See top 100\)|Customer Reviews\s*$|\bRead more\b|\bSee more\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\b(?:Product Description|Manufacturer's Description|From the Manufacturer|Amazon\.co\.uk Review|Synopsis"
    r"|Description:)\s*(?=[A-Z0-9\"'])"
)
_CONTENTS = re.compile(r"\b(?:Box Contains|Package (?:Includes?|Contents?)|What's in the box)\b:?\s*")
_NAMED = re.compile(r"\b(?:Size|Colour|Color|Style) Name:\s?[^|:]{1,30}?(?=\s*\||\s+[A-Z][a-z]+ [a-z]|$)\s*\|?\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s*(?=[A-Z\"'“*•-])|\s[•*]\s|\s>>\s|\s\*\*\s|\n")
# What follows in a title goes with the product: "binder with slant rings".
_BESIDE = re.compile(r"(?i)(?<=\S)\s(?:with|for|w/)\s")
_KEY_VALUE = re.compile(r"\b[A-Z][\w()/ ]{1,25}:\s?\S")
# Prose longer than this is cut in the description (the text keeps all): a card shows less.
MAX_DESCRIPTION = 1_500


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the item's text with the column it comes from; `start` is its place in the item's text."""

    column: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Page:
    """One product's own words. `text` is the item's text; `sections` cover its title and prose; `pairs` were read
    from its
    information; `columns` are cells that are values by themselves (relation → column, cell); `heads` are the words
    that name
    what the product is (of title and category), for telling "leather boots" from "goes with leather"."""

    item_id: str
    title: str
    text: str
    description: str
    sections: tuple[Section, ...]
    pairs: tuple[Pair, ...]
    brand: str | None = None
    category: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()


def unframed(cell: str) -> str:
    """A cleaned cell without the furniture of shop pages."""
    return re.sub(r"\s{2,}", " ", _BOILERPLATE.sub(" ", cell)).strip()


def sentences(prose: str) -> list[str]:
    """Sentences in order, each once: pages repeat their description under two headings."""
    parts = (part.strip(" -•*\n") for part in _SENTENCE.split(_HEADING.sub("\n", prose)))
    return [part for part in dict.fromkeys(parts) if part and part != "."]


def readable(parts: Sequence[str]) -> str:
    """The sentences a shopper would read: no contents lists, no runs of keys and values."""
    prose = []
    for part in parts:
        part = _NAMED.sub("", _CONTENTS.split(part)[0]).strip()
        if part and not _is_run(part):
            prose.append(part)
    return " ".join(prose)[:MAX_DESCRIPTION].strip()


def _is_run(sentence: str) -> bool:
    keys = _KEY_VALUE.findall(sentence)
    return len(keys) >= 2 or (len(keys) == 1 and len(sentence) < 60)


def compose(
    item_id: str,
    title: tuple[str, str],
    prose: Sequence[tuple[str, str]],
    information: Sequence[tuple[str, str]],
    *,
    keys: Keys,
    keywords: str = "",
    brand: str | None = None,
    category: tuple[str, ...] = (),
    columns: Mapping[str, tuple[str, str]] | None = None,
) -> Page:
    """The page of one item from its cleaned cells, each as (column, text)."""
    parts = [(title[0], title[1])]
    spoken: list[str] = []
    for column, cell in prose:
        fresh = [part for part in sentences(unframed(cell)) if part not in spoken]
        spoken += fresh
        parts.append((column, _joined(fresh)))
    pairs: list[Pair] = []
    for column, cell in information:
        found, rest = split_pairs(unframed(cell), column=column, keys=keys)
        pairs += found
        parts.append((column, _joined([part for part in sentences(rest) if part not in spoken])))
    sections, text = _laid_out([(column, part) for column, part in parts if part])
    pairs_text = "; ".join(rendered(pair) for pair in pairs if not is_noise(pair))
    for part in (pairs_text, keywords):
        text = _appended(text, part)
    heads = _heads(title[1], category)
    return Page(
        item_id, title[1], text, readable(spoken), sections, tuple(pairs), brand, category, columns or {}, heads
    )


def _joined(parts: Sequence[str]) -> str:
    return " ".join(part if part[-1] in ".!?:;," else part + "." for part in parts)


def _laid_out(parts: Sequence[tuple[str, str]]) -> tuple[tuple[Section, ...], str]:
    sections, text = [], ""
    for column, part in parts:
        whole = _appended(text, part)
        sections.append(Section(column, part, len(whole) - len(part)))
        text = whole
    return tuple(sections), text


def _appended(text: str, part: str) -> str:
    """Two texts as sentences of one."""
    if not text or not part:
        return text or part
    return f"{text} {part}" if text[-1] in ".!?" else f"{text}. {part}"


def _heads(title: str, category: Sequence[str]) -> frozenset[str]:
    named = _BESIDE.split(title, maxsplit=1)[0]
    words = re.findall(r"[a-z]{3,}", f"{named} {' '.join(category)}".casefold())
    return frozenset(singular(word) for word in words)


def singular(word: str) -> str:
    """A plain singular, the same for "box", "boxes", "knife", "knives": only for comparing."""
    for ending, single in (
        ("ves", "f"),
        ("fe", "f"),
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + single
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
