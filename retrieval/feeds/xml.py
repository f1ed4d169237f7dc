"""XML: records with the line they start on, read as a stream. Document types and entities are refused."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from domain.errors import FeedError
from retrieval.feeds.files import open_text
from retrieval.feeds.rows import MAX_COLUMNS, MAX_READ, Rejected, Row, reject
from retrieval.feeds.xml_text import blocks_of

_HEAD: Final = 1 << 16
# Deeper than any feed: what nests further is an attack on the parser's stack.
_MAX_DEPTH: Final = 50
# Elements below a record: a product has some dozens, a hundred pictures and attributes perhaps.
_MAX_ELEMENTS: Final = 5_000
# Names of what is sold, in the feeds of many shops; other feeds are known by what repeats most.
_RECORDS: Final = ("product", "item", "offer", "entry", "article", "record", "row", "shopitem", "produkt")
# A text whose marks were not escaped.
_MARKUP = frozenset("a b br div em font h1 h2 h3 h4 h5 h6 hr i img li ol p small span strong table u ul".split())


@dataclass(slots=True)
class Element:
    """An element of a record: its local name and its namespace, what it says, its attributes and what is in it."""

    name: str
    namespace: str
    line: int
    attributes: Mapping[str, str]
    words: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)
    size: int = 0

    @property
    def text(self) -> str:
        """All words in it, its children's too."""
        return "".join(self.words).strip()


class _Records:
    """A parser's target that keeps the elements at one path, whole, and forgets them when they are taken."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        self.done: list[Element] = []
        self.line = 0
        self._open: list[Element] = []
        self._names: list[str] = []
        self._size = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._names.append(_local(tag))
        if len(self._names) > _MAX_DEPTH:
            raise _TooDeep
        if self._open or tuple(self._names) == self.path:
            named = {_local(key): said for key, said in attributes.items()}
            element = Element(self._names[-1], tag.rpartition("}")[0].lstrip("{"), self.line, named)
            self._size = self._size + 1 if self._open else 0
            if self._open and self._size <= _MAX_ELEMENTS:
                self._open[-1].children.append(element)
            self._open.append(element)

    def data(self, text: str) -> None:
        for element in self._open:
            element.size += len(text)
            if element.size <= MAX_READ:
                element.words.append(text)

    def end(self, tag: str) -> None:
        self._names.pop()
        if self._open:
            element = self._open.pop()
            if not self._open:
                self.done.append(element)

    def close(self) -> None:
        """Nothing is left to be done."""


class _Shape:
    """A parser's target that counts, by path, the elements that have at least two plain children."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.line = 0
        self._names: list[str] = []
        self._children: list[int] = []
        self._plain: list[bool] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._names.append(_local(tag))
        if len(self._names) > _MAX_DEPTH:
            raise _TooDeep
        if self._plain:
            self._plain[-1] = False
        self._plain.append(True)
        self._children.append(min(len(attributes), 2))

    def data(self, text: str) -> None:
        """Words do not matter here."""

    def end(self, tag: str) -> None:
        path = tuple(self._names)
        self._names.pop()
        if self._children.pop() >= 2 and len(path) > 1:
            self.counts[path] += 1
        if self._plain.pop() and self._children:
            self._children[-1] += 1

    def close(self) -> None:
        """Nothing is left to be done."""


class _TooDeep(ValueError):
    """Elements nest too deep."""


