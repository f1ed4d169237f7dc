"""The data's folder: items with texts, and rows of (user, history, next item)."""

import csv
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
MOST_HISTORY = 10


@dataclass(frozen=True, slots=True)
class Product:
    """What is known of an item in words."""

    title: str
    brand: str
    description: str


@dataclass(frozen=True, slots=True)
class Rows:
    """R rows in order of time: user (R,), history (R, 10) newest first with N as padding, target (R,)."""

    users: tuple[str, ...]
    history: Ints
    target: Ints

    def cut(self, start: int, end: int) -> "Rows":
        """The rows from `start` up to `end`."""
        return Rows(self.users[start:end], self.history[start:end], self.target[start:end])


def read_items(folder: Path) -> list[Product]:
    """The items, by number from 0."""
    with gzip.open(folder / "items.jsonl.gz", "rt", encoding="utf-8") as file:
        found = sorted((json.loads(line) for line in file), key=lambda row: int(row["item_id"]))
    return [Product(*(row[key] or "" for key in ("title", "brand", "description"))) for row in found]


def read_rows(path: Path, items: int) -> Rows:
    """The rows of a file, for a catalogue of so many items."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    history = np.full((len(found), MOST_HISTORY), items, np.int64)
    for place, row in enumerate(found):
        newest = row["history_item_id"].split()[::-1][:MOST_HISTORY]
        history[place, : len(newest)] = [int(item) for item in newest]
    return Rows(tuple(row["user_id"] for row in found), history, np.array([int(row["item_id"]) for row in found]))


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What rows tell: each user's steps (before, after), each counted once, since the rows of a user overlap.

    Every figure for a row leaves its own user out, in fitting and in testing alike, so that no answer is in it.
    """

    steps: dict[str, Ints]
    bought: dict[str, Ints]
    transitions: Floats
    popularity: Floats


def behaviour_of(rows: Rows, items: int) -> Behaviour:
    """Steps and purchases in these rows, histories and targets."""
    steps: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for user, history, target in zip(rows.users, rows.history.tolist(), rows.target.tolist(), strict=True):
        walked = [*(item for item in history[::-1] if item < items), target]
        steps[user] |= set(pairwise(walked))
    transitions, popularity = np.zeros((items, items), np.float32), np.zeros(items, np.float32)
    walks = {user: np.array(sorted(pairs), np.int64).reshape(-1, 2) for user, pairs in steps.items()}
    bought = {user: np.unique(pairs) for user, pairs in walks.items()}
    for user, pairs in walks.items():
        transitions[pairs[:, 0], pairs[:, 1]] += 1
        popularity[bought[user]] += 1
    return Behaviour(walks, bought, transitions, popularity)
