"""Turtle and N-Triples. The only file that knows rdflib; it reads text that is given and never fetches anything."""

import logging
from collections.abc import Iterator

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.plugins.parsers.ntriples import W3CNTriplesParser
from rdflib.term import Node

from retrieval.feeds.rows import Rejected, reject
from retrieval.graph.triples import Triple

# What relative names of a file hang on; only their last part counts.
BASE = "urn:file:"
_BLANK_FIX = "give the thing a name of its own: nodes without one cannot be told apart"
# rdflib warns of literals that do not fit their type ("12,5"^^xsd:decimal); their text is taken as it stands.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


class _One:
    """Takes the statements of a line."""

    def __init__(self) -> None:
        self.found: list[tuple[Node, Node, Node]] = []

    def triple(self, subject: Node, predicate: Node, object: Node) -> None:
        self.found.append((subject, predicate, object))


def statement(line: int, text: str) -> Triple | Rejected:
    """The statement on a line of N-Triples, or why it is none."""
    sink = _One()
    try:
        W3CNTriplesParser(sink=sink).parsestring(text)  # type: ignore[arg-type]
    except (ParserError, ValueError) as exc:
        return _bad(line, text, str(exc))
    if len(sink.found) != 1:
        return _bad(line, text, "it holds no statement")
    return _triple(line, sink.found[0])


def turtle(text: str) -> Iterator[Triple | Rejected]:
    """The statements of a Turtle document, in the order of their subjects' first lines; what cannot be read ends it."""
    graph = Graph(bind_namespaces="none")
    broken: Rejected | None = None
    try:
        graph.parse(data=text, format="turtle", publicID=BASE)
    except BadSyntax as exc:
        line = int(exc.lines) + 1
        broken = _bad(line, _line_of(text, line), f"the Turtle is broken: {exc.message}")
    except (ParserError, ValueError) as exc:
        broken = _bad(1, "", str(exc))
    lines = _first_lines(text)
    found = (_triple(_place(lines, one[0]), one) for one in graph)
    yield from sorted(found, key=_order)
    if broken is not None:
        yield broken


def _order(one: Triple | Rejected) -> tuple[object, ...]:
    # rdflib gives statements in no order; ours must be the same each time.
    return (
        (one.line, one.subject, one.predicate, one.object) if isinstance(one, Triple) else (one.line, one.value, "", "")
    )


def _first_lines(text: str) -> dict[str, int]:
    """Each name of the document, and what follows its prefix, with the first line on which it stands: rdflib keeps no
    lines."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.replace("<", " ").replace(">", " ").split():
            first.setdefault(word, number)
            first.setdefault(word.rpartition(":")[2], number)
    return first


def _place(lines: dict[str, int], subject: Node) -> int:
    """The line of a subject, by its whole address or by the end of it; 1 if it cannot be told."""
    name = str(subject).removeprefix(BASE)
    ends = (name[at + 1 :] for at, letter in enumerate(name) if letter in "/#:")
    return next((lines[end] for end in (name, *ends) if end in lines), 1)


def _line_of(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _triple(line: int, found: tuple[Node, Node, Node]) -> Triple | Rejected:
    subject, predicate, object = found
    if isinstance(subject, BNode) or isinstance(object, BNode):
        return reject(line, "a node has no name", column=str(predicate), value=str(subject), fix=_BLANK_FIX)
    is_name = isinstance(object, URIRef)
    text = str(object) if is_name or isinstance(object, Literal) else ""
    return Triple(line, str(subject).removeprefix(BASE), str(predicate), text.removeprefix(BASE), is_name)


def _bad(line: int, text: str, why: str) -> Rejected:
    reason = why.splitlines()[0] if why else "the line cannot be read"
    return reject(line, reason, value=text.strip(), fix="correct it: nothing was taken from this line")
