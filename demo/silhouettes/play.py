"""More toys, more for the garden, the bag and the desk."""

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
    MANY,
    PAPER,
    RED,
    STEEL,
    STEEL_DARK,
    STEEL_LIGHT,
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
    wheel,
)


def bricks(paint: Paint) -> str:
    """A tower of bricks."""

    def one(x: float, y: float, studs: int, fill: str) -> str:
        wide = 46 * studs
        return (
            join(rect(x + 11 + 46 * i, y - 12, 24, 14, mix(fill, COAL, 0.15), 4) for i in range(studs))
            + rect(x, y, wide, 52, fill, 4)
            + rect(x, y + 42, wide, 10, mix(fill, COAL, 0.18), 3)
        )

    return (
        one(62, 268, 3, paint.main)
        + one(204, 268, 3, YELLOW)
        + one(108, 214, 4, BLUE)
        + one(154, 160, 2, GREEN)
        + one(200, 106, 2, paint.main)
    )


def rabbit(paint: Paint) -> str:
    """A cloth rabbit."""
    ears = turned(oval(170, 96, 21, 66, paint.main) + oval(170, 100, 10, 46, "#e9b8b0"), -10, 170, 150) + turned(
        oval(230, 96, 21, 66, paint.main) + oval(230, 100, 10, 46, "#e9b8b0"), 12, 230, 150
    )
    body = (
        oval(200, 268, 66, 60, paint.main)
        + oval(200, 276, 38, 38, paint.light)
        + oval(148, 312, 34, 17, paint.dark)
        + oval(252, 312, 34, 17, paint.dark)
        + turned(oval(134, 250, 17, 40, paint.dark), 24, 134, 250)
        + turned(oval(266, 250, 17, 40, paint.dark), -24, 266, 250)
    )
    return (
        ears
        + body
        + disc(200, 178, 54, paint.main)
        + disc(180, 172, 6, COAL)
        + disc(220, 172, 6, COAL)
        + oval(200, 190, 8, 6, "#c9776e")
        + stroke("M200 196 q-10 14 -18 6 M200 196 q10 14 18 6", COAL, 3.5)
        + shape("M200 226 l-28 -14 v28 z M200 226 l28 -14 v28 z", CORAL)
    )


def elephant(paint: Paint) -> str:
    """A cloth elephant."""
    legs = join(rect(x, 258, 44, 64, paint.dark, 14) for x in (176, 268)) + join(
        rect(x, 262, 44, 60, paint.main, 14) for x in (146, 240)
    )
    return (
        legs
        + oval(226, 212, 104, 80, paint.main)
        + stroke("M326 204 q24 20 14 48", paint.dark, 8)
        + disc(132, 172, 66, paint.main)
        + stroke("M98 190 C60 220 72 290 108 282", paint.main, 30)
        + oval(168, 176, 42, 58, paint.dark)
        + oval(172, 178, 27, 41, paint.light)
        + disc(112, 158, 7, COAL)
        + stroke("M110 214 q10 8 18 4", PAPER, 7)
    )


def racecar(paint: Paint) -> str:
    """A racing car with its driver."""
    return (
        disc(196, 186, 31, "#e8c49a")
        + shape("M164 184 a32 32 0 0 1 64 0 z", COAL)
        + shape("M40 262 C60 214 130 204 160 206 h90 q60 0 100 34 q10 10 6 34 h-300 q-16 0 -16 -12 z", paint.main)
        + rect(320, 190, 14, 54, paint.dark, 4)
        + rect(300, 176, 60, 19, paint.dark, 6)
        + disc(110, 240, 20, PAPER)
        + stroke("M106 234 l6 -4 v20", COAL, 4)
        + wheel(108, 286, 36, COAL)
        + wheel(290, 286, 36, COAL)
    )


def tractor(paint: Paint) -> str:
    """A tractor."""
    return (
        rect(196, 96, 104, 118, paint.dark, 10)
        + rect(208, 110, 80, 70, GLASS, 6)
        + shape("M76 186 h140 v90 h-140 q-14 0 -14 -14 v-62 q0 -14 14 -14 z", paint.main)
        + rect(112, 118, 13, 72, COAL, 5)
        + join(rect(76, y, 44, 8, paint.dark, 3) for y in (206, 224, 242))
        + rect(186, 200, 130, 66, paint.main, 14)
        + wheel(268, 254, 66, COAL)
        + disc(268, 254, 30, YELLOW)
        + wheel(104, 286, 36, COAL)
        + disc(104, 286, 16, YELLOW)
    )


