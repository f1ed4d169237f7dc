"""Prompts: versioned files in `agent/prompts`, and a bound on what is sent."""

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "prompts"
UNDERSTAND = "understand.v1"
SPEAK = "speak.v1"
REPAIR = "repair.v1"


@cache
def prompt(name: str) -> str:
    """The text of a prompt, by its name with version."""
    return (_FOLDER / f"{name}.md").read_text(encoding="utf-8").strip()


def quoted(data: object) -> str:
    """Data as JSON: whatever a shopper or a product's text says stays inside a string."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def tokens_of(text: str) -> int:
    """An upper estimate of a text's tokens: common tokenisers need fewer for Latin letters (about 4 letters a token) and for others."""
    latin = sum(letter.isascii() for letter in text)
    return -(-latin // 3) + 2 * (len(text) - latin)
