"""The data's folder: items with texts, and rows of (user, history, next item)."""

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.cleaning import clean_text

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
MOST_HISTORY = 10
# Of a description this many characters are read; the encoder reads about as many.
MOST_TEXT = 800


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

    def __len__(self) -> int:
        return len(self.users)

    def cut(self, start: int, end: int) -> "Rows":
        """The rows from `start` up to `end`."""
        return Rows(self.users[start:end], self.history[start:end], self.target[start:end])

    def part(self, part: slice) -> "Rows":
        """The rows of a slice."""
        return Rows(self.users[part], self.history[part], self.target[part])

    def at(self, places: Ints) -> "Rows":
        """The rows at these places."""
        return Rows(tuple(self.users[place] for place in places.tolist()), self.history[places], self.target[places])


def read_items(folder: Path) -> list[Product]:
    """The items, by number from 0."""
    with gzip.open(folder / "items.jsonl.gz", "rt", encoding="utf-8") as file:
        found = sorted((json.loads(line) for line in file), key=lambda row: int(row["item_id"]))
    return [
        Product(
            clean_text(row["title"] or ""),
            clean_text(row["brand"] or ""),
            clean_text(row["description"] or "")[:MOST_TEXT],
        )
        for row in found
    ]


def read_rows(path: Path, items: int) -> Rows:
    """The rows of a file, for a catalogue of so many items."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    history = np.full((len(found), MOST_HISTORY), items, np.int64)
    for place, row in enumerate(found):
        newest = row["history_item_id"].split()[::-1][:MOST_HISTORY]
        history[place, : len(newest)] = [int(item) for item in newest]
    return Rows(tuple(row["user_id"] for row in found), history, np.array([int(row["item_id"]) for row in found]))


def walks_of(rows: Rows, items: int) -> dict[str, list[int]]:
    """All that each user is seen to have bought, oldest first, each step once though rows overlap."""
    walks: dict[str, list[int]] = {}
    for user, newest, target in zip(rows.users, rows.history.tolist(), rows.target.tolist(), strict=True):
        past = [item for item in newest[::-1] if item < items]
        walk = walks.setdefault(user, [])
        if walk[-len(past) :] != past:
            walk += past
        walk.append(target)
    return walks


def steps_of(rows: Rows, items: int) -> Rows:
    """A row for each step of each walk: the rows themselves, and those hidden in their histories."""
    users: list[str] = []
    histories: list[list[int]] = []
    targets: list[int] = []
    for user, walk in walks_of(rows, items).items():
        for place in range(1, len(walk)):
            newest = walk[max(0, place - MOST_HISTORY) : place][::-1]
            users.append(user)
            histories.append(newest + [items] * (MOST_HISTORY - len(newest)))
            targets.append(walk[place])
    return Rows(tuple(users), np.array(histories, np.int64), np.array(targets, np.int64))
