"""Beauty and care, food and drink."""

from collections.abc import Callable

from demo.drawing import (
    BLUE,
    COAL,
    CORAL,
    GLASS,
    GOLD,
    LEAF,
    LEAF_DARK,
    MANY,
    PAPER,
    RED,
    STEEL,
    STEEL_DARK,
    STEEL_LIGHT,
    WHITE,
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
)


def _label(paint: Paint, x: float, y: float, width: float, height: float) -> str:
    """A paper label with a sprig on it."""
    middle = x + width / 2
    sprig = (
        stroke(f"M{middle} {y + height * 0.62} v{-height * 0.36}", LEAF_DARK, 4)
        + oval(middle - 8, y + height * 0.32, 8, 5, LEAF)
        + oval(middle + 8, y + height * 0.42, 8, 5, LEAF)
    )
    return (
        rect(x, y, width, height, PAPER, 5)
        + sprig
        + rect(x + width * 0.22, y + height * 0.72, width * 0.56, 6, paint.dark, 3)
    )


def soapbar(paint: Paint) -> str:
    """A bar of soap on its dish."""
    bubbles = join(disc(x, y, r, mix(GLASS, WHITE, 0.5)) for x, y, r in ((286, 128, 22), (320, 164, 13), (262, 98, 11)))
    return (
        rect(92, 170, 216, 104, paint.main, 40)
        + rect(120, 194, 160, 56, paint.light, 26)
        + stroke("M158 222 h84", paint.dark, 7)
        + bubbles
        + shape("M60 266 h280 l-24 50 h-232 z", STEEL_LIGHT)
        + rect(56, 258, 288, 18, WHITE, 9)
    )


def pumpbottle(paint: Paint) -> str:
    """A bottle with a pump."""
    return (
        stroke("M200 118 V78 H142 v16", COAL, 13)
        + rect(168, 104, 64, 32, COAL, 8)
        + rect(126, 132, 148, 190, paint.main, 30)
        + glaze(rect(138, 154, 11, 140, WHITE, 5), 0.35)
        + _label(paint, 156, 178, 88, 104)
    )


def creamjar(paint: Paint) -> str:
    """A jar of cream, open."""
    return (
        shape("M158 172 q-10 -40 34 -44 q10 -34 40 -18 q-4 20 14 28 q18 20 -6 34 z", WHITE)
        + rect(92, 170, 216, 28, STEEL_LIGHT, 10)
        + rect(84, 192, 232, 130, paint.main, 34)
        + _label(paint, 140, 216, 120, 82)
        + rect(262, 294, 110, 28, paint.dark, 10)
        + rect(262, 288, 110, 14, mix(paint.dark, WHITE, 0.25), 7)
    )


def tub(paint: Paint) -> str:
    """A round tin."""
    return (
        oval(200, 270, 122, 50, paint.dark)
        + rect(78, 196, 244, 76, paint.main)
        + oval(200, 196, 122, 50, paint.light)
        + oval(200, 196, 106, 40, paint.main)
        + oval(200, 196, 72, 26, PAPER)
        + stroke("M200 208 v-24", LEAF_DARK, 5)
        + oval(190, 190, 9, 5, LEAF)
        + oval(211, 194, 9, 5, LEAF)
    )


def tube(paint: Paint) -> str:
    """A tube, standing on its cap."""
    return (
        shape("M126 66 h148 l-14 210 h-120 z", paint.main)
        + rect(122, 58, 156, 22, paint.dark, 4)
        + join(stroke(f"M{x} 62 v14", paint.light, 3) for x in range(134, 274, 12))
        + rect(146, 274, 108, 48, PAPER, 10)
        + _label(paint, 156, 118, 88, 104)
        + glaze(rect(142, 92, 9, 160, WHITE, 4), 0.3)
    )


def dropper(paint: Paint) -> str:
    """A bottle with a dropper."""
    return (
        rect(178, 56, 44, 70, COAL, 20)
        + rect(164, 118, 72, 34, paint.dark, 8)
        + rect(130, 148, 140, 174, mix("#8a5a2c", paint.main, 0.7), 24)
        + rect(194, 152, 12, 130, mix(GLASS, WHITE, 0.4), 5)
        + _label(paint, 150, 196, 100, 96)
        + glaze(rect(140, 168, 8, 130, WHITE, 4), 0.4)
    )


