"""Clothes, jewellery, and what animals need."""

from collections.abc import Callable

from demo.drawing import (
    BLUE,
    CARD,
    COAL,
    CORAL,
    GLASS,
    GOLD,
    LEAF,
    LEAF_DARK,
    PAPER,
    RED,
    STEEL,
    STEEL_DARK,
    STEEL_LIGHT,
    WHITE,
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
    wheel,
)


def _hanger() -> str:
    return stroke("M200 78 q0 -22 16 -22 q14 2 8 16 M200 78 L262 110 M200 78 L138 110", WOOD_DARK, 7)


_TORSO = "M148 96 q52 30 104 0 l66 34 l-24 62 l-32 -14 v136 h-124 v-136 l-32 14 l-24 -62 z"
_LONG = "M150 96 q50 26 100 0 l54 30 l40 160 l-42 12 l-38 -112 v128 h-128 v-128 l-38 112 l-42 -12 l40 -160 z"


def tshirt(paint: Paint) -> str:
    """A T-shirt."""
    stripes = (
        join(rect(138, y, 124, 9, paint.light) for y in range(196, 310, 26))
        if paint.seed % 2
        else rect(212, 168, 36, 38, paint.light, 5)
    )
    return shape(_TORSO, paint.main) + stripes + stroke("M148 98 q52 32 104 0", paint.dark, 9)


def jumper(paint: Paint) -> str:
    """A jumper."""
    rows = join(
        stroke(f"M140 {y} l10 9 l10 -9 l10 9 l10 -9 l10 9 l10 -9 l10 9 l10 -9 l10 9 l10 -9 l10 9 l10 -9", fill, 5)
        for y, fill in ((168, paint.light), (192, PAPER), (216, paint.light))
    )
    return (
        shape(_LONG, paint.main)
        + rows
        + rect(136, 294, 128, 22, paint.dark, 6)
        + stroke("M150 98 q50 30 100 0", paint.dark, 15)
        + turned(rect(52, 270, 44, 20, paint.dark, 5), 15, 74, 280)
        + turned(rect(304, 270, 44, 20, paint.dark, 5), -15, 326, 280)
    )


def shirt(paint: Paint) -> str:
    """A shirt on its hanger."""
    checks = join(rect(x, 140, 7, 172, paint.light) for x in (150, 176, 218, 244)) if paint.seed % 2 else ""
    return (
        _hanger()
        + shape(_LONG, paint.main)
        + glaze(checks, 0.6)
        + shape("M164 92 l36 42 l36 -42 l22 10 l-34 52 l-24 -20 l-24 20 l-34 -52 z", paint.light)
        + stroke("M200 136 V312", paint.dark, 4)
        + join(disc(200, y, 5, PAPER) for y in (170, 206, 242, 278))
        + rect(216, 172, 34, 36, paint.dark, 4)
    )


def dress(paint: Paint) -> str:
    """A dress on its hanger."""
    dots = join(disc(124 + 32 * c + 16 * (r % 2), 234 + 26 * r, 5, paint.light) for r in range(4) for c in range(5))
    return (
        _hanger()
        + shape(
            "M166 90 q34 36 68 0 l24 12 l-14 84 q20 40 66 130 q-110 22 -220 0 q46 -90 66 -130 l-14 -84 z", paint.main
        )
        + dots
        + rect(154, 178, 92, 15, paint.dark, 5)
        + stroke("M166 92 q34 36 68 0", paint.dark, 6)
    )


def trousers(paint: Paint) -> str:
    """A pair of trousers."""
    return (
        shape("M132 74 h136 l26 248 h-68 l-26 -168 l-26 168 h-68 z", paint.main)
        + rect(130, 70, 140, 24, paint.dark, 5)
        + stroke("M200 94 v60 M142 104 q6 30 30 30 M258 104 q-6 30 -30 30", paint.dark, 5)
        + disc(200, 83, 5, GOLD)
        + stroke("M112 306 h56 M232 306 h56", paint.light, 5)
    )


