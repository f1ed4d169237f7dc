"""Kitchen machines, tableware, and what furnishes a room."""

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
)  # fmt: skip
from demo.silhouettes.garden import flower, plant


def _shine(x: float, y: float, width: float, height: float, opacity: float = 0.3) -> str:
    return glaze(rect(x, y, width, height, WHITE, min(width, height) / 2), opacity)


def toaster(paint: Paint) -> str:
    """A toaster with two slices up."""
    bread = join(rect(x, 118, 82, 80, "#d9a05b", 18) + rect(x + 8, 126, 66, 70, "#f0d3a2", 12) for x in (112, 206))
    body = rect(72, 168, 256, 148, paint.main, 40) + rect(72, 268, 256, 48, paint.dark, 20)
    return (
        bread
        + body
        + rect(92, 178, 216, 12, COAL, 6)
        + _shine(90, 206, 16, 52)
        + rect(322, 206, 24, 20, STEEL_DARK, 6)
        + disc(200, 292, 14, STEEL_LIGHT)
        + stroke("M200 292 V281", COAL, 4)
        + rect(96, 312, 28, 12, COAL, 4)
        + rect(276, 312, 28, 12, COAL, 4)
    )


def electrickettle(paint: Paint) -> str:
    """A jug kettle on its base."""
    handle = stroke("M262 150 C338 144 336 270 268 272", COAL, 20)
    body = shape("M140 138 h124 l18 158 h-162 z", paint.main) + shape("M140 138 l-34 -18 q-6 30 28 58 z", paint.dark)
    window = rect(176, 190, 16, 84, GLASS, 8) + rect(176, 226, 16, 48, mix(GLASS, BLUE, 0.4), 8)
    return (
        handle
        + body
        + shape("M146 138 q56 -34 112 0 z", paint.dark)
        + rect(184, 104, 34, 16, COAL, 8)
        + window
        + _shine(146, 160, 12, 116)
        + rect(112, 294, 178, 14, STEEL, 5)
        + rect(100, 306, 202, 17, COAL, 8)
    )


def blender(paint: Paint) -> str:
    """A jug blender with fruit in it."""
    jug = shape("M136 96 h118 l-16 124 h-86 z", mix(GLASS, WHITE, 0.35)) + shape(
        "M144 156 h103 l-9 64 h-86 z", mix(CORAL, WHITE, 0.25)
    )
    fruit = disc(176, 176, 13, RED) + disc(212, 188, 12, YELLOW) + disc(190, 204, 11, "#8c6aa0")
    base = shape("M146 226 h98 l22 96 h-142 z", paint.main) + disc(195, 280, 20, paint.dark) + disc(195, 280, 11, STEEL)
    return (
        stroke("M248 120 C300 124 292 196 242 200", STEEL_DARK, 13)
        + jug
        + fruit
        + _shine(150, 108, 9, 92, 0.6)
        + rect(128, 82, 134, 18, COAL, 8)
        + rect(176, 66, 38, 18, COAL, 7)
        + base
        + rect(140, 216, 110, 14, COAL, 6)
    )


def airfryer(paint: Paint) -> str:
    """An air fryer with its basket's handle."""
    body = shape("M104 130 C104 78 296 78 296 130 V300 a22 22 0 0 1 -22 22 H126 a22 22 0 0 1 -22 -22 z", paint.main)
    drawer = rect(120, 196, 160, 104, paint.dark, 16)
    face = rect(150, 116, 100, 50, COAL, 12) + stroke("M168 141 h22 m14 0 h28", "#e9bd5a", 7)
    return (
        body
        + _shine(116, 124, 12, 150)
        + drawer
        + face
        + rect(178, 226, 44, 62, COAL, 14)
        + rect(188, 236, 24, 42, STEEL_DARK, 8)
    )


