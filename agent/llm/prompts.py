"""Prompts: versioned files in `agent/prompts`, and a bound on what is sent."""

import json
import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "prompts"
UNDERSTAND = "understand.v1"
SPEAK = "speak.v1"
REPAIR = "repair.v1"
_PIECE = re.compile(r"[A-Za-z]{1,5}|[0-9]{1,3}|\S")


@cache
def prompt(name: str) -> str:
    """The text of a prompt, by its name with version."""
    return (_FOLDER / f"{name}.md").read_text(encoding="utf-8").strip()


def quoted(data: object) -> str:
    """Data as JSON: whatever a shopper or a product's text says stays inside a string."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def tokens_of(text: str) -> int:
    """An upper estimate of a text's tokens: every mark, every five Latin letters, every three digits, two per other
    letter."""
    return sum(1 if piece.isascii() else 2 for piece in _PIECE.findall(text))


def cut(text: str, most_tokens: int) -> str:
    """The beginning of a text, of at most that many tokens."""
    while tokens_of(text) > most_tokens:
        text = text[: len(text) * 3 // 4]
    return text
