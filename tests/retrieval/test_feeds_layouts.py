"""Feeds in odd but real layouts go in without a mapping, or say what to do."""

import json
from pathlib import Path

import pytest

from domain.items import Item, Sale
from retrieval.feeds import Rejected, open_feed, read_feed
from retrieval.feeds.names import normalised, within

GERMAN = """\
Artikelnr.;Bezeichnung;Langtext;Marke;Warengruppe;VK brutto;Streichpreis;Lagerbestand;Farbe;Größe;Gewicht (kg);Maße;\
Inhalt;Altersempfehlung;Wasserdicht;Pflegehinweise;MwSt
A-1;Rucksack Fernblick;"Leicht; mit Hülle.";Almwerk;Outdoor > Rucksäcke;89,95;109,95;12;grün;M;1,15;52 x 30,5 x 20 cm;\
30 l;;ja;nicht waschen;19
A-2;Flasche Quell;Hält kalt.;Almwerk;Outdoor > Flaschen;24,50;;nicht auf Lager;blau;;0,35;26 x 7,5 cm;0,75 l;;nein;;19
A-3;Waldbahn;Aus Buche.;Tannenspiel;Spielzeug;1.249,00;;auf Lager;bunt;;2,4;;;ab 3 Jahren;nein;feucht abwischen;19
A-4;Zelt;Für zwei.;Almwerk;Outdoor;auf Anfrage;;2;;;2,9;;;;ja;;19
A-5;Brett;;Almwerk;Outdoor;x;;2;;;;;;;;;19
"""


