"""Things for gardens, balconies and hills."""

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
    moved,
    oval,
    rect,
    shape,
    stroke,
    turned,
)


def plant(x: float, y: float, scale: float = 1) -> str:
    """A leafy plant growing from a point."""
    leaves = join(
        turned(shape("M0 0 C-26 -30 -20 -74 0 -94 C20 -74 26 -30 0 0 z", fill), angle, 0, 0) for angle, fill in _LEAVES
    )
    return moved(leaves, x, y, scale)


_LEAVES = ((-52, LEAF_DARK), (52, LEAF_DARK), (-24, LEAF), (26, LEAF), (0, LEAF_DARK))


def wateringcan(paint: Paint) -> str:
    """A long-necked can."""
    neck = stroke("M250 286 L336 148", paint.dark, 18) + turned(
        shape("M318 120 l44 0 l-10 30 h-24 z", GOLD), 28, 340, 136
    )
    handle = stroke("M104 262 C40 220 60 120 160 128 C210 130 226 152 230 180", paint.dark, 14)
    body = shape("M106 186 h148 l12 126 a10 10 0 0 1 -10 10 h-152 a10 10 0 0 1 -10 -10 z", paint.main) + rect(
        98, 178, 164, 16, paint.light, 8
    )
    drops = join(oval(x, y, 4, 7, "#8fbfd6") for x, y in ((346, 176), (360, 196), (338, 204), (356, 226)))
    return handle + neck + body + rect(96, 270, 168, 8, paint.light) + drops


def secateurs(paint: Paint) -> str:
    """Secateurs, open."""
    grips = stroke("M196 196 C170 240 150 280 128 318", paint.main, 22) + stroke(
        "M204 196 C230 240 250 280 268 318", paint.main, 22
    )
    blades = shape("M208 200 C250 160 256 110 228 70 C214 110 190 150 186 190 z", STEEL) + shape(
        "M194 202 C156 176 146 140 156 104 C172 130 196 150 212 190 z", STEEL_DARK
    )
    return turned(
        grips
        + blades
        + disc(200, 196, 15, COAL)
        + disc(200, 196, 6, STEEL_LIGHT)
        + stroke("M176 250 q24 -14 46 0", STEEL_DARK, 5),
        14,
    )


def trowel(paint: Paint) -> str:
    """A trowel and a hand fork."""
    handle = (
        rect(-11, 60, 22, 100, WOOD, 10)
        + rect(-7, 24, 14, 46, STEEL_DARK, 4)
        + stroke("M0 160 q-14 22 2 24 q14 -4 -2 -24", "#8f6243", 4)
    )
    blade = shape("M-28 -70 C-28 -120 0 -132 0 -132 C0 -132 28 -120 28 -70 V14 Q0 40 -28 14 z", paint.one_of((STEEL,)))
    tines = stroke("M-26 -120 V-10 Q-26 24 0 26 Q26 24 26 -10 V-120 M0 -120 V26", STEEL, 11)
    return turned(moved(blade + handle, 148, 214, 0.8), -10) + turned(moved(tines + handle, 252, 214, 0.8), 10)


def gloves(paint: Paint) -> str:
    """A pair of long gloves."""
    hand = shape(
        "M-40 140 V20 C-40 0 -46 -60 -40 -76 q10 -12 18 2 l4 46 l4 -70 q10 -14 20 0 l2 66 l8"
        " -60 q10 -12 18 2 l-4 76 C44 -20 62 -40 70 -32 C78 -22 44 20 38 40 V140 z",
        paint.main,
    )
    cuff = rect(-46, 96, 90, 52, paint.dark, 8) + stroke("M-40 110 h78", paint.light, 5)
    return moved(turned(hand + cuff, 8, 0, 0), 268, 176, 0.92) + moved(
        f'<g transform="scale(-1 1)">{hand + cuff}</g>', 140, 176, 0.92
    )


def trimmer(paint: Paint) -> str:
    """A hedge trimmer."""
    teeth = join(shape(f"M{x} 204 l7 -16 l7 16 z M{x} 222 l7 16 l7 -16 z", STEEL_DARK) for x in range(196, 340, 20))
    blade = rect(180, 202, 176, 22, STEEL, 8)
    body = (
        rect(64, 178, 124, 70, paint.main, 24)
        + stroke("M88 180 C84 118 164 118 164 178", COAL, 16)
        + rect(56, 224, 64, 42, COAL, 10)
    )
    return turned(teeth + blade + body + shape("M180 160 l22 6 v96 l-22 6 z", paint.dark), -12)


