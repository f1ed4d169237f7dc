"""Books, paper, and tools for both."""

from collections.abc import Callable

from demo.drawing import (
    BLUE,
    CARD,
    COAL,
    CORAL,
    GOLD,
    GREEN,
    LEAF,
    LEAF_DARK,
    MANY,
    PAPER,
    RED,
    STEEL,
    STEEL_DARK,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    YELLOW,
    Paint,
    disc,
    glaze,
    join,
    mix,
    moved,
    oval,
    rect,
    shape,
    stroke,
    turned,
)
from demo.silhouettes.garden import flower, plant
from demo.silhouettes.railway import engine


def _cover(paint: Paint) -> str:
    """The picture on a book's cover, by its subject, drawn about (200, 220)."""
    match paint.subject:
        case "trains":
            return moved(engine(paint), 136, 170, 0.62)
        case "nature" | "gardening":
            return plant(200, 274, 0.9) + disc(236, 184, 12, YELLOW)
        case "cookery":
            return (
                shape("M146 214 h108 v34 a20 20 0 0 1 -20 20 h-68 a20 20 0 0 1 -20 -20 z", paint.dark)
                + rect(138, 206, 124, 12, COAL, 6)
                + rect(186, 190, 28, 14, COAL, 6)
            )
        case "walking":
            return shape("M136 270 L178 190 L204 232 L224 204 L264 270 z", paint.dark) + disc(238, 184, 12, YELLOW)
        case "animals" | "poetry":
            owl = (
                oval(200, 226, 42, 50, WOOD_DARK)
                + oval(200, 242, 26, 30, WOOD_LIGHT)
                + shape("M194 214 l6 12 l6 -12 z", YELLOW)
            )
            eyes = join(disc(x, 204, 16, PAPER) + disc(x, 204, 7, COAL) for x in (183, 217))
            return shape("M160 196 l8 -28 l20 16 z M240 196 l-8 -28 l-20 16 z", WOOD_DARK) + owl + eyes
        case "sea":
            waves = stroke("M148 262 q13 -12 26 0 q13 12 26 0 q13 -12 26 0 q13 12 26 0", BLUE, 7)
            return (
                shape("M196 170 v66 h-46 z", PAPER)
                + shape("M204 182 v54 h38 z", CORAL)
                + shape("M148 240 h104 l-18 20 h-68 z", WOOD_DARK)
                + waves
            )
        case "space":
            return (
                disc(200, 216, 40, YELLOW)
                + disc(216, 204, 34, mix(paint.main, PAPER, 0.82))
                + disc(160, 178, 4, GOLD)
                + disc(246, 244, 5, GOLD)
                + disc(240, 176, 3, GOLD)
            )
        case "science":
            return (
                shape("M188 172 h24 v34 l34 58 q4 12 -10 12 h-72 q-14 0 -10 -12 l34 -58 z", STEEL)
                + shape("M176 236 h48 l18 30 h-84 z", GREEN)
                + disc(196, 250, 5, PAPER)
            )
        case "making" | "stories":
            return turned(
                oval(200, 222, 44, 34, CORAL)
                + stroke("M164 208 q36 -24 72 0 M160 224 q40 -22 80 0 M166 242 q34 -18 68 0", PAPER, 4),
                -14,
                200,
                222,
            ) + stroke("M170 270 L250 176 M230 270 L152 180", WOOD_DARK, 5)
        case _:
            return (
                disc(200, 226, 46, GOLD)
                + disc(200, 226, 36, PAPER)
                + stroke("M200 226 V200 M200 226 L218 236", COAL, 6)
            )


def book(paint: Paint) -> str:
    """A standing book with a title and a picture."""
    pages = shape("M288 96 l22 12 v206 l-22 8 z", PAPER) + stroke("M294 110 v204 M301 112 v200", CARD, 2)
    cover = rect(110, 84, 180, 238, paint.main, 6) + rect(110, 84, 18, 238, paint.dark, 6)
    title = rect(146, 108, 126, 13, PAPER, 4) + rect(164, 130, 90, 9, paint.light, 4)
    window = rect(142, 154, 132, 130, mix(paint.main, PAPER, 0.82), 8)
    return pages + cover + title + window + _cover(paint) + rect(174, 298, 68, 7, paint.light, 3)


