"""The demo shop's pencil: colours, and the few shapes every picture is made of.

All coordinates are on a canvas of 400 by 400 units, y downwards; products stand on the ground at y = 322.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GROUND = 322

WOOD, WOOD_DARK, WOOD_LIGHT = "#cfa16b", "#a97b49", "#e3c094"
STEEL, STEEL_DARK, STEEL_LIGHT = "#b7c0c6", "#87929a", "#dde3e6"
PAPER, CARD = "#fbf6ea", "#e4d3b5"
COAL, GOLD, GLASS = "#3d4147", "#c99b45", "#bad7de"
LEAF, LEAF_DARK = "#7ba565", "#587f49"
CLAY, SKIN, WHITE = "#c4704d", "#f0cba8", "#ffffff"
RED, BLUE, YELLOW, GREEN, CORAL = "#cf5443", "#4d7ea8", "#e6b64c", "#6d9b63", "#e08a63"
# Toys and patterns "of many colours" take these in turn.
MANY = (RED, YELLOW, GREEN, BLUE, CORAL, "#8c6aa0", "#5aa6a0")

# A shop's colour words, as flat paints that sit well beside each other.
PAINTS: Mapping[str, str] = {
    "red": RED,
    "green": "#5f8f68",
    "blue": BLUE,
    "navy": "#33476b",
    "teal": "#3f8a8c",
    "yellow": YELLOW,
    "mustard": "#cf9f35",
    "orange": "#e0854a",
    "terracotta": CLAY,
    "pink": "#dd8fa0",
    "purple": "#8a6aa3",
    "maroon": "#7d3440",
    "brown": "#8f6243",
    "black": COAL,
    "grey": "#8e979c",
    "white": "#f6f4ef",
    "cream": "#efe2c6",
    "gold": GOLD,
    "clear": GLASS,
    "silver": "#bcc5cb",
    "charcoal": "#4b5057",
    "beige": "#d9c7a6",
    "olive": "#7f8350",
    "sage": "#9bb08d",
    "mint": "#9fd0ba",
    "turquoise": "#4fb0b3",
    "lilac": "#b8a2cf",
    "coral": CORAL,
    "copper": "#b9774d",
    "multicoloured": CORAL,
}
# What "natural" looks like depends on what the thing is made of.
NATURAL: Mapping[str, str] = {
    "wood": WOOD,
    "oak": "#c4945a",
    "walnut": "#7d5a3c",
    "bamboo": "#d9bd7f",
    "cork": "#bd8d5c",
    "wicker": "#c19a63",
    "jute": "#c8aa78",
    "cotton": "#e2d4b8",
    "linen": "#ddd2ba",
    "wool": "#e0d6c4",
    "paper": "#d8c7a4",
    "glass": GLASS,
    "steel": STEEL,
}


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one picture. `seed` is in [0, 2**32): small variations come from it."""

    main: str
    dark: str
    light: str
    material: str
    subject: str
    seed: int

    def one_of(self, choices: tuple[str, ...], step: int = 0) -> str:
        """One of the choices, the same for the same product; another `step` starts elsewhere in the list."""
        return choices[(self.seed + step) % len(choices)]


def mix(first: str, second: str, share: float) -> str:
    """`share` in [0, 1] of the second colour over the first, as `#rrggbb`."""
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def rect(x: float, y: float, width: float, height: float, fill: str, round_: float = 0) -> str:
    """A rectangle with corners of radius `round_`."""
    corner = f' rx="{round_:g}"' if round_ else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{corner} fill="{fill}"/>'


def disc(x: float, y: float, radius: float, fill: str) -> str:
    """A filled circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str) -> str:
    """A filled ellipse."""
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"/>'


def shape(path: str, fill: str) -> str:
    """A filled path."""
    return f'<path d="{path}" fill="{fill}"/>'


def stroke(path: str, colour: str, width: float) -> str:
    """A line along a path, with round ends."""
    joins = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" {joins}/>'


def glaze(drawn: str, opacity: float) -> str:
    """What was drawn, let through by `opacity` in [0, 1]."""
    return f'<g opacity="{opacity:g}">{drawn}</g>'


def turned(drawn: str, degrees: float, x: float = 200, y: float = 200) -> str:
    """What was drawn, turned clockwise about a point."""
    return f'<g transform="rotate({degrees:g} {x:g} {y:g})">{drawn}</g>'


def moved(drawn: str, x: float, y: float, scale: float = 1) -> str:
    """What was drawn, scaled about the origin and then moved."""
    return f'<g transform="translate({x:g} {y:g}) scale({scale:g})">{drawn}</g>'


def wheel(x: float, y: float, radius: float, fill: str) -> str:
    """A wheel with a hub."""
    return disc(x, y, radius, fill) + disc(x, y, radius * 0.55, mix(fill, WHITE, 0.35)) + disc(x, y, radius * 0.2, COAL)


def join(parts: Iterable[str]) -> str:
    """Parts drawn one over the other."""
    return "".join(parts)
