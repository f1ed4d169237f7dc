"""The demo shop's pictures: one SVG per product, drawn from its kind and its colours. No picture is stored."""

import zlib
from collections.abc import Callable, Mapping
from html import escape

from demo.drawing import COAL, GROUND, NATURAL, PAINTS, WHITE, WOOD, Paint, glaze, mix, oval
from demo.products import by_id
from demo.silhouettes import bags, gadgets, garden, home, larder, paper, play, railway, rooms, sport, toys, wardrobe

# Every `kind` of products.jsonl is a function of that name (`map_` draws a map: the bare word is Python's own).
_FILES = (railway, toys, play, home, rooms, garden, bags, paper, sport, gadgets, larder, wardrobe)
_BY_KIND: Mapping[str, Callable[[Paint], str]] = {
    drawing.__name__.rstrip("_"): drawing for file in _FILES for drawing in file.DRAWINGS
}
# Kinds that hang or lie: a shadow on the ground would be wrong, or is elsewhere.
_FLOATING = frozenset(
    (
        "kite",
        "drone",
        "clock",
        "desk",
        "apron",
        "knife",
        "pan",
        "umbrella",
        "poles",
        "secateurs",
        "tag",
        "pencil",
        "pen",
        "cutlery",
        "plate",
        "mirror",
        "roundmirror",
        "tongs",
        "corkscrew",
        "robotvacuum",
        "bulb",
        "bakingset",
        "bands",
        "skippingrope",
        "racket",
        "shuttlecock",
        "dartboard",
        "goggles",
        "earbuds",
        "cable",
        "screwdriver",
        "hammer",
        "saw",
        "spanner",
        "pliers",
        "spiritlevel",
        "paintbrush",
        "tape",
        "safetyset",
        "sensor",
        "smartplug",
        "razor",
        "hairbrush",
        "comb",
        "eyemask",
        "tshirt",
        "jumper",
        "shirt",
        "dress",
        "jacket",
        "trousers",
        "mittens",
        "sock",
        "belt",
        "watch",
        "sunglasses",
        "earrings",
        "bracelet",
        "collar",
        "lead",
        "catwand",
        "smartwatch",
        "charger",
        "powerbank",
        "calendar",
        "poster",
        "stringlights",
        "bubbles",
        "rocket",
        "dumbbell",
        "rug",
    )
)
_SOFT = "#f4f1ea"
# Pale things stand before a cooler, deeper wall, or nobody would see them.
_PALE = frozenset((PAINTS["white"], PAINTS["cream"], PAINTS["clear"], PAINTS["silver"], NATURAL["cotton"]))
_COOL = "#b4c6cd"


def svg_for(item_id: str) -> str:
    """The picture of a product of the demo shop; `KeyError` if there is no such product."""
    return picture(by_id()[item_id])


def picture(item: Mapping[str, object]) -> str:
    """A square SVG (400 by 400) of a row of the feed; `KeyError` for a kind or a colour that cannot be drawn."""
    paint = paint_of(item)
    title = escape(str(item["name"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img"><title>{title}</title>'
        f"{_backdrop(paint, str(item['kind']))}{_BY_KIND[str(item['kind'])](paint)}</svg>"
    )


def kinds() -> frozenset[str]:
    """The kinds of product that can be drawn."""
    return frozenset(_BY_KIND)


def paint_of(item: Mapping[str, object]) -> Paint:
    """The colours of an item: its colour word as a paint, or its material's own colour."""
    colour, material = str(item["colour"]), str(item["material"])
    main = NATURAL.get(material, WOOD) if colour == "natural" else PAINTS[colour]
    pieces = item.get("number_of_pieces")
    many = item["kind"] == "notebook" and isinstance(pieces, int) and pieces > 1
    return Paint(
        main=main,
        dark=mix(main, COAL, 0.28),
        light=mix(main, WHITE, 0.38),
        material="set" if many else material,
        subject=str(item.get("subject", "")),
        seed=zlib.crc32(str(item["group_id"]).encode()),
    )


def _backdrop(paint: Paint, kind: str) -> str:
    """A soft wall in the product's tint, a lighter disc behind it and the shadow it throws."""
    tint = _COOL if paint.main in _PALE else paint.main
    wall = mix(_SOFT, tint, 0.16 if tint == paint.main else 0.5)
    disc_fill = mix(wall, WHITE, 0.45 if tint == paint.main else 0.2)
    back = f'<rect width="400" height="400" fill="{wall}"/><circle cx="200" cy="196" r="158" fill="{disc_fill}"/>'
    return back if kind in _FLOATING else back + glaze(oval(200, GROUND + 3, 140, 11, mix(paint.dark, COAL, 0.5)), 0.2)