def lipstick(paint: Paint) -> str:
    """A lipstick, turned out."""
    return (
        shape("M164 190 V112 q10 -44 72 -50 v128 z", paint.main)
        + shape("M164 116 q30 -10 72 -54 q-62 6 -72 54 z", paint.light)
        + rect(156, 184, 88, 50, GOLD, 4)
        + rect(144, 228, 112, 94, COAL, 8)
        + rect(144, 242, 112, 8, GOLD)
        + rect(290, 216, 58, 106, COAL, 8)
        + rect(290, 300, 58, 8, GOLD)
    )


def nailpolish(paint: Paint) -> str:
    """A bottle of nail polish."""
    return (
        shape("M172 66 h56 l10 124 h-76 z", COAL)
        + rect(120, 188, 160, 134, paint.main, 36)
        + glaze(rect(136, 206, 13, 92, WHITE, 6), 0.45)
        + rect(168, 182, 64, 14, STEEL, 4)
        + stroke("M286 120 q40 4 44 46", paint.main, 15)
    )


def makeupbrush(paint: Paint) -> str:
    """Brushes in a glass."""

    def one(x: float, angle: float, hair: str, wide: float) -> str:
        return turned(
            rect(x - 7, 150, 14, 130, paint.main, 6)
            + rect(x - 11, 128, 22, 32, GOLD, 4)
            + oval(x, 104, wide, 34, hair),
            angle,
            x,
            290,
        )

    return (
        one(164, -14, "#6b4a3c", 24)
        + one(200, 0, "#dd8fa0", 32)
        + one(236, 14, "#8f6243", 18)
        + shape("M124 206 h152 l-14 116 h-124 z", mix(GLASS, WHITE, 0.3))
        + glaze(rect(140, 220, 9, 84, WHITE, 4), 0.6)
    )


def pads(paint: Paint) -> str:
    """Round pads in a pile."""
    return (
        join(rect(98, 268 - 34 * i, 204, 34, (paint.main, paint.light, paint.dark)[i % 3], 17) for i in range(4))
        + oval(200, 164, 102, 34, paint.main)
        + oval(200, 162, 84, 25, paint.light)
        + turned(oval(322, 280, 40, 44, paint.main), 10)
        + rect(98, 296, 204, 26, paint.dark, 13)
    )


def hairbrush(paint: Paint) -> str:
    """A hairbrush and its bristles."""
    pins = join(disc(166 + 17 * c, 106 + 22 * r, 4, COAL) for r in range(5) for c in range(5))
    return turned(
        rect(182, 206, 36, 126, paint.dark, 17)
        + oval(200, 150, 70, 94, paint.main)
        + oval(200, 150, 54, 78, PAPER)
        + pins,
        24,
    )


def comb(paint: Paint) -> str:
    """A comb."""
    return turned(
        rect(64, 142, 272, 46, paint.main, 20)
        + join(rect(76 + 14 * i, 178, 8 if i < 10 else 6, 66, paint.main, 4) for i in range(19))
        + glaze(rect(84, 150, 180, 8, WHITE, 4), 0.3),
        -18,
    )


def hairdryer(paint: Paint) -> str:
    """A hairdryer."""
    return (
        stroke("M178 310 C180 350 90 340 82 300", COAL, 8)
        + shape("M170 216 h56 l-10 100 q-24 14 -48 0 z", paint.dark)
        + disc(216, 158, 84, paint.main)
        + shape("M200 104 L74 118 v82 L200 214 z", paint.main)
        + rect(54, 108, 30, 102, COAL, 8)
        + disc(222, 158, 50, paint.dark)
        + join(turned(rect(218, 118, 8, 80, COAL, 4), 30 * i, 222, 158) for i in range(6))
        + rect(190, 244, 14, 26, RED, 5)
    )


def shaver(paint: Paint) -> str:
    """A shaver with three heads."""
    heads = join(
        disc(x, y, 36, STEEL) + disc(x, y, 25, STEEL_DARK) + disc(x, y, 10, STEEL_LIGHT)
        for x, y in ((162, 110), (238, 110), (200, 160))
    )
    return (
        shape("M142 170 h116 l10 110 q-4 42 -68 42 q-64 0 -68 -42 z", paint.main)
        + shape("M118 124 q82 -90 164 0 q6 66 -82 88 q-88 -22 -82 -88 z", COAL)
        + heads
        + rect(178, 230, 44, 62, paint.dark, 20)
        + disc(200, 248, 9, LEAF)
    )


