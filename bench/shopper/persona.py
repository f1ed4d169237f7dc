"""Who the shopper is: shares of behaviour, read from `personas.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("personas.toml")
# A shopper of these is counted apart: her words do not say what she wants, so no question can find it out.
APART = frozenset({"hidden_taste"})
# These share their needs, words and reactions, and differ in their wrong answers alone.
FAMILY = {"wrong_5": "plain", "wrong_10": "plain", "wrong_20": "plain"}


@dataclass(frozen=True, slots=True)
class Persona:
    """One kind of shopper; the shares are explained in `personas.toml`. `patience` counts turns."""

    name: str
    opening: tuple[int, int] = (1, 3)
    knows: float = 0.9
    minds: float = 0.9
    answers: float = 0.9
    chips: float = 0.5
    wrong: float = 0.0
    paraphrase: float = 0.6
    presses: float = 0.5
    slips: float = 0.01
    gift: float = 0.1
    broad: float = 0.0
    patience: int = 5
    leaves: float = 0.0
    terse: bool = False
    changes: bool = False
    contradicts: bool = False
    hides_taste: bool = False

    @property
    def family(self) -> str:
        """The name under which needs and chance are drawn."""
        return FAMILY.get(self.name, self.name)


@cache
def personas() -> Mapping[str, Persona]:
    """All personas by name, in the file's order."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: Persona(name, **{**row, "opening": tuple(row["opening"])}) for name, row in rows.items()}