def coffeemachine(paint: Paint) -> str:
    """An espresso machine at work."""
    body = rect(92, 92, 216, 230, paint.main, 18) + rect(112, 176, 176, 104, COAL, 8)
    head = (
        rect(160, 176, 80, 22, STEEL, 6) + rect(170, 196, 60, 14, STEEL_DARK, 5) + stroke("M230 203 h52", WOOD_DARK, 12)
    )
    cup = shape("M172 240 h52 l-6 38 h-40 z", PAPER) + stroke("M224 248 q16 4 -2 18", PAPER, 6)
    dials = (
        disc(136, 134, 19, STEEL_LIGHT)
        + stroke("M136 134 l8 -10", RED, 4)
        + disc(220, 134, 9, paint.dark)
        + disc(254, 134, 9, paint.dark)
    )
    return (
        body
        + dials
        + head
        + stroke("M190 210 V238 M206 210 V238", "#6b4a33", 5)
        + cup
        + rect(104, 278, 192, 14, STEEL, 5)
        + rect(108, 76, 184, 16, STEEL, 6)
        + _shine(100, 110, 8, 180)
    )


def refill(paint: Paint) -> str:
    """A plain box of refills with its label."""
    side = shape("M268 140 l44 -26 v168 l-44 34 z", mix(paint.dark, CARD, 0.35))
    top = shape("M88 140 l44 -26 h180 l-44 26 z", mix(paint.light, CARD, 0.5))
    return (
        side
        + top
        + rect(88, 140, 180, 178, mix(paint.main, CARD, 0.25))
        + rect(108, 178, 140, 92, PAPER, 6)
        + disc(146, 224, 24, paint.main)
        + disc(146, 224, 13, PAPER)
        + stroke("M186 208 h46 M186 226 h46 M186 244 h28", paint.dark, 6)
    )


def jug(paint: Paint) -> str:
    """A jug with a lip."""
    body = shape(
        "M138 92 h118 C262 160 300 190 286 276 q-6 46 -52 46 h-66 q-46 0 -52 -46 C102 190 132 160 138 92 z", paint.main
    )
    lip = shape("M138 92 l-34 -10 q-2 30 36 52 z", paint.dark)
    band = shape("M114 226 h174 q4 24 -2 46 h-170 q-6 -22 -2 -46 z", paint.light)
    return (
        stroke("M264 126 C342 118 334 246 286 250", paint.dark, 17)
        + lip
        + body
        + glaze(band, 0.7)
        + oval(197, 93, 59, 11, paint.dark)
        + glaze(shape("M150 120 q-4 50 -20 90 q-4 50 14 80 q-28 -60 6 -170 z", WHITE), 0.35)
    )


def plate(paint: Paint) -> str:
    """Plates, one standing behind the other."""
    rim = paint.dark if paint.seed % 2 else paint.light
    dots = join(turned(disc(226, 84, 6, rim), 30 * step, 226, 196) for step in range(12)) if paint.seed % 3 else ""
    one = (
        disc(226, 196, 122, paint.main)
        + dots
        + disc(226, 196, 84, rim)
        + disc(226, 196, 79, mix(paint.main, WHITE, 0.3))
    )
    front = (
        disc(146, 248, 74, paint.dark)
        + disc(146, 248, 70, paint.main)
        + disc(146, 248, 44, mix(paint.main, WHITE, 0.3))
    )
    return one + glaze(oval(196, 160, 22, 34, WHITE), 0.3) + front


def wineglass(paint: Paint) -> str:
    """Two wine glasses."""
    glass = mix(GLASS, WHITE, 0.25)
    one = (
        shape("M-44 -220 h88 C52 -150 40 -112 0 -108 C-40 -112 -52 -150 -44 -220 z", glass)
        + shape(
            "M-46 -176 h92 C42 -136 32 -112 0 -108 C-32 -112 -42 -136 -46 -176 z",
            "#a2414d" if paint.seed % 2 else "#e9cf86",
        )
        + stroke("M0 -108 V-6", paint.main, 8)
        + oval(0, -4, 42, 8, paint.main)
        + _shine(-32, -206, 8, 62, 0.7)
    )
    return moved(one, 250, 320, 1.0) + moved(one, 152, 324, 1.12)