def read_xml(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per record: the elements named as products are, else those that repeat most."""
    for found in read_elements(path, encoding, _record_path(path, encoding)):
        yield found if isinstance(found, Rejected) else Row(found.line, cells_of(found))


def read_elements(path: Path, encoding: str, at: tuple[str, ...]) -> Iterator[Element | Rejected]:
    """The elements at a path of local names; where the XML ends in the middle, one reject for the rest.

    `FeedError` for a document type or an entity.
    """
    records = _Records(at)
    try:
        for _ in _fed(path, encoding, records):
            yield from records.done
            records.done.clear()
    except (ParseError, _TooDeep) as exc:
        yield from records.done
        line, why = _place(exc)
        fix = "correct this place; what comes after it was not read"
        yield reject(line, f"not XML from here on ({why})", fix=fix)


def root_of(path: Path, encoding: str) -> tuple[str, ...]:
    """The paths of records of an RSS 2.0 or an Atom feed, by the first element."""
    with open_text(path, encoding) as text:
        head = text.read(_HEAD)
    found = re.search(r"<(?:\w+:)?(rss|feed|rdf)\b", head, re.IGNORECASE)
    kind = found[1].casefold() if found else "rss"
    return {"rss": ("rss", "channel", "item"), "feed": ("feed", "entry"), "rdf": ("RDF", "item")}[kind]


def cells_of(record: Element) -> dict[str, str]:
    """A record as flat cells: `<price currency="GBP">5</price>` has the columns `price` and `price.currency`; of
    several elements with one name the words are joined."""
    cells = {name: said[:MAX_READ] for name, said in record.attributes.items()}
    _flatten(record, "", cells)
    return cells


def _flatten(element: Element, prefix: str, cells: dict[str, str]) -> None:
    for child in element.children:
        if len(cells) >= MAX_COLUMNS:
            return
        name = f"{prefix}{child.name}"
        for key, said in child.attributes.items():
            cells.setdefault(f"{name}.{key}", said[:MAX_READ])
        if child.children and all(one.name.casefold() in _MARKUP for one in child.children):
            _add(cells, name, child.text)
        elif _is_list(child):
            for one in child.children:
                _add(cells, name, one.text)
        elif child.children:
            _flatten(child, name + ".", cells)
        else:
            _add(cells, name, child.text)


def _is_list(element: Element) -> bool:
    """Whether it only holds several of one thing: `<images><image>…`."""
    names = {child.name.casefold() for child in element.children}
    (name,) = names if len(names) == 1 else ("",)
    return bool(name) and element.name.casefold() in (name + "s", name + "es", name.removesuffix("y") + "ies")


def _add(cells: dict[str, str], name: str, said: str) -> None:
    sign = " > " if re.search(r"categor|breadcrumb", name, re.IGNORECASE) else ", "
    cells[name] = sign.join(filter(None, (cells.get(name, ""), said[:MAX_READ])))[:MAX_READ]


def _record_path(path: Path, encoding: str) -> tuple[str, ...]:
    shape = _Shape()
    try:
        for _ in _fed(path, encoding, shape):
            pass
    except (ParseError, _TooDeep):
        pass  # it is reported when the records are read
    named = [at for at in shape.counts if at[-1].casefold() in _RECORDS]
    known = named or list(shape.counts)
    if not known:
        raise FeedError(f"{path}: no records in this XML: write an element for each product, with its cells in it.")
    return max(known, key=lambda at: (0 if named else shape.counts[at], -len(at), shape.counts[at]))


def _fed(path: Path, encoding: str, target: _Records | _Shape) -> Iterator[None]:
    """Feed the file to the target block by block; a pause after each."""
    parser = DefusedXMLParser(target=target, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    expat = parser.parser
    begin: Any = expat.StartElementHandler

    def start(tag: str, attributes: Any) -> None:
        target.line = expat.CurrentLineNumber
        begin(tag, attributes)

    expat.StartElementHandler = start
    try:
        with open_text(path, encoding) as text:
            for block in blocks_of(text):
                parser.feed(block)
                yield
        parser.close()
        yield
    except DefusedXmlException as exc:
        why = "document types and entities are refused: export the feed without them"
        raise FeedError(f"{path}: the XML declares {type(exc).__name__.removesuffix('Forbidden')}; {why}.") from exc


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _place(exc: ParseError | _TooDeep) -> tuple[int, str]:
    if isinstance(exc, _TooDeep):
        return 1, f"elements nest deeper than {_MAX_DEPTH}"
    return exc.position[0], str(exc).partition(":")[0]
