"""Toys and games, without the railway."""

from collections.abc import Callable

from demo.drawing import (
    BLUE,
    COAL,
    CORAL,
    GLASS,
    GOLD,
    GREEN,
    LEAF,
    MANY,
    PAPER,
    RED,
    SKIN,
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
    wheel,
)
from demo.silhouettes.railway import engine


def box(paint: Paint, picture: str) -> str:
    """A flat game box, standing, with a picture (drawn within 200 by 150) on its lid."""
    lid = (
        rect(76, 118, 248, 196, paint.main, 8)
        + rect(76, 290, 248, 24, paint.dark, 6)
        + rect(94, 134, 212, 146, PAPER, 6)
    )
    return lid + moved(picture, 100, 132)


def puzzle(paint: Paint) -> str:
    """A jigsaw box with a loose piece."""
    scene = shape("M0 144 V96 C50 60 120 70 200 92 V144 z", LEAF) + moved(engine(paint), 24, 28, 0.74)
    piece = shape("M0 0 h22 a13 13 0 1 1 20 0 h22 v22 a13 13 0 1 1 0 20 v22 H0 z", YELLOW)
    return box(paint, scene) + moved(turned(piece, -14, 30, 30), 272, 252)


def boardgame(paint: Paint) -> str:
    """A box, pawns and a die before it."""
    path = stroke("M12 120 C50 20 90 130 120 70 S190 60 188 24", paint.dark, 10)
    stops = join(
        disc(x, y, 9, fill) for x, y, fill in ((12, 120, RED), (78, 88, YELLOW), (126, 60, GREEN), (188, 24, BLUE))
    )
    pawn = disc(0, -46, 14, CORAL) + shape("M-18 0 C-10 -14 -8 -30 -8 -38 h16 C8 -30 10 -14 18 0 z", CORAL)
    other = pawn.replace(CORAL, GREEN)
    die = rect(0, 0, 38, 38, WHITE, 8) + disc(11, 11, 4, COAL) + disc(19, 19, 4, COAL) + disc(27, 27, 4, COAL)
    return (
        box(paint, path + stops)
        + moved(pawn, 118, 322)
        + moved(other, 158, 324)
        + moved(turned(die, 12, 19, 19), 266, 282)
    )


def cards(paint: Paint) -> str:
    """A fan of playing cards with leaves."""
    leaf = shape("M0 -34 C26 -20 26 20 0 34 C-26 20 -26 -20 0 -34 z", paint.dark) + stroke("M0 -26 V40", paint.light, 4)
    card = (
        rect(-50, -72, 100, 144, paint.dark, 13)
        + rect(-48, -70, 96, 140, WHITE, 12)
        + rect(-38, -60, 76, 120, paint.light, 8)
    )
    return join(turned(moved(card + leaf, 200, 210), angle, 200, 340) for angle in (-28, -10, 8, 26))


def chess(paint: Paint) -> str:
    """A small folding board, seen from the front, with pieces standing on it."""

    def corner(column: int, row: int) -> str:
        """A crossing of the board's lines: rows come nearer and wider."""
        half = 92 + 11 * row
        return f"{200 - half + half / 3 * column:g} {212 + 19 * row:g}"

    squares = join(
        shape(
            f"M{corner(c, r)} L{corner(c + 1, r)} L{corner(c + 1, r + 1)} L{corner(c, r + 1)} z",
            paint.main if (c + r) % 2 else WOOD_LIGHT,
        )
        for c in range(6)
        for r in range(4)
    )
    pawn = disc(0, -52, 17, PAPER) + shape("M-26 0 C-10 -14 -9 -34 -9 -42 h18 C9 -34 10 -14 26 0 z", PAPER)
    king = pawn + rect(-5, -96, 10, 32, PAPER, 3) + rect(-14, -88, 28, 9, PAPER, 3)
    return (
        shape("M100 204 h200 l48 90 h-296 z", WOOD_DARK)
        + squares
        + rect(52, 292, 296, 30, mix(WOOD_DARK, COAL, 0.2), 6)
        + moved(king.replace(PAPER, COAL), 256, 248, 1.25)
        + moved(pawn.replace(PAPER, COAL), 200, 238, 0.95)
        + moved(pawn, 136, 274, 1.5)
    )


def blocks(_: Paint) -> str:
    """A small castle of blocks."""
    return join(
        (
            rect(84, 254, 70, 68, WOOD, 5),
            rect(246, 254, 70, 68, MANY[3], 5),
            shape("M154 322 v-68 h92 v68 h-18 a28 30 0 0 0 -56 0 z", MANY[1]),
            rect(84, 226, 232, 28, WOOD_LIGHT, 5),
            rect(98, 160, 60, 66, RED, 5),
            rect(242, 160, 60, 66, MANY[2], 5),
            rect(170, 170, 60, 56, WOOD, 30),
            shape("M92 160 L128 108 L164 160 z", BLUE),
            shape("M236 160 L272 108 L308 160 z", CORAL),
        )
    )