def tumbler(paint: Paint) -> str:
    """Tumblers, one filled."""
    glass = mix(paint.main, WHITE, 0.35)
    one = shape("M-52 -150 h104 l-10 150 h-84 z", glass)
    water = shape("M-48 -96 h96 l-6 92 h-84 z", mix(paint.main, BLUE, 0.15))
    ribs = join(stroke(f"M{x} -70 V-14", paint.dark, 3) for x in (-28, -10, 8, 26))
    filled = one + water + glaze(ribs, 0.5) + _shine(-40, -140, 9, 110, 0.6) + rect(-42, -8, 84, 8, paint.dark, 3)
    empty = one + glaze(ribs, 0.5) + _shine(-40, -140, 9, 110, 0.6) + rect(-42, -8, 84, 8, paint.dark, 3)
    return moved(empty, 264, 316, 0.92) + moved(filled, 150, 322, 1.15)


def cutlery(paint: Paint) -> str:
    """Fork, knife and spoon."""
    fork = rect(-9, -40, 18, 190, paint.main, 9) + shape(
        "M-30 -150 h12 v70 h10 v-70 h16 v70 h10 v-70 h12 v84 q0 34 -30 36 q-30 -2 -30 -36 z", paint.main
    )
    knife = shape("M-14 -150 q34 20 34 120 v14 h-34 z", mix(STEEL_LIGHT, STEEL_DARK, 0.45)) + rect(
        -14, -16, 28, 166, paint.dark, 12
    )
    spoon = (
        rect(-9, -70, 18, 220, paint.main, 9) + oval(0, -106, 32, 46, paint.main) + oval(0, -104, 21, 33, paint.dark)
    )
    return moved(turned(fork, -7, 0, 0), 118, 186) + moved(knife, 200, 186) + moved(turned(spoon, 7, 0, 0), 282, 186)


def storagejar(paint: Paint) -> str:
    """Two jars, one of rice and one of something red."""
    lid = WOOD if paint.seed % 2 else STEEL
    big = (
        rect(92, 122, 124, 200, mix(paint.main, WHITE, 0.3), 18)
        + rect(100, 172, 108, 142, "#efe3c8", 12)
        + rect(100, 100, 108, 28, lid, 8)
        + rect(124, 206, 60, 46, PAPER, 5)
        + stroke("M134 222 h40 M134 236 h26", COAL, 4)
        + _shine(102, 136, 9, 160, 0.6)
    )
    small = (
        rect(228, 198, 92, 124, mix(paint.main, WHITE, 0.3), 14)
        + rect(234, 230, 80, 86, "#c06a4a", 10)
        + rect(234, 178, 80, 24, lid, 7)
        + _shine(236, 208, 7, 96, 0.6)
    )
    return big + small


def lunchbox(paint: Paint) -> str:
    """A lunch box, open, with what is for lunch."""
    lid = shape("M76 168 l28 -76 h192 l28 76 z", paint.light) + shape(
        "M104 152 l18 -44 h156 l18 44 z", mix(paint.light, WHITE, 0.4)
    )
    food = (
        shape("M96 176 l60 -52 l58 52 z", "#e7c490")
        + stroke("M102 172 h106", LEAF, 9)
        + disc(242, 158, 17, RED)
        + disc(274, 156, 15, LEAF)
        + disc(258, 174, 14, YELLOW)
    )
    return (
        lid
        + food
        + rect(70, 174, 260, 144, paint.main, 26)
        + rect(70, 174, 260, 22, paint.dark, 10)
        + rect(176, 186, 48, 36, STEEL, 8)
        + _shine(88, 216, 14, 78)
    )