def xylophone(paint: Paint) -> str:
    """A xylophone and beaters."""
    bars = join(
        rect(74 + 32 * i, 150 + 7 * i, 25, 152 - 14 * i, MANY[i % 7], 8)
        + disc(86 + 32 * i, 164 + 7 * i, 4, PAPER)
        + disc(86 + 32 * i, 288 - 7 * i, 4, PAPER)
        for i in range(8)
    )
    return (
        shape("M60 174 h282 v16 h-282 z M60 262 h282 v16 h-282 z", mix(paint.main, WOOD, 0.6))
        + bars
        + stroke("M120 116 L250 66", WOOD_DARK, 8)
        + disc(256, 64, 17, RED)
        + stroke("M200 122 L314 96", WOOD_DARK, 8)
        + disc(320, 94, 17, BLUE)
    )


def ukulele(paint: Paint) -> str:
    """A ukulele."""
    return turned(
        rect(187, 44, 26, 150, WOOD_DARK, 4)
        + rect(178, 34, 44, 46, WOOD_DARK, 8)
        + join(disc(x, y, 6, STEEL_LIGHT) for x in (174, 226) for y in (46, 66))
        + disc(200, 206, 58, paint.main)
        + disc(200, 270, 76, paint.main)
        + disc(200, 222, 26, COAL)
        + rect(168, 294, 64, 13, WOOD_DARK, 4)
        + join(stroke(f"M{x} 46 V298", PAPER, 2) for x in (191, 197, 203, 209)),
        20,
    )


def castle(paint: Paint) -> str:
    """A toy castle."""

    def tower(x: float) -> str:
        return (
            rect(x, 132, 76, 190, paint.main)
            + join(rect(x - 6 + 32 * i, 108, 24, 28, paint.main) for i in range(3))
            + rect(x + 28, 172, 20, 42, COAL, 10)
        )

    return (
        rect(120, 186, 160, 136, paint.light)
        + join(rect(124 + 32 * i, 164, 20, 24, paint.light) for i in range(5))
        + tower(58)
        + tower(266)
        + shape("M164 322 v-60 a36 36 0 0 1 72 0 v60 z", WOOD_DARK)
        + stroke("M96 108 V56 M304 108 V56", WOOD_DARK, 6)
        + shape("M98 56 l48 15 l-48 15 z", RED)
        + shape("M306 56 l48 15 l-48 15 z", BLUE)
    )


def playkitchen(paint: Paint) -> str:
    """A play kitchen."""
    return (
        rect(84, 66, 232, 108, mix(paint.light, WHITE, 0.3), 8)
        + rect(106, 84, 76, 58, GLASS, 6)
        + stroke("M214 96 h84", WOOD_DARK, 7)
        + stroke("M228 98 v36 M256 98 v44 M284 98 v34", STEEL_DARK, 7)
        + rect(72, 172, 256, 150, paint.main, 8)
        + rect(64, 160, 272, 24, WOOD_LIGHT, 6)
        + rect(96, 214, 108, 92, paint.dark, 10)
        + rect(108, 230, 84, 52, COAL, 6)
        + join(disc(x, 200, 8, RED) for x in (108, 136, 164, 192))
        + oval(262, 168, 44, 9, STEEL)
        + stroke("M290 160 v-24 q0 -14 -22 -12", STEEL_DARK, 8)
        + rect(228, 214, 80, 92, paint.light, 10)
    )