def marblerun(_: Paint) -> str:
    """Ramps between posts, and marbles on their way."""
    posts = rect(88, 96, 20, 226, WOOD_DARK, 4) + rect(292, 96, 20, 226, WOOD_DARK, 4)
    ramps = join(stroke(path, WOOD, 15) for path in ("M98 130 L280 166", "M302 186 L122 224", "M98 244 L290 284"))
    marbles = (
        disc(140, 124, 13, BLUE) + disc(240, 184, 13, RED) + disc(190, 248, 13, GREEN) + disc(272, 264, 13, YELLOW)
    )
    return (
        posts + ramps + marbles + rect(66, 308, 268, 14, WOOD_DARK, 6) + shape("M76 84 h58 l-16 34 h-26 z", WOOD_LIGHT)
    )


def stacker(_: Paint) -> str:
    """Rings on a peg."""
    rings = join(
        rect(200 - w / 2, 278 - 29 * i, w, 27, MANY[i], 13) for i, w in enumerate((180, 158, 136, 114, 92, 72))
    )
    return (
        rect(192, 96, 16, 60, WOOD_DARK, 8)
        + rings
        + disc(200, 108, 24, WOOD)
        + shape("M96 306 h208 a104 24 0 0 1 -208 0 z", WOOD_LIGHT)
    )


def bus(paint: Paint) -> str:
    """A double-decker."""
    upper = join(rect(x, 142, 44, 38, GLASS, 5) for x in (92, 146, 200, 254))
    lower = join(rect(x, 216, 44, 40, GLASS, 5) for x in (92, 146, 200))
    heads = join(
        disc(x, 164, 12, SKIN) + rect(x - 12, 168, 24, 12, fill)
        for x, fill in ((114, BLUE), (168, YELLOW), (276, GREEN))
    )
    body = rect(76, 116, 250, 184, paint.main, 20) + rect(76, 192, 250, 12, PAPER)
    door = rect(258, 214, 44, 74, paint.dark, 5) + rect(264, 220, 32, 36, GLASS, 4)
    return body + upper + heads + lower + door + wheel(132, 298, 25, COAL) + wheel(266, 298, 25, COAL)


def teddy(paint: Paint) -> str:
    """A sitting bear."""
    ears = join(disc(x, 112, 25, paint.main) + disc(x, 112, 13, paint.light) for x in (150, 250))
    legs = join(oval(x, 300, 40, 26, paint.main) + oval(x, 304, 20, 15, paint.light) for x in (138, 262))
    arms = turned(oval(122, 226, 22, 46, paint.dark), 28, 122, 226) + turned(
        oval(278, 226, 22, 46, paint.dark), -28, 278, 226
    )
    face = (
        oval(200, 170, 30, 23, paint.light)
        + oval(200, 160, 11, 8, COAL)
        + stroke("M200 168 v10 m-12 4 q12 8 24 0", COAL, 4)
    )
    body = oval(200, 250, 70, 68, paint.main) + oval(200, 258, 42, 44, paint.light)
    bow = shape("M200 206 l-34 -16 v32 z M200 206 l34 -16 v32 z", RED) + disc(200, 206, 9, RED)
    return (
        ears
        + arms
        + body
        + legs
        + disc(200, 148, 62, paint.main)
        + disc(177, 142, 7, COAL)
        + disc(223, 142, 7, COAL)
        + face
        + bow
    )


def doll(paint: Paint) -> str:
    """A cloth doll with plaits."""
    hair = "#9b5b35"
    plaits = stroke("M150 130 C120 170 130 200 126 224 M250 130 C280 170 270 200 274 224", hair, 20)
    legs = (
        rect(168, 270, 22, 40, SKIN, 8)
        + rect(210, 270, 22, 40, SKIN, 8)
        + rect(160, 302, 32, 20, RED, 9)
        + rect(208, 302, 32, 20, RED, 9)
    )
    dress = shape("M170 186 h60 l42 96 h-144 z", paint.main) + join(
        disc(x, 262, 6, WHITE) for x in (156, 185, 215, 244)
    )
    arms = stroke("M172 200 L138 244 M228 200 L262 244", SKIN, 18)
    face = (
        disc(200, 138, 52, SKIN)
        + disc(182, 142, 5, COAL)
        + disc(218, 142, 5, COAL)
        + stroke("M188 160 q12 10 24 0", RED, 4)
    )
    fringe = shape("M148 138 C148 70 252 70 252 138 C230 116 216 108 200 108 C184 108 170 116 148 138 z", hair)
    return plaits + legs + arms + dress + face + fringe + rect(186, 186, 28, 10, WHITE, 5)