def plantpot(paint: Paint) -> str:
    """A clay pot with a plant."""
    pot = (
        shape("M118 208 h164 l-22 100 h-120 z", paint.main)
        + rect(106, 190, 188, 30, paint.dark, 8)
        + oval(200, 312, 88, 11, paint.light)
    )
    return plant(200, 200, 1.15) + pot


def herbs(paint: Paint) -> str:
    """Three pots on a tray."""
    pots = join(
        plant(x, 226, 0.72)
        + shape(f"M{x - 38} 222 h76 l-8 78 h-60 z", paint.main)
        + rect(x - 24, 246, 48, 22, PAPER, 4)
        for x in (112, 200, 288)
    )
    names = join(stroke(f"M{x - 14} 257 h28", LEAF_DARK, 4) for x in (112, 200, 288))
    return pots + names + rect(60, 298, 280, 20, WOOD, 8)


def flower(x: float, y: float, fill: str, *, stem: float) -> str:
    """A flower on its stem."""
    petals = join(turned(oval(0, -15, 8, 14, fill), 60 * at, 0, 0) for at in range(6))
    return stroke(f"M{x} {y} v{stem}", LEAF_DARK, 5) + moved(
        petals + disc(0, 0, 7, YELLOW if fill != YELLOW else COAL), x, y
    )


def seeds(_: Paint) -> str:
    """A paper packet with flowers on it."""
    meadow = (
        flower(160, 184, BLUE, stem=90)
        + flower(204, 160, RED, stem=110)
        + flower(244, 196, WHITE, stem=80)
        + flower(182, 226, YELLOW, stem=50)
    )
    packet = (
        rect(112, 84, 176, 236, PAPER, 6)
        + rect(112, 84, 176, 34, LEAF_DARK, 6)
        + rect(126, 128, 148, 176, "#dfeadd", 4)
    )
    return packet + meadow + rect(126, 272, 148, 32, LEAF) + stroke("M160 101 h80", PAPER, 5)


def trough(paint: Paint) -> str:
    """A trough on a railing, full of flowers."""
    rail = join(rect(x, 250, 8, 72, STEEL_DARK) for x in range(76, 330, 40)) + rect(56, 240, 288, 10, COAL, 4)
    blooms = join(plant(x, 206, 0.6) for x in (112, 172, 232, 290)) + join(
        flower(x, y, f, stem=40) for x, y, f in ((140, 150, RED), (202, 140, CORAL), (262, 152, YELLOW))
    )
    return (
        rail
        + blooms
        + shape("M72 200 h256 l-14 72 h-228 z", paint.main)
        + rect(64, 192, 272, 18, paint.dark, 7)
        + rect(296, 222, 10, 30, GLASS, 4)
    )


def coldframe(paint: Paint) -> str:
    """A glazed box with its lid propped open."""
    lid = shape("M84 220 L132 108 L340 108 L316 220 z", GLASS) + stroke(
        "M84 220 L132 108 L340 108 L316 220 z M200 220 L236 108", paint.main, 9
    )
    seedlings = join(plant(x, 240, 0.42) for x in (116, 164, 212, 260, 300))
    return (
        lid
        + stroke("M330 232 V150", STEEL_DARK, 6)
        + seedlings
        + rect(68, 232, 272, 90, paint.main, 6)
        + join(rect(68, y, 272, 4, paint.dark) for y in (260, 290))
    )


def birdhouse(paint: Paint) -> str:
    """A nest box with a visitor."""
    body = shape("M130 176 L200 120 L270 176 V310 H130 z", paint.main) + join(
        rect(x, 170, 4, 140, paint.dark) for x in (164, 232)
    )
    roof = shape("M104 188 L200 96 L296 188 L282 202 L200 124 L118 202 z", "#6d7780")
    bird = (
        oval(272, 250, 26, 18, "#9a6a44")
        + disc(294, 238, 12, "#9a6a44")
        + shape("M304 236 l14 4 l-14 5 z", YELLOW)
        + shape("M250 244 l-26 -24 l8 30 z", "#7c5233")
    )
    return (
        body
        + roof
        + disc(200, 212, 25, COAL)
        + stroke("M200 258 H262", WOOD_DARK, 8)
        + bird
        + disc(297, 235, 2.5, COAL)
    )