def craftkit(paint: Paint) -> str:
    """Scissors, thread, paper and glue."""
    return (
        rect(72, 116, 180, 206, paint.main, 10)
        + rect(88, 132, 148, 120, PAPER, 6)
        + shape("M162 148 l13 28 l30 3 l-22 20 l7 30 l-28 -16 l-28 16 l7 -30 l-22 -20 l30 -3 z", CORAL)
        + rect(106, 270, 112, 13, paint.light, 6)
        + turned(
            rect(284, 96, 13, 120, STEEL, 5)
            + f'<circle cx="290" cy="250" r="25" fill="none" stroke="{RED}" stroke-width="12"/>',
            12,
            290,
            200,
        )
        + turned(
            rect(284, 96, 13, 120, STEEL_DARK, 5)
            + f'<circle cx="290" cy="250" r="25" fill="none" stroke="{RED}" stroke-width="12"/>',
            -14,
            290,
            200,
        )
        + rect(226, 284, 54, 38, BLUE, 6)
        + rect(220, 278, 66, 10, WOOD, 4)
        + rect(220, 316, 66, 9, WOOD, 4)
    )


def bubbles(paint: Paint) -> str:
    """A bubble wand and bubbles."""

    def bubble(x: float, y: float, r: float) -> str:
        return (
            glaze(disc(x, y, r, mix(GLASS, paint.light, 0.4)), 0.75)
            + f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="{WHITE}" stroke-width="4"/>'
            + glaze(oval(x - r * 0.35, y - r * 0.4, r * 0.2, r * 0.3, WHITE), 0.8)
        )

    return (
        stroke("M112 320 L166 212", paint.main, 15)
        + f'<circle cx="188" cy="166" r="50" fill="none" stroke="{paint.dark}" stroke-width="13"/>'
        + bubble(296, 128, 58)
        + bubble(274, 244, 36)
        + bubble(106, 104, 28)
        + bubble(336, 224, 18)
    )


def bucket(paint: Paint) -> str:
    """A bucket and spade in the sand."""
    return (
        turned(
            rect(296, 110, 17, 150, YELLOW, 8)
            + rect(276, 96, 57, 19, YELLOW, 9)
            + shape("M272 250 h66 v44 q-33 50 -66 0 z", YELLOW),
            14,
            300,
            220,
        )
        + stroke("M92 150 C92 50 252 50 252 150", WHITE, 10)
        + shape("M80 146 h184 l-24 176 h-136 z", paint.main)
        + rect(72, 136, 200, 26, paint.dark, 12)
        + shape("M172 194 l13 27 l30 4 l-22 20 l6 30 l-27 -14 l-27 14 l6 -30 l-22 -20 l30 -4 z", PAPER)
    )


def skittles(paint: Paint) -> str:
    """Skittles and a ball."""
    one = shape(
        "M-16 -150 q0 -24 16 -24 q16 0 16 24 q0 18 -6 34 q34 40 18 116 h-56 q-16 -76 18 -116 q-6 -16 -6 -34 z",
        WOOD_LIGHT,
    )
    return (
        join(
            moved(one + rect(-13, -128, 26, 13, fill, 3), x, y, s)
            for x, y, s, fill in (
                (140, 296, 0.85, BLUE),
                (262, 296, 0.85, YELLOW),
                (200, 296, 0.95, RED),
                (106, 322, 1, paint.main),
                (236, 322, 1, GREEN),
            )
        )
        + disc(320, 288, 36, paint.main)
        + glaze(disc(308, 276, 9, WHITE), 0.4)
    )


def rocket(paint: Paint) -> str:
    """A rocket going up."""
    return (
        shape("M174 276 q26 80 52 0 z", "#bfe0ea")
        + shape("M186 276 q14 48 28 0 z", WHITE)
        + shape("M200 50 q58 56 50 226 h-100 q-8 -170 50 -226 z", paint.main)
        + shape("M200 50 q34 32 45 92 h-90 q11 -60 45 -92 z", paint.dark)
        + shape("M150 210 l-50 74 h54 z M250 210 l50 74 h-54 z", RED)
        + disc(200, 186, 27, PAPER)
        + disc(200, 186, 18, GLASS)
    )


def mower(paint: Paint) -> str:
    """A lawn mower on the grass."""
    grass = join(stroke(f"M{x} 322 l{4 if x % 2 else -4} -18", LEAF, 5) for x in range(48, 360, 13))
    return (
        stroke("M236 236 L334 78 M334 78 h-36", COAL, 12)
        + rect(232, 186, 96, 92, mix(paint.dark, COAL, 0.3), 16)
        + shape("M66 286 q4 -60 60 -66 h120 q20 0 20 66 z", paint.main)
        + rect(124, 176, 92, 52, paint.dark, 14)
        + rect(140, 190, 60, 11, paint.light, 5)
        + grass
        + wheel(102, 292, 30, COAL)
        + wheel(262, 286, 38, COAL)
    )


