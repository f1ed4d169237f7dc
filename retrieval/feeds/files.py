"""Files of feeds: unpacked and decoded."""

import codecs
import gzip
import io
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from domain.errors import FeedError

_log = logging.getLogger(__name__)

_BLOCK = 1 << 20
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
# What unpacking may produce: a bound against archives that explode. 4 GiB of text is millions of products.
MAX_UNPACKED = 4 << 30


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            if file.read(2) == b"\x1f\x8b":
                file.seek(0)
                with gzip.GzipFile(fileobj=file) as unpacked:
                    yield io.BufferedReader(unpacked)
            else:
                file.seek(0)
                yield file
    except (OSError, EOFError, zlib.error) as exc:
        raise FeedError(f"{path}: cannot be read ({exc}): check the path and whether the file is whole.") from exc


def magic(path: Path, size: int) -> bytes:
    """The first bytes of the unpacked file."""
    with _opened(path) as file:
        return file.read(size)


def _blocks(path: Path) -> Iterator[bytes]:
    read = 0
    with _opened(path) as file:
        while block := file.read(_BLOCK):
            read += len(block)
            if read > MAX_UNPACKED:
                raise FeedError(f"{path}: larger than {MAX_UNPACKED >> 30} GiB unpacked: split it.")
            yield block


def encoding_of(path: Path) -> str:
    """`utf-8-sig` or `utf-16` by their marks, `utf-8` if (nearly) all of the file is, else what an XML declaration
    names, else `cp1252`.

    A file with valid non-ASCII letters and a few broken bytes stays UTF-8: those bytes become U+FFFD.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = foreign = 0
    declared = ""
    for number, block in enumerate(_blocks(path)):
        if number == 0:
            if marked := _marked(block):
                return marked
            declared = _declared(block[:200])
        if block.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(block)
        broken += text.count("\ufffd")
        foreign += sum(letter > "\x7f" for letter in text)
    if broken * 2 <= foreign:
        return "utf-8"
    if not declared:
        _log.warning("%s is not UTF-8; read as Windows-1252", path)
    return declared or "cp1252"


def _declared(head: bytes) -> str:
    """The encoding that an XML declaration names, if it is one of single bytes or an Asian one; "" otherwise."""
    found = _DECLARED.search(head)
    name = found[1].decode("ascii").casefold() if found else ""
    try:
        known = "<".encode(name) == b"<" if name else False
    except (LookupError, ValueError):
        return ""
    return name if known and not name.startswith(("utf", "us-", "ascii")) else ""


def _marked(block: bytes) -> str:
    if block.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The unpacked, decoded text with its line ends as they are."""
    with _opened(path) as file, io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
        yield text
