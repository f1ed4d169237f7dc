"""Files of feeds: unpacked, decoded, and of which format."""

import codecs
import gzip
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from domain.errors import FeedError

_log = logging.getLogger(__name__)

FORMATS = ("csv", "tsv", "json", "jsonl", "yaml")
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_BLOCK = 1 << 20
# What unpacking may produce: a bound against archives that explode. 4 GiB of text is millions of products.
MAX_UNPACKED = 4 << 30
_HEAD = 65_536


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
    except (OSError, EOFError) as exc:
        raise FeedError(f"{path}: cannot be read ({exc}): check the path and whether the file is whole.") from exc


def _blocks(path: Path) -> Iterator[bytes]:
    read = 0
    with _opened(path) as file:
        while block := file.read(_BLOCK):
            read += len(block)
            if read > MAX_UNPACKED:
                raise FeedError(f"{path}: larger than {MAX_UNPACKED >> 30} GiB unpacked: split it.")
            yield block


def encoding_of(path: Path) -> str:
    """`utf-8-sig` or `utf-16` by their marks, `utf-8` if (nearly) all of the file is, else `cp1252`.

    A file with valid non-ASCII letters and a few broken bytes stays UTF-8: those bytes become U+FFFD.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = foreign = 0
    for number, block in enumerate(_blocks(path)):
        if number == 0 and (marked := _marked(block)):
            return marked
        if block.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(block)
        broken += text.count("\ufffd")
        foreign += sum(letter > "\x7f" for letter in text)
    if broken * 2 <= foreign:
        return "utf-8"
    _log.warning("%s is not UTF-8; read as Windows-1252", path)
    return "cp1252"


def _marked(block: bytes) -> str:
    if block.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The unpacked, decoded text with its line ends as they are."""
    with _opened(path) as file, io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
        yield text


def format_of(path: Path, encoding: str, *, named: str) -> str:
    """One of `FORMATS`: as named, else by what the file begins with, else by its suffix."""
    if named != "auto":
        if named not in FORMATS:
            raise FeedError(f"Format {named!r} is unknown: use one of {', '.join(FORMATS)}, or auto.")
        return named
    with open_text(path, encoding) as text:
        head = text.read(_HEAD).lstrip("\ufeff \t\r\n")
    if not head:
        raise FeedError(f"{path}: the file is empty.")
    suffix = Path(path.name.removesuffix(".gz")).suffix.casefold()
    by_name = _SUFFIXES.get(suffix, "")
    if head[0] in "[{" and by_name in ("", "json", "jsonl"):
        return _json_or_lines(head)
    if head[0] == "<":
        raise FeedError(f"{path}: XML and HTML cannot be read yet: export the feed as {', '.join(FORMATS)}.")
    return by_name or ("yaml" if head.startswith(("- ", "---")) else "csv")


def _json_or_lines(head: str) -> str:
    if head[0] == "[":
        return "json"
    first = head.split("\n", 1)[0].rstrip()
    try:
        json.loads(first)
    except ValueError:
        return "jsonl" if first.endswith("}") else "json"
    # A whole object on the first line: lines, unless it is the only one and holds the array itself.
    return "json" if "\n" not in head.strip() and "[{" in first.replace(" ", "") else "jsonl"