def dollshouse(paint: Paint) -> str:
    """A house with three floors, open at the front."""
    rooms = ((CORAL, BLUE), (YELLOW, GREEN), ("#b9a4c9", "#a9cfd0"))
    walls = join(
        rect(104 + 98 * column, 142 + 60 * row, 94, 56, mix(fill, WHITE, 0.55))
        for row, pair in enumerate(rooms)
        for column, fill in enumerate(pair)
    )
    things = (
        rect(120, 286, 40, 32, WOOD_DARK, 4)
        + rect(236, 166, 46, 28, RED, 6)
        + stroke("M214 258 l14 -12 h14 l14 -14", WOOD_DARK, 6)
    )
    bed = rect(118, 238, 52, 18, BLUE, 5) + disc(150, 180, 14, GOLD)
    return (
        shape("M84 142 L200 70 L316 142 z", RED)
        + rect(94, 138, 212, 184, mix(paint.main, WOOD, 0.3))
        + walls
        + things
        + bed
    )


def robot(paint: Paint) -> str:
    """A small round-cornered robot."""
    face = disc(174, 150, 14, WHITE) + disc(226, 150, 14, WHITE) + disc(174, 150, 6, COAL) + disc(226, 150, 6, COAL)
    return join(
        (
            stroke("M200 104 V82", STEEL_DARK, 6),
            disc(200, 76, 11, CORAL),
            rect(138, 104, 124, 90, paint.main, 26),
            face,
            stroke("M182 176 h36", COAL, 5),
            stroke("M126 226 L104 258 M274 226 L296 258", STEEL, 16),
            rect(128, 200, 144, 92, paint.dark, 22),
            rect(156, 220, 88, 46, PAPER, 8),
            stroke("M164 244 h14 l8 -14 l12 24 l10 -16 h26", CORAL, 4),
            rect(142, 290, 40, 32, COAL, 14),
            rect(218, 290, 40, 32, COAL, 14),
        )
    )


def drone(paint: Paint) -> str:
    """Four guarded rotors."""
    guards = join(
        oval(x, y, 62, 20, COAL) + oval(x, y - 3, 54, 15, GLASS)
        for x, y in ((108, 168), (292, 168), (122, 236), (278, 236))
    )
    arms = stroke("M118 176 L282 234 M282 176 L118 234", STEEL_DARK, 14)
    body = rect(150, 180, 100, 54, paint.main, 26) + rect(150, 208, 100, 26, mix(paint.main, COAL, 0.2), 13)
    return arms + guards + body + disc(200, 214, 13, COAL) + disc(200, 214, 6, BLUE) + disc(168, 196, 5, GREEN)


def sciencekit(paint: Paint) -> str:
    """Crystals and a flask."""
    crystals = shape("M84 322 L112 214 L142 322 z", paint.main) + shape("M120 322 L158 168 L194 322 z", paint.light)
    more = shape("M112 214 L142 322 H116 z M158 168 L194 322 H162 z", paint.dark) + shape(
        "M178 322 L204 250 L226 322 z", MANY[6]
    )
    flask = shape("M256 130 h44 v66 l42 108 a14 14 0 0 1 -12 18 h-104 a14 14 0 0 1 -12 -18 l42 -108 z", GLASS)
    liquid = shape("M238 252 h80 l22 54 a12 12 0 0 1 -10 16 h-104 a12 12 0 0 1 -10 -16 z", GREEN)
    return (
        crystals
        + more
        + flask
        + liquid
        + rect(248, 122, 60, 14, STEEL, 6)
        + disc(266, 284, 8, WHITE)
        + disc(294, 268, 6, WHITE)
    )


def dinosaur(paint: Paint) -> str:
    """A long-necked dinosaur with plates."""
    plates = join(
        shape(f"M{x} {y} l16 -28 l16 28 z", paint.dark) for x, y in ((128, 210), (162, 196), (196, 196), (228, 206))
    )
    body = shape(
        "M52 262 C90 262 110 200 180 196 C240 194 240 150 250 118 C258 84 318 84 336 112 C340 130 316 138 296 136",
        paint.main,
    )
    trunk = shape("M296 136 C300 200 300 260 262 276 C210 296 120 290 52 262 z", paint.main)
    legs = join(
        rect(x, 258, 36, 64, fill, 12)
        for x, fill in ((142, paint.dark), (226, paint.dark), (120, paint.main), (248, paint.main))
    )
    spots = join(disc(x, y, 9, paint.light) for x, y in ((160, 238), (198, 226), (236, 244), (272, 196)))
    return plates + legs + body + trunk + spots + disc(296, 112, 6, COAL) + stroke("M312 126 h18", COAL, 4)


