"""Trains and whatever runs with them."""

from collections.abc import Callable

from demo.drawing import (
    CARD,
    COAL,
    GLASS,
    GOLD,
    GREEN,
    LEAF,
    LEAF_DARK,
    RED,
    STEEL,
    STEEL_DARK,
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
    wheel,
)


def engine(paint: Paint) -> str:
    """A small steam engine facing right, 200 wide and 150 high, its wheels on y = 150."""
    wheels = WOOD_DARK if paint.material == "wood" else STEEL_DARK
    trim = GOLD if paint.material == "metal" else YELLOW
    return join(
        (
            rect(8, 108, 184, 18, COAL, 5),
            rect(12, 40, 70, 72, paint.main, 6),
            rect(4, 28, 86, 16, paint.dark, 7),
            rect(28, 56, 38, 28, GLASS, 5),
            rect(78, 62, 104, 50, paint.light, 10),
            rect(96, 62, 10, 50, trim),
            rect(140, 62, 10, 50, trim),
            disc(182, 87, 20, paint.dark),
            disc(182, 87, 10, trim),
            shape("M146 62 l4 -34 h-8 v-12 h36 v12 h-8 l4 34 z", COAL),
            shape("M106 62 a14 16 0 0 1 28 0 z", trim),
            shape("M186 126 l22 16 h-30 z", RED),
            wheel(46, 124, 27, wheels),
            wheel(110, 132, 19, wheels),
            wheel(156, 132, 19, wheels),
        )
    )


def wagon(fill: str, load: str) -> str:
    """An open wagon, 96 wide, its wheels on y = 150."""
    return join(
        (
            oval(24, 88, 18, 14, load),
            oval(50, 84, 20, 16, load),
            oval(74, 88, 16, 14, load),
            rect(2, 88, 94, 36, fill, 5),
            glaze(rect(2, 108, 94, 16, COAL, 5), 0.12),
            rect(-10, 118, 118, 8, COAL, 4),
            wheel(24, 134, 16, WOOD_DARK),
            wheel(74, 134, 16, WOOD_DARK),
        )
    )


def rails(y: float) -> str:
    """A straight piece of track across the picture."""
    sleepers = join(rect(x, y + 4, 14, 12, WOOD_DARK, 3) for x in range(50, 346, 34))
    return sleepers + rect(40, y, 320, 8, WOOD if y else STEEL, 4)


def steam(x: float, y: float) -> str:
    """Three puffs rising from a chimney."""
    puffs = disc(x, y, 12, "#ffffff") + disc(x - 20, y - 22, 17, "#ffffff") + disc(x - 50, y - 38, 22, "#ffffff")
    return glaze(puffs, 0.75)


def train(paint: Paint) -> str:
    """A single engine."""
    puffs = steam(276, 104) if paint.seed % 2 else steam(264, 98)
    return puffs + moved(engine(paint), 76, 112, 1.4)


def trainset(paint: Paint) -> str:
    """An engine with two wagons on an oval of track."""
    bed, groove = (WOOD, WOOD_DARK) if paint.material == "wood" else (STEEL, STEEL_DARK)
    oval_ = "M110 250 H290 a34 34 0 0 1 0 68 H110 a34 34 0 0 1 0 -68 z"
    track = stroke(oval_, bed, 20) + stroke(oval_, groove, 3)
    second = paint.one_of((YELLOW, GREEN, WOOD_LIGHT))
    wagons = moved(wagon(second, LEAF_DARK), 54, 142, 0.72) + moved(wagon(paint.light, COAL), 132, 142, 0.72)
    return track + steam(322, 122) + wagons + moved(engine(paint), 210, 142, 0.72)


def tram(paint: Paint) -> str:
    """A tram with a bow on its roof."""
    windows = join(rect(x, 160, 46, 46, GLASS, 6) for x in (94, 150, 206, 262))
    return join(
        (
            stroke("M200 128 L172 92 H240", STEEL_DARK, 6),
            rect(72, 128, 258, 20, paint.dark, 10),
            rect(78, 142, 246, 148, paint.main, 16),
            windows,
            rect(78, 222, 246, 14, "#ffffff"),
            rect(178, 160, 44, 122, mix(paint.main, "#ffffff", 0.45), 6),
            rect(184, 168, 32, 60, GLASS, 4),
            disc(308, 262, 9, "#fff3c4"),
            rect(90, 286, 222, 12, COAL, 5),
            wheel(124, 300, 20, STEEL_DARK),
            wheel(278, 300, 20, STEEL_DARK),
        )
    )


def viaduct(paint: Paint) -> str:
    """Three arches with a hill behind, a train on top."""
    stone = WOOD_LIGHT if paint.material == "wood" else "#d6cfc2"
    arches = join(f"M{x} 322 v-44 a32 34 0 0 1 64 0 v44 z " for x in (66, 168, 270))
    hill = shape("M30 322 C60 190 130 170 180 220 C230 140 330 150 372 322 z", LEAF)
    return join(
        (
            hill,
            shape(f"M40 322 v-96 h320 v96 z {arches}", stone).replace("<path", '<path fill-rule="evenodd"'),
            rect(32, 216, 336, 14, WOOD_DARK if paint.material == "wood" else STEEL_DARK, 5),
            moved(wagon(YELLOW, COAL), 84, 134, 0.55),
            moved(wagon(paint.light, LEAF_DARK), 146, 134, 0.55),
            moved(engine(paint), 210, 124, 0.62),
        )
    )


def shed(paint: Paint) -> str:
    """An engine shed with three doors."""
    doors = join(shape(f"M{x} 300 v-58 a28 28 0 0 1 56 0 v58 z", COAL) for x in (88, 172, 256))
    noses = join(disc(x, 268, 18, fill) + disc(x, 268, 8, GOLD) for x, fill in ((116, RED), (284, GREEN)))
    return join(
        (
            shape("M62 190 L200 104 L338 190 z", paint.dark),
            rect(76, 184, 248, 120, WOOD_LIGHT),
            rect(172, 140, 56, 30, GLASS, 5),
            stroke("M200 140 v30 M172 155 h56", WOOD_DARK, 4),
            rect(70, 180, 260, 16, paint.main, 4),
            doors,
            noses,
            rect(56, 300, 288, 20, WOOD, 8),
            stroke("M72 306 h256 M72 314 h256", WOOD_DARK, 3),
        )
    )


def whistle(paint: Paint) -> str:
    """Four pipes in one block."""
    pipes = join(rect(x, 100, 42, height, fill, 8) for x, height, fill in _pipes(paint))
    mouths = join(rect(x + 12, 130, 18, 14, COAL, 3) for x in (104, 152, 200, 248))
    return pipes + mouths + rect(96, 176, 204, 34, paint.dark, 8) + stroke("M298 192 C350 180 350 260 318 290", CARD, 5)


def _pipes(paint: Paint) -> tuple[tuple[int, int, str], ...]:
    return ((104, 220, paint.main), (152, 196, paint.light), (200, 170, paint.main), (248, 146, paint.light))


# The kinds drawn here.
DRAWINGS: tuple[Callable[[Paint], str], ...] = (
    train,
    trainset,
    tram,
    viaduct,
    shed,
    whistle,
)