def jacket(paint: Paint) -> str:
    """A jacket with a hood."""
    return (
        shape("M150 108 q-6 -62 50 -62 q56 0 50 62 z", paint.dark)
        + shape(_LONG, paint.main)
        + oval(200, 104, 42, 20, mix(paint.dark, COAL, 0.4))
        + stroke("M200 120 V312", STEEL_LIGHT, 6)
        + rect(146, 228, 42, 50, paint.dark, 7)
        + rect(212, 228, 42, 50, paint.dark, 7)
        + rect(196, 150, 8, 16, YELLOW, 3)
        + stroke("M142 156 H258", paint.light, 7)
    )


def hat(paint: Paint) -> str:
    """A knitted hat."""
    ribs = join(stroke(f"M{x} 242 V302", paint.light, 5) for x in range(104, 304, 17))
    return (
        disc(200, 92, 34, paint.light)
        + shape("M92 248 C88 90 312 90 308 248 z", paint.main)
        + stroke("M126 180 l18 -16 l18 16 l18 -16 l18 16 l18 -16 l18 16 l18 -16 l18 16", paint.light, 7)
        + rect(80, 236, 240, 72, paint.dark, 24)
        + glaze(ribs, 0.5)
    )


def cap(paint: Paint) -> str:
    """A cap with a peak."""
    return (
        shape("M230 226 q104 -4 124 44 q-70 22 -150 -6 z", paint.dark)
        + shape("M74 252 C60 96 286 84 290 236 q-110 44 -216 16 z", paint.main)
        + stroke("M180 112 q-24 70 -10 150 M180 112 q60 40 70 140 M180 112 q-70 40 -86 142", paint.dark, 4)
        + disc(180, 110, 10, paint.dark)
        + rect(116, 190, 52, 40, PAPER, 8)
    )


def sunhat(paint: Paint) -> str:
    """A straw hat with a ribbon."""
    return (
        oval(200, 252, 158, 50, paint.dark)
        + oval(200, 244, 158, 48, paint.main)
        + shape("M112 238 C112 100 288 100 288 238 q-88 36 -176 0 z", paint.light)
        + shape("M112 210 q88 38 176 0 v30 q-88 36 -176 0 z", CORAL)
        + shape("M270 222 l56 22 l-12 14 l10 18 l-58 -30 z", CORAL)
    )


def scarf(paint: Paint) -> str:
    """A scarf with a knot and a fringe."""
    stripes = join(rect(126, y, 62, 13, paint.light) for y in (214, 248, 282))
    return (
        shape("M100 120 q100 66 200 0 q20 44 -20 68 q-80 34 -160 0 q-40 -24 -20 -68 z", paint.main)
        + shape("M190 180 h62 l22 126 h-66 z", paint.dark)
        + rect(126, 178, 62, 130, paint.main)
        + stripes
        + join(stroke(f"M{x} 308 v16", paint.main, 5) for x in range(130, 190, 11))
        + join(stroke(f"M{x} 306 v16", paint.dark, 5) for x in range(214, 274, 11))
        + rect(144, 158, 80, 46, paint.light, 20)
    )


def mittens(paint: Paint) -> str:
    """A pair of mittens."""
    one = (
        shape("M-46 60 V-50 q4 -66 48 -66 q46 0 48 66 V60 z", paint.main)
        + shape("M44 -6 q44 -52 60 -14 q4 40 -58 66 z", paint.main)
        + rect(-52, 54, 108, 46, paint.dark, 14)
        + shape("M2 -74 l24 32 l-24 32 l-24 -32 z", paint.light)
    )
    return moved(one, 126, 214, -1).replace("scale(-1)", "scale(-1 1)") + moved(one, 262, 222)


def sock(paint: Paint) -> str:
    """A pair of socks."""

    def one(x: float) -> str:
        return (
            shape(f"M{x} 84 h74 v116 q4 20 46 40 q40 24 22 60 q-20 24 -64 8 q-66 -22 -78 -92 z", paint.main)
            + rect(x - 4, 76, 82, 30, paint.dark, 10)
            + rect(x, 124, 74, 13, paint.light)
            + rect(x, 150, 74, 13, PAPER)
            + disc(x + 116, 280, 25, paint.dark)
        )

    return glaze(one(180), 0.75) + one(100)


