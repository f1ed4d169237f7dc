"""Text of feeds made plain: no tags, no entities, no invisible characters; addresses that are safe to show."""

import html
import re
import unicodedata

_BLOCK = re.compile(r"(?is)<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)")
_COMMENT = re.compile(r"(?s)<!--.*?(?:-->|\Z)")
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
# Controls but tab and line ends, soft hyphen, zero-width characters, bidi marks and overrides, byte-order mark, tag
# characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
# A list of texts as programs print it; each of its texts in either quotes.
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_LIST = re.compile(rf"\s*\[\s*(?:{_QUOTED.pattern})(?:\s*,\s*(?:{_QUOTED.pattern}))*\s*\]\s*", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# Entities are decoded this often: feeds are known to be encoded twice, hostile ones more often.
_MAX_DECODES = 4
MAX_ADDRESS = 2_000


def clean_text(raw: str) -> str:
    """Plain words on one line; "" if nothing is left. Formulas ("=cmd|…") are words like any others."""
    text = _unlisted(raw) if raw.startswith("[") else raw
    if "&" in text or "<" in text:
        text = _without_markup(text)
    text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", text).strip()


def _unlisted(raw: str) -> str:
    """The texts of a list that an exporter printed as it stands in its program: "['A pen.', '']"."""
    if not _LIST.fullmatch(raw):
        return raw
    parts = (_ESCAPE.sub(_unescaped, part[1:-1]).strip() for part in _QUOTED.findall(raw))
    return " ".join(part for part in parts if part)


def _unescaped(match: re.Match[str]) -> str:
    return " " if match[1] in "nrt" else match[1]


def _without_markup(text: str) -> str:
    for _ in range(_MAX_DECODES):
        before = text
        text = html.unescape(_TAG.sub(" ", _COMMENT.sub(" ", _BLOCK.sub(" ", _INVISIBLE.sub("", text)))))
        if text == before:
            return text
    return _TAG.sub(" ", _BLOCK.sub(" ", text))


def clean_address(raw: str) -> str | None:
    """An address that may stand in a page: http(s) or relative to the shop; `None` for everything else.

    `javascript:`, `data:`, `//host`, backslashes, spaces and addresses above 2,000 characters are refused.
    """
    address = _INVISIBLE.sub("", html.unescape(raw)).strip()
    if not address or len(address) > MAX_ADDRESS or _SPACE.search(address) or "\\" in address or '"' in address:
        return None
    if address.startswith("//") or any(sign in address for sign in "<>`"):
        return None
    if _SCHEME.match(address) and not re.match(r"https?://[^/?#@]+(?:[/?#]|$)", address, re.IGNORECASE):
        return None
    return address