def read(folder: Path, text: str, name: str) -> tuple[dict[str, Item], list[Rejected]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = list(read_feed(path, shop="s"))
    return {row.item_id: row for row in found if isinstance(row, Item)}, [
        row for row in found if isinstance(row, Rejected)
    ]


def figures(item: Item) -> dict[str, float | None]:
    return {fact.relation: fact.number for fact in item.facts if fact.number is not None}


def values(item: Item, relation: str) -> set[str]:
    return {fact.value for fact in item.facts if fact.relation == relation}


def test_german_columns_with_semicolons_and_decimal_commas_go_in(tmp_path: Path) -> None:
    items, rejects = read(tmp_path, GERMAN, "artikel.csv")
    bag, bottle, train, tent = items.values()
    assert (bag.title, bag.brand, bag.category) == ("Rucksack Fernblick", "Almwerk", ("Outdoor", "Rucksäcke"))
    assert (bag.price_minor, bag.sale, bag.currency, bag.stock) == (10995, Sale(8995), "EUR", 12)
    assert figures(bag) == {"weight": 1150, "dimensions": 520, "capacity": 30_000}
    assert (values(bag, "dimensions"), values(bag, "waterproof")) == ({"520 x 305 x 200 mm"}, {"yes"})
    assert (values(bag, "care"), values(bag, "size")) == ({"nicht waschen"}, {"m"})
    assert (figures(bottle)["capacity"], figures(bottle)["weight"], bottle.stock) == (750, 350, 0)
    assert (train.price_minor, train.stock, figures(train)["age_min"]) == (124900, 1, 36)
    assert tent.price_minor is None
    assert not any("19" in values(item, fact.relation) for item in items.values() for fact in item.facts)
    assert [reject.column for reject in rejects] == ["VK brutto"]


def test_a_chinese_table_goes_in(tmp_path: Path) -> None:
    text = "编号,商品名称,价格,库存,分类,颜色\n1,红色火车,129元,3,玩具 > 火车,红色\n2,茶壶,99元,售罄,家居,\n"
    items, _ = read(tmp_path, text, "shop.csv")
    assert [(one.title, str(one.price), one.stock) for one in items.values()] == [
        ("红色火车", "¥129", 3),
        ("茶壶", "¥99", 0),
    ]
    assert values(items["1"], "colour") == {"红色"}


def nested() -> dict[str, object]:
    def variant(name: str, colour: str, available: int) -> dict[str, object]:
        own = {"variantId": name, "attributes": {"colour": colour}, "inventory": {"available": available}}
        return {**own, "price": {"value": 19.9, "currency": "EUR"}}

    lamp = {
        "productId": 901,
        "info": {"names": {"en": "Fold Lamp", "de": "Klapplampe"}, "descriptions": {"en": "<p>It folds flat.</p>"}},
        "manufacturer": {"id": 7, "name": "Lumenly"},
        "categories": [{"id": 1, "name": "Home"}, {"id": 2, "name": "Lighting"}],
        "specs": [{"name": "Material", "value": "Aluminium"}, {"name": "Weight", "value": "420 g"}],
        "media": [{"url": "https://img.example/lamp.jpg", "kind": "main"}],
        "variants": [variant("901-w", "white", 4), variant("901-b", "black", 0)],
    }
    fan = {**lamp, "productId": 902, "info": {"names": {"en": "Desk Fan"}}, "variants": [variant("902", "white", 1)]}
    return {"meta": {"count": 2}, "data": {"products": [lamp, fan]}}


def test_nested_records_go_in_with_their_variants(tmp_path: Path) -> None:
    items, rejects = read(tmp_path, json.dumps(nested()), "products.json")
    assert not rejects and list(items) == ["901-w", "901-b", "902"]
    white, black, fan = items.values()
    assert (white.title, white.description, white.brand, white.group_id) == (
        "Fold Lamp",
        "It folds flat.",
        "Lumenly",
        "901",
    )
    assert (white.category, white.image_url) == (("Home", "Lighting"), "https://img.example/lamp.jpg")
    assert (str(white.price), white.stock, black.stock, fan.group_id) == ("€19.90", 4, 0, "902")
    assert (dict(white.options), dict(black.options)) == ({"colour": "white"}, {"colour": "black"})
    assert (values(white, "material"), figures(white)["weight"]) == ({"aluminium", "metal"}, 420)
    assert not values(white, "value") and not values(white, "currency")


def test_a_feed_without_a_price_or_its_currency_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("id,title\n1,A\n2,B\n", encoding="utf-8")
    assert "--map price=COLUMN" in " ".join(open_feed(path, shop="s").mapping.notes)
    path.write_text("id,title,price\n1,A,2.50\n2,B,3.00\n", encoding="utf-8")
    assert "--currency" in " ".join(open_feed(path, shop="s").mapping.notes)
    for text in ("id,title,price (GBP)\n1,A,2.50\n", "id,title,price,currency\n1,A,2.50,GBP\n"):
        path.write_text(text, encoding="utf-8")
        opened = open_feed(path, shop="s")
        assert (opened.currency, opened.mapping.notes) == ("GBP", ())


def test_ids_of_other_products_are_no_attribute(tmp_path: Path) -> None:
    rows = [{"id": f"P-{n}", "title": f"T {n}", "same_series": [f"P-{n % 3}", f"P-{n % 5}"]} for n in range(30)]
    items, _ = read(tmp_path, "\n".join(map(json.dumps, rows)), "f.jsonl")
    assert not any(values(item, "same_series") for item in items.values())


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("Größe", "size"),
        ("GROESSE", "size"),
        ("Gewicht (kg)", "weight_kg"),
        ("Price (GBP)", "price"),
        ("Preis in €", "price"),
        ("MwSt", "vat"),
        ("Prix barré", "list_price"),
        ("Descripción", "description"),
        ("库存", "stock"),
        ("上市时间", "上市时间"),
        ("ProductName", "product_name"),
        ("genre", "genre"),
    ],
)
def test_column_names_are_written_in_one_way(column: str, name: str) -> None:
    assert normalised(column) == name


def test_columns_of_nested_records_are_known_by_what_they_belong_to() -> None:
    assert (within("maker.name"), within("info.descriptions")[1], within("price"), within("maker.id")) == (
        ("maker",),
        "description",
        (),
        (),
    )