def razor(paint: Paint) -> str:
    """A safety razor."""
    return turned(
        rect(188, 140, 24, 188, paint.main, 11)
        + join(stroke(f"M190 {y} h20", paint.dark, 4) for y in range(196, 316, 12))
        + rect(134, 98, 132, 30, paint.main, 12)
        + rect(126, 120, 148, 14, STEEL_LIGHT, 3)
        + join(rect(140 + 12 * i, 130, 6, 13, paint.dark, 2) for i in range(10)),
        28,
    )


def shavingbrush(paint: Paint) -> str:
    """A shaving brush."""
    return (
        shape("M140 196 C96 90 160 62 200 62 C240 62 304 90 260 196 z", "#e9dcc6")
        + shape("M150 196 C120 130 150 100 200 100 C250 100 280 130 250 196 z", "#7c6553")
        + rect(142, 190, 116, 24, GOLD, 6)
        + shape("M152 212 h96 q-20 30 0 60 q14 30 -10 50 h-76 q-24 -20 -10 -50 q20 -30 0 -60 z", paint.main)
    )


def toothbrush(paint: Paint) -> str:
    """Toothbrushes in a beaker."""

    def one(x: float, angle: float, fill: str) -> str:
        return turned(
            rect(x - 8, 110, 16, 190, fill, 8)
            + rect(x - 11, 68, 22, 58, fill, 8)
            + rect(x + 8, 72, 18, 46, WHITE, 4)
            + rect(x + 8, 88, 18, 14, BLUE),
            angle,
            x,
            300,
        )

    return (
        one(176, -12, paint.main)
        + one(226, 13, paint.dark)
        + shape("M126 196 h148 l-12 126 h-124 z", mix(GLASS, WHITE, 0.25))
        + glaze(rect(142, 210, 9, 92, WHITE, 4), 0.6)
    )


def perfume(paint: Paint) -> str:
    """A bottle of scent."""
    return (
        rect(170, 66, 60, 56, GOLD, 6)
        + rect(182, 118, 36, 24, STEEL, 3)
        + rect(104, 138, 192, 184, mix(paint.main, WHITE, 0.3), 30)
        + rect(120, 196, 160, 112, paint.main, 20)
        + rect(152, 208, 96, 64, PAPER, 4)
        + stroke("M168 232 h64 M182 252 h36", paint.dark, 5)
        + glaze(rect(118, 158, 10, 130, WHITE, 5), 0.5)
    )


def bathbomb(paint: Paint) -> str:
    """Three bath bombs."""

    def one(x: float, y: float, r: float, fill: str) -> str:
        return (
            disc(x, y, r, fill)
            + stroke(f"M{x - r} {y} q{r} {r * 0.4} {2 * r} 0", mix(fill, COAL, 0.18), 5)
            + join(
                disc(x + dx * r, y + dy * r, 4, PAPER)
                for dx, dy in ((-0.4, -0.3), (0.2, -0.5), (0.5, 0.4), (-0.2, 0.5))
            )
        )

    return (
        one(200, 156, 66, paint.light)
        + one(136, 252, 70, paint.main)
        + one(264, 252, 70, "#b8a2cf")
        + shape("M292 130 q20 -24 34 0 q-14 24 -34 0 z", LEAF)
    )


def massager(paint: Paint) -> str:
    """A muscle massager."""
    return (
        rect(84, 104, 196, 86, paint.main, 40)
        + disc(84, 147, 15, STEEL_DARK)
        + disc(62, 147, 34, COAL)
        + rect(190, 170, 66, 150, paint.dark, 26)
        + rect(240, 122, 26, 50, COAL, 10)
        + join(disc(253, y, 4, LEAF) for y in (134, 147, 160))
        + stroke("M36 90 q-20 56 0 112", paint.main, 7)
    )


def eyemask(paint: Paint) -> str:
    """A sleeping mask."""
    return (
        stroke("M66 190 C40 80 360 80 334 190", paint.dark, 13)
        + shape(
            "M60 176 q140 -40 280 0 q6 90 -66 96 q-44 0 -56 -44 q-18 -22 -36 0 q-12 44 -56 44 q-72 -6 -66 -96 z",
            paint.main,
        )
        + stroke("M104 210 q28 26 56 0 M240 210 q28 26 56 0", paint.light, 7)
    )


def _tin(paint: Paint, picture: str) -> str:
    return (
        rect(110, 112, 180, 210, paint.main, 14)
        + rect(102, 88, 196, 38, paint.dark, 12)
        + rect(110, 296, 180, 26, paint.dark, 12)
        + rect(134, 152, 132, 122, PAPER, 10)
        + picture
        + glaze(rect(120, 134, 9, 150, WHITE, 4), 0.35)
    )


