"""Electronics and tools."""

from collections.abc import Callable

from demo.drawing import (
    BLUE,
    CARD,
    COAL,
    CORAL,
    GLASS,
    GOLD,
    LEAF,
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


def headphones(paint: Paint) -> str:
    """Headphones."""
    cup = (
        rect(-30, -56, 60, 112, paint.main, 26)
        + rect(-40, -48, 22, 96, paint.dark, 11)
        + glaze(oval(8, -20, 7, 22, WHITE), 0.3)
    )
    return (
        stroke("M98 236 C84 62 316 62 302 236", paint.dark, 22)
        + stroke("M116 150 C146 92 254 92 284 150", paint.light, 8)
        + moved(cup, 108, 250, -1)
        + moved(cup, 292, 250)
    )


def earbuds(paint: Paint) -> str:
    """Earbuds above their case."""
    bud = disc(0, 0, 28, paint.main) + rect(-9, 6, 20, 62, paint.main, 10) + oval(-16, -4, 12, 16, COAL)
    return (
        moved(turned(bud, -12, 0, 0), 142, 120)
        + moved(bud, 262, 120, -1).replace("scale(-1)", "scale(-1 1)")
        + rect(104, 214, 192, 106, paint.main, 46)
        + stroke("M106 250 H294", paint.dark, 4)
        + disc(200, 282, 6, LEAF)
        + glaze(rect(124, 226, 90, 9, WHITE, 4), 0.4)
    )


def speaker(paint: Paint) -> str:
    """A loudspeaker with its cone."""
    return (
        rect(102, 74, 196, 248, paint.main, 26)
        + rect(114, 86, 172, 224, paint.dark, 18)
        + disc(200, 232, 62, COAL)
        + disc(200, 232, 46, STEEL_DARK)
        + disc(200, 232, 18, COAL)
        + disc(200, 130, 29, COAL)
        + disc(200, 130, 13, STEEL)
        + stroke("M318 176 q16 26 0 52 M338 160 q28 42 0 84", paint.main, 7)
    )


def radio(paint: Paint) -> str:
    """A radio with its aerial."""
    cloth = rect(88, 178, 118, 116, CARD, 10) + join(stroke(f"M{x} 188 V284", WOOD_DARK, 2) for x in range(98, 204, 12))
    return (
        stroke("M286 150 L330 64", STEEL_DARK, 6)
        + rect(68, 148, 264, 170, paint.main, 24)
        + cloth
        + rect(222, 178, 92, 44, PAPER, 6)
        + stroke("M232 208 h72", COAL, 2.5)
        + stroke("M262 186 v28", RED, 4)
        + disc(246, 262, 23, paint.dark)
        + disc(294, 262, 15, paint.dark)
        + stroke("M246 262 l10 -12", PAPER, 4)
        + stroke("M150 148 q50 -44 100 0", paint.dark, 9)
    )


def turntable(paint: Paint) -> str:
    """A record player from above."""
    return (
        rect(64, 92, 272, 216, paint.main, 14)
        + rect(64, 284, 272, 24, paint.dark, 10)
        + disc(176, 192, 88, COAL)
        + stroke("M176 122 a70 70 0 0 1 70 70 M176 262 a70 70 0 0 1 -70 -70", "#5b6067", 3)
        + disc(176, 192, 32, CORAL)
        + disc(176, 192, 6, PAPER)
        + disc(300, 126, 19, STEEL)
        + stroke("M300 126 L304 214 L254 246", STEEL_LIGHT, 8)
        + disc(304, 262, 11, STEEL_DARK)
    )


def smartwatch(paint: Paint) -> str:
    """A watch with a lit face."""
    strap = (
        shape("M152 138 l12 -84 h72 l12 84 z", paint.dark)
        + shape("M152 258 l12 78 h72 l12 -78 z", paint.dark)
        + join(disc(200, y, 5, COAL) for y in (286, 306))
    )
    return (
        strap
        + rect(126, 122, 148, 152, paint.main, 40)
        + rect(140, 136, 120, 124, COAL, 30)
        + stroke("M160 204 h16 l12 -30 l18 52 l12 -22 h22", CORAL, 6)
        + rect(168, 150, 64, 9, LEAF, 4)
        + rect(272, 184, 11, 30, STEEL, 5)
    )


def charger(paint: Paint) -> str:
    """A plug with a cable."""
    return (
        rect(130, 92, 18, 60, STEEL_DARK, 4)
        + rect(252, 92, 18, 60, STEEL_DARK, 4)
        + rect(190, 78, 20, 66, GOLD, 4)
        + rect(104, 142, 192, 132, paint.main, 30)
        + rect(104, 234, 192, 40, paint.dark, 20)
        + rect(150, 250, 40, 12, COAL, 6)
        + rect(210, 250, 40, 12, COAL, 6)
        + stroke("M170 262 C170 330 90 290 92 330", COAL, 8)
        + glaze(rect(122, 158, 80, 9, WHITE, 4), 0.4)
    )


def powerbank(paint: Paint) -> str:
    """A power bank with its lamps."""
    return (
        rect(128, 70, 144, 252, paint.main, 24)
        + rect(140, 82, 120, 228, paint.dark, 16)
        + rect(148, 90, 104, 212, paint.main, 12)
        + join(disc(172 + 19 * i, 116, 6, LEAF if i < 3 else paint.light) for i in range(4))
        + shape("M208 160 l-34 56 h24 l-8 44 l36 -60 h-24 z", YELLOW)
        + rect(176, 60, 48, 14, STEEL_DARK, 4)
    )


def cable(paint: Paint) -> str:
    """A coiled cable."""
    coil = join(
        f'<circle cx="200" cy="202" r="{radius}" fill="none" stroke="{fill}" stroke-width="13"/>'
        for radius, fill in ((86, paint.main), (70, paint.dark), (54, paint.main))
    )
    plug = rect(-14, -46, 28, 46, COAL, 7) + rect(-8, -64, 16, 20, STEEL)
    return (
        stroke("M286 202 V298 M114 202 V288", paint.main, 13)
        + coil
        + moved(turned(plug, 180, 0, 0), 286, 286)
        + moved(turned(plug, 180, 0, 0), 114, 276)
        + rect(178, 104, 44, 60, CARD, 8)
    )


def extension(paint: Paint) -> str:
    """A lead with four sockets."""
    sockets = join(
        rect(88 + 60 * i, 176, 50, 58, PAPER, 9)
        + rect(109 + 60 * i, 186, 8, 16, COAL, 2)
        + rect(98 + 60 * i, 212, 8, 9, COAL, 2)
        + rect(120 + 60 * i, 212, 8, 9, COAL, 2)
        for i in range(4)
    )
    return (
        stroke("M76 206 C30 206 30 330 120 306 C180 290 210 330 260 318", COAL, 9)
        + rect(70, 160, 262, 92, paint.main, 20)
        + rect(70, 236, 262, 16, paint.dark, 8)
        + sockets
    )


def sensor(paint: Paint) -> str:
    """A small box with a screen, talking to the house."""
    return (
        stroke("M160 96 q40 -36 80 0 M138 70 q62 -54 124 0", BLUE, 9)
        + rect(122, 118, 156, 204, paint.main, 26)
        + rect(142, 140, 116, 82, mix(GLASS, PAPER, 0.4), 10)
        + stroke("M166 162 h24 v19 h-24 v20 h24 M210 162 v39", COAL, 7)
        + disc(234, 164, 6, COAL)
        + disc(200, 270, 20, paint.dark)
        + disc(200, 270, 9, LEAF)
    )


def smartplug(paint: Paint) -> str:
    """A plug for a socket, switched from afar."""
    return (
        rect(104, 104, 192, 192, paint.main, 50)
        + disc(200, 200, 72, paint.dark)
        + disc(200, 200, 64, mix(paint.main, WHITE, 0.4))
        + rect(190, 156, 20, 34, COAL, 4)
        + rect(154, 212, 26, 16, COAL, 4)
        + rect(220, 212, 26, 16, COAL, 4)
        + disc(270, 130, 9, LEAF)
        + stroke("M292 86 q24 6 28 32 M300 60 q42 10 50 54", BLUE, 8)
    )


def keyboard(paint: Paint) -> str:
    """A keyboard, seen from above."""
    keys = join(
        rect(66 + 30 * c, 156 + 28 * r, 24, 22, CORAL if (c, r) == (8, 2) else paint.light, 5)
        for r in range(3)
        for c in range(9)
    )
    return (
        rect(52, 140, 296, 132, paint.dark, 18)
        + rect(52, 136, 296, 126, paint.main, 18)
        + keys
        + rect(66, 240, 52, 15, paint.light, 5)
        + rect(126, 240, 140, 15, paint.light, 5)
        + rect(274, 240, 56, 15, paint.light, 5)
    )


def mouse(paint: Paint) -> str:
    """A computer mouse."""
    return (
        shape("M118 236 C110 60 290 60 282 236 C282 340 118 340 118 236 z", paint.main)
        + stroke("M200 106 V206 M120 206 Q200 226 280 206", paint.dark, 5)
        + rect(190, 132, 20, 50, COAL, 10)
        + rect(196, 144, 8, 18, STEEL, 4)
        + glaze(oval(152, 162, 13, 36, WHITE), 0.35)
    )


def webcam(paint: Paint) -> str:
    """A camera on a screen's edge."""
    return (
        rect(110, 238, 180, 84, COAL, 8)
        + rect(120, 248, 160, 74, mix(GLASS, BLUE, 0.3))
        + rect(176, 196, 48, 50, paint.dark, 8)
        + rect(100, 98, 200, 108, paint.main, 50)
        + disc(200, 152, 42, COAL)
        + disc(200, 152, 30, STEEL_DARK)
        + disc(200, 152, 17, mix(COAL, BLUE, 0.5))
        + disc(192, 144, 6, WHITE)
        + disc(268, 152, 6, LEAF)
    )


def ereader(paint: Paint) -> str:
    """A reader showing a page."""
    lines = join(stroke(f"M142 {y} H{256 if y % 40 else 226}", STEEL_DARK, 5) for y in range(128, 270, 20))
    return (
        rect(104, 66, 192, 256, paint.main, 20)
        + rect(122, 84, 156, 200, "#f2efe4", 4)
        + stroke("M142 106 h78", COAL, 9)
        + lines
        + disc(200, 303, 9, paint.dark)
    )


def camera(paint: Paint) -> str:
    """A camera."""
    return (
        rect(146, 108, 86, 44, paint.dark, 12)
        + rect(66, 134, 268, 172, paint.main, 26)
        + rect(66, 178, 268, 74, COAL)
        + disc(200, 222, 72, STEEL)
        + disc(200, 222, 58, COAL)
        + disc(200, 222, 36, mix(COAL, BLUE, 0.5))
        + disc(184, 206, 11, GLASS)
        + rect(276, 148, 38, 20, PAPER, 5)
        + disc(100, 126, 15, RED)
    )


def tripod(paint: Paint) -> str:
    """A tripod."""
    return (
        stroke("M200 160 L112 318 M200 160 L288 318 M200 160 V312", COAL, 13)
        + stroke("M184 188 L134 278 M216 188 L266 278 M200 190 V270", STEEL, 6)
        + rect(184, 92, 32, 82, COAL, 8)
        + rect(152, 74, 96, 24, paint.main, 8)
        + disc(232, 132, 14, paint.main)
        + disc(200, 170, 20, paint.dark)
    )


def microphone(paint: Paint) -> str:
    """A microphone on its foot."""
    mesh = join(stroke(f"M154 {y} H246", paint.dark, 4) for y in range(98, 180, 16)) + join(
        stroke(f"M{x} 82 V186", paint.dark, 4) for x in (178, 200, 222)
    )
    return (
        rect(150, 68, 100, 164, paint.main, 50)
        + mesh
        + rect(146, 184, 108, 16, STEEL_DARK, 4)
        + stroke("M132 170 C132 280 268 280 268 170", STEEL_DARK, 10)
        + rect(194, 250, 12, 54, STEEL_DARK)
        + rect(140, 302, 120, 20, COAL, 10)
    )


def alarmclock(paint: Paint) -> str:
    """An alarm clock with two bells."""
    bells = turned(shape("M92 120 a46 46 0 0 1 92 0 z", paint.dark), -30, 138, 120) + turned(
        shape("M216 120 a46 46 0 0 1 92 0 z", paint.dark), 30, 262, 120
    )
    return (
        stroke("M138 290 l-22 30 M262 290 l22 30", COAL, 13)
        + bells
        + rect(193, 64, 14, 50, COAL, 5)
        + disc(200, 206, 106, paint.main)
        + disc(200, 206, 84, PAPER)
        + join(turned(rect(197, 132, 6, 13, COAL, 3), 30 * i, 200, 206) for i in range(12))
        + stroke("M200 206 V154 M200 206 L238 222", COAL, 8)
        + stroke("M200 206 L170 236", RED, 4)
    )


def weatherstation(paint: Paint) -> str:
    """A screen with the weather on it."""
    cloud = (
        disc(150, 196, 24, PAPER)
        + disc(180, 182, 32, PAPER)
        + disc(212, 198, 24, PAPER)
        + rect(140, 196, 84, 26, PAPER, 12)
    )
    return (
        rect(72, 108, 256, 184, paint.main, 22)
        + rect(88, 124, 224, 152, mix(BLUE, COAL, 0.35), 12)
        + disc(214, 164, 27, YELLOW)
        + cloud
        + stroke("M156 236 l-7 16 M182 236 l-7 16 M208 236 l-7 16", GLASS, 6)
        + stroke("M252 160 v34 h26 M258 216 h34 M258 240 h22", PAPER, 7)
        + shape("M150 292 h100 l20 30 h-140 z", paint.dark)
    )


def phonestand(paint: Paint) -> str:
    """A telephone on its stand."""
    return (
        shape("M104 322 l24 -60 h164 l20 60 z", paint.main)
        + turned(
            rect(136, 72, 128, 214, COAL, 20)
            + rect(146, 84, 108, 190, mix(GLASS, BLUE, 0.25), 10)
            + disc(200, 146, 30, YELLOW)
            + shape("M146 232 q52 -64 108 0 v42 h-108 z", LEAF),
            -5,
        )
        + rect(110, 270, 182, 24, paint.dark, 8)
    )


def riser(paint: Paint) -> str:
    """A laptop lifted up."""
    return (
        rect(122, 76, 176, 122, COAL, 10)
        + rect(132, 86, 156, 100, mix(GLASS, BLUE, 0.3), 4)
        + stroke("M150 112 h70 M150 132 h104 M150 152 h52", WHITE, 7)
        + shape("M104 198 h212 l16 18 h-244 z", STEEL)
        + stroke("M118 218 L160 306 H290 M300 218 L250 306", paint.main, 14)
        + rect(110, 306, 190, 16, paint.dark, 8)
    )


def case(paint: Paint) -> str:
    """A zipped case."""
    return (
        rect(88, 104, 224, 202, paint.main, 60)
        + stroke("M92 196 H308", paint.dark, 9)
        + rect(252, 188, 36, 18, GOLD, 6)
        + stroke("M150 104 q50 -50 100 0", paint.dark, 13)
        + rect(152, 234, 96, 36, paint.light, 10)
        + glaze(oval(132, 150, 15, 26, WHITE), 0.25)
    )


def drill(paint: Paint) -> str:
    """A cordless drill."""
    return (
        shape("M184 190 h64 l16 92 h-66 z", paint.dark)
        + rect(182, 276, 108, 44, COAL, 10)
        + rect(126, 104, 176, 92, paint.main, 26)
        + rect(92, 122, 44, 56, COAL, 8)
        + rect(74, 134, 22, 32, STEEL_DARK, 4)
        + stroke("M74 150 H36", STEEL, 8)
        + shape("M172 196 h24 v28 h-20 z", RED)
        + join(stroke(f"M{x} 126 V172", paint.dark, 6) for x in (246, 262, 278))
    )


def sander(paint: Paint) -> str:
    """A palm sander with its bag."""
    return (
        rect(278, 196, 74, 58, CARD, 22)
        + shape("M108 262 C104 130 156 92 200 92 C250 92 292 130 288 262 z", paint.main)
        + rect(96, 256, 204, 34, COAL, 10)
        + rect(84, 290, 228, 20, "#b9875a", 6)
        + rect(166, 124, 64, 24, paint.dark, 12)
        + join(stroke(f"M{x} 214 v28", paint.dark, 7) for x in (150, 174, 198, 222, 246))
    )


def gluegun(paint: Paint) -> str:
    """A glue gun."""
    return (
        rect(282, 138, 84, 20, "#f0e9c8", 9)
        + shape("M110 116 h170 q22 0 22 32 q0 34 -22 34 h-40 l20 118 h-60 l-22 -112 h-68 z", paint.main)
        + shape("M110 124 l-48 20 v12 l48 20 z", COAL)
        + shape("M184 188 q-24 34 12 50 l6 -50 z", paint.dark)
        + disc(58, 160, 7, "#f0e9c8")
        + stroke("M236 300 q14 34 70 20", COAL, 9)
    )


def screwdriver(paint: Paint) -> str:
    """Two screwdrivers, crossed."""

    def one(fill: str) -> str:
        return (
            rect(194, 66, 12, 140, STEEL)
            + shape("M192 66 h16 l-4 -20 h-8 z", STEEL_DARK)
            + rect(174, 200, 52, 122, fill, 22)
            + join(stroke(f"M{x} 222 V300", paint.dark, 5) for x in (188, 200, 212))
        )

    return turned(one(YELLOW), 30, 200, 200) + turned(one(paint.main), -30, 200, 200)


def hammer(paint: Paint) -> str:
    """A hammer."""
    return turned(
        rect(186, 120, 28, 208, paint.main, 11)
        + rect(184, 250, 32, 78, paint.dark, 11)
        + shape("M120 86 h110 q50 0 74 38 q-40 -12 -74 12 h-110 z", STEEL_DARK)
        + rect(104, 80, 32, 62, STEEL, 8),
        22,
    )


def saw(paint: Paint) -> str:
    """A saw."""
    teeth = join(shape(f"M{66 + 14 * i} 214 l7 13 l7 -13 z", STEEL) for i in range(14))
    return turned(
        shape("M62 176 L270 146 V218 L66 214 z", STEEL)
        + teeth
        + shape("M262 132 q70 -18 88 36 q10 60 -24 78 q-34 10 -66 -16 z", paint.main)
        + rect(288, 168, 36, 44, paint.dark, 18),
        -16,
    )


def spanner(paint: Paint) -> str:
    """Two spanners."""

    def one(fill: str) -> str:
        return (
            rect(186, 116, 28, 160, fill, 8)
            + disc(200, 98, 44, fill)
            + shape("M182 46 h36 v46 q-18 14 -36 0 z", "#f0ece4")
            + disc(200, 288, 34, fill)
            + disc(200, 288, 17, "#f0ece4")
        )

    return turned(one(STEEL_DARK), 36) + turned(one(paint.main), -30)


def pliers(paint: Paint) -> str:
    """A pair of pliers."""
    return (
        turned(
            shape("M190 176 q-44 -50 -8 -112 l18 4 v104 z", STEEL)
            + stroke("M204 186 C240 232 228 280 240 326", paint.main, 28),
            0,
        )
        + shape("M210 176 q44 -50 8 -112 l-18 4 v104 z", STEEL_DARK)
        + stroke("M196 186 C160 232 172 280 160 326", paint.main, 28)
        + disc(200, 180, 21, STEEL_DARK)
        + disc(200, 180, 8, STEEL_LIGHT)
    )


def tapemeasure(paint: Paint) -> str:
    """A tape, pulled out."""
    marks = join(stroke(f"M{x} 292 v{18 if x % 40 else 26}", COAL, 3) for x in range(220, 352, 20))
    return (
        rect(190, 288, 168, 34, YELLOW)
        + marks
        + rect(352, 284, 10, 42, STEEL_DARK)
        + shape("M70 160 q0 -64 64 -64 h58 q64 0 64 64 v162 h-170 q-16 0 -16 -16 z", paint.main)
        + disc(160, 200, 58, paint.dark)
        + disc(160, 200, 40, paint.light)
        + stroke("M142 200 h36", paint.dark, 8)
    )


def spiritlevel(paint: Paint) -> str:
    """A spirit level."""
    return turned(
        rect(46, 164, 308, 72, paint.main, 12)
        + rect(46, 164, 26, 72, COAL, 8)
        + rect(328, 164, 26, 72, COAL, 8)
        + rect(152, 178, 96, 34, PAPER, 10)
        + rect(158, 182, 84, 26, "#cfe26a", 12)
        + oval(200, 195, 13, 8, "#f2f8cf")
        + stroke("M182 182 v26 M218 182 v26", COAL, 3)
        + disc(104, 200, 20, "#cfe26a")
        + disc(296, 200, 20, "#cfe26a"),
        -12,
    )


def paintbrush(paint: Paint) -> str:
    """A brush with paint on it."""
    return turned(
        shape("M180 60 h40 l14 110 h-68 z", paint.main)
        + disc(200, 78, 7, PAPER)
        + rect(150, 168, 100, 42, STEEL, 5)
        + shape("M150 210 h100 v74 q-20 26 -50 20 q-36 6 -50 -14 z", "#b98a5a")
        + shape("M150 254 h100 v34 q-20 26 -50 20 q-36 6 -50 -14 z", BLUE),
        20,
    ) + stroke("M84 306 q50 -22 120 6", BLUE, 16)


def paintroller(paint: Paint) -> str:
    """A roller and its stripe."""
    return (
        rect(84, 84, 214, 66, paint.main, 22)
        + rect(84, 84, 36, 66, paint.light, 18)
        + stroke("M298 116 h40 v84 h-138 v40", STEEL_DARK, 11)
        + rect(184, 232, 32, 92, COAL, 13)
        + glaze(rect(92, 150, 200, 40, paint.main, 4), 0.4)
    )


def tape(paint: Paint) -> str:
    """A roll of tape."""
    return (
        disc(190, 204, 108, paint.main)
        + disc(182, 196, 92, paint.light)
        + disc(190, 204, 72, CARD)
        + disc(190, 204, 60, mix(CARD, COAL, 0.25))
        + shape("M190 96 h140 v40 h-84 z", paint.main)
        + shape("M318 96 l14 10 l-14 10 l14 10 l-14 10 h20 v-40 z", paint.light)
    )


def painttin(paint: Paint) -> str:
    """A tin of paint, open."""
    return (
        stroke("M92 172 C92 60 308 60 308 172", STEEL_DARK, 7)
        + rect(92, 150, 216, 172, STEEL, 12)
        + oval(200, 150, 108, 26, STEEL_LIGHT)
        + oval(200, 152, 94, 20, paint.main)
        + shape("M264 160 q6 70 18 70 q14 0 14 -30 l4 -46 z", paint.main)
        + rect(112, 204, 140, 86, PAPER, 6)
        + disc(148, 246, 22, paint.main)
        + stroke("M184 232 h50 M184 252 h34", COAL, 6)
    )


def toolbox(paint: Paint) -> str:
    """A toolbox."""
    return (
        stroke("M144 150 V104 h112 V150", COAL, 16)
        + rect(66, 146, 268, 66, paint.light, 14)
        + rect(66, 200, 268, 118, paint.main, 14)
        + rect(66, 296, 268, 22, paint.dark, 10)
        + rect(118, 184, 36, 42, STEEL, 6)
        + rect(246, 184, 36, 42, STEEL, 6)
        + rect(172, 240, 56, 30, PAPER, 6)
    )


def toolroll(paint: Paint) -> str:
    """A roll with pockets, open."""
    tools = join(
        rect(96 + 34 * i, 104 + i % 2 * 16, 13, 120, fill, 6)
        for i, fill in enumerate((STEEL, RED, STEEL_DARK, YELLOW, BLUE, WOOD, STEEL))
    )
    return (
        rect(72, 150, 256, 150, paint.light, 12)
        + tools
        + rect(72, 200, 256, 104, paint.main, 12)
        + join(stroke(f"M{x} 206 V298", paint.dark, 4) for x in range(120, 326, 34))
        + stroke("M328 250 q40 10 30 60 M328 250 q30 40 4 66", paint.dark, 7)
    )


def drawers(paint: Paint) -> str:
    """A cabinet of small drawers."""
    boxes = join(
        rect(100 + 70 * c, 92 + 56 * r, 60, 46, mix(GLASS, PAPER, 0.4), 5)
        + rect(118 + 70 * c, 122 + 56 * r, 24, 8, paint.dark, 4)
        + disc(116 + 70 * c, 106 + 56 * r, 6, (GOLD, RED, STEEL_DARK, BLUE)[(c + r) % 4])
        + disc(132 + 70 * c, 108 + 56 * r, 5, STEEL_DARK)
        for r in range(4)
        for c in range(3)
    )
    return rect(84, 76, 232, 246, paint.main, 12) + boxes


def ladder(paint: Paint) -> str:
    """A folding ladder."""
    return (
        stroke("M256 100 L322 318", STEEL_DARK, 11)
        + stroke("M166 70 L100 318 M240 70 L256 318", paint.main, 14)
        + join(
            rect(x, y, w, 17, paint.dark, 5)
            for x, y, w in (
                (
                    146,
                    130,
                    102,
                ),
                (130, 190, 122),
                (114, 250, 142),
            )
        )
        + rect(150, 62, 106, 22, COAL, 8)
    )


def worklight(paint: Paint) -> str:
    """A work light on its stand."""
    beam = glaze(shape("M96 208 L20 330 H380 L304 208 z", "#f7e6a8"), 0.6)
    return (
        beam
        + stroke("M124 240 L96 316 H304 L276 240", COAL, 13)
        + rect(84, 98, 232, 142, paint.main, 22)
        + rect(104, 116, 192, 106, "#fff6d6", 10)
        + join(stroke(f"M{x} 122 V216", "#eed892", 4) for x in (140, 172, 204, 236, 268))
        + stroke("M150 98 q50 -50 100 0", COAL, 12)
    )


def safetyset(paint: Paint) -> str:
    """Safety spectacles."""
    return (
        stroke("M84 186 L50 150 M316 186 L350 150", COAL, 13)
        + rect(76, 160, 248, 96, mix(paint.main, GLASS, 0.4), 40)
        + shape("M176 258 q24 -50 48 0 z", "#ece8e0")
        + stroke("M82 172 H318", paint.dark, 16)
        + glaze(shape("M110 190 h46 l-24 50 h-22 z M240 190 h46 l-24 50 h-22 z", WHITE), 0.5)
    )


def fixings(paint: Paint) -> str:
    """A box of screws."""
    screw = rect(-4, -26, 8, 52, STEEL_DARK, 3) + rect(-12, -34, 24, 10, STEEL_DARK, 4)
    heap = join(
        moved(turned(screw, 47 * i % 180 - 90, 0, 0), 104 + 38 * (i % 6), 222 + 36 * (i // 6)) for i in range(12)
    )
    return (
        rect(62, 96, 276, 84, mix(GLASS, WHITE, 0.3), 14)
        + rect(62, 176, 276, 142, paint.main, 14)
        + rect(76, 190, 248, 114, paint.light, 8)
        + heap
        + stroke("M158 190 V304 M242 190 V304", paint.main, 7)
        + rect(178, 168, 44, 22, COAL, 6)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    headphones,
    earbuds,
    speaker,
    radio,
    turntable,
    smartwatch,
    charger,
    powerbank,
    cable,
    extension,
    sensor,
    smartplug,
    keyboard,
    mouse,
    webcam,
    ereader,
    camera,
    tripod,
    microphone,
    alarmclock,
    weatherstation,
    phonestand,
    riser,
    case,
    drill,
    sander,
    gluegun,
    screwdriver,
    hammer,
    saw,
    spanner,
    pliers,
    tapemeasure,
    spiritlevel,
    paintbrush,
    paintroller,
    tape,
    painttin,
    toolbox,
    toolroll,
    drawers,
    ladder,
    worklight,
    safetyset,
    fixings,
)