def feeder(paint: Paint) -> str:
    """A window feeder with a finch."""
    pane = rect(76, 74, 248, 248, "#e6f1f4", 8) + stroke("M76 74 h248 v248 h-248 z", WHITE, 12)
    cups = disc(132, 132, 13, GLASS) + disc(200, 126, 13, GLASS) + disc(268, 132, 13, GLASS)
    tray = (
        shape("M104 210 h192 l-12 62 h-168 z", paint.dark)
        + rect(98, 120, 204, 20, paint.dark, 8)
        + shape("M116 210 C150 186 250 186 284 210 z", "#b98a4f")
    )
    bird = (
        oval(222, 176, 34, 24, YELLOW)
        + disc(252, 158, 16, YELLOW)
        + shape("M266 156 l17 5 l-17 7 z", CORAL)
        + shape("M194 172 l-34 -12 l20 26 z", COAL)
    )
    return pane + tray + cups + bird + disc(256, 154, 3.5, COAL)


def binoculars(paint: Paint) -> str:
    """Binoculars, from the front."""
    barrels = join(shape(f"M{x - 36} 130 h72 l16 140 a52 52 0 0 1 -104 0 z", paint.main) for x in (134, 266))
    lenses = join(
        oval(x, 274, 48, 44, COAL) + oval(x, 274, 36, 33, "#7fa6b8") + oval(x - 12, 262, 10, 9, GLASS)
        for x in (134, 266)
    )
    return (
        stroke("M110 118 C90 60 310 60 290 118", COAL, 6)
        + rect(160, 160, 80, 56, paint.dark, 10)
        + barrels
        + rect(100, 106, 68, 30, COAL, 8)
        + rect(232, 106, 68, 30, COAL, 8)
        + lenses
        + rect(186, 140, 28, 36, COAL, 8)
    )


def tent(paint: Paint) -> str:
    """A ridge tent before hills."""
    hills = glaze(shape("M30 316 L110 190 L170 250 L250 150 L370 316 z", LEAF), 0.5)
    side = shape("M150 120 L290 140 L356 318 H232 z", paint.dark)
    front = (
        shape("M150 120 L48 318 H236 z", paint.main)
        + shape("M150 150 L112 318 H188 z", COAL)
        + shape("M150 150 L112 318 L96 318 z M150 150 L188 318 L206 318 z", paint.light)
    )
    return hills + side + front + stroke("M150 120 L30 320 M290 140 L376 314", COAL, 3)


def sleepingbag(paint: Paint) -> str:
    """A mummy bag, lying open."""
    bag = shape(
        "M122 108 C118 50 282 50 278 108 C290 190 256 290 240 324 Q200 344 160 324 C144 290 110 190 122 108 z",
        paint.main,
    )
    hood = shape("M146 112 C140 68 260 68 254 112 C256 150 228 160 200 160 C172 160 144 150 146 112 z", paint.dark)
    seams = join(stroke(f"M{x} {y} Q200 {y + 16} {400 - x} {y}", paint.light, 5) for x, y in _SEAMS)
    return turned(
        bag + hood + oval(200, 112, 44, 24, PAPER) + seams + stroke("M244 152 C256 200 246 240 236 280", GOLD, 4), 18
    )


_SEAMS = ((124, 182), (132, 218), (142, 254), (154, 290))


def kneeler(paint: Paint) -> str:
    """A padded kneeler with handles at both ends."""
    frame = stroke("M96 318 V150 q0 -30 26 -30 t26 30 V318 M252 318 V150 q0 -30 26 -30 t26 30 V318", STEEL_DARK, 11)
    return (
        frame
        + rect(84, 214, 232, 36, paint.dark, 14)
        + rect(84, 202, 232, 34, paint.main, 15)
        + stroke("M108 212 h180", paint.light, 5)
    )


def bottle(paint: Paint) -> str:
    """An insulated bottle."""
    body = rect(148, 150, 104, 172, paint.main, 26) + shape(
        "M164 156 C164 126 176 124 176 110 h48 c0 14 12 16 12 46 z", STEEL
    )
    cap = rect(168, 84, 64, 34, COAL, 8) + stroke("M184 84 C184 56 216 56 216 84", COAL, 9)
    peak = shape("M166 262 l26 -42 l16 22 l12 -16 l16 36 z", paint.light)
    return (
        body
        + cap
        + peak
        + glaze(rect(222, 160, 18, 150, COAL, 9), 0.14)
        + glaze(rect(160, 168, 10, 130, WHITE, 5), 0.3)
    )