def cakestand(paint: Paint) -> str:
    """A cake on its stand."""
    cake = (
        rect(108, 160, 184, 78, "#f3e2c4", 10)
        + rect(108, 192, 184, 14, CORAL)
        + shape(
            "M100 150 h200 v22 q-18 22 -34 0 q-16 24 -34 0 q-16 26 -34 0 q-18 24 -34 0 q-16 22 -34 0 q-14 20 -30 0 z",
            PAPER,
        )
    )
    berries = join(disc(x, 140, 13, RED) for x in (140, 180, 220, 260)) + join(
        shape(f"M{x} 128 l6 -10 l6 10 z", LEAF) for x in (134, 174, 214, 254)
    )
    foot = shape("M172 262 h56 l-16 44 h-24 z", paint.dark) + rect(136, 304, 128, 18, paint.main, 8)
    return cake + berries + rect(72, 238, 256, 24, paint.main, 12) + foot + _shine(84, 242, 120, 7)


def bakingtin(paint: Paint) -> str:
    """A tin with a loaf in it."""
    loaf = shape("M96 214 C84 124 316 124 304 214 z", "#d39a55") + stroke(
        "M156 166 l22 34 M200 158 l20 38 M244 166 l16 32", "#f0cf9a", 9
    )
    tin = shape("M72 206 h256 l-26 110 h-204 z", paint.main) + shape("M84 256 h232 l-14 60 h-204 z", paint.dark)
    return loaf + tin + rect(62, 200, 276, 16, mix(paint.main, WHITE, 0.35), 8) + _shine(104, 228, 10, 70)


def bakingset(paint: Paint) -> str:
    """Cutters, a piping bag and a biscuit."""
    bag = (
        shape("M92 92 q64 -34 128 0 l-52 168 h-24 z", PAPER)
        + stroke("M102 108 l46 140 M210 108 l-44 140", CARD, 4)
        + shape("M142 254 h30 l-8 40 h-14 z", paint.main)
    )
    star = shape("M270 176 l18 36 l40 6 l-29 28 l7 40 l-36 -19 l-36 19 l7 -40 l-29 -28 l40 -6 z", paint.main)
    return (
        bag
        + star
        + shape("M270 204 l10 20 l22 3 l-16 15 l4 22 l-20 -10 l-20 10 l4 -22 l-16 -15 l22 -3 z", "#e3b878")
        + shape("M146 300 q8 -14 20 0 q16 6 6 20 h-32 q-10 -14 6 -20 z", CORAL)
    )


def grater(paint: Paint) -> str:
    """A box grater."""
    holes = join(oval(x, y, 7, 5, STEEL_DARK) for y in range(160, 300, 28) for x in (158, 186, 214, 242))
    handle = stroke("M168 116 C168 62 232 62 232 116", paint.main, 20)
    body = shape("M150 112 h100 l32 208 h-164 z", STEEL) + rect(142, 106, 116, 18, paint.dark, 8)
    return handle + body + holes + _shine(138, 150, 8, 150)


def tongs(paint: Paint) -> str:
    """A pair of tongs."""
    arm = shape("M188 96 h24 l10 150 q20 20 14 58 q-20 12 -42 0 q-4 -30 -2 -58 z", STEEL)
    half = arm + rect(186, 124, 28, 96, paint.main, 12)
    joint = disc(200, 96, 17, paint.dark) + disc(200, 96, 7, STEEL_LIGHT)
    return turned(half, 13, 200, 90) + turned(half, -13, 200, 90) + joint


def corkscrew(paint: Paint) -> str:
    """A waiter's friend with a cork."""
    screw = stroke("M200 196 q-18 10 0 20 q18 10 0 20 q-18 10 0 20 q18 10 0 20 q-14 10 0 26", STEEL_DARK, 8)
    lever = shape("M296 176 l26 96 l-16 8 l-34 -92 z", STEEL)
    return lever + screw + rect(92, 150, 216, 46, paint.main, 22) + disc(120, 173, 9, GOLD) + disc(284, 173, 9, GOLD)