def teatin(paint: Paint) -> str:
    """A caddy of tea."""
    return _tin(
        paint,
        shape("M200 172 q44 22 0 70 q-44 -48 0 -70 z", LEAF)
        + stroke("M200 182 v68", LEAF_DARK, 4)
        + shape("M192 250 q-36 -2 -38 -34 q30 0 38 34 z", LEAF_DARK),
    )


def _bag(paint: Paint, front: str) -> str:
    return (
        shape("M112 110 h176 l14 196 q-2 16 -16 16 h-172 q-14 0 -16 -16 z", paint.main)
        + shape("M112 110 l8 -34 h160 l8 34 z", paint.dark)
        + stroke("M120 78 h160", paint.light, 6)
        + rect(136, 154, 128, 128, PAPER, 8)
        + front
    )


def coffeebag(paint: Paint) -> str:
    """A bag of coffee."""

    def bean(x: float, y: float, turn: float) -> str:
        return turned(oval(x, y, 24, 34, "#6b4a33") + stroke(f"M{x} {y - 26} q10 26 0 52", "#4a3122", 5), turn, x, y)

    return _bag(paint, bean(176, 220, -24) + bean(224, 214, 30))


def sweetbag(paint: Paint) -> str:
    """A bag of small things to eat."""
    return _bag(
        paint,
        join(disc(166 + 34 * (i % 3), 190 + 32 * (i // 3), 14, MANY[(i + paint.seed) % len(MANY)]) for i in range(9)),
    )


def chocolatebar(paint: Paint) -> str:
    """A bar of chocolate in its wrapper."""
    squares = join(rect(134 + 46 * c, 66 + 40 * r, 40, 34, "#7a5037", 5) for r in range(3) for c in range(3))
    return turned(
        rect(126, 56, 152, 140, "#5d3b27", 8)
        + squares
        + shape("M120 160 l20 12 l20 -12 l20 12 l20 -12 l20 12 l20 -12 l20 12 l24 -12 v164 h-164 z", STEEL_LIGHT)
        + rect(120, 186, 164, 138, paint.main, 4)
        + rect(142, 214, 120, 72, PAPER, 6)
        + stroke("M160 240 h84 M174 262 h56", paint.dark, 7),
        9,
    )


def giftbox(paint: Paint) -> str:
    """A box with a ribbon."""
    return (
        rect(80, 176, 240, 146, paint.main, 6)
        + rect(68, 138, 264, 48, paint.light, 8)
        + rect(180, 138, 40, 184, RED if paint.main != RED else PAPER)
        + shape("M200 138 C120 60 110 140 200 138 C280 60 290 140 200 138 z", RED if paint.main != RED else PAPER)
        + disc(200, 134, 15, mix(RED, COAL, 0.25))
        + glaze(rect(92, 190, 9, 120, WHITE, 4), 0.3)
    )


def jamjar(paint: Paint) -> str:
    """A jar with a cloth over its lid."""
    return (
        rect(104, 132, 192, 190, mix(GLASS, WHITE, 0.3), 30)
        + rect(114, 150, 172, 164, paint.main, 24)
        + shape(
            "M96 130 q-8 -62 104 -62 q112 0 104 62 l-18 22 l-16 -18"
            " l-18 20 l-18 -20 l-18 20 l-18 -20 l-18 20 l-18 -20 l-18 20 l-16 -18 z",
            "#d9645a",
        )
        + join(disc(x, y, 6, PAPER) for x, y in ((134, 108), (172, 92), (214, 104), (252, 94), (200, 76), (276, 118)))
        + rect(104, 132, 192, 7, WOOD_DARK, 3)
        + _label(paint, 146, 188, 108, 92)
    )


def biscuittin(paint: Paint) -> str:
    """A round tin, with biscuits."""

    def biscuit(x: float, y: float) -> str:
        return (
            disc(x, y, 38, "#d9a866")
            + disc(x, y, 30, "#e7c080")
            + join(disc(x + dx, y + dy, 4, "#7a5037") for dx, dy in ((-12, -8), (10, -10), (0, 10), (16, 8)))
        )

    return (
        biscuit(152, 148)
        + biscuit(246, 148)
        + biscuit(200, 126)
        + rect(70, 176, 260, 146, paint.main, 22)
        + rect(62, 168, 276, 34, paint.dark, 14)
        + rect(126, 224, 148, 64, PAPER, 12)
        + shape("M200 232 l9 18 l20 2 l-15 13 l5 19 l-19 -10 l-19 10 l5 -19 l-15 -13 l20 -2 z", RED)
    )


def cake(paint: Paint) -> str:
    """A fruit cake with a slice out."""
    fruit = join(disc(104 + 24 * i % 196, 214 + 37 * i % 76, 7, (RED, "#4a3122", YELLOW)[i % 3]) for i in range(18))
    return (
        shape("M80 190 q120 -64 240 0 v104 q-120 44 -240 0 z", "#7d5233")
        + fruit
        + oval(200, 188, 120, 44, "#93633f")
        + join(disc(x, y, 10, paint.main) for x, y in ((140, 182), (176, 166), (222, 166), (260, 182), (200, 200)))
        + rect(52, 306, 296, 16, PAPER, 8)
        + shape("M80 262 q120 44 240 0 v32 q-120 44 -240 0 z", paint.main)
    )


def oilbottle(paint: Paint) -> str:
    """A bottle of oil."""
    return (
        rect(180, 46, 40, 30, WOOD_DARK, 6)
        + shape("M182 72 h36 v62 q44 18 44 62 v104 q0 22 -22 22 h-80 q-22 0 -22 -22 v-104 q0 -44 44 -62 z", paint.main)
        + _label(paint, 146, 206, 108, 86)
        + glaze(rect(148, 186, 8, 110, WHITE, 4), 0.4)
        + oval(306, 300, 22, 17, LEAF)
        + oval(334, 306, 17, 13, LEAF_DARK)
    )


def spicejar(paint: Paint) -> str:
    """Three jars of spice."""

    def one(x: float, fill: str) -> str:
        return (
            rect(x, 160, 76, 162, mix(GLASS, WHITE, 0.3), 12)
            + rect(x + 6, 204, 64, 112, fill, 8)
            + rect(x + 2, 130, 72, 38, COAL, 8)
            + rect(x + 14, 236, 48, 46, PAPER, 4)
            + rect(x + 22, 256, 32, 6, COAL, 3)
        )

    return one(72, mix(paint.main, COAL, 0.3)) + one(252, LEAF_DARK) + one(162, paint.main)


def hamper(paint: Paint) -> str:
    """A hamper with good things in it."""
    inside = (
        rect(110, 116, 40, 90, LEAF_DARK, 8)
        + rect(122, 92, 16, 30, LEAF_DARK, 4)
        + rect(160, 140, 62, 70, RED, 8)
        + rect(158, 130, 66, 16, GOLD, 4)
        + disc(256, 170, 35, YELLOW)
        + rect(286, 126, 30, 84, CORAL, 5)
    )
    weave = join(
        stroke(f"M{84 + 30 * c + 15 * (r % 2)} {226 + 24 * r} h16", paint.dark, 7) for r in range(4) for c in range(8)
    )
    return (
        stroke("M90 206 C90 40 310 40 310 206", paint.dark, 13)
        + inside
        + rect(66, 198, 268, 124, paint.main, 14)
        + weave
        + rect(58, 190, 284, 22, paint.light, 11)
    )


def drinkbottle(paint: Paint) -> str:
    """A bottle and a glass."""
    return (
        rect(136, 44, 40, 22, STEEL_DARK, 5)
        + shape(
            "M138 64 h36 v74 q38 22 38 66 v96 q0 22 -20 22 h-72 q-20 0 -20 -22 v-96 q0 -44 38 -66 z",
            mix(paint.main, LEAF_DARK, 0.2),
        )
        + _label(paint, 110, 206, 92, 84)
        + shape("M242 196 h84 l-9 126 h-66 z", mix(GLASS, WHITE, 0.4))
        + shape("M245 230 h78 l-6 86 h-66 z", mix(paint.main, YELLOW, 0.45))
        + disc(306, 194, 19, "#d7dd5e")
        + disc(306, 194, 13, "#eef0b0")
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    soapbar,
    pumpbottle,
    creamjar,
    tub,
    tube,
    dropper,
    lipstick,
    nailpolish,
    makeupbrush,
    pads,
    hairbrush,
    comb,
    hairdryer,
    shaver,
    razor,
    shavingbrush,
    toothbrush,
    perfume,
    bathbomb,
    massager,
    eyemask,
    teatin,
    coffeebag,
    sweetbag,
    chocolatebar,
    giftbox,
    jamjar,
    biscuittin,
    cake,
    oilbottle,
    spicejar,
    hamper,
    drinkbottle,
)