def pyjamas(paint: Paint) -> str:
    """Pyjamas, folded."""
    stars = join(disc(112 + 44 * c + 22 * (r % 2), 170 + 34 * r, 6, YELLOW) for r in range(4) for c in range(4))
    return (
        rect(78, 268, 244, 54, paint.dark, 18)
        + rect(78, 128, 244, 158, paint.main, 18)
        + stars
        + shape("M150 116 l50 54 l50 -54 l26 16 l-44 74 l-32 -28 l-32 28 l-44 -74 z", paint.light)
        + stroke("M200 178 V282", PAPER, 4)
        + join(disc(200, y, 5, PAPER) for y in (214, 250))
    )


def shoe(paint: Paint) -> str:
    """A lace-up shoe."""
    return (
        shape("M66 150 q50 26 84 -18 q70 66 146 90 q48 18 42 64 h-278 q-12 -70 6 -136 z", paint.main)
        + shape("M66 150 q50 26 84 -18 l20 18 q-40 52 -108 40 z", paint.dark)
        + shape("M54 282 h286 q4 34 -18 36 h-254 q-18 -4 -14 -36 z", PAPER)
        + stroke("M60 298 H334", paint.dark, 5)
        + stroke("M172 156 l-30 34 M200 176 l-28 34 M228 194 l-24 32", WHITE, 9)
        + shape("M276 214 q58 18 62 68 h-50 q-24 -30 -12 -68 z", paint.light)
    )


def slipper(paint: Paint) -> str:
    """A slipper with a warm lining."""
    return (
        shape("M60 236 q30 -26 86 -20 q60 -76 130 -50 q66 30 62 122 h-272 q-14 -24 -6 -52 z", paint.main)
        + shape("M60 236 q30 -26 92 -20 q40 10 64 54 h-148 q-12 -14 -8 -34 z", "#f2e8d6")
        + rect(56, 282, 286, 34, paint.dark, 16)
        + disc(276, 206, 20, paint.light)
    )


def boot(paint: Paint) -> str:
    """A boot."""
    return (
        shape("M120 70 h104 v134 q92 10 108 70 v20 h-214 z", paint.main)
        + rect(114, 66, 116, 26, paint.dark, 8)
        + shape("M110 284 h226 v34 h-132 l-14 -12 l-16 12 h-64 z", paint.dark)
        + glaze(rect(136, 104, 12, 140, WHITE, 6), 0.35)
        + rect(196, 112, 40, 13, paint.light, 6)
    )


def sandal(paint: Paint) -> str:
    """A sandal with two straps."""
    return (
        shape("M56 274 q60 -38 130 -10 q80 26 158 6 q10 32 -20 42 h-248 q-24 -10 -20 -38 z", "#bd8d5c")
        + rect(56, 300, 286, 20, COAL, 10)
        + shape("M104 262 q14 -80 60 -76 l42 80 q-50 -16 -102 -4 z", paint.main)
        + shape("M222 272 q0 -72 50 -72 q38 16 48 72 q-50 10 -98 0 z", paint.main)
        + rect(132, 214, 32, 22, GOLD, 5)
        + rect(256, 226, 32, 22, GOLD, 5)
    )


def belt(paint: Paint) -> str:
    """A rolled belt."""
    return (
        join(
            f'<circle cx="190" cy="196" r="{radius}" fill="none" stroke="{fill}" stroke-width="24"/>'
            for radius, fill in ((104, paint.dark), (78, paint.main), (52, paint.dark), (28, paint.main))
        )
        + rect(190, 280, 140, 38, paint.main, 6)
        + f'<rect x="296" y="268" width="58" height="60" rx="10" fill="none" stroke="{GOLD}" stroke-width="11"/>'
        + rect(290, 294, 42, 9, GOLD, 4)
        + join(disc(x, 299, 4, COAL) for x in (220, 244, 268))
    )


