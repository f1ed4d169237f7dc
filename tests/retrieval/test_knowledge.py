"""Knowledge graph files: what their statements become, and what is reported instead of taken."""

import gzip
from pathlib import Path

import pytest

from domain.errors import FeedError
from domain.graph import SHOPPERS, Edge, EdgeKind
from retrieval.feeds.rows import Rejected
from retrieval.graph import triples
from retrieval.graph.knowledge import Knowledge
from retrieval.graph.names import Names
from retrieval.graph.triples import read_triples

NAMES = Names.of(
    [
        ("t-1", "Oval track", "https://shop.example/p/t-1"),
        ("w-2", "Cattle wagon", None),
        ("b-3", "Bridge, wooden", None),
        ("7", "Tunnel", None),
    ]
)

TURTLE = """@prefix ex: <https://shop.example/item/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix c: <https://shop.example/colour/> .
ex:w-2 a schema:Product ;
    schema:isAccessoryOrSparePartFor ex:t-1 ;
    schema:color c:n1 ;
    schema:material "Beech  Wood" .
c:n1 skos:prefLabel "Navy" ; skos:broader c:Blue .
"""


def read(folder: Path, text: str, name: str = "kg.csv") -> tuple[list[Edge], list[Rejected]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = list(Knowledge(NAMES, f"kg:{name}").edges(read_triples(path)))
    return [one for one in found if isinstance(one, Edge)], [one for one in found if isinstance(one, Rejected)]


def test_csv_statements_become_edges_with_their_source(tmp_path: Path) -> None:
    text = "subject,predicate,object,source\nw-2,accessoryOf,t-1,maker\nw-2,material,Oak,\nw-2,also_bought,b-3,\n"
    edges, rejects = read(tmp_path, text)
    assert edges == [
        Edge(EdgeKind.ITEM, "w-2", "accessory_of", "t-1", "maker"),
        Edge(EdgeKind.VALUE, "w-2", "material", "oak", "kg:kg.csv"),
        Edge(EdgeKind.ITEM, "w-2", "also_bought", "b-3", SHOPPERS),
    ]
    assert rejects == []


def test_csv_without_a_heading_and_with_other_columns_or_separators(tmp_path: Path) -> None:
    assert read(tmp_path, "w-2,fits_with,t-1\n")[0][0].tail == "t-1"
    assert read(tmp_path, "relation\ttail\thead\nfits with\tt-1\tw-2\n")[0][0].head == "w-2"
    assert read(tmp_path, 'w-2;fits_with;"Bridge, wooden"\n')[0][0].tail == "b-3"


def test_turtle_statements_become_edges_and_labels_become_values(tmp_path: Path) -> None:
    edges, rejects = read(tmp_path, TURTLE, "kg.ttl")
    assert set(edges) == {
        Edge(EdgeKind.ITEM, "w-2", "accessory_of", "t-1", "kg:kg.ttl"),
        Edge(EdgeKind.VALUE, "w-2", "colour", "navy", "kg:kg.ttl"),
        Edge(EdgeKind.VALUE, "w-2", "material", "beech wood", "kg:kg.ttl"),
        Edge(EdgeKind.BROADER, "navy", "", "blue", "kg:kg.ttl"),
    }
    assert rejects == []


def test_n_triples_are_read_line_by_line_gzipped_or_not(tmp_path: Path) -> None:
    line = "<urn:item:w-2> <urn:p:fitsWith> <https://shop.example/p/t-1> .\n"
    path = tmp_path / "kg.nt.gz"
    path.write_bytes(gzip.compress((f"# a comment\n\n{line}").encode()))
    (edge,) = Knowledge(NAMES, "kg").edges(read_triples(path))
    assert edge == Edge(EdgeKind.ITEM, "w-2", "fits_with", "t-1", "kg")


def test_has_accessory_and_narrower_are_turned_around(tmp_path: Path) -> None:
    edges, _ = read(tmp_path, "t-1,accessories,w-2\ncolour=blue,narrower,colour=navy\n")
    assert edges[0] == Edge(EdgeKind.ITEM, "w-2", "accessory_of", "t-1", "kg:kg.csv")
    assert edges[1] == Edge(EdgeKind.BROADER, "navy", "colour", "blue", "kg:kg.csv")


def test_lists_of_what_shoppers_did_keep_their_order(tmp_path: Path) -> None:
    edges, _ = read(tmp_path, "w-2,also_bought,t-1\nw-2,also_bought,b-3\nw-2,fits_with,t-1\nw-2,fits_with,b-3\n")
    assert [edge.position for edge in edges] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        ("x-9,fits_with,t-1", "x-9", "no product"),
        ("w-2,fits_with,x-9", "x-9", "no product"),
        ("w-2,fits_with,w-2", "w-2", "itself"),
        ("w-2,fits_with", "w-2, fits_with", "no statement"),
        (f"w-2,material,{'long ' * 99}", "long long", "characters"),
        ("w-2,///,oak", "oak", "no name"),
        ("w-2,price,1.00", "1.00", "feeds alone"),
        ("w-2,age_min,3", "3", "feeds alone"),
    ],
)
def test_what_means_nothing_is_reported_with_line_value_and_fix(
    tmp_path: Path, line: str, value: str, reason: str
) -> None:
    edges, (bad,) = read(tmp_path, f"t-1,material,wood\n{line}\nt-1,material,oak\n")
    assert len(edges) == 2
    assert bad.line == 2 and value in bad.value and reason in bad.reason and bad.fix


