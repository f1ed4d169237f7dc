"""Sport, on land and in water."""

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


def _ring(x: float, y: float, radius: float, colour: str, width: float) -> str:
    return stroke(
        f"M{x - radius} {y} a{radius} {radius} 0 1 1 {2 * radius} 0 a{radius} {radius} 0 1 1 {-2 * radius} 0",
        colour,
        width,
    )


def dumbbell(paint: Paint) -> str:
    """A pair of dumbbells."""
    one = (
        rect(-70, -9, 140, 18, STEEL, 8)
        + join(rect(x, -44, 30, 88, paint.main, 9) for x in (-100, 70))
        + join(rect(x, -30, 22, 60, paint.dark, 7) for x in (-70, 48))
    )
    return moved(turned(one, -24, 0, 0), 214, 176, 1.05) + moved(one, 194, 272, 1.1)


def kettlebell(paint: Paint) -> str:
    """A kettlebell."""
    return (
        stroke("M146 196 C130 84 270 84 254 196", paint.dark, 26)
        + disc(200, 238, 84, paint.main)
        + rect(150, 306, 100, 16, paint.dark, 6)
        + disc(200, 240, 34, PAPER)
        + stroke("M190 228 l12 -8 v40", paint.dark, 6)
        + glaze(oval(162, 200, 16, 26, WHITE), 0.3)
    )


def yogamat(paint: Paint) -> str:
    """A mat, half rolled up."""
    flat = shape("M112 262 h196 l40 58 h-250 z", paint.light) + stroke("M134 276 h166", paint.main, 4)
    roll = (
        rect(72, 188, 232, 86, paint.main, 43)
        + oval(304, 231, 30, 43, paint.dark)
        + oval(304, 231, 18, 27, paint.light)
        + oval(304, 231, 7, 11, paint.dark)
    )
    return flat + roll + rect(128, 186, 16, 90, PAPER) + rect(220, 186, 16, 90, PAPER)


def bands(paint: Paint) -> str:
    """Elastic bands in their colours."""
    colours = (paint.main, YELLOW, GREEN, BLUE) if paint.seed % 2 else (paint.main, CORAL, paint.dark, paint.light)
    return join(_ring(150 + 34 * i, 156 + 32 * i, 66, fill, 17) for i, fill in enumerate(colours))


def skippingrope(paint: Paint) -> str:
    """A skipping rope."""
    rope = stroke("M126 150 C90 330 180 330 190 230 C198 150 230 150 236 240 C244 330 320 310 280 150", paint.main, 10)
    return (
        rope
        + turned(rect(112, 78, 26, 88, WOOD, 12) + rect(112, 96, 26, 12, RED), -8, 125, 120)
        + turned(rect(268, 78, 26, 88, WOOD, 12) + rect(268, 96, 26, 12, RED), 8, 281, 120)
    )


def racket(paint: Paint) -> str:
    """A racket and a ball."""
    strings = join(stroke(f"M{x} 84 V226", PAPER, 2.5) for x in range(152, 256, 17)) + join(
        stroke(f"M138 {y} H262", PAPER, 2.5) for y in range(94, 226, 17)
    )
    head = (
        oval(200, 154, 78, 92, mix(paint.light, WHITE, 0.3))
        + strings
        + f'<ellipse cx="200" cy="154" rx="78" ry="92" fill="none" stroke="{paint.main}" stroke-width="15"/>'
    )
    return (
        turned(
            head + stroke("M170 238 L196 276 M230 238 L204 276", paint.main, 11) + rect(187, 266, 26, 84, COAL, 10), 26
        )
        + disc(298, 288, 28, "#d7dd5e")
        + stroke("M276 276 q20 6 22 38", WHITE, 4)
    )


def basketball(paint: Paint) -> str:
    """A basketball."""
    seams = stroke("M200 90 V322 M84 206 H316 M120 124 q64 82 0 164 M280 124 q-64 82 0 164", COAL, 6)
    return disc(200, 206, 116, paint.main) + seams + glaze(oval(156, 154, 26, 36, WHITE), 0.25)


