"""JSON, JSON lines and YAML: records with the line they start on. Every plain value stays text, so that the id `0123`
keeps its zero."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from domain.errors import FeedError
from retrieval.feeds.detect import is_lines
from retrieval.feeds.files import open_text
from retrieval.feeds.nested import rows_of
from retrieval.feeds.rows import MAX_READ, Rejected, Row, reject

# JSON arrays and YAML documents are read whole; larger feeds come as JSON lines.
MAX_WHOLE = 512 << 20
_NOT_AN_OBJECT = "the row is no object"
_decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda _: "")
# Pages write line breaks into strings.
_lenient = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda _: "", strict=False)
# What arrays of products are called, before others of the same object (categories, shops).
_HOLDERS = frozenset(("products", "items", "offers", "articles", "catalog", "catalogue", "rows", "records", "entries"))
_KEY = re.compile(r'[\s,{}]*"(?P<name>(?:[^"\\]|\\.)*)"\s*:\s*')
_OBJECTS = re.compile(r"\[\s*\{")
# An object after another; places that are looked at behind broken ones in one file, and keys by which one is known.
_BEGINS = re.compile(r",\s*\{")
_MOST_TRIES = 1_000
_FEWEST_KEYS = 2
_GAP = re.compile(r"[\s,]*")


def read_json_lines(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """One object per line; a line that is none is one reject."""
    with open_text(path, encoding) as text:
        for number, line in enumerate(text, start=1):
            stripped = line.strip().lstrip("\ufeff")
            if stripped:
                yield from _from_line(number, stripped)


def _from_line(number: int, line: str) -> Iterator[Row | Rejected]:
    if len(line) > MAX_READ:
        yield reject(number, "the line is too long", fix=f"keep a row below {MAX_READ:,} characters", value=line)
        return
    try:
        record = _decoder.decode(line)
    except (ValueError, RecursionError) as exc:
        fix = "write one whole object per line"
        yield reject(number, f"the line is not JSON ({exc})", fix=fix, value=line, raw=line)
        return
    yield from _rows(number, record)


def _rows(line: int, record: object) -> Iterator[Row | Rejected]:
    if isinstance(record, Mapping):
        yield from rows_of(line, {str(key): value for key, value in record.items()})
    else:
        yield reject(line, _NOT_AN_OBJECT, fix="write rows as objects with named columns", value=str(record)[:1000])


def read_json(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """The objects of an array, or of the first array that an object holds."""
    text = _whole(path, encoding)
    for found in _elements(text, _array_start(path, text)):
        if isinstance(found, Rejected):
            yield found
        else:
            yield from _rows(*found)


def read_records(path: Path, encoding: str, *, holder: str) -> Iterator[tuple[int, object] | Rejected]:
    """Whole records with their lines, for formats that take them apart themselves: of an array, of the array
    `holder` of an object, one object alone, or one object per line."""
    text = _whole(path, encoding)
    start = _gap_end(text, 0)
    if text[start : start + 1] == "[":
        yield from _elements(text, start + 1)
    elif is_lines(text[start:]):
        yield from _line_records(text)
    elif held := re.compile(rf'"{re.escape(holder)}"\s*:\s*\[').search(text, start):
        yield from _elements(text, held.end())
    else:
        yield decoded(text[start:], 1 + text.count("\n", 0, start))


def decoded(text: str, line: int) -> tuple[int, object] | Rejected:
    """One JSON value that begins on a line, or why it is none."""
    try:
        return line, _lenient.decode(text)
    except (ValueError, RecursionError) as exc:
        return reject(line, f"not JSON ({exc})", fix="write one whole JSON value", value=text[:1000], raw=text)


def _line_records(text: str) -> Iterator[tuple[int, object] | Rejected]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield decoded(line.strip(), number)


def _elements(text: str, position: int) -> Iterator[tuple[int, object] | Rejected]:
    """The values of the array that is open at `position`. One that cannot be read is one reject; reading goes on at
    the next that is surely another one of the array, and ends where there is none."""
    line, counted = 1, 0
    common: frozenset[str] = frozenset()
    tries = _MOST_TRIES
    while True:
        position = _gap_end(text, position)
        line, counted = line + text.count("\n", counted, position), position
        if position >= len(text):
            yield reject(line, "the array ends in the middle", fix="check that the file is whole")
            return
        if text[position] == "]":
            return
        try:
            record, position = _decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as exc:
            rest = text[position : position + 1000]
            position, tries = _next_element(text, position, common, tries)
            going_on = "" if position < len(text) else "; the rows after it were not read"
            reason = f"not JSON {'here' if position < len(text) else 'from here on'} ({exc})"
            yield reject(line, reason, fix=f"correct this row{going_on}", value=rest)
            if position >= len(text):
                return
            continue
        if isinstance(record, Mapping):
            common = common & record.keys() if common else frozenset(record)
        yield line, record


def _next_element(text: str, position: int, common: frozenset[str], tries: int) -> tuple[int, int]:
    """Where the next object begins that has all keys which all before it had (what is within a broken one has others),
    or the text's end; and how many places may still be looked at."""
    if len(common) >= _FEWEST_KEYS:
        for found in _BEGINS.finditer(text, position + 1):
            if not tries:
                break
            tries -= 1
            try:
                record, _ = _decoder.raw_decode(text, found.end() - 1)
            except (ValueError, RecursionError):
                continue
            if isinstance(record, Mapping) and common <= record.keys():
                return found.end() - 1, tries
    return len(text), tries


