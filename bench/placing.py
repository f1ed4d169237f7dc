"""Where in a statement a false claim is put."""

import random
import re
from collections.abc import Callable

from bench.statements import Mention, Statement
from domain.items import Item

# A statement to its text with one false claim in it, and the claim; `None` where it has no place for it.
Planting = Callable[[Statement, random.Random], tuple[str, str] | None]


def listed(lines: str) -> list[str]:
    """The entries of a block of lines."""
    return [entry for line in lines.strip("\n").splitlines() for entry in line.split("|")]


def put(statement: Statement, mention: Mention, words: str) -> tuple[str, str]:
    """The text with other words in the place of a mention, and those words."""
    text = statement.text
    if mention.start == 0 and words:
        words = f"{words[0].upper()}{words[1:]}"
    return f"{text[: mention.start]}{words}{text[mention.end :]}", words


def drawn(statement: Statement, rng: random.Random, *kinds: str) -> Mention | None:
    """One of the mentions of these kinds."""
    found = [mention for mention in statement.mentions if mention.kind in kinds]
    return rng.choice(found) if found else None


def sentence_end(text: str, mention: Mention) -> int:
    """The place after the full stop of the sentence that a mention stands in."""
    end = re.compile(r"[.!?](?=\s|$)").search(text, mention.end)
    return end.end() if end else len(text)


def inserted(text: str, place: int, words: str) -> str:
    """The text with words put in."""
    return f"{text[:place]}{words}{text[place:]}"


def is_said_of(item: Item, words: str) -> bool:
    """Whether the product's own page has any telling word of the claim."""
    page = f"{item.title} {item.text} {' '.join(fact.text for fact in item.facts)}".casefold()
    return any(word[:5] in page for word in re.findall(r"[a-z]{4,}", words.casefold()))