def hose(paint: Paint) -> str:
    """A coil of hose, spraying."""
    drops = join(oval(x, y, 4, 8, BLUE) for x, y in ((306, 84), (330, 70), (326, 104), (350, 92), (348, 122)))
    return (
        join(
            f'<ellipse cx="176" cy="{290 - 24 * i}" rx="112" ry="32" fill="none" stroke="{fill}" stroke-width="24"/>'
            for i, fill in enumerate((paint.dark, paint.main, paint.dark, paint.main))
        )
        + stroke("M286 216 C330 180 200 160 236 132", paint.main, 20)
        + turned(
            rect(228, 92, 60, 32, YELLOW, 10) + rect(284, 96, 20, 24, COAL, 5) + rect(232, 118, 20, 34, COAL, 8),
            -18,
            250,
            110,
        )
        + drops
    )


def spade(paint: Paint) -> str:
    """A spade."""
    return turned(
        rect(190, 70, 20, 150, mix(paint.main, WOOD, 0.5), 6)
        + rect(156, 54, 88, 24, mix(paint.main, WOOD_DARK, 0.5), 12)
        + shape("M150 210 h100 v74 q-50 74 -100 0 z", STEEL_DARK)
        + rect(146, 204, 108, 13, STEEL, 4)
        + stroke("M200 214 v64", STEEL, 5),
        12,
    )


def gardenfork(paint: Paint) -> str:
    """A garden fork."""
    return turned(
        rect(190, 60, 20, 150, mix(paint.main, WOOD, 0.5), 6)
        + rect(156, 46, 88, 24, mix(paint.main, WOOD_DARK, 0.5), 12)
        + stroke("M150 320 V226 H250 V320 M184 226 V324 M216 226 V324 M200 226 V200", STEEL_DARK, 12),
        12,
    )


def rake(paint: Paint) -> str:
    """A lawn rake and leaves."""
    tines = join(stroke(f"M200 170 L{116 + 21 * i} 288 l{(i - 4) * 2} 14", paint.main, 7) for i in range(9))
    leaf = shape("M0 0 q22 -26 44 0 q-22 22 -44 0 z", "#c9803f")
    return (
        rect(192, 40, 17, 140, WOOD, 6)
        + tines
        + stroke("M146 250 H254", STEEL_DARK, 7)
        + moved(turned(leaf, 24, 0, 0), 64, 296)
        + moved(turned(leaf, -30, 0, 0), 296, 312)
        + moved(leaf, 176, 318, 0.8)
    )


def wheelbarrow(paint: Paint) -> str:
    """A wheelbarrow with earth."""
    return (
        stroke("M366 182 L270 248 L96 272 M290 242 L306 318 M250 252 L262 318", WOOD_DARK, 13)
        + shape("M112 166 q80 -72 170 -8 z", "#6b4a33")
        + disc(168, 148, 13, LEAF)
        + disc(222, 138, 16, LEAF_DARK)
        + shape("M76 156 h240 l-52 96 h-122 z", paint.main)
        + rect(68, 148, 256, 17, paint.dark, 8)
        + wheel(94, 282, 40, COAL)
    )


def parasol(paint: Paint) -> str:
    """A garden parasol."""
    return (
        rect(193, 88, 14, 220, WOOD_DARK)
        + rect(138, 302, 124, 20, STEEL_DARK, 8)
        + shape("M40 196 C60 110 130 74 200 66 C270 74 340 110 360 196 z", paint.main)
        + shape("M146 196 C150 130 176 84 200 66 C224 84 250 130 254 196 z", paint.light)
        + shape(
            "M40 196 C44 170 52 150 64 134 C92 160 94 180 94 196 z"
            " M360 196 C356 170 348 150 336 134 C308 160 306 180 306 196 z",
            paint.light,
        )
        + disc(200, 62, 9, WOOD_DARK)
    )


