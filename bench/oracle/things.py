"""How raw text says that a product is, or has, something: certain phrases only, and words that leave it open."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from re import Pattern

from bench.oracle.rows import RETAIL, TOYS, Row


@dataclass(frozen=True, slots=True)
class Thing:
    """What a shopper may not want. A row that matches nothing of `open_words` is certainly not known to be it."""

    certain: Callable[[Row], bool]
    open_words: Pattern[str]


def _find(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


# The next label of the export's run of "key value" pairs, which ends a value.
_NEXT_KEY = (
    r"(?=Material |Remote Control|Radio Control|Colou?r|Additional Info|WEEE|Engine Type"
    r"|Customer Reviews|Feedback|Scale|$)"
)
_MADE = r"\b(?:made|crafted|constructed|built|forged)(?: out)? (?:of|from|with|in)(?: [\w-]+){0,3}?[ -]"
# Words that turn a material into its opposite or into a look.
_NOT_REALLY = r"\b(?:faux|vegan|imitation|synthetic|artificial|pu|non|no|not|without|free of|effect|fake)[ -](?:\w+ )?$"
_ONLY_A_LOOK = r"^[ -]?(?:like|look|effect|inspired|free|style|scented|coloured|colored|toned|waste|care)\b"
# Departments of the retail shop where a colour in the name is that of the thing, not the name of a wine or a cheese.
_COLOURED = frozenset(
    {"accessories", "apparel", "footwear", "furniture", "homedecor", "jewelry", "electronics", "instruments", "tools"}
    | {"housewares", "outdoors"}
)


def _really(words: str, text: str) -> bool:
    """Whether a word of `words` is in the text without a neighbour that denies it."""
    return any(
        not re.search(_NOT_REALLY, text[: found.start()], re.IGNORECASE)
        and not re.search(_ONLY_A_LOOK, text[found.end() :], re.IGNORECASE)
        for found in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE)
    )


def _field(key: str, row: Row) -> str:
    return " ; ".join(re.findall(rf"{key}(.{{1,80}}?){_NEXT_KEY}", row.info))


def _material(words: str, in_name: str) -> Callable[[Row], bool]:
    """A material: in the export's own fields, as "made of X", as "Material: X", or in the name as `in_name`."""

    def certain(row: Row) -> bool:
        fields = _field(r"Material Type\(s\)", row) + " ; " + _field("Material Composition", row)
        made = any(
            _really(words, found[0]) for found in re.finditer(rf"{_MADE}(?:{words})\b.{{0,8}}", row.description, re.I)
        )
        stated = re.search(rf"\bMaterials?: ?(?:\w+ )?(?:{words})\b.{{0,8}}", row.description, re.IGNORECASE)
        return (
            _really(words, fields)
            or made
            or (stated is not None and _really(words, stated[0]))
            or (bool(in_name) and _really(in_name, row.name))
        )

    return certain


def _leather(row: Row) -> bool:
    """Leather of the thing itself: in retail also "brown leather", in departments where things are made of it."""
    if _material("leather", "leather")(row):
        return True
    worn = row.shop == RETAIL and row.category in {"accessories", "apparel", "footwear", "furniture"}
    kinds = r"genuine|real|premium|supple|full-grain|brown|black|tan|cognac|patent|pebbled|plush|burgundy"
    phrases = re.finditer(rf"(.{{0,40}})\b(?:{kinds}) leather\b(?![ -](?:like|look|care))", row.description, re.I)
    toy = row.shop == TOYS and _find(r"\b(?:genuine|real) leather\b", row.description)
    return toy or (worn and any(not _find(r"\bpairs?\b|faux|vegan|with your|alongside", found[1]) for found in phrases))


