"""Bags, luggage and what goes with them."""

from collections.abc import Callable

from demo.drawing import (
    BLUE,
    CARD,
    COAL,
    CORAL,
    GLASS,
    GOLD,
    GREEN,
    PAPER,
    STEEL,
    STEEL_DARK,
    WHITE,
    WOOD,
    WOOD_DARK,
    YELLOW,
    Paint,
    disc,
    glaze,
    join,
    mix,
    oval,
    rect,
    shape,
    stroke,
    turned,
    wheel,
)


def backpack(paint: Paint) -> str:
    """A day pack."""
    loop = stroke("M176 98 C176 64 224 64 224 98", paint.dark, 11)
    body = shape("M110 150 C110 84 290 84 290 150 V296 a26 26 0 0 1 -26 26 h-128 a26 26 0 0 1 -26 -26 z", paint.main)
    pocket = (
        rect(130, 222, 140, 84, paint.dark, 18)
        + stroke("M144 242 h112", paint.light, 6)
        + rect(124, 150, 152, 14, paint.dark, 7)
    )
    sides = rect(92, 214, 24, 84, paint.dark, 12) + rect(284, 214, 24, 84, paint.dark, 12)
    return (
        loop
        + sides
        + body
        + pocket
        + rect(190, 150, 20, 44, CARD, 5)
        + disc(256, 252, 7, GOLD)
        + glaze(oval(150, 130, 16, 26, WHITE), 0.2)
    )


def rucksack(paint: Paint) -> str:
    """A tall rucksack with a roll and poles."""
    sides = (
        rect(90, 170, 32, 120, paint.dark, 14)
        + rect(278, 170, 32, 120, paint.dark, 14)
        + stroke("M302 60 V300", STEEL_DARK, 7)
    )
    body = rect(112, 96, 176, 226, paint.main, 34) + shape("M104 144 C104 70 296 70 296 144 v14 H104 z", paint.light)
    straps = (
        rect(148, 140, 14, 150, COAL, 5)
        + rect(238, 140, 14, 150, COAL, 5)
        + rect(142, 186, 26, 16, GOLD, 4)
        + rect(232, 186, 26, 16, GOLD, 4)
    )
    return rect(96, 292, 208, 34, CORAL, 17) + sides + body + straps + rect(168, 218, 64, 70, paint.dark, 10)


def childpack(paint: Paint) -> str:
    """A child's rucksack with a fox's face."""
    ears = shape("M122 130 L116 62 L184 104 z M278 130 L284 62 L216 104 z", paint.main) + shape(
        "M134 112 L130 82 L160 102 z M266 112 L270 82 L240 102 z", COAL
    )
    body = rect(108, 96, 184, 226, paint.main, 62)
    face = shape(
        "M108 190 C140 176 180 200 200 252 C220 200 260 176 292 190"
        " V260 a62 62 0 0 1 -62 62 h-60 a62 62 0 0 1 -62 -62 z",
        PAPER,
    )
    return (
        ears
        + body
        + face
        + disc(158, 178, 10, COAL)
        + disc(242, 178, 10, COAL)
        + oval(200, 246, 15, 11, COAL)
        + stroke("M140 292 h120", CARD, 6)
    )


def tote(paint: Paint) -> str:
    """A tote with two handles."""
    handles = stroke("M150 168 C146 60 254 60 250 168", paint.dark, 12)
    body = shape("M96 158 h208 l14 152 a12 12 0 0 1 -12 12 h-212 a12 12 0 0 1 -12 -12 z", paint.main)
    motif = plant_mark(paint) if paint.seed % 2 else stroke("M124 250 h152 M124 274 h152", paint.dark, 7)
    return (
        handles
        + body
        + rect(92, 154, 216, 14, paint.light, 5)
        + motif
        + glaze(shape("M270 160 h34 l14 150 a12 12 0 0 1 -12 12 h-34 z", COAL), 0.08)
    )


def plant_mark(paint: Paint) -> str:
    """A small printed sprig."""
    return stroke("M200 296 V214", paint.dark, 6) + join(
        turned(oval(200, 226, 11, 24, paint.dark), angle, 200, 256) for angle in (-50, 50, -110, 110, 0)
    )