def poles(paint: Paint) -> str:
    """Two trekking poles, crossed."""
    pole = (
        rect(194, 120, 12, 186, STEEL_DARK, 4)
        + rect(192, 186, 16, 16, RED, 4)
        + rect(188, 72, 24, 60, "#bd8d5c", 10)
        + oval(200, 288, 22, 7, paint.main)
        + shape("M196 304 h8 l-4 20 z", COAL)
    )
    strap = stroke("M200 76 C232 80 232 120 208 124", paint.main, 6)
    return turned(pole + strap, -24) + turned(pole + strap, 24)


def torch(paint: Paint) -> str:
    """A head torch with its beam."""
    beam = glaze(shape("M262 186 L366 120 V276 L262 224 z", "#f7de96"), 0.6)
    band = stroke("M128 206 C80 110 270 80 262 190 M128 206 C150 280 240 270 262 220", COAL, 18) + stroke(
        "M128 206 C80 110 270 80 262 190", paint.main, 7
    )
    return (
        beam + band + rect(204, 168, 70, 74, paint.main, 18) + disc(246, 205, 26, COAL) + disc(246, 205, 17, "#fff3c4")
    )


def hammock(_: Paint) -> str:
    """A striped hammock between two trunks."""
    trunks = rect(54, 72, 30, 250, WOOD_DARK, 8) + rect(316, 72, 30, 250, WOOD_DARK, 8)
    crowns = glaze(oval(66, 82, 58, 40, LEAF) + oval(336, 82, 58, 40, LEAF), 0.9)
    bands = join(
        stroke(f"M110 {172 - i * 4} Q200 {316 - i * 26} 290 {172 - i * 4}", fill, 17)
        for i, fill in enumerate((RED, YELLOW, BLUE, GREEN))
    )
    return trunks + crowns + stroke("M82 146 L112 168 M318 146 L288 168", CARD, 5) + bands


def bench(paint: Paint) -> str:
    """A garden bench."""
    slats = join(rect(x, 150, 15, 78, paint.main, 3) for x in range(88, 306, 30)) + shape(
        "M66 160 Q200 108 334 160 v-20 Q200 88 66 140 z", paint.dark
    )
    legs = (
        rect(66, 140, 18, 182, paint.dark, 5)
        + rect(316, 140, 18, 182, paint.dark, 5)
        + rect(96, 248, 14, 74, paint.dark, 4)
        + rect(290, 248, 14, 74, paint.dark, 4)
    )
    return (
        slats
        + legs
        + rect(58, 230, 284, 22, paint.main, 6)
        + rect(52, 192, 50, 13, paint.main, 6)
        + rect(298, 192, 50, 13, paint.main, 6)
    )


def lantern(paint: Paint) -> str:
    """A lantern, lit."""
    glow = glaze(disc(200, 220, 110, "#f7de96"), 0.4)
    frame = (
        shape("M150 152 h100 l20 30 h-140 z", paint.main)
        + rect(134, 182, 132, 124, "#fbe7ae", 6)
        + rect(122, 302, 156, 20, paint.main, 6)
    )
    bars = join(rect(x, 182, 9, 124, paint.main) for x in (132, 196, 260)) + stroke(
        "M176 152 C170 84 230 84 224 152", paint.dark, 8
    )
    return (
        glow
        + frame
        + shape("M176 290 c-14 -34 14 -40 12 -66 c22 20 28 50 12 66 z", CORAL)
        + bars
        + rect(166, 146, 68, 10, BLUE, 4)
    )


def firebowl(paint: Paint) -> str:
    """A bowl with a flame."""
    flame = shape(
        "M200 90 C260 150 260 210 236 240 H164 C140 204 170 190 172 156 C188 164 194 130 200 90 z", CORAL
    ) + shape("M204 150 C234 190 230 220 220 240 H180 C172 210 200 196 204 150 z", YELLOW)
    return (
        flame
        + shape("M96 234 h208 c-6 56 -46 84 -104 84 s-98 -28 -104 -84 z", paint.main)
        + oval(200, 236, 104, 20, paint.light)
        + oval(200, 238, 58, 9, COAL)
        + flame.split("/>")[1]
        + "/>"
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    wateringcan,
    secateurs,
    trowel,
    gloves,
    trimmer,
    plantpot,
    herbs,
    seeds,
    trough,
    coldframe,
    birdhouse,
    feeder,
    binoculars,
    tent,
    sleepingbag,
    bottle,
    poles,
    torch,
    hammock,
    bench,
    lantern,
    firebowl,
    kneeler,
)