def watch(paint: Paint) -> str:
    """A wristwatch."""
    return (
        shape("M162 116 l10 -76 h56 l10 76 z", WOOD_DARK)
        + shape("M162 270 l10 74 h56 l10 -74 z", WOOD_DARK)
        + disc(200, 194, 96, paint.dark)
        + disc(200, 192, 92, paint.main)
        + disc(200, 192, 76, PAPER)
        + join(turned(rect(197, 124, 6, 13, COAL, 3), 30 * i, 200, 192) for i in range(12))
        + stroke("M200 192 V146 M200 192 L232 208", COAL, 7)
        + disc(200, 192, 7, RED)
        + rect(292, 182, 17, 22, paint.dark, 5)
    )


def sunglasses(paint: Paint) -> str:
    """Sunglasses."""
    lens = mix(COAL, paint.main, 0.25)
    return (
        stroke("M76 186 L56 120 M324 186 L344 120", paint.dark, 11)
        + disc(130, 212, 66, paint.main)
        + disc(270, 212, 66, paint.main)
        + disc(130, 212, 53, lens)
        + disc(270, 212, 53, lens)
        + stroke("M188 196 q12 -16 24 0", paint.main, 13)
        + glaze(stroke("M104 222 l34 -40 M244 222 l34 -40", WHITE, 9), 0.4)
    )


def necklace(paint: Paint) -> str:
    """A necklace on a stand."""
    return (
        shape("M148 60 h104 q-4 60 60 96 q24 30 24 166 h-272 q0 -136 24 -166 q64 -36 60 -96 z", "#d9d2c6")
        + stroke("M146 132 C150 230 250 230 254 132", paint.main, 6)
        + shape("M200 204 q34 34 0 68 q-34 -34 0 -68 z", paint.main)
        + shape("M200 218 q16 18 0 38 q-16 -20 0 -38 z", paint.light)
        + disc(200, 204, 7, paint.dark)
    )


def earrings(paint: Paint) -> str:
    """A pair of earrings on their card."""

    def one(x: float) -> str:
        return (
            stroke(f"M{x} 168 q-2 -28 16 -24", STEEL_DARK, 5)
            + f'<circle cx="{x}" cy="216" r="38" fill="none" stroke="{paint.main}" stroke-width="13"/>'
            + disc(x, 258, 14, paint.light)
        )

    return rect(88, 78, 224, 244, PAPER, 16) + stroke("M150 110 h100", CARD, 9) + one(146) + one(254)


def bracelet(paint: Paint) -> str:
    """A bracelet."""
    return (
        f'<ellipse cx="200" cy="206" rx="112" ry="84" fill="none" stroke="{paint.dark}" stroke-width="24"/>'
        + f'<ellipse cx="200" cy="200" rx="112" ry="84" fill="none" stroke="{paint.main}" stroke-width="20"/>'
        + join(turned(rect(196, 276, 9, 18, paint.light, 4), angle, 200, 200) for angle in range(-44, 45, 11))
        + glaze(stroke("M102 176 q24 -54 80 -58", WHITE, 6), 0.5)
    )


def petbowl(paint: Paint) -> str:
    """A bowl with food in it."""
    return (
        join(
            disc(x, y, 17, "#a9754a")
            for x, y in ((130, 186), (162, 170), (198, 162), (236, 168), (270, 186), (182, 186), (220, 188))
        )
        + shape("M84 190 h232 l34 118 q0 14 -16 14 h-268 q-16 0 -16 -14 z", paint.main)
        + rect(78, 184, 244, 20, paint.light, 10)
        + oval(200, 268, 21, 16, PAPER)
        + join(disc(x, y, 9, PAPER) for x, y in ((176, 248), (192, 238), (210, 238), (225, 248)))
    )