def _gap_end(text: str, position: int) -> int:
    match = _GAP.match(text, position)
    return match.end() if match else position


def _array_start(path: Path, text: str) -> int:
    """The place after the `[` that opens the rows: of an array, else of the object's array that is called as products
    are, else of its first array of objects."""
    start = _gap_end(text, 0)
    if text[start : start + 1] == "[":
        return start + 1
    first = -1
    for name, place in _arrays(text, start):
        if name.casefold() in _HOLDERS:
            return place
        first = place if first < 0 else first
    if first < 0:
        raise FeedError(f"{path}: no array of products in this JSON: write [{{…}}, …] or one object per line.")
    return first


def _arrays(text: str, position: int) -> Iterator[tuple[str, int]]:
    """The arrays of objects in the object that opens at `position`, by name, until something is no JSON; of objects in
    it, too."""
    while key := _KEY.match(text, position):
        position = key.end()
        if _OBJECTS.match(text, position):
            yield str(key["name"]), position + 1
        if text[position : position + 1] == "{":
            continue
        try:
            _, position = _decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return


def read_yaml(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """The items of a list, or of the first list that a mapping holds.

    A block list at the left margin is read item by item, so that a broken one stops nothing.
    """
    text = _whole(path, encoding)
    if re.match(r"(?:\s*(?:#[^\n]*|---[^\n]*)?\n)*- ", text):
        yield from _yaml_items(text)
    else:
        yield from _yaml_document(path, text)


def _yaml_items(text: str) -> Iterator[Row | Rejected]:
    starts = [match.start() for match in re.finditer(r"(?m)^-(?=\s|\Z)", text)]
    line, counted = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        try:
            (record,) = yaml.load(text[start:end], Loader=yaml.CBaseLoader)
        except (yaml.YAMLError, ValueError, RecursionError) as exc:
            reason = f"the item is not YAML ({' '.join(str(exc).split())[:200]})"
            yield reject(line, reason, fix="correct this item", value=text[start : start + 1000], raw=text[start:end])
            continue
        yield from _rows(line, record)


def _yaml_document(path: Path, text: str) -> Iterator[Row | Rejected]:
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError) as exc:
        raise FeedError(f"{path}: not YAML ({' '.join(str(exc).split())[:300]}).") from exc
    sequence = root
    if isinstance(root, yaml.MappingNode):
        sequence = next((value for _, value in root.value if isinstance(value, yaml.SequenceNode)), None)
    if not isinstance(sequence, yaml.SequenceNode):
        raise FeedError(f"{path}: no list of products in this YAML.")
    for node in sequence.value:
        yield from _rows(node.start_mark.line + 1, _plain(node, 0))


def _plain(node: yaml.Node, depth: int) -> object:
    """The node's value in strings, dicts and lists; depth is bounded, for aliases can nest without end."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if depth > 3:
        return ""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, depth + 1) for child in node.value]
    return {str(key.value): _plain(value, depth + 1) for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _whole(path: Path, encoding: str) -> str:
    with open_text(path, encoding) as file:
        text = file.read(MAX_WHOLE + 1)
    if len(text) > MAX_WHOLE:
        raise FeedError(
            f"{path}: larger than {MAX_WHOLE >> 20} MiB: write it as JSON lines, which are read one by one."
        )
    return text.lstrip("\ufeff")
