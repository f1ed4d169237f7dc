"""What every benchmark ends with: a table for a person, and the contract's one object for machines."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

Cell = str | int | float | Sequence[float] | None


@dataclass(frozen=True, slots=True)
class Report:
    """One benchmark's figures: a row per system (warmstart, or a baseline's name), over `n` cases drawn by `seed`."""

    bench: str
    n: int
    seed: int
    rows: Sequence[Mapping[str, Cell]]

    def as_json(self) -> str:
        """`{"bench", "n", "seed", "commit", "rows": [{"system", metric, metric + "_ci"}]}` on one line."""
        whole = {"bench": self.bench, "n": self.n, "seed": self.seed, "commit": commit(), "rows": self.rows}
        return json.dumps(whole)

    def table(self) -> str:
        """The rows as a Markdown table; intervals stand behind their figures."""
        keys = list(dict.fromkeys(key for row in self.rows for key in row if not key.endswith("_ci")))
        lines = ["| " + " | ".join(keys) + " |", "|" + "---|" * len(keys)]
        lines += ["| " + " | ".join(_figure(row, key) for key in keys) + " |" for row in self.rows]
        return "\n".join(lines)


def _figure(row: Mapping[str, Cell], key: str) -> str:
    interval = row.get(f"{key}_ci")
    behind = f" [{', '.join(f'{end:.4g}' for end in interval)}]" if isinstance(interval, Sequence) else ""
    return _plain(row.get(key)) + behind


def _plain(value: Cell) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def wilson(hits: int, n: int) -> list[float]:
    """Wilson's 95% interval of a share (Wilson 1927); [0, 1] without observations."""
    if n == 0:
        return [0.0, 1.0]
    z = 1.959964
    share = hits / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return [round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)]


def commit() -> str:
    """The commit that was measured; "" outside a repository."""
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip()