def stickblender(paint: Paint) -> str:
    """A stick blender and its beaker."""
    stick = (
        rect(120, 62, 54, 128, paint.main, 24) + rect(137, 186, 20, 92, STEEL, 6) + oval(147, 296, 40, 25, STEEL_DARK)
    )
    beaker = shape("M226 166 h100 l-12 156 h-76 z", mix(GLASS, WHITE, 0.3)) + shape("M230 226 h92 l-8 90 h-76 z", CORAL)
    foot = oval(147, 296, 40, 25, STEEL_DARK)
    return stick + foot + disc(147, 102, 10, COAL) + beaker + _shine(240, 182, 8, 110, 0.6)


def oven(paint: Paint) -> str:
    """A small oven with a chicken in it."""
    glow = rect(92, 128, 216, 148, "#f0b765", 10) + stroke("M92 216 H308", STEEL_DARK, 5)
    bird = oval(200, 200, 58, 36, "#b97a3e") + turned(oval(252, 182, 24, 12, "#a36a34"), -30, 252, 182)
    knobs = join(disc(x, 298, 10, STEEL_LIGHT) for x in (130, 200, 270))
    return rect(68, 92, 264, 230, paint.main, 22) + glow + bird + rect(116, 108, 168, 12, paint.dark, 6) + knobs


def robotvacuum(paint: Paint) -> str:
    """A robot vacuum, seen from above."""
    brush = stroke("M92 262 l-34 26 M104 282 l-22 36 M80 244 l-40 8", STEEL_DARK, 5)
    top = disc(200, 200, 128, paint.dark) + disc(200, 196, 124, paint.main) + disc(200, 196, 108, paint.light)
    return brush + top + disc(200, 150, 34, COAL) + disc(200, 150, 20, STEEL_DARK) + disc(200, 250, 12, LEAF)


def radiator(paint: Paint) -> str:
    """A radiator on wheels."""
    ribs = join(rect(84 + 34 * i, 108, 28, 186, paint.main, 12) for i in range(6))
    heat = stroke("M130 84 q-12 -14 0 -26 M200 84 q-12 -14 0 -26 M270 84 q-12 -14 0 -26", CORAL, 7)
    panel = rect(292, 126, 40, 150, paint.dark, 8) + disc(312, 160, 12, STEEL) + disc(312, 200, 7, RED)
    return heat + ribs + panel + disc(110, 308, 14, COAL) + disc(300, 308, 14, COAL)


def doorblock(paint: Paint) -> str:
    """A block with rounded edges."""
    top = shape("M76 190 l70 -52 h180 l-62 52 z", paint.light)
    side = shape("M264 190 l62 -52 v104 l-62 74 z", paint.dark)
    specks = join(disc(96 + 37 * i % 150, 210 + 29 * i % 92, 4, paint.dark) for i in range(16))
    return top + side + rect(76, 190, 190, 126, paint.main, 8) + specks


def parasolfoot(paint: Paint) -> str:
    """The foot of a parasol."""
    pole = rect(188, 60, 24, 180, WOOD) + rect(178, 176, 44, 74, paint.dark, 8) + disc(230, 210, 13, STEEL)
    return (
        pole
        + rect(92, 246, 216, 60, paint.main, 20)
        + rect(110, 260, 90, 10, paint.light, 5)
        + disc(284, 262, 9, paint.dark)
        + rect(76, 304, 248, 18, paint.dark, 9)
    )


def towel(paint: Paint) -> str:
    """Folded towels in a pile."""

    def one(y: float, fill: str, edge: str) -> str:
        return (
            rect(82, y, 236, 56, fill, 26)
            + rect(82, y + 10, 60, 36, mix(fill, WHITE, 0.18), 18)
            + stroke(f"M246 {y + 8} V{y + 48} M262 {y + 8} V{y + 48}", edge, 5)
        )

    return (
        one(266, paint.dark, paint.main)
        + one(212, paint.main, paint.light)
        + one(158, paint.light, paint.main)
        + oval(200, 150, 30, 12, PAPER)
        + oval(200, 144, 30, 12, mix(paint.light, WHITE, 0.6))
    )