def petfountain(paint: Paint) -> str:
    """A drinking fountain."""
    return (
        shape("M106 196 h188 l20 116 q0 10 -12 10 h-204 q-12 0 -12 -10 z", paint.main)
        + oval(200, 196, 100, 30, paint.dark)
        + oval(200, 196, 86, 22, mix(GLASS, BLUE, 0.25))
        + stroke("M200 190 V120 q0 -30 -30 -20 M200 120 q0 -30 30 -20", mix(GLASS, BLUE, 0.35), 10)
        + rect(186, 256, 28, 44, mix(GLASS, BLUE, 0.3), 10)
    )


def petbed(paint: Paint) -> str:
    """A round bed with a dog asleep in it."""
    dog = (
        oval(200, 222, 78, 40, "#b98a5a")
        + disc(142, 212, 34, "#b98a5a")
        + shape("M122 190 q-24 8 -16 44 q18 -4 24 -32 z", "#8f6243")
        + stroke("M130 218 q8 6 15 0", COAL, 4)
        + disc(112, 224, 7, COAL)
        + stroke("M270 214 q30 -10 20 -34", "#b98a5a", 13)
    )
    return (
        oval(200, 250, 148, 68, paint.dark)
        + oval(200, 238, 116, 42, paint.light)
        + dog
        + shape("M52 244 q148 92 296 0 v24 q-30 54 -148 54 q-118 0 -148 -54 z", paint.main)
    )


def hutch(paint: Paint) -> str:
    """A little house with a rabbit at the door."""
    rabbit = (
        oval(186, 212, 10, 32, "#efe6d6")
        + oval(214, 212, 10, 32, "#efe6d6")
        + disc(200, 256, 34, "#efe6d6")
        + disc(188, 250, 5, COAL)
        + disc(212, 250, 5, COAL)
        + oval(200, 264, 6, 4, CORAL)
    )
    return (
        shape("M200 66 L340 176 H60 z", paint.dark)
        + rect(84, 172, 232, 150, paint.main, 6)
        + join(stroke(f"M88 {y} H312", paint.dark, 3) for y in (206, 240, 274))
        + shape("M140 322 v-70 a60 60 0 0 1 120 0 v70 z", COAL)
        + rabbit
    )


def collar(paint: Paint) -> str:
    """A collar with a tag."""
    return (
        f'<ellipse cx="200" cy="176" rx="116" ry="80" fill="none" stroke="{paint.dark}" stroke-width="34"/>'
        + f'<ellipse cx="200" cy="170" rx="116" ry="80" fill="none" stroke="{paint.main}" stroke-width="28"/>'
        + rect(266, 208, 54, 48, GOLD, 8)
        + rect(278, 218, 30, 28, paint.main, 4)
        + disc(190, 262, 13, STEEL)
        + disc(190, 292, 30, GOLD)
        + oval(190, 298, 9, 7, COAL)
        + join(disc(x, y, 4, COAL) for x, y in ((180, 286), (190, 281), (200, 286)))
    )


def lead(paint: Paint) -> str:
    """A lead, coiled."""
    return (
        stroke("M110 296 C30 160 150 70 214 140 C280 214 170 300 150 220 C130 130 300 80 318 210", paint.main, 17)
        + stroke("M110 296 C60 330 60 240 110 270", paint.dark, 17)
        + rect(304, 206, 28, 34, STEEL_DARK, 8)
        + stroke("M318 240 q-20 28 0 50 q22 -6 14 -40", STEEL, 9)
    )


def scratcher(paint: Paint) -> str:
    """A scratching post with a cat on top."""
    cat = (
        oval(200, 112, 46, 32, "#6f757b")
        + disc(166, 84, 27, "#6f757b")
        + shape("M146 74 l-2 -28 l20 16 z M186 74 l2 -28 l-20 16 z", "#6f757b")
        + disc(158, 84, 4, YELLOW)
        + disc(176, 84, 4, YELLOW)
        + stroke("M242 116 q40 20 24 60", "#6f757b", 11)
    )
    return (
        rect(176, 150, 48, 156, WOOD_LIGHT)
        + join(stroke(f"M176 {y} l48 6", WOOD_DARK, 3) for y in range(156, 300, 12))
        + cat
        + rect(108, 134, 184, 24, paint.main, 12)
        + rect(90, 300, 220, 22, paint.dark, 8)
        + stroke("M276 158 V206", COAL, 3)
        + disc(276, 216, 13, CORAL)
    )