def test_circles_are_reported_and_not_taken(tmp_path: Path) -> None:
    text = "navy,broader,blue\nblue,broader,dark\ndark,broader,navy\nnavy,broader,navy\nw-2,accessory_of,t-1\n"
    edges, rejects = read(tmp_path, text + "t-1,accessory_of,w-2\n")
    assert [edge.head for edge in edges] == ["navy", "blue", "w-2"]
    assert [(bad.line, "circle" in bad.reason) for bad in rejects] == [(3, True), (4, True), (6, True)]


def test_a_number_is_a_value_even_if_a_product_has_it_as_id(tmp_path: Path) -> None:
    edges, _ = read(tmp_path, "w-2,pieces,7\nw-2,replaces,t-1\nw-2,fits_with,7\n")
    assert [(edge.kind, edge.tail) for edge in edges] == [
        (EdgeKind.VALUE, "7"),
        (EdgeKind.ITEM, "t-1"),
        (EdgeKind.ITEM, "7"),
    ]


def test_labels_are_the_names_of_values_in_csv_too_and_no_facts(tmp_path: Path) -> None:
    edges, rejects = read(tmp_path, "urn:c:1,label,Navy\nw-2,colour,urn:c:1\nw-2,name,Wagon\n")
    assert [(edge.relation, edge.tail) for edge in edges] == [("colour", "navy")]
    assert rejects == []


def test_a_broken_line_of_n_triples_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = "<urn:item:w-2> <urn:p:fitsWith> <urn:item:t-1> .\n"
    edges, (bad,) = read(tmp_path, f"{good}<urn:item:w-2> fits .\n{good.replace('t-1', 'b-3')}", "kg.nt")
    assert [edge.tail for edge in edges] == ["t-1", "b-3"]
    assert bad.line == 2 and "fits" in bad.value


def test_broken_turtle_is_reported_with_its_line(tmp_path: Path) -> None:
    edges, rejects = read(tmp_path, TURTLE + "ex:t-1 schema:material [ oops\n", "kg.ttl")
    assert len(edges) == 4
    assert any(bad.line == 10 and "broken" in bad.reason for bad in rejects)


def test_turtle_rejects_have_the_line_of_their_subject(tmp_path: Path) -> None:
    _, (bad,) = read(tmp_path, TURTLE + "\nex:x-9 schema:material 'wood' .\n", "kg.ttl")
    assert (bad.line, bad.value) == (11, "https://shop.example/item/x-9")


def test_nodes_without_a_name_are_reported(tmp_path: Path) -> None:
    _, rejects = read(tmp_path, TURTLE + "ex:t-1 schema:offers [ schema:price 5 ] .\n", "kg.ttl")
    assert len(rejects) == 2 and all("no name" in bad.reason for bad in rejects)


@pytest.mark.parametrize(("name", "content"), [("kg.docx", b"x"), ("kg.nt.gz", b"no gzip"), ("kg.csv.gz", b"\x1f\x8b")])
def test_a_file_that_is_no_graph_is_an_error_that_names_it(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FeedError, match=name):
        list(read_triples(path))


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == read(tmp_path, "", "kg.nt") == read(tmp_path, "", "kg.ttl") == ([], [])


def test_huge_files_are_refused_before_they_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triples, "MAX_TRIPLES", 3)
    monkeypatch.setattr(triples, "MAX_TURTLE_BYTES", 50)
    monkeypatch.setattr(triples, "MAX_LINE", 100)
    with pytest.raises(FeedError, match="split"):
        read(tmp_path, "w-2,a,b\n" * 5)
    with pytest.raises(FeedError, match="N-Triples"):
        read(tmp_path, TURTLE, "kg.ttl")
    with pytest.raises(FeedError, match="longer"):
        read(tmp_path, "w-2,a," + "b" * 200)


def test_bytes_that_are_no_text_and_stray_quotes_are_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "kg.csv"
    path.write_bytes(b'w-2,material,\xff\xfe\nw-2,"material,oak\n')
    found = list(Knowledge(NAMES, "kg").edges(read_triples(path)))
    assert len(found) == 2