def bedding(paint: Paint) -> str:
    """A made bed, seen from its foot."""
    board = rect(70, 110, 260, 120, WOOD_DARK, 14)
    pillows = rect(90, 146, 104, 60, PAPER, 22) + rect(206, 146, 104, 60, PAPER, 22)
    cover = shape("M64 196 h272 v104 q0 14 -14 14 h-244 q-14 0 -14 -14 z", paint.main) + shape(
        "M64 196 h272 v30 q-136 22 -272 0 z", paint.light
    )
    pattern = (
        join(disc(x, y, 5, paint.light) for y in (252, 284) for x in range(96 + y % 3 * 9, 320, 40))
        if paint.seed % 2
        else join(stroke(f"M{x} 236 V308", paint.light, 4) for x in range(92, 320, 34))
    )
    return (
        board + pillows + cover + pattern + rect(76, 306, 18, 18, WOOD_DARK, 4) + rect(306, 306, 18, 18, WOOD_DARK, 4)
    )


def rug(paint: Paint) -> str:
    """A rug lying on the floor, with a fringe."""
    body = shape("M110 130 h180 l46 170 h-272 z", paint.main)
    inner = (
        shape("M126 148 h148 l34 134 h-216 z", paint.light)
        if paint.seed % 2
        else join(
            shape(f"M{108 - s * 9} {144 + s * 34} h{184 + s * 18} l4 14 h-{192 + s * 18} z", paint.light)
            for s in range(5)
        )
    )
    middle = (
        shape("M200 168 l52 46 l-52 50 l-52 -50 z", paint.dark) + shape("M200 188 l28 26 l-28 28 l-28 -28 z", PAPER)
        if paint.seed % 2
        else ""
    )
    fringe = join(stroke(f"M{x} 300 v16", CARD, 5) for x in range(70, 334, 14)) + join(
        stroke(f"M{x} 130 v-12", CARD, 4) for x in range(114, 290, 12)
    )
    return fringe + body + inner + middle


def vase(paint: Paint) -> str:
    """A vase with three flowers."""
    stems = stroke("M196 196 C190 150 176 130 158 104 M200 196 V92 M206 196 C212 150 232 130 246 112", LEAF_DARK, 6)
    flowers = flower(156, 96, CORAL, stem=0) + flower(200, 80, YELLOW, stem=0) + flower(248, 104, "#dd8fa0", stem=0)
    leaf = shape("M196 168 q-40 -6 -46 -34 q36 -2 46 34 z", LEAF)
    body = shape(
        "M174 188 h52 C230 224 276 236 262 296 q-6 26 -30 26 h-64 q-24 0 -30 -26 C124 236 170 224 174 188 z", paint.main
    )
    return (
        stems + leaf + flowers + body + oval(200, 189, 26, 7, paint.dark) + glaze(oval(160, 266, 11, 30, WHITE), 0.35)
    )


def mirror(paint: Paint) -> str:
    """A tall mirror."""
    frame = rect(132, 66, 136, 256, paint.main, 14) + rect(144, 78, 112, 232, mix(GLASS, WHITE, 0.3), 6)
    return frame + glaze(shape("M150 240 l96 -120 v44 l-96 120 z", WHITE), 0.6)


def roundmirror(paint: Paint) -> str:
    """A round mirror."""
    light = shape("M122 240 L256 112 l26 26 L148 266 z", WHITE) + shape("M168 284 L296 160 l4 18 L184 292 z", WHITE)
    glass = disc(200, 194, 102, mix(GLASS, WHITE, 0.3))
    return disc(200, 196, 124, paint.dark) + disc(200, 194, 122, paint.main) + glass + glaze(light, 0.55)


