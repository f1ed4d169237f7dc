"""The text of an XML file in blocks, with what shops commonly get wrong put right: one "Bed & Bath" would cost the
rest of the file."""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final, TextIO

_BLOCK: Final = 1 << 16
# No reference is longer; a block is cut before one that its end may have broken.
_LONGEST: Final = 40
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos);|#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|(\w{1,31});)?")
# Characters that no XML may have.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml.*?\?>", re.DOTALL)


def blocks_of(text: TextIO) -> Iterator[str]:
    """The text without its declaration (that names the encoding of bytes, and these are words), lines kept.

    Forbidden characters are left out; an ampersand that begins no reference becomes one of itself, a name of HTML
    (`&nbsp;`) its letter.
    """
    held = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text.read(_BLOCK), count=1)
    while more := text.read(_BLOCK):
        broken = held.rfind("&", len(held) - _LONGEST)
        cut = len(held) if broken < 0 else broken
        yield _mended(held[:cut])
        held = held[cut:] + more
    yield _mended(held)


def _mended(block: str) -> str:
    block = _FORBIDDEN.sub("", block)
    return _REFERENCE.sub(_reference, block) if "&" in block else block


def _reference(found: re.Match[str]) -> str:
    known, decimal, hexadecimal, name = found.groups()
    if known:
        return found[0]
    if decimal or hexadecimal:
        letter = int(decimal) if decimal else int(hexadecimal, 16)
        return found[0] if _is_letter(letter) else ""
    meant = html5.get(f"{name};") if name else None
    return html.escape(meant, quote=False) if meant else f"&amp;{found[0][1:]}"


def _is_letter(code: int) -> bool:
    """Whether XML may have the character of that number."""
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