def pettoy(paint: Paint) -> str:
    """A ball on a rope and a bone."""
    bone = (
        disc(118, 272, 20, PAPER)
        + disc(118, 300, 20, PAPER)
        + rect(118, 272, 116, 28, PAPER)
        + disc(234, 272, 20, PAPER)
        + disc(234, 300, 20, PAPER)
    )
    return (
        stroke("M206 176 C250 70 320 90 300 176", CARD, 15)
        + stroke("M298 176 v30 M288 178 l-8 24 M308 178 l8 24", CARD, 6)
        + disc(176, 166, 78, paint.main)
        + stroke("M106 144 q70 60 140 0 M118 218 q58 -40 116 0", paint.light, 9)
        + glaze(oval(146, 128, 15, 22, WHITE), 0.35)
        + moved(turned(bone, -8, 176, 286), 40, 12)
    )


def catwand(paint: Paint) -> str:
    """A wand with feathers."""
    feathers = join(
        turned(shape("M290 230 q-24 52 0 92 q24 -40 0 -92 z", fill), angle, 290, 230)
        for angle, fill in ((-28, BLUE), (28, YELLOW), (0, paint.main))
    )
    return (
        stroke("M80 316 L170 76", WOOD_DARK, 11)
        + stroke("M170 76 C230 60 300 130 290 222", COAL, 3.5)
        + feathers
        + disc(290, 228, 13, COAL)
    )


def catmouse(paint: Paint) -> str:
    """A toy mouse."""
    return (
        stroke("M296 268 C380 280 350 190 316 210", paint.dark, 9)
        + shape("M64 276 C96 170 300 150 306 290 q0 14 -14 14 h-212 q-22 -6 -16 -28 z", paint.main)
        + disc(176, 186, 36, paint.dark)
        + disc(176, 186, 23, CORAL)
        + disc(118, 242, 8, COAL)
        + disc(66, 276, 10, COAL)
        + wheel(136, 304, 17, COAL)
        + wheel(252, 304, 17, COAL)
    )


def petcarrier(paint: Paint) -> str:
    """A carrier with a face behind the mesh."""
    mesh = join(stroke(f"M{x} 176 V284", STEEL_DARK, 2) for x in range(210, 312, 15)) + join(
        stroke(f"M204 {y} H312", STEEL_DARK, 2) for y in range(186, 284, 15)
    )
    cat = (
        disc(258, 242, 35, "#c98f52")
        + shape("M232 222 l-4 -34 l26 18 z M284 222 l4 -34 l-26 18 z", "#c98f52")
        + disc(246, 238, 5, COAL)
        + disc(270, 238, 5, COAL)
        + oval(258, 252, 5, 4, CORAL)
    )
    return (
        stroke("M140 140 q60 -64 120 0", paint.dark, 17)
        + rect(60, 134, 280, 186, paint.main, 44)
        + rect(198, 168, 120, 124, COAL, 22)
        + cat
        + glaze(mesh, 0.7)
        + rect(84, 190, 90, 76, paint.dark, 18)
        + stroke("M98 214 h62", paint.light, 6)
    )


def petbrush(paint: Paint) -> str:
    """A brush for coats."""
    return (
        turned(
            rect(186, 196, 34, 130, paint.dark, 16)
            + rect(106, 106, 194, 82, paint.main, 26)
            + join(stroke(f"M{x} 104 v-32", STEEL_DARK, 4) for x in range(122, 292, 14))
            + rect(124, 128, 158, 16, paint.light, 8),
            14,
        )
        + disc(318, 300, 22, "#c9a271")
        + disc(338, 288, 13, "#c9a271")
    )