def bookshelf(paint: Paint) -> str:
    """A shelf with books, a plant and a pot."""
    case = rect(92, 60, 216, 262, paint.dark, 8) + rect(104, 72, 192, 238, mix(paint.light, WHITE, 0.35), 4)
    boards = join(rect(98, y, 204, 11, paint.main) for y in (142, 222, 306))
    books = join(
        rect(112 + 15 * i, 142 - h, 13, h, fill, 2)
        for i, (h, fill) in enumerate(((52, RED), (46, BLUE), (56, YELLOW), (44, LEAF_DARK), (50, CORAL)))
    ) + join(
        rect(190 + 16 * i, 222 - h, 14, h, fill, 2)
        for i, (h, fill) in enumerate(((50, BLUE), (58, "#8c6aa0"), (46, RED), (54, GOLD), (44, COAL)))
    )
    return (
        case
        + books
        + boards
        + moved(plant(0, 0, 0.55), 250, 128)
        + rect(236, 122, 30, 20, PAPER, 4)
        + shape("M116 306 v-44 h44 v44 z", WOOD)
        + disc(220, 286, 20, GLASS)
        + disc(146, 200, 20, CORAL)
    )


def sidetable(paint: Paint) -> str:
    """A small round table with a cup on it."""
    legs = stroke("M146 200 L112 318 M254 200 L288 318 M200 204 V308", paint.dark, 13)
    cup = (
        rect(206, 142, 44, 36, PAPER, 8)
        + stroke("M250 150 q18 8 0 20", PAPER, 6)
        + rect(130, 164, 64, 12, RED, 3)
        + rect(136, 152, 56, 12, BLUE, 3)
    )
    return legs + cup + rect(84, 176, 232, 30, paint.main, 15) + rect(84, 194, 232, 12, paint.dark, 6)


def chair(paint: Paint) -> str:
    """A chair with spindles."""
    back = stroke("M138 216 L128 84 M262 216 L272 84", paint.dark, 13) + join(
        stroke(f"M{x} 216 L{x - (200 - x) * 0.1} 96", paint.main, 7) for x in (164, 188, 212, 236)
    )
    legs = stroke("M140 226 L122 318 M260 226 L278 318 M168 226 L160 304 M232 226 L240 304", paint.dark, 12) + stroke(
        "M134 272 H266", paint.dark, 8
    )
    return (
        back
        + rect(116, 74, 168, 26, paint.main, 13)
        + legs
        + shape("M116 212 q84 -24 168 0 q8 18 -10 22 h-148 q-18 -4 -10 -22 z", paint.main)
    )


def vacuum(paint: Paint) -> str:
    """A cylinder vacuum with its hose."""
    hose = stroke("M150 236 C70 200 90 70 190 78 L292 300", COAL, 13) + stroke("M190 78 L292 300", STEEL, 10)
    body = shape("M92 306 C80 226 150 204 200 226 C236 242 246 274 244 306 z", paint.main) + shape(
        "M112 262 C120 238 150 232 170 240 L160 272 z", paint.light
    )
    return (
        hose
        + body
        + rect(262, 296, 74, 24, COAL, 10)
        + disc(128, 300, 22, COAL)
        + disc(128, 300, 10, STEEL)
        + disc(222, 304, 17, COAL)
        + disc(222, 304, 7, STEEL)
    )


def tablelamp(paint: Paint) -> str:
    """A table lamp, lit."""
    light = glaze(shape("M132 182 h136 l70 138 h-276 z", "#f7de96"), 0.5)
    body = shape(
        "M188 190 h24 C214 222 252 236 246 282 q-4 34 -46 34 q-42 0 -46 -34 C148 236 186 222 188 190 z", paint.main
    )
    return (
        light
        + body
        + glaze(oval(176, 268, 9, 26, WHITE), 0.35)
        + shape("M150 74 h100 l36 112 h-172 z", mix(CARD, WHITE, 0.4))
        + shape("M120 168 h160 l6 18 h-172 z", mix(paint.main, CARD, 0.5))
        + rect(164, 312, 72, 12, paint.dark, 6)
    )