def shuttlecock(paint: Paint) -> str:
    """A shuttlecock."""
    feathers = join(
        turned(shape("M188 206 L168 78 q32 -18 64 0 L212 206 z", mix(paint.main, fill, 0.35)), angle, 200, 250)
        for angle, fill in ((-24, CARD), (24, CARD), (-12, WHITE), (12, WHITE), (0, PAPER))
    )
    return turned(
        feathers
        + stroke("M158 160 q42 -16 84 0 M168 196 q32 -12 64 0", RED, 4)
        + shape("M166 232 h68 v34 a34 34 0 0 1 -68 0 z", WHITE)
        + rect(164, 232, 72, 13, GREEN, 4),
        28,
    )


def tabletennis(paint: Paint) -> str:
    """Two bats and a ball."""

    def bat(fill: str, angle: float) -> str:
        return turned(
            rect(184, 224, 32, 100, WOOD, 9)
            + disc(200, 160, 82, fill)
            + shape("M150 224 h100 q-20 20 -32 24 h-36 q-12 -4 -32 -24 z", WOOD_DARK),
            angle,
            200,
            300,
        )

    return bat(paint.dark, 24) + bat(paint.main, -22) + disc(296, 290, 19, "#fdfdfa") + disc(290, 284, 6, WHITE)


def cricketbat(paint: Paint) -> str:
    """A bat, three stumps and a ball."""
    stumps = join(rect(x, 124, 13, 198, WOOD_DARK, 6) for x in (230, 262, 294)) + rect(230, 116, 78, 9, WOOD, 4)
    bat = (
        rect(126, 150, 62, 180, mix(paint.main, WOOD_LIGHT, 0.55), 14)
        + shape("M126 168 q30 -44 62 0 z", WOOD_LIGHT)
        + rect(147, 60, 20, 96, COAL, 8)
        + rect(126, 206, 62, 26, paint.main)
    )
    return (
        stumps + turned(bat, -14, 150, 320) + disc(238, 304, 20, "#a8323a") + stroke("M226 292 q14 10 22 26", PAPER, 3)
    )


def boxinggloves(paint: Paint) -> str:
    """Two gloves, hanging."""
    one = (
        shape("M-50 -76 C-50 -130 54 -130 56 -62 C60 0 40 30 34 58 H-42 C-46 20 -56 -10 -50 -76 z", paint.main)
        + shape("M-52 -40 C-92 -44 -84 24 -38 22 z", paint.dark)
        + rect(-46, 52, 84, 46, PAPER, 10)
        + rect(-46, 66, 84, 12, paint.dark)
        + glaze(oval(14, -78, 14, 24, WHITE), 0.3)
    )
    return stroke("M150 120 Q200 40 250 120", COAL, 6) + moved(one, 150, 210, 0.95) + moved(one, 262, 226, 0.95)


def foamroller(paint: Paint) -> str:
    """A ridged roller."""
    ribs = join(stroke(f"M{x} 152 q12 54 0 108", paint.dark, 9) for x in range(118, 270, 26))
    return (
        rect(72, 150, 236, 112, paint.main, 50)
        + ribs
        + oval(292, 206, 38, 56, paint.dark)
        + oval(292, 206, 20, 31, mix(paint.dark, COAL, 0.5))
        + disc(128, 292, 28, CORAL)
        + disc(120, 284, 7, WHITE)
    )


def bicycle(paint: Paint) -> str:
    """A bicycle."""
    wheels = join(
        _ring(x, 250, 66, COAL, 9)
        + _ring(x, 250, 59, STEEL, 2)
        + join(turned(stroke(f"M{x} 194 V306", STEEL, 1.6), 45 * i, x, 250) for i in range(4))
        for x in (112, 290)
    )
    frame = stroke("M112 250 L166 158 L262 150 L206 250 L112 250 M206 250 L158 138 M290 250 L254 122", paint.main, 11)
    return (
        wheels
        + frame
        + stroke("M140 132 h44", COAL, 13)
        + stroke("M254 122 q6 -24 34 -18 q14 4 10 16", STEEL_DARK, 8)
        + disc(206, 250, 17, STEEL_DARK)
        + stroke("M206 250 l16 28 h14", COAL, 6)
        + disc(276, 142, 9, YELLOW)
    )