def notebook(paint: Paint) -> str:
    """A notebook with a band; a set shows two more behind."""
    behind = ""
    if paint.material == "set":
        behind = turned(rect(126, 104, 150, 212, YELLOW, 12), -12, 200, 318) + turned(
            rect(126, 104, 150, 212, BLUE, 12), 11, 200, 318
        )
    pages = rect(128, 92, 168, 230, PAPER, 12)
    cover = rect(112, 84, 172, 238, paint.main, 12) + rect(112, 84, 26, 238, paint.dark, 12)
    band = (
        rect(256, 84, 9, 238, paint.dark)
        + rect(158, 122, 76, 48, PAPER, 6)
        + stroke("M170 140 h52 M170 152 h34", paint.dark, 4)
    )
    return behind + pages + cover + band + shape("M198 318 h14 v26 l-7 -8 l-7 8 z", RED)


def pen(paint: Paint) -> str:
    """A fountain pen and its cap."""
    body = (
        rect(150, 176, 150, 28, paint.main, 14)
        + rect(196, 176, 10, 28, paint.dark)
        + shape("M150 178 L104 188 q-8 2 0 4 L150 202 z", STEEL_DARK)
        + stroke("M112 190 h26", COAL, 2)
    )
    cap = rect(176, 236, 120, 32, paint.dark, 14) + rect(208, 228, 78, 8, GOLD, 4)
    return turned(body + cap, -32) + stroke("M84 306 C110 286 128 322 152 302 S190 300 204 310", BLUE, 4)


def pencil(paint: Paint) -> str:
    """One pencil with a cap."""
    body = (
        rect(110, 186, 190, 32, paint.main)
        + rect(110, 196, 190, 11, paint.light)
        + shape("M110 186 L62 202 L110 218 z", WOOD_LIGHT)
        + shape("M78 197 L62 202 L78 207 z", COAL)
    )
    end = rect(300, 184, 14, 36, GOLD) + rect(314, 186, 28, 32, "#dd8fa0", 8)
    return turned(body + end, -36) + stroke("M90 316 C130 296 160 326 196 308", COAL, 3)


def writingbox(paint: Paint) -> str:
    """A sloping writing box with its drawer."""
    slope = shape("M96 222 L130 134 H322 L304 222 z", paint.light) + shape(
        "M130 204 L150 152 H298 L286 204 z", LEAF_DARK
    )
    sheet = shape("M168 196 L182 158 H262 L254 196 z", PAPER) + stroke("M192 168 h56 M188 180 h50", COAL, 2)
    drawer = (
        rect(84, 222, 232, 96, paint.main, 6)
        + rect(100, 252, 200, 48, paint.dark, 5)
        + disc(200, 276, 8, GOLD)
        + rect(190, 228, 20, 18, GOLD, 3)
    )
    return slope + sheet + drawer


def letters(paint: Paint) -> str:
    """Envelopes and a sheet with a flower."""
    sheet = turned(
        rect(152, 74, 136, 190, PAPER, 4)
        + flower(256, 112, paint.main, stem=60)
        + stroke("M170 130 h56 M170 152 h56 M170 174 h44", CARD, 5),
        6,
    )
    envelope = (
        rect(82, 196, 226, 124, paint.light, 8)
        + shape("M82 204 L195 272 L308 204 L300 196 H90 z", paint.main)
        + disc(195, 262, 16, RED)
    )
    return sheet + envelope


def card(paint: Paint) -> str:
    """A greeting card with a hare over a candle, before its envelope."""
    envelope = turned(
        rect(116, 146, 206, 150, CARD, 6) + stroke("M116 150 L219 226 L322 150", "#cbb68f", 4), 8, 219, 220
    )
    front = rect(104, 92, 154, 218, PAPER, 4) + rect(118, 106, 126, 190, mix(paint.main, PAPER, 0.75), 3)
    flame = rect(172, 228, 18, 54, paint.main, 4) + shape("M181 194 c12 14 10 26 0 30 c-10 -4 -12 -16 0 -30 z", CORAL)
    ears = turned(oval(214, 128, 6, 22, paint.dark), 24, 214, 146) + turned(
        oval(206, 128, 6, 22, paint.dark), -6, 206, 146
    )
    legs = stroke("M206 172 L230 184 M154 174 L132 190", paint.dark, 9)
    return envelope + front + flame + legs + oval(178, 166, 36, 18, paint.dark) + disc(212, 154, 16, paint.dark) + ears