def bulb(paint: Paint) -> str:
    """A light bulb, glowing."""
    glow = glaze(disc(200, 176, 128, mix("#f7de96", paint.main, 0.2)), 0.5)
    rays = join(turned(stroke("M200 44 V64", GOLD, 7), 40 * step, 200, 176) for step in range(-3, 4))
    glass = shape(
        "M164 258 C160 226 120 212 120 160 C120 112 156 84 200 84 C244 84 280 112 280 160 C280 212 240 226 236 258 z",
        mix("#fdf0c4", paint.main, 0.25),
    )
    wire = stroke("M186 258 L176 190 l12 -18 l12 18 l12 -18 l12 18 L214 258", "#d98b3a", 5)
    return (
        glow
        + rays
        + glass
        + wire
        + rect(164, 258, 72, 16, STEEL, 5)
        + rect(168, 276, 64, 14, STEEL_DARK, 5)
        + rect(172, 292, 56, 14, STEEL, 5)
        + shape("M182 308 h36 l-10 16 h-16 z", COAL)
    )


def fan(paint: Paint) -> str:
    """A desk fan."""
    blades = join(
        turned(shape("M200 160 C170 130 176 84 208 82 C236 92 226 136 200 160 z", paint.main), 120 * step, 200, 160)
        for step in range(3)
    )
    grille = join(
        stroke(f"M200 160 L{200 + dx} {160 + dy}", STEEL, 2.5)
        for dx, dy in ((98, 0), (69, 69), (0, 98), (-69, 69), (-98, 0), (-69, -69), (0, -98), (69, -69))
    )
    rings = join(
        f'<circle cx="200" cy="160" r="{r}" fill="none" stroke="{STEEL_DARK}" stroke-width="4"/>' for r in (66, 100)
    )
    return (
        rect(190, 252, 20, 54, paint.dark, 6)
        + disc(200, 160, 100, mix(paint.light, WHITE, 0.6))
        + blades
        + grille
        + rings
        + disc(200, 160, 20, paint.dark)
        + shape("M128 322 q0 -24 72 -24 q72 0 72 24 z", paint.dark)
    )


def candlejar(paint: Paint) -> str:
    """A candle in a glass."""
    flame = shape("M200 92 c26 30 22 58 0 64 c-22 -6 -26 -34 0 -64 z", CORAL) + shape(
        "M200 118 c12 14 10 30 0 34 c-10 -4 -12 -20 0 -34 z", "#ffe9a8"
    )
    glass = rect(118, 164, 164, 158, mix(paint.main, WHITE, 0.35), 18) + rect(126, 196, 148, 120, paint.main, 12)
    return (
        glaze(disc(200, 128, 62, "#f7de96"), 0.4)
        + glass
        + stroke("M200 200 V158", COAL, 4)
        + flame
        + oval(200, 196, 74, 9, paint.light)
        + rect(152, 224, 96, 64, PAPER, 6)
        + stroke("M168 246 h64 M180 264 h40", paint.dark, 5)
        + _shine(130, 176, 8, 130, 0.5)
    )


def frame(paint: Paint) -> str:
    """A framed picture of hills."""
    hills = (
        rect(142, 110, 116, 162, "#cfe3ea")
        + disc(226, 146, 16, YELLOW)
        + shape("M142 228 q34 -54 66 -10 q22 -30 50 -6 v60 h-116 z", LEAF)
        + shape("M142 252 q50 -30 116 -4 v24 h-116 z", LEAF_DARK)
    )
    return (
        rect(104, 72, 192, 240, paint.dark, 5)
        + rect(108, 76, 184, 232, paint.main, 4)
        + rect(122, 90, 156, 204, PAPER)
        + hills
        + shape("M190 312 h20 l14 12 h-48 z", WOOD_DARK)
        + glaze(shape("M122 90 h70 l-70 120 z", WHITE), 0.25)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    toaster, electrickettle, blender, airfryer, coffeemachine, refill, jug, plate, wineglass, tumbler, cutlery,
    storagejar, lunchbox, cakestand, bakingtin, bakingset, grater, tongs, corkscrew, stickblender, oven,
    robotvacuum, radiator, doorblock, parasolfoot, roundmirror, towel, bedding, rug, vase, mirror, bookshelf,
    sidetable, chair, vacuum, tablelamp, bulb, fan, candlejar, frame,
)  # fmt: skip