def barbecue(paint: Paint) -> str:
    """A kettle barbecue."""
    smoke = glaze(stroke("M176 66 c-14 -16 14 -22 0 -40 M222 66 c-14 -16 14 -22 0 -40", STEEL_DARK, 7), 0.5)
    return (
        smoke
        + stroke("M156 232 L112 316 M244 232 L288 316 M200 240 V316", STEEL_DARK, 11)
        + stroke("M136 276 H264", STEEL_DARK, 6)
        + shape("M84 170 h232 q-14 84 -116 84 q-102 0 -116 -84 z", paint.main)
        + shape("M88 160 q14 -84 112 -84 q98 0 112 84 z", paint.main)
        + rect(76, 156, 248, 17, STEEL, 8)
        + rect(172, 60, 56, 15, WOOD_DARK, 7)
        + disc(250, 122, 13, PAPER)
        + wheel(112, 302, 22, COAL)
        + glaze(oval(142, 122, 18, 17, WHITE), 0.25)
    )


def deckchair(paint: Paint) -> str:
    """A deckchair."""
    cloth = shape("M108 82 h160 q-16 130 44 176 h-160 q-62 -50 -44 -176 z", paint.main)
    stripes = join(shape(f"M{x} 82 h26 q-16 130 44 176 h-26 q-62 -50 -44 -176 z", PAPER) for x in (138, 200))
    return (
        stroke("M96 72 L318 318 M264 72 L340 156 M318 254 L88 318", WOOD_DARK, 11)
        + cloth
        + stripes
        + stroke("M92 80 H276 M148 260 H320", WOOD, 13)
        + stroke("M104 82 L92 318", WOOD, 11)
    )


def stringlights(paint: Paint) -> str:
    """Lights on a string between two posts."""
    lamps = join(
        glaze(disc(x, y + 36, 36, "#f7de96"), 0.4)
        + rect(x - 8, y - 2, 16, 20, COAL, 4)
        + disc(x, y + 36, 21, mix("#fdeeb8", fill, 0.35))
        for x, y, fill in (
            (90, 136, paint.main),
            (145, 168, YELLOW),
            (200, 178, paint.main),
            (255, 168, CORAL),
            (310, 136, paint.main),
        )
    )
    return (
        rect(32, 60, 15, 262, WOOD_DARK, 5)
        + rect(353, 60, 15, 262, WOOD_DARK, 5)
        + stroke("M40 84 Q200 272 360 84", COAL, 5)
        + lamps
        + join(stroke(f"M{x} 322 l4 -22", LEAF, 5) for x in range(60, 350, 16))
    )


def compostbin(paint: Paint) -> str:
    """A bin for compost."""
    return (
        shape("M116 116 h168 l30 206 h-228 z", paint.main)
        + rect(104, 88, 192, 36, paint.dark, 14)
        + join(stroke(f"M{108 - 4 * i} {158 + 34 * i} h{184 + 8 * i}", paint.dark, 6) for i in range(3))
        + rect(156, 264, 88, 58, COAL, 8)
        + shape("M168 322 q10 -34 32 -26 q26 -12 36 26 z", "#6b4a33")
        + shape("M200 84 q-40 -10 -40 -44 q38 2 40 44 z", LEAF)
        + shape("M200 84 q40 -10 40 -44 q-38 2 -40 44 z", LEAF_DARK)
    )


def coolbox(paint: Paint) -> str:
    """A cool box."""
    return (
        stroke("M106 156 C106 60 294 60 294 156", STEEL_DARK, 15)
        + rect(66, 148, 268, 54, WHITE, 18)
        + rect(78, 192, 244, 130, paint.main, 18)
        + rect(78, 286, 244, 36, paint.dark, 16)
        + rect(176, 178, 48, 44, STEEL, 8)
        + stroke("M116 224 v50 M94 236 l44 26 M138 236 l-44 26", PAPER, 6)
    )


def campstove(paint: Paint) -> str:
    """A small stove under a pot."""
    flames = join(shape(f"M{x} 218 q14 20 0 34 q-14 -14 0 -34 z", BLUE) for x in (168, 200, 232))
    return (
        stroke("M132 128 H84", COAL, 13)
        + rect(126, 106, 148, 102, STEEL, 12)
        + rect(118, 98, 164, 17, STEEL_DARK, 8)
        + stroke("M150 214 L168 262 M250 214 L232 262 M140 212 H260", COAL, 8)
        + flames
        + rect(180, 252, 40, 18, STEEL_DARK, 5)
        + shape("M138 284 q0 -20 62 -20 q62 0 62 20 v38 h-124 z", paint.main)
        + rect(138, 292, 124, 11, paint.light)
    )