def _batteries(row: Row) -> bool:
    if _find(r"Batteries (?:Required|Included)\?Yes|Batteries:\d+ \S.{0,30}? batteries required", row.info):
        return True
    needs = (
        r"requires? \d ?x? ?(?:\w+ )?[\w.\" ]{0,12}batter(?:y|ies)|\bbattery[- ](?:operated|powered)"
        r"|batteries (?:are )?\(?(?:not )?included"
    )
    return any(
        not _find(r"\b(?:no|not|without)\b[^.]{0,20}$", row.description[: found.start()])
        for found in re.finditer(needs, row.description, re.IGNORECASE)
    )


def _colour(colour: str) -> Callable[[Row], bool]:
    """A colour: the export's own field, a name that ends in "(Red)"; in retail the name, or "this vivid red chair"."""

    def certain(row: Row) -> bool:
        if row.shop == TOYS:
            return _find(rf"\b{colour}\b", _field("Color", row)) or _find(rf"\({colour}\)$", row.name)
        said = _find(rf"\b(?:this|these)(?:[ ,-]+\w+)? {colour}\b(?! and\b)", row.description)
        return row.category in _COLOURED and (_find(rf"\b{colour}\b", row.name) or said)

    return certain


def _named(words: str) -> Callable[[Row], bool]:
    return lambda row: _really(words, row.name)


def _described(words: str) -> Callable[[Row], bool]:
    return lambda row: _really(words, row.description)


_ANY_PLASTIC = r"plastic|acrylic|pvc|vinyl|resin|\babs\b|poly|styrene|silicone|nylon|synthetic|melamine|foam"
_ANY_METAL = (
    r"metal|steel|\biron|alumin|brass|copper|\btin\b|\btins\b|die-?cast|alloy|zinc|silver|gold|chrome|bronze|titan|nickel"
    r"|wire|chain|pewter|magnet"
)
_ANY_WOOD = (
    r"wood|\boak|pine\b|birch|beech|timber|\bmdf|ply|bamboo|maple|walnut|mahogany|teak|acacia|cherry|cedar|\bash\b|rattan"
    r"|wicker|spruce|rosewood|ebony|\blog|tree|balsa"
)
_ANY_POWER = (
    r"batter|electr|charg|\bleds?\b|volt|\bpower|\busb|\blr?\d+|lithium|li-?po|\blight|flash|\bac\b|remote|\baa"
)

THINGS = {
    "batteries": Thing(_batteries, re.compile(_ANY_POWER, re.I)),
    "plastic": Thing(_material("plastic", "plastic"), re.compile(_ANY_PLASTIC, re.I)),
    "wood": Thing(_material("wood|wooden|plywood|rubberwood", "wooden"), re.compile(_ANY_WOOD, re.I)),
    "metal": Thing(
        _material("metal|stainless steel|steel|brass", "metal frame|stainless steel|cast iron"),
        re.compile(_ANY_METAL, re.I),
    ),
    "leather": Thing(_leather, re.compile(r"leather|suede|nubuck|hide\b", re.I)),
    "magnets": Thing(_named("magnets?"), re.compile(r"magnet", re.I)),
    "red": Thing(
        _colour("red"), re.compile(r"red\b|crimson|scarlet|burgundy|maroon|ruby|cherry|multi|rainbow|colou?r", re.I)
    ),
    "blue": Thing(
        _colour("blue"), re.compile(r"blue|navy|teal|aqua|cobalt|azure|sapphire|indigo|multi|rainbow|colou?r", re.I)
    ),
    "pink": Thing(
        _colour("pink"), re.compile(r"pink|rose|blush|fuchsia|magenta|coral|salmon|multi|rainbow|colou?r", re.I)
    ),
    "sound": Thing(
        _described("sound effects"), re.compile(r"sound|nois|music|talk|voice|sing|bell|audio|acoustic", re.I)
    ),
    "small parts": Thing(_described("due to small parts"), re.compile(r"small|chok|part|tiny", re.I)),
    "glitter": Thing(_named("glitter|glittery"), re.compile(r"glit|spark|sequin|shimmer|shin", re.I)),
}