def helmet(paint: Paint) -> str:
    """A bicycle helmet with its strap."""
    straps = stroke("M120 220 L176 300 L244 224", COAL, 8) + rect(164, 290, 28, 18, STEEL, 6)
    shell = shape("M66 226 C66 100 180 76 250 104 C316 130 338 190 334 226 C250 204 150 208 66 226 z", paint.main)
    vents = join(
        shape(f"M{x} {y} q34 -34 76 -38 q-14 26 -20 46 z", paint.dark) for x, y in ((110, 178), (170, 158), (236, 164))
    )
    return straps + shell + vents + shape("M60 230 q140 -40 280 -2 l8 12 q-150 -30 -288 6 z", paint.dark)


def bikelight(paint: Paint) -> str:
    """A bicycle light, shining."""
    beam = glaze(shape("M232 168 L366 92 V312 L232 240 z", "#f7de96"), 0.6)
    return (
        beam
        + rect(104, 156, 120, 92, paint.main, 26)
        + shape("M208 152 h34 q14 50 0 100 h-34 z", STEEL_LIGHT)
        + shape("M228 160 q16 44 0 84 z", "#fff0b8")
        + disc(150, 200, 14, paint.dark)
        + shape("M140 248 h44 v50 q-22 26 -44 0 z", COAL)
        + glaze(rect(118, 166, 70, 9, WHITE, 4), 0.4)
    )


def bikepump(paint: Paint) -> str:
    """A stand pump with a gauge."""
    return (
        stroke("M214 296 C330 330 330 160 270 150", COAL, 9)
        + rect(184, 116, 32, 180, paint.main, 8)
        + rect(194, 80, 12, 44, STEEL)
        + rect(134, 64, 132, 22, WOOD, 11)
        + rect(140, 300, 120, 22, COAL, 9)
        + disc(200, 282, 32, STEEL_DARK)
        + disc(200, 282, 25, PAPER)
        + stroke("M200 282 l12 -14", RED, 4)
        + rect(258, 138, 30, 20, STEEL_DARK, 6)
    )


def bikelock(paint: Paint) -> str:
    """A bow lock with its key."""
    return (
        stroke("M136 232 V146 C136 66 264 66 264 146 V232", STEEL_DARK, 26)
        + stroke("M136 200 V146 C136 66 264 66 264 146 V200", paint.main, 16)
        + rect(92, 222, 216, 72, paint.main, 26)
        + rect(92, 262, 216, 32, paint.dark, 16)
        + disc(200, 258, 17, STEEL)
        + rect(197, 250, 6, 18, COAL)
        + disc(318, 300, 15, GOLD)
        + disc(318, 300, 6, PAPER)
        + rect(268, 296, 40, 8, GOLD)
    )


def scooter(paint: Paint) -> str:
    """A scooter."""
    return (
        stroke("M292 84 L322 276", STEEL_DARK, 11)
        + stroke("M262 90 L326 78", COAL, 14)
        + shape("M92 278 h192 l26 -40 l14 10 l-26 52 h-206 z", paint.main)
        + rect(92, 272, 180, 10, paint.dark, 4)
        + wheel(100, 298, 25, COAL)
        + wheel(318, 298, 25, COAL)
        + stroke("M76 282 q8 -24 34 -18", paint.dark, 9)
    )


def skateboard(paint: Paint) -> str:
    """A skateboard."""
    return turned(
        shape(
            "M58 184 q4 -12 18 -6 q24 22 60 22 h128 q36 0 60 -22 q14 -6 18 6 q-18 42 -70 42 h-144 q-52 0 -70 -42 z",
            paint.main,
        )
        + stroke("M84 204 q18 8 52 8 h128 q34 0 52 -8", paint.light, 6)
        + rect(112, 224, 42, 15, STEEL_DARK, 6)
        + rect(246, 224, 42, 15, STEEL_DARK, 6)
        + join(wheel(x, 250, 23, YELLOW) for x in (118, 148, 252, 282)),
        -10,
        200,
        220,
    )