def handbag(paint: Paint) -> str:
    """A crossbody bag."""
    strap = stroke("M112 210 C90 40 310 40 288 210", paint.dark, 8)
    body = rect(92, 178, 216, 142, paint.main, 26) + shape(
        "M88 196 a24 24 0 0 1 24 -24 h176 a24 24 0 0 1 24 24 v26 C300 276 100 276 88 222 z", paint.light
    )
    return (
        strap
        + body
        + rect(186, 236, 28, 36, GOLD, 6)
        + rect(194, 246, 12, 16, paint.dark, 3)
        + stroke("M106 226 C130 264 270 264 294 226", paint.dark, 2)
    )


def satchel(paint: Paint) -> str:
    """A satchel with two buckles."""
    handle = stroke("M162 138 C162 100 238 100 238 138", paint.dark, 12)
    body = (
        rect(78, 140, 244, 182, paint.main, 14)
        + rect(78, 136, 244, 116, paint.light, 14)
        + rect(96, 270, 208, 40, paint.dark, 8)
    )
    buckles = join(
        rect(x, 206, 26, 84, paint.dark, 4)
        + rect(x - 4, 252, 34, 24, GOLD, 5)
        + rect(x + 4, 258, 18, 12, paint.dark, 2)
        for x in (122, 252)
    )
    return handle + body + buckles


def suitcase(paint: Paint) -> str:
    """A cabin case on wheels."""
    bars = stroke("M164 110 V62 H236 V110", STEEL_DARK, 9)
    shell = rect(116, 102, 168, 204, paint.main, 24) + join(
        rect(x, 118, 10, 172, paint.dark, 5) for x in (142, 174, 216, 248)
    )
    return (
        bars
        + wheel(144, 310, 12, COAL)
        + wheel(256, 310, 12, COAL)
        + shell
        + rect(176, 92, 48, 16, COAL, 7)
        + glaze(rect(124, 116, 8, 176, WHITE, 4), 0.35)
    )


def holdall(paint: Paint) -> str:
    """A weekend bag."""
    handles = stroke("M146 206 C140 96 260 96 254 206", "#7a5234", 13)
    body = shape(
        "M60 230 C60 176 100 170 200 170 C300 170 340 176 340 230 V292"
        " a28 28 0 0 1 -28 28 h-224 a28 28 0 0 1 -28 -28 z",
        paint.main,
    )
    trim = (
        rect(132, 196, 28, 124, "#8f6243", 4)
        + rect(240, 196, 28, 124, "#8f6243", 4)
        + stroke("M92 188 H308", paint.light, 6)
    )
    return body + trim + handles + glaze(rect(60, 284, 280, 36, COAL, 26), 0.15)


def trunk(paint: Paint) -> str:
    """A trunk with ribs and corners."""
    body = rect(84, 112, 232, 196, paint.main, 12) + join(rect(84, y, 232, 16, WOOD) for y in (136, 200, 262))
    corners = join(rect(x, y, 38, 38, "#7a5234", 10) for x in (80, 282) for y in (108, 274))
    return (
        wheel(112, 308, 15, COAL)
        + wheel(288, 308, 15, COAL)
        + body
        + corners
        + rect(176, 186, 48, 44, GOLD, 6)
        + disc(200, 204, 6, COAL)
        + rect(196, 204, 8, 14, COAL)
    )


def cubes(_: Paint) -> str:
    """A pile of packing cubes."""
    piles = (
        (84, 246, 150, 76, BLUE),
        (236, 262, 90, 60, YELLOW),
        (104, 176, 140, 68, CORAL),
        (140, 118, 120, 56, GREEN),
    )
    return join(
        rect(x, y, w, h, fill, 14)
        + rect(x + 16, y + 14, w - 32, h - 34, mix(fill, WHITE, 0.55), 6)
        + stroke(f"M{x + 16} {y + h - 10} h{w - 32}", COAL, 3)
        for x, y, w, h, fill in piles
    )