def beehotel(paint: Paint) -> str:
    """A house of canes for bees."""
    holes = join(
        disc(122 + 26 * c + 13 * (r % 2), 178 + 24 * r, 11, WOOD_LIGHT)
        + disc(122 + 26 * c + 13 * (r % 2), 178 + 24 * r, 6, "#5d4630")
        for r in range(6)
        for c in range(6)
    )
    bee = (
        oval(320, 132, 19, 13, YELLOW)
        + rect(312, 121, 6, 22, COAL)
        + rect(324, 121, 6, 22, COAL)
        + oval(314, 114, 8, 12, mix(GLASS, WHITE, 0.5))
    )
    return (
        shape("M200 64 L326 162 H74 z", paint.dark)
        + rect(96, 156, 208, 166, paint.main, 4)
        + rect(106, 162, 188, 150, "#a97b49", 4)
        + holes
        + bee
    )


def beltbag(paint: Paint) -> str:
    """A belt bag."""
    return (
        stroke("M78 178 C40 60 360 60 322 178", paint.dark, 20)
        + rect(180, 72, 44, 30, COAL, 6)
        + shape("M72 168 h256 q20 100 -46 132 h-164 q-66 -32 -46 -132 z", paint.main)
        + stroke("M94 196 H306", paint.dark, 8)
        + rect(128, 226, 144, 58, paint.dark, 20)
        + stroke("M144 242 h112", paint.light, 5)
        + rect(292, 190, 11, 26, GOLD, 4)
    )


def sleeve(paint: Paint) -> str:
    """A sleeve with a laptop coming out."""
    return (
        rect(104, 66, 216, 160, STEEL, 14)
        + disc(212, 120, 13, STEEL_DARK)
        + rect(72, 136, 256, 180, paint.main, 18)
        + stroke("M86 150 H314 V302 H86 z", paint.light, 3)
        + rect(276, 136, 20, 180, paint.dark)
        + rect(104, 256, 70, 34, paint.dark, 6)
    )


def purse(paint: Paint) -> str:
    """A purse with a clasp."""
    return (
        shape("M108 158 q92 -48 184 0 C350 210 330 316 268 318 h-136 C70 316 50 210 108 158 z", paint.main)
        + stroke("M108 160 C110 92 290 92 292 160", GOLD, 14)
        + disc(188, 102, 14, GOLD)
        + disc(214, 102, 14, mix(GOLD, COAL, 0.2))
        + join(
            disc(x, y, 7, paint.light)
            for x, y in ((140, 220), (200, 206), (260, 220), (170, 262), (230, 262), (200, 300))
        )
        + glaze(oval(124, 220, 11, 30, WHITE), 0.25)
    )


def calendar(paint: Paint) -> str:
    """A calendar on the wall."""
    days = join(
        rect(112 + 26 * c, 226 + 22 * r, 20, 16, CORAL if (r, c) == (1, 3) else CARD, 3)
        for r in range(4)
        for c in range(7)
    )
    return (
        rect(92, 78, 216, 244, PAPER, 8)
        + rect(92, 78, 216, 130, paint.main, 8)
        + disc(262, 116, 17, YELLOW)
        + shape("M92 208 v-34 q52 -60 104 -16 q52 -48 112 0 v50 z", paint.dark)
        + days
        + join(rect(x, 64, 8, 28, STEEL_DARK, 4) for x in range(116, 296, 26))
    )


def markers(paint: Paint) -> str:
    """Pens in a row."""
    fills = (paint.main, YELLOW, GREEN, BLUE, CORAL, "#8c6aa0")
    return (
        join(
            rect(80 + 42 * i, 142 - 16 * (i % 2), 31, 168, fill, 8)
            + rect(80 + 42 * i, 190 - 16 * (i % 2), 31, 62, PAPER)
            + shape(f"M{84 + 42 * i} {142 - 16 * (i % 2)} l6 -26 h11 l6 26 z", mix(fill, WHITE, 0.5))
            + shape(f"M{91 + 42 * i} {116 - 16 * (i % 2)} l4 -17 l5 17 z", mix(fill, COAL, 0.3))
            for i, fill in enumerate(fills)
        )
        + rect(62, 276, 276, 46, paint.dark, 8)
        + rect(150, 286, 100, 24, PAPER, 5)
    )