def rollerskates(paint: Paint) -> str:
    """A roller boot."""
    boot = (
        shape("M132 84 h92 v96 q70 18 86 48 q8 18 4 40 h-182 z", paint.main)
        + shape("M132 84 h92 v24 h-92 z", paint.light)
        + stroke("M212 128 l-34 10 M214 154 l-36 8 M224 178 l-34 10", WHITE, 7)
    )
    return (
        boot
        + rect(122, 264, 200, 16, paint.dark, 7)
        + rect(146, 278, 150, 12, STEEL_DARK)
        + wheel(158, 298, 25, CORAL)
        + wheel(284, 298, 25, CORAL)
        + rect(312, 272, 22, 24, CORAL, 8)
    )


def goggles(paint: Paint) -> str:
    """Swimming goggles."""
    lens = glaze(oval(-2, -12, 16, 26, WHITE), 0.45)
    strap = stroke("M112 190 C40 120 70 70 200 70 C330 70 360 120 288 190", paint.dark, 13)

    def eye(x: float) -> str:
        return (
            oval(x, 216, 66, 50, paint.main)
            + oval(x, 216, 48, 34, mix(GLASS, BLUE, 0.35))
            + moved(lens, x - 14, 216, 0.8)
        )

    return strap + stroke("M180 214 q20 -16 40 0", paint.dark, 12) + eye(130) + eye(270)


def swimcap(paint: Paint) -> str:
    """A cap for the water."""
    waves = join(stroke(f"M{70 + 60 * i} 296 q15 -16 30 0 q15 16 30 0", BLUE, 8) for i in range(4))
    return (
        shape("M84 258 C72 90 328 90 316 258 C250 284 150 284 84 258 z", paint.main)
        + stroke("M104 214 C150 240 250 240 296 214", paint.light, 10)
        + stroke("M122 176 C160 196 240 196 278 176", paint.light, 8)
        + glaze(oval(150, 158, 16, 34, WHITE), 0.3)
        + waves
    )


def dartboard(paint: Paint) -> str:
    """A dartboard with a dart in it."""
    wedges = join(
        turned(shape("M200 200 L184 98 h32 z", fill), 36 * i + half, 200, 200)
        for half, fill in ((0, "#efe2c6"), (18, COAL))
        for i in range(10)
    )
    return (
        disc(200, 200, 128, mix(COAL, paint.main, 0.35))
        + disc(200, 200, 104, COAL)
        + wedges
        + _ring(200, 200, 98, RED, 8)
        + _ring(200, 200, 58, GREEN, 8)
        + disc(200, 200, 17, GREEN)
        + disc(200, 200, 9, RED)
        + stroke("M206 194 L262 138", STEEL_DARK, 7)
        + shape("M252 130 l34 -34 l20 20 l-34 34 z", YELLOW)
    )


def stopwatch(paint: Paint) -> str:
    """A stopwatch."""
    return (
        rect(186, 74, 28, 32, STEEL_DARK, 6)
        + turned(rect(190, 84, 20, 26, STEEL_DARK, 5), 42, 200, 214)
        + disc(200, 212, 108, paint.main)
        + disc(200, 212, 86, PAPER)
        + join(turned(rect(197, 134, 6, 14, COAL, 3), 30 * i, 200, 212) for i in range(12))
        + stroke("M200 212 L242 168", RED, 6)
        + disc(200, 212, 9, COAL)
        + stroke("M120 130 Q100 60 180 70", paint.dark, 8)
    )


def runningbelt(paint: Paint) -> str:
    """A belt with a zipped pocket."""
    return (
        stroke("M82 212 C60 110 340 110 318 212", paint.dark, 22)
        + shape("M82 196 q118 50 236 0 v66 q-118 50 -236 0 z", paint.main)
        + stroke("M116 228 q84 28 168 0", paint.light, 6)
        + rect(268, 234, 10, 26, YELLOW, 4)
        + stroke("M98 268 q102 34 204 0", "#f4f0d8", 5)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    dumbbell,
    kettlebell,
    yogamat,
    bands,
    skippingrope,
    racket,
    basketball,
    shuttlecock,
    tabletennis,
    cricketbat,
    boxinggloves,
    foamroller,
    bicycle,
    helmet,
    bikelight,
    bikepump,
    bikelock,
    scooter,
    skateboard,
    rollerskates,
    goggles,
    swimcap,
    dartboard,
    stopwatch,
    runningbelt,
)