def kite(paint: Paint) -> str:
    """A diamond kite with a tail."""
    sail = shape("M220 66 L300 150 L200 258 L136 138 z", paint.main) + shape("M220 66 L300 150 L212 146 z", paint.light)
    lower = shape("M136 138 L212 146 L200 258 z", paint.dark) + stroke(
        "M220 66 L200 258 M136 138 L300 150", WOOD_LIGHT, 4
    )
    bows = join(
        shape(f"M{x} {y} l-16 -9 v18 z M{x} {y} l16 -9 v18 z", fill)
        for x, y, fill in ((180, 284, YELLOW), (146, 306, BLUE), (108, 316, RED))
    )
    return stroke("M200 258 C190 300 150 296 130 312 S90 322 74 310", COAL, 3) + sail + lower + bows


def ball(paint: Paint) -> str:
    """A stitched ball."""
    patches = shape("M200 178 l34 25 l-13 40 h-42 l-13 -40 z", COAL)
    seams = stroke(
        "M200 178 V134 M234 203 L276 190 M221 243 L246 278 M179 243 L154 278 M166 203 L124 190",
        mix(paint.main, COAL, 0.4),
        4,
    )
    corners = shape("M180 118 h40 l-20 22 z M292 184 l12 40 l-30 -34 z M108 184 l-12 40 l30 -34 z", COAL)
    feet = shape("M232 306 l30 -22 l-14 -10 z M168 306 l-30 -22 l14 -10 z", COAL)
    return (
        disc(200, 218, 104, paint.main)
        + glaze(shape("M200 322 a104 104 0 0 0 104 -104 a130 120 0 0 1 -104 104 z", COAL), 0.12)
        + seams
        + patches
        + corners
        + feet
    )


def bike(paint: Paint) -> str:
    """A balance bike."""
    wheels = join(disc(x, 266, 56, COAL) + disc(x, 266, 44, PAPER) + disc(x, 266, 10, STEEL_DARK) for x in (116, 284))
    spokes = join(stroke(f"M{x} 224 v84 M{x - 42} 266 h84", STEEL, 3) for x in (116, 284))
    frame = stroke("M116 266 C150 206 190 200 252 190 M284 266 L248 150", WOOD, 18) + stroke(
        "M168 210 L160 178", STEEL_DARK, 9
    )
    return (
        wheels
        + spokes
        + frame
        + rect(124, 162, 70, 20, paint.main, 10)
        + stroke("M248 150 L222 142", paint.main, 12)
        + stroke("M248 150 l18 -12", COAL, 10)
    )


def spintop(paint: Paint) -> str:
    """A turned top, leaning."""
    top = rect(192, 92, 16, 70, WOOD_DARK, 7) + shape(
        "M104 200 C104 156 296 156 296 200 C296 246 226 270 200 318 C174 270 104 246 104 200 z", paint.main
    )
    bands = stroke("M112 220 C150 240 250 240 288 220", YELLOW, 10) + oval(200, 184, 78, 14, paint.light)
    return turned(top + bands + rect(192, 120, 16, 66, WOOD, 7), 9, 200, 318)


def projector(paint: Paint) -> str:
    """A star projector, shining."""
    light = glaze(shape("M150 236 L60 74 H340 L250 236 z", "#f4d98c"), 0.4)
    star = "l7 14 l16 2 l-12 11 l3 16 l-14 -8 l-14 8 l3 -16 l-12 -11 l16 -2 z"
    stars = join(shape(f"M{x} {y} {star}", WHITE) for x, y in ((120, 90), (200, 80), (278, 96), (162, 142), (240, 140)))
    dome = shape("M128 250 a72 72 0 0 1 144 0 z", mix(paint.main, BLUE, 0.4)) + join(
        disc(x, y, 5, YELLOW) for x, y in ((164, 222), (200, 204), (236, 224), (200, 234))
    )
    return (
        light
        + stars
        + dome
        + rect(118, 248, 164, 60, paint.main, 14)
        + rect(138, 300, 124, 22, paint.dark, 8)
        + disc(200, 278, 10, CORAL)
    )


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    puzzle,
    boardgame,
    cards,
    chess,
    blocks,
    marblerun,
    stacker,
    bus,
    teddy,
    doll,
    dollshouse,
    robot,
    drone,
    sciencekit,
    dinosaur,
    kite,
    ball,
    bike,
    spintop,
    projector,
)