def map_(paint: Paint) -> str:
    """A folded-out map with a route."""
    folds = ((76, 0), (138, 14), (200, 0), (262, 14))
    sheet = join(
        shape(f"M{x} {104 + y} l62 {14 - 2 * y} v190 l-62 {2 * y - 14} z", mix(paint.main, PAPER, 0.7 if y else 0.85))
        for x, y in folds
    )
    land = shape(
        "M110 150 C150 130 160 180 200 170 C250 160 300 180 290 220"
        " C260 270 220 230 190 270 C150 300 110 250 122 214 z",
        "#b9cfa2",
    )
    route = stroke("M128 250 C160 200 190 240 214 206 S270 200 282 178", RED, 5)
    return (
        sheet
        + land
        + route
        + disc(128, 250, 8, RED)
        + shape("M282 186 c-18 -22 -14 -42 0 -42 s18 20 0 42 z", RED)
        + disc(282, 158, 5, PAPER)
    )


def globe(paint: Paint) -> str:
    """A globe in its ring."""
    lands = shape(
        "M140 128 C170 100 214 112 206 140 C190 160 176 150 166 186 C140 190 122 160 140 128 z", LEAF
    ) + shape("M222 168 C260 150 280 180 268 214 C250 250 228 240 232 212 C210 200 206 180 222 168 z", LEAF)
    ring = stroke("M200 62 C300 66 320 210 220 266", GOLD, 8)
    stand = rect(192, 262, 16, 40, WOOD_DARK, 4) + shape("M128 322 C132 292 268 292 272 322 z", WOOD)
    return (
        stand
        + disc(196, 166, 96, paint.main)
        + lands
        + glaze(shape("M196 262 a96 96 0 0 0 94 -112 a120 120 0 0 1 -94 112 z", COAL), 0.15)
        + ring
    )


def paints(_: Paint) -> str:
    """An open tin of watercolours."""
    tin = (
        rect(70, 150, 260, 150, COAL, 14)
        + rect(82, 162, 236, 126, PAPER, 8)
        + shape("M84 150 L102 86 H298 L316 150 z", WHITE)
    )
    pans = join(
        rect(92 + 37 * c, 172 + 38 * r, 31, 30, mix(MANY[(c + 2 * r) % 7], (WHITE, COAL, WHITE)[r], 0.12 * r), 5)
        for c in range(6)
        for r in range(3)
    )
    dabs = disc(150, 118, 14, BLUE) + disc(200, 112, 16, CORAL) + disc(248, 120, 13, GREEN)
    brush = turned(
        rect(120, 304, 150, 10, WOOD, 5)
        + rect(264, 303, 26, 12, STEEL)
        + shape("M290 303 q30 0 38 6 q-8 6 -38 6 z", COAL),
        -4,
        200,
        310,
    )
    return tin + pans + dabs + brush


def linokit(paint: Paint) -> str:
    """A roller, a block and a print."""
    print_ = rect(74, 96, 130, 168, PAPER, 4) + plant(139, 238, 1.1).replace(LEAF_DARK, paint.main).replace(
        LEAF, paint.light
    )
    roller = (
        rect(232, 118, 94, 44, paint.main, 20)
        + stroke("M232 140 h-14 v50 h62 v26", STEEL_DARK, 8)
        + rect(266, 214, 28, 92, WOOD, 12)
    )
    return print_ + roller + rect(96, 270, 130, 46, "#8f9a8a", 5) + stroke("M112 292 q20 -20 36 0 t40 0", PAPER, 5)


def origami(_: Paint) -> str:
    """A folded crane above its paper."""
    sheets = turned(rect(96, 256, 150, 60, YELLOW, 2), -4, 200, 290) + turned(
        rect(150, 258, 150, 60, "#a9cfd0", 2), 5, 200, 290
    )
    crane = (
        shape("M198 250 L80 160 L186 196 z", BLUE)
        + shape("M198 250 L318 124 L216 190 z", "#6f9cc2")
        + shape("M198 250 L186 196 L200 108 L216 190 z", "#3f6a91")
    )
    return (
        sheets
        + crane
        + shape("M186 196 L124 236 L198 250 z", CORAL)
        + shape("M216 190 L292 222 L318 214 L296 236 L198 250 z", RED)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    book,
    notebook,
    pen,
    pencil,
    writingbox,
    letters,
    card,
    map_,
    globe,
    paints,
    linokit,
    origami,
)