def ink(paint: Paint) -> str:
    """A bottle of ink and a nib."""
    return (
        rect(120, 106, 92, 44, COAL, 8)
        + shape("M136 146 h60 l46 50 v104 q0 22 -22 22 h-108 q-22 0 -22 -22 v-104 z", mix(GLASS, WHITE, 0.2))
        + shape("M100 206 h132 v90 q0 18 -18 18 h-96 q-18 0 -18 -18 z", paint.main)
        + rect(116, 226, 100, 56, PAPER, 5)
        + stroke("M130 246 q20 -14 34 4 t34 -4", paint.main, 5)
        + turned(rect(286, 66, 20, 150, WOOD_DARK, 9) + shape("M282 214 h28 l-14 60 z", GOLD), 16, 296, 180)
        + disc(268, 312, 10, paint.main)
    )


def organiser(paint: Paint) -> str:
    """A desk tidy, filled."""
    pens = join(
        turned(rect(x, 92, 14, 140, fill, 6), a, x, 260)
        for x, a, fill in ((120, -8, RED), (146, 0, YELLOW), (170, 7, BLUE))
    )
    return (
        pens
        + rect(228, 126, 74, 120, COAL, 10)
        + rect(236, 136, 58, 96, GLASS, 5)
        + rect(84, 186, 126, 136, paint.main, 10)
        + rect(84, 206, 126, 9, paint.dark)
        + shape("M206 228 h124 v94 h-124 z", paint.light)
        + rect(206, 282, 124, 40, paint.dark, 6)
        + disc(254, 274, 10, STEEL)
        + disc(282, 276, 8, CORAL)
    )


def wrap(paint: Paint) -> str:
    """Rolls of wrapping paper."""

    def roll(x: float, fill: str, dot: str, angle: float) -> str:
        return turned(
            rect(x, 76, 52, 244, fill, 8)
            + oval(x + 26, 78, 26, 10, CARD)
            + oval(x + 26, 78, 13, 5, WOOD_DARK)
            + join(disc(x + 14 + 24 * (i % 2), 112 + 26 * i, 6, dot) for i in range(8)),
            angle,
            x + 26,
            320,
        )

    return (
        roll(214, BLUE if paint.main != BLUE else CORAL, PAPER, 14)
        + roll(134, paint.main, YELLOW, -12)
        + roll(174, PAPER, paint.main, 0)
        + rect(164, 226, 72, 17, RED)
        + shape("M200 234 q-44 -44 -48 0 q4 40 48 0 q44 -44 48 0 q-4 40 -48 0 z", RED)
    )


def poster(paint: Paint) -> str:
    """A print on the wall."""
    return (
        rect(96, 62, 208, 262, PAPER, 3)
        + rect(110, 76, 180, 206, mix(paint.main, PAPER, 0.1))
        + disc(200, 152, 46, mix("#f7e3a0", paint.light, 0.3))
        + shape("M110 282 v-56 q60 -50 100 -8 q40 -34 80 6 v58 z", paint.dark)
        + join(disc(x, y, 3, PAPER) for x, y in ((132, 102), (262, 96), (150, 196), (272, 178), (128, 160)))
        + rect(140, 296, 120, 9, paint.dark, 4)
        + turned(rect(86, 54, 46, 18, "#e9d9a8"), -32, 109, 63)
        + turned(rect(268, 54, 46, 18, "#e9d9a8"), 32, 291, 63)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    bricks,
    rabbit,
    elephant,
    racecar,
    tractor,
    xylophone,
    ukulele,
    castle,
    playkitchen,
    craftkit,
    bubbles,
    bucket,
    skittles,
    rocket,
    mower,
    hose,
    spade,
    gardenfork,
    rake,
    wheelbarrow,
    parasol,
    barbecue,
    deckchair,
    stringlights,
    compostbin,
    coolbox,
    campstove,
    beehotel,
    beltbag,
    sleeve,
    purse,
    calendar,
    markers,
    ink,
    organiser,
    wrap,
    poster,
)