def petfood(paint: Paint) -> str:
    """A sack of food with a paw on it."""
    paw = oval(200, 238, 32, 26, paint.dark) + join(
        oval(x, y, 12, 16, paint.dark) for x, y in ((158, 210), (184, 190), (216, 190), (242, 210))
    )
    return (
        shape("M104 92 h192 l16 214 q-2 16 -16 16 h-192 q-14 0 -16 -16 z", paint.main)
        + shape("M104 92 l14 -28 h164 l14 28 z", paint.dark)
        + disc(200, 218, 76, PAPER)
        + paw
        + stroke("M118 116 h164", paint.light, 6)
    )


def litter(paint: Paint) -> str:
    """A covered tray."""
    return (
        shape("M84 226 C84 90 316 90 316 226 z", paint.light)
        + stroke("M160 116 q40 -38 80 0", paint.dark, 13)
        + rect(70, 220, 260, 102, paint.main, 20)
        + rect(60, 212, 280, 24, paint.dark, 12)
        + shape("M150 212 v-34 a50 50 0 0 1 100 0 v34 z", COAL)
        + shape("M162 212 q38 -22 76 0 z", CARD)
    )


def aquarium(paint: Paint) -> str:
    """A tank with fish."""

    def fish(x: float, y: float, fill: str, way: int) -> str:
        return (
            oval(x, y, 23, 14, fill)
            + shape(f"M{x + way * 18} {y} l{way * 20} -13 v26 z", fill)
            + disc(x - way * 11, y - 4, 3, COAL)
        )

    weed = join(
        stroke(f"M{x} 296 q-16 -32 0 -62 q14 -28 0 -56", fill, 9)
        for x, fill in ((112, LEAF_DARK), (136, LEAF), (288, LEAF_DARK))
    )
    return (
        rect(66, 102, 268, 216, mix(paint.main, WHITE, 0.35), 14)
        + rect(76, 136, 248, 172, mix(GLASS, BLUE, 0.3), 8)
        + weed
        + rect(76, 284, 248, 26, CARD, 8)
        + fish(196, 196, CORAL, 1)
        + fish(246, 244, YELLOW, -1)
        + fish(168, 254, RED, 1)
        + rect(60, 88, 280, 26, COAL, 10)
        + glaze(rect(86, 144, 11, 130, WHITE, 5), 0.5)
    )


def petcoat(paint: Paint) -> str:
    """A dog in its coat."""
    dog = (
        rect(122, 262, 22, 60, "#b98a5a", 8)
        + rect(158, 262, 20, 60, "#9a7048", 8)
        + rect(256, 262, 22, 60, "#b98a5a", 8)
        + rect(226, 262, 20, 60, "#9a7048", 8)
        + stroke("M288 206 q36 -14 40 -54", "#b98a5a", 15)
        + disc(110, 150, 48, "#b98a5a")
        + rect(52, 152, 64, 34, "#b98a5a", 16)
        + disc(56, 160, 9, COAL)
        + shape("M126 116 q42 10 34 66 q-28 -4 -40 -34 z", "#8f6243")
        + disc(98, 142, 6, COAL)
    )
    return (
        dog
        + shape("M118 176 q80 24 176 6 q14 50 -4 100 h-150 q-34 -44 -22 -106 z", paint.main)
        + shape("M110 176 q28 26 62 20 l-6 34 q-40 0 -60 -26 z", paint.light)
        + stroke("M146 278 H288", paint.dark, 9)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    tshirt,
    jumper,
    shirt,
    dress,
    trousers,
    jacket,
    hat,
    cap,
    sunhat,
    scarf,
    mittens,
    sock,
    pyjamas,
    shoe,
    slipper,
    boot,
    sandal,
    belt,
    watch,
    sunglasses,
    necklace,
    earrings,
    bracelet,
    petbowl,
    petfountain,
    petbed,
    hutch,
    collar,
    lead,
    scratcher,
    pettoy,
    catwand,
    catmouse,
    petcarrier,
    petbrush,
    petfood,
    litter,
    aquarium,
    petcoat,
)
