"""Things for the kitchen and the living room."""

from collections.abc import Callable

from demo.drawing import (
    BLUE,
    CARD,
    COAL,
    CORAL,
    GLASS,
    GOLD,
    GREEN,
    LEAF,
    LEAF_DARK,
    PAPER,
    RED,
    STEEL,
    STEEL_DARK,
    STEEL_LIGHT,
    WHITE,
    WOOD,
    WOOD_DARK,
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


def mug(paint: Paint) -> str:
    """A mug with steam."""
    handle = stroke("M268 178 C330 170 330 270 264 264", paint.dark, 20)
    cup = shape("M116 150 h156 v136 a36 36 0 0 1 -36 36 h-84 a36 36 0 0 1 -36 -36 z", paint.main)
    rim = oval(194, 150, 78, 17, paint.light) + oval(194, 152, 66, 11, "#6b4a33")
    shade = glaze(shape("M240 158 h32 v128 a36 36 0 0 1 -36 36 h-20 c16 -20 24 -80 24 -164 z", COAL), 0.12)
    return handle + cup + shade + rim + _steam(170, 118) + _steam(214, 118)


def _steam(x: float, y: float) -> str:
    return glaze(stroke(f"M{x} {y} c-16 -18 16 -26 0 -46", WHITE, 8), 0.85)


def teapot(paint: Paint) -> str:
    """A round teapot."""
    spout = shape("M254 220 C296 214 296 176 330 164 l14 16 C322 204 316 262 250 280 z", paint.dark)
    handle = stroke("M128 196 C60 170 60 282 132 276", paint.dark, 18)
    pot = (
        oval(196, 240, 96, 80, paint.main)
        + shape("M138 186 C150 140 242 140 254 186 z", paint.light)
        + disc(196, 142, 13, paint.dark)
    )
    return handle + spout + pot + rect(150, 310, 92, 12, paint.dark, 6) + glaze(oval(162, 216, 20, 30, WHITE), 0.3)


def coffee(paint: Paint) -> str:
    """A dripper over a carafe."""
    carafe = shape("M158 190 h84 l-10 34 l38 70 a22 22 0 0 1 -20 28 h-100 a22 22 0 0 1 -20 -28 l38 -70 z", GLASS)
    drink = shape("M142 268 h116 l12 26 a22 22 0 0 1 -20 28 h-100 a22 22 0 0 1 -20 -28 z", "#6b4a33")
    dripper = shape("M124 104 h152 l-44 82 h-64 z", WHITE) + shape("M138 104 h124 l-12 20 h-100 z", "#8a6343")
    return (
        carafe
        + drink
        + dripper
        + rect(160, 200, 80, 26, "#bd8d5c", 8)
        + rect(112, 96, 176, 12, CARD, 6)
        + rect(150, 182, 100, 10, STEEL_LIGHT, 5)
    )


def kettle(paint: Paint) -> str:
    """A kettle; an electric one stands on its base."""
    body = shape("M112 310 C100 210 140 164 200 164 C260 164 300 210 288 310 z", paint.main)
    gloss = glaze(shape("M132 296 C126 230 146 190 172 180 C156 220 152 260 156 296 z", WHITE), 0.35)
    spout = shape("M274 232 C310 222 304 188 336 170 l12 14 C330 212 330 262 282 282 z", paint.dark)
    arc = stroke("M136 190 C126 84 274 84 264 190", COAL, 16)
    lid = oval(200, 166, 52, 13, paint.dark) + disc(200, 150, 12, COAL)
    return spout + arc + body + gloss + lid + rect(104, 304, 192, 18, COAL if paint.seed % 2 else STEEL_DARK, 8)


def casserole(paint: Paint) -> str:
    """A pot with a lid and two ears."""
    ears = rect(52, 208, 62, 24, paint.dark, 12) + rect(286, 208, 62, 24, paint.dark, 12)
    pot = shape("M84 198 h232 v86 a38 38 0 0 1 -38 38 h-156 a38 38 0 0 1 -38 -38 z", paint.main)
    lid = (
        shape("M78 198 C88 140 312 140 322 198 z", paint.light)
        + rect(72, 190, 256, 16, paint.dark, 8)
        + rect(178, 126, 44, 22, COAL, 9)
    )
    return (
        ears
        + pot
        + lid
        + glaze(shape("M270 206 h46 v78 a38 38 0 0 1 -38 38 h-40 c20 -20 32 -60 32 -116 z", COAL), 0.12)
    )


def pan(paint: Paint) -> str:
    """A frying pan from above."""
    handle = turned(rect(188, 232, 24, 118, paint.dark, 12) + disc(200, 334, 5, PAPER), -45, 170, 190)
    egg = shape("M120 176 C116 132 180 124 196 150 C232 152 226 214 188 212 C160 236 114 214 120 176 z", WHITE) + disc(
        168, 178, 21, YELLOW
    )
    return (
        handle
        + disc(166, 186, 112, paint.main)
        + disc(166, 186, 94, paint.dark)
        + glaze(disc(166, 186, 94, COAL), 0.2)
        + egg
    )


def board(paint: Paint) -> str:
    """A chopping board with its grain, and a few leaves."""
    slab = rect(78, 116, 244, 182, paint.main, 20) + rect(78, 280, 244, 24, paint.dark, 12)
    tiles = join(
        rect(94 + 44 * c, 130 + 36 * r, 40, 32, paint.light if (c + r) % 2 else WOOD, 4)
        for c in range(5)
        for r in range(4)
    )
    leaves = shape("M250 150 C290 130 310 160 300 190 C270 192 250 180 250 150 z", LEAF) + shape(
        "M216 180 C250 170 262 196 252 220 C228 218 214 204 216 180 z", LEAF_DARK
    )
    return slab + tiles + leaves + disc(134, 220, 24, RED) + disc(128, 214, 6, "#e9907f")


def knife(paint: Paint) -> str:
    """A cook's knife, lying at an angle."""
    blade = shape("M60 196 C130 160 220 172 262 176 V222 H110 C92 222 74 212 60 196 z", STEEL) + shape(
        "M60 196 C110 206 200 208 262 206 V222 H110 C92 222 74 212 60 196 z", STEEL_LIGHT
    )
    handle = rect(258, 176, 94, 36, paint.main, 12) + join(disc(x, 194, 4.5, GOLD) for x in (280, 306, 332))
    return turned(blade + rect(252, 174, 14, 48, STEEL_DARK, 4) + handle, -28, 200, 200)


def spoon(paint: Paint) -> str:
    """Spoons crossed."""
    one = (
        oval(200, 128, 36, 50, paint.main) + oval(200, 128, 24, 36, paint.dark) + rect(190, 168, 20, 160, paint.main, 9)
    )
    return turned(
        one.replace(paint.main, paint.dark).replace(f'ry="36" fill="{paint.dark}"', f'ry="36" fill="{paint.main}"'),
        28,
        200,
        230,
    ) + turned(one, -22, 200, 230)


def scales(paint: Paint) -> str:
    """Kitchen scales with a bowl of flour."""
    bowl = shape("M104 168 h192 c0 60 -40 84 -96 84 s-96 -24 -96 -84 z", GLASS) + oval(200, 168, 96, 18, PAPER)
    foot = (
        rect(86, 256, 228, 60, paint.main, 18)
        + rect(156, 270, 88, 30, COAL, 6)
        + stroke("M172 285 h14 m8 0 h14 m8 0 h14", LEAF, 6)
    )
    return (
        shape("M126 166 C150 124 250 124 274 166 z", PAPER)
        + bowl
        + rect(120, 246, 160, 14, STEEL, 6)
        + foot
        + rect(86, 304, 228, 14, STEEL_LIGHT, 7)
    )


def bowl(paint: Paint) -> str:
    """A mixing bowl with a whisk."""
    wires = stroke("M252 60 L214 170", WOOD, 14) + stroke(
        "M214 170 C170 196 178 236 196 240 M214 170 C226 210 214 236 196 240 M214 170 C200 200 196 220 196 240",
        STEEL_DARK,
        4,
    )
    body = shape("M72 200 h256 c0 78 -56 118 -128 118 s-128 -40 -128 -118 z", paint.main) + oval(
        200, 200, 128, 24, paint.light
    )
    return (
        wires
        + body
        + oval(200, 204, 110, 16, mix(paint.light, "#e9c98d", 0.6))
        + stroke("M82 236 C140 262 260 262 318 236", CORAL, 7)
        + rect(154, 310, 92, 12, paint.dark, 6)
    )


def mixer(paint: Paint) -> str:
    """A stand mixer."""
    column = shape("M236 142 h62 v160 h-62 z", paint.dark) + rect(92, 300, 222, 22, paint.main, 11)
    head = rect(86, 92, 224, 76, paint.main, 38) + rect(86, 124, 224, 10, STEEL) + disc(286, 112, 10, CORAL)
    beater = stroke("M146 168 v40", STEEL_DARK, 10)
    return (
        column
        + beater
        + head
        + shape("M88 200 h116 c0 60 -14 100 -58 100 s-58 -40 -58 -100 z", STEEL)
        + rect(82, 194, 128, 12, STEEL, 6)
    )


def blanket(paint: Paint) -> str:
    """A folded blanket with a fringe."""
    layers = join(
        rect(80, y, 240, 46, fill, 20) for y, fill in ((268, paint.dark), (226, paint.main), (184, paint.light))
    )
    weave = join(stroke(f"M{x} 244 l12 12 l12 -12", paint.light, 4) for x in range(98, 290, 30))
    top = rect(80, 142, 240, 46, paint.main, 20) + join(
        stroke(f"M{x} 160 l12 12 l12 -12", paint.light, 4) for x in range(98, 290, 30)
    )
    fringe = join(stroke(f"M{x} 312 v10", paint.main, 4) for x in range(96, 312, 12))
    return fringe + layers + weave + top


def cushion(paint: Paint) -> str:
    """A square cushion."""
    body = shape(
        "M88 122 C150 136 250 136 312 122 C300 180 300 250 314 316 C250 302 150 302 86 316 C100 250 100 180 88 122 z",
        paint.main,
    )
    lines = join(
        stroke(f"M{x} 136 C{x - 3} 190 {x - 3} 250 {x} 302", paint.light, 5) for x in (140, 170, 200, 230, 260)
    )
    return (
        body
        + lines
        + glaze(shape("M280 128 L312 122 C300 180 300 250 314 316 L276 310 C284 250 284 180 280 128 z", COAL), 0.1)
    )


def apron(paint: Paint) -> str:
    """An apron on a peg."""
    straps = stroke(
        "M164 128 C150 70 250 70 236 128 M108 206 C70 220 70 250 84 270 M292 206 C330 220 330 250 316 270",
        paint.dark,
        9,
    )
    body = shape("M158 124 h84 c0 40 20 62 56 72 v126 h-196 v-126 c36 -10 56 -32 56 -72 z", paint.main)
    stripes = join(rect(x, 206, 7, 114, PAPER) for x in (124, 160, 196, 232, 268))
    return straps + body + glaze(stripes, 0.8) + rect(146, 234, 108, 56, paint.dark, 6) + disc(200, 82, 7, WOOD_DARK)


def lamp(paint: Paint) -> str:
    """A desk lamp with a jointed arm."""
    light = glaze(shape("M236 156 L150 306 H330 L300 140 z", "#f7de96"), 0.55)
    arm = stroke("M146 304 L126 206 L238 128", STEEL_DARK, 11) + disc(126, 206, 11, COAL)
    head = turned(shape("M226 150 C226 104 314 104 314 150 z", mix(paint.main, STEEL_DARK, 0.55)), 18, 270, 130)
    return light + arm + head + oval(146, 310, 62, 12, mix(paint.main, STEEL_DARK, 0.4))


def floorlamp(paint: Paint) -> str:
    """An arc lamp with a shade."""
    arc = stroke("M128 308 V170 C128 66 262 66 270 128", paint.main, 9)
    shade = shape("M232 132 h76 l30 74 h-136 z", mix(paint.light, CARD, 0.5)) + rect(202, 200, 136, 8, paint.dark)
    return (
        glaze(shape("M206 208 h128 l36 110 h-200 z", "#f7de96"), 0.45)
        + arc
        + shade
        + rect(76, 302, 104, 20, paint.dark, 10)
    )


def clock(paint: Paint) -> str:
    """A wall clock."""
    marks = join(turned(rect(197, 116, 6, 16, COAL, 3), 30 * hour) for hour in range(12))
    return (
        disc(200, 200, 116, paint.main)
        + disc(200, 200, 96, PAPER)
        + marks
        + stroke("M200 200 V140", COAL, 8)
        + stroke("M200 200 L248 224", COAL, 8)
        + disc(200, 200, 9, RED)
    )


def candle(_: Paint) -> str:
    """Two tapers in holders."""
    one = (
        rect(-14, -160, 28, 150, "#e9bd5a", 6)
        + shape("M-14 -140 q8 18 8 40 h-8 z", "#f6d98a")
        + shape("M0 -206 c18 20 16 40 0 44 c-16 -4 -18 -24 0 -44 z", CORAL)
    )
    flame = shape("M0 -188 c8 10 8 22 0 26 c-8 -4 -8 -16 0 -26 z", "#ffe9a8") + rect(-34, -16, 68, 16, GOLD, 8)
    return moved(one + flame, 150, 320) + moved(one + flame, 250, 320, 0.84)


def desk(paint: Paint) -> str:
    """A wall desk, folded down."""
    cabinet = (
        rect(84, 84, 232, 130, paint.main, 8)
        + rect(96, 96, 208, 106, paint.light, 4)
        + rect(96, 146, 208, 8, paint.main)
    )
    books = join(rect(x, 108, 14, 38, fill, 2) for x, fill in ((108, RED), (124, BLUE), (140, GREEN), (156, YELLOW)))
    leafs = rect(64, 210, 272, 18, paint.dark, 5) + stroke("M104 228 L104 300 M296 228 V300", STEEL_DARK, 5)
    return (
        cabinet
        + books
        + leafs
        + rect(228, 112, 40, 34, GLASS, 4)
        + shape("M160 210 l10 -42 h70 l10 42 z", STEEL)
        + rect(116, 182, 24, 28, CORAL, 5)
    )


def stool(paint: Paint) -> str:
    """A stool with four legs."""
    legs = stroke("M140 196 L112 318 M260 196 L288 318 M174 200 L168 304 M226 200 L232 304", paint.dark, 14) + stroke(
        "M128 256 H272", paint.dark, 8
    )
    return (
        legs
        + oval(200, 188, 100, 24, paint.dark)
        + oval(200, 178, 100, 24, paint.main)
        + glaze(oval(186, 174, 64, 12, WHITE), 0.25)
    )


def armchair(paint: Paint) -> str:
    """A wing chair."""
    back = shape("M112 250 V128 C112 76 288 76 288 128 V250 z", paint.main) + shape(
        "M136 240 V140 C136 104 264 104 264 140 V240 z", paint.light
    )
    buttons = join(disc(x, y, 5, paint.dark) for x, y in ((176, 146), (224, 146), (200, 176), (176, 206), (224, 206)))
    seat = rect(116, 224, 168, 48, paint.light, 16) + rect(112, 262, 176, 36, paint.main, 8)
    arms = rect(78, 194, 50, 108, paint.dark, 24) + rect(272, 194, 50, 108, paint.dark, 24)
    return rect(98, 296, 16, 26, WOOD_DARK, 4) + rect(286, 296, 16, 26, WOOD_DARK, 4) + back + buttons + seat + arms


def basket(paint: Paint) -> str:
    """A rope basket with balls of wool."""
    wool = (
        disc(154, 178, 36, CORAL)
        + disc(218, 166, 42, BLUE)
        + disc(262, 188, 30, YELLOW)
        + stroke("M192 150 q28 24 52 14 M188 176 q30 18 64 2", "#7ea6c6", 4)
    )
    body = shape("M92 190 h216 l-22 124 a10 10 0 0 1 -10 8 h-152 a10 10 0 0 1 -10 -8 z", paint.main)
    ropes = join(stroke(f"M{94 + i * 4} {208 + i * 24} H{306 - i * 4}", paint.dark, 3) for i in range(5))
    return (
        wool + stroke("M92 206 C52 206 60 256 98 250 M308 206 C348 206 340 256 302 250", paint.dark, 11) + body + ropes
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    mug,
    teapot,
    coffee,
    kettle,
    casserole,
    pan,
    board,
    knife,
    spoon,
    scales,
    bowl,
    mixer,
    blanket,
    cushion,
    apron,
    lamp,
    floorlamp,
    clock,
    candle,
    desk,
    stool,
    armchair,
    basket,
)