def washbag(paint: Paint) -> str:
    """A wash bag with a brush."""
    brush = (
        turned(rect(246, 84, 14, 120, CORAL, 6) + rect(242, 74, 24, 34, WHITE, 5), 12, 250, 180)
        + rect(150, 116, 34, 90, GLASS, 8)
        + rect(156, 100, 22, 20, STEEL, 5)
    )
    body = shape("M80 188 h240 l-14 112 a24 24 0 0 1 -24 22 h-164 a24 24 0 0 1 -24 -22 z", paint.main)
    return (
        brush
        + body
        + rect(74, 178, 252, 20, paint.dark, 10)
        + rect(292, 184, 34, 10, GOLD, 5)
        + stroke("M110 250 h180", paint.light, 5)
    )


def umbrella(paint: Paint) -> str:
    """An open umbrella."""
    canopy = shape(
        "M56 218 C60 60 340 60 344 218 C322 194 296 194 272 218 C250 194 222 194"
        " 200 218 C178 194 150 194 128 218 C104 194 78 194 56 218 z",
        paint.main,
    )
    panel = shape(
        "M200 218 C178 194 150 194 128 218 C132 150 160 104 200 100"
        " C240 104 268 150 272 218 C250 194 222 194 200 218 z",
        paint.light,
    )
    return (
        stroke("M200 100 V288 C200 326 246 322 244 290", WOOD_DARK, 10)
        + canopy
        + panel
        + stroke("M200 100 V84", COAL, 7)
    )


def pillow(paint: Paint) -> str:
    """A neck pillow."""
    ring = stroke("M136 288 C80 180 120 110 200 110 C280 110 320 180 264 288", paint.main, 68)
    return ring + stroke("M126 262 C90 176 134 122 200 118", paint.light, 10) + rect(236, 272, 52, 10, paint.dark, 5)


def wallet(paint: Paint) -> str:
    """A card wallet with cards."""
    cards = rect(120, 128, 160, 90, BLUE, 10) + rect(112, 148, 176, 90, CARD, 10) + rect(130, 166, 30, 22, GOLD, 4)
    body = rect(96, 190, 208, 128, paint.main, 14) + shape(
        "M96 214 C140 250 260 250 304 214 V304 a14 14 0 0 1 -14 14 h-180 a14 14 0 0 1 -14 -14 z", paint.dark
    )
    return cards + body + stroke("M106 236 C150 266 250 266 294 236", paint.light, 3) + disc(276, 292, 7, GOLD)


def tag(paint: Paint) -> str:
    """A luggage tag."""
    loop = stroke("M200 118 C160 40 270 30 214 108", STEEL_DARK, 6)
    body = shape("M150 128 q50 -44 100 0 v170 a18 18 0 0 1 -18 18 h-64 a18 18 0 0 1 -18 -18 z", paint.main) + disc(
        200, 128, 11, PAPER
    )
    return turned(
        loop
        + body
        + rect(168, 170, 64, 112, PAPER, 8)
        + stroke("M182 196 h36 M182 218 h36 M182 240 h22", paint.dark, 5),
        14,
    )


def adapter(paint: Paint) -> str:
    """A travel adapter with its ports."""
    pins = rect(158, 74, 18, 44, STEEL, 4) + rect(224, 74, 18, 44, STEEL, 4) + rect(191, 62, 18, 54, STEEL_DARK, 4)
    body = rect(112, 110, 176, 208, paint.main, 30) + rect(112, 250, 176, 68, mix(paint.main, STEEL, 0.5), 30)
    ports = join(rect(x, 276, 34, 16, COAL, 8) for x in (134, 183, 232))
    return (
        pins
        + body
        + ports
        + disc(200, 186, 46, mix(paint.main, STEEL, 0.3))
        + stroke("M182 172 v14 M218 172 v14 M200 202 v10", COAL, 8)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    backpack,
    rucksack,
    childpack,
    tote,
    handbag,
    satchel,
    suitcase,
    holdall,
    trunk,
    cubes,
    washbag,
    umbrella,
    pillow,
    wallet,
    tag,
    adapter,
)
