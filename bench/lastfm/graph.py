"""The knowledge graph and the episodes of LastFM*, read and checked.

Ids only: items (artists), attributes (tags) with their coarse group, users with the items they listened to. Not read,
because they know the answers: the users' own tags (`user_attribute_like`), and `user_item_valid`, which is the targets.
Friends were worth under .005 nats and are left out.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.errors import BadInput

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
FOLDER = "lastfm_star"
KG, EPISODES = "kg.npz", "episodes_train.csv"


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse 0/1 matrix by row: the columns of row r are `columns[starts[r] : starts[r + 1]]`."""

    starts: Ints
    columns: Ints

    def __getitem__(self, row: int) -> Ints:
        return self.columns[self.starts[row] : self.starts[row + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> Ints:
        """How many columns each row has."""
        return np.diff(self.starts)

    @classmethod
    def of(cls, pairs: Ints, rows: int) -> "Rows":
        """From (N, 2) row, column; repeated pairs once."""
        kept = np.unique(pairs, axis=0).astype(np.int64)
        return cls(np.searchsorted(kept[:, 0], np.arange(rows + 1)), kept[:, 1])


@dataclass(frozen=True, slots=True)
class Graph:
    """Who listened to what, and which item has which attribute.

    `tags`: item → attributes; `tagged`: attribute → items; `heard`: user → items of the training part; `listeners`:
    item → users; `has` (attributes, items): the same as `tags`, dense; `group` (attributes,): the coarse group.
    """

    tags: Rows
    tagged: Rows
    heard: Rows
    listeners: Rows
    has: Flags
    group: Ints


@dataclass(frozen=True, slots=True)
class Episode:
    """One dialogue to come: `first` is the attribute that the user volunteers, `targets` what would be a success."""

    rank: int
    user: int
    targets: tuple[int, int]
    first: int
    cold: tuple[bool, bool]


def folder_of(data: Path) -> Path:
    """The folder with the files: `data` itself or its subfolder of that name. `BadInput` if neither has them."""
    for folder in (data, data / FOLDER):
        if (folder / KG).is_file() and (folder / EPISODES).is_file():
            return folder
    raise BadInput(f"No {KG} and {EPISODES} in {data}: give the folder of LastFM* with --data.")


def read_graph(path: Path) -> Graph:
    """The graph of a `kg.npz`. `BadInput` names what is missing or out of range."""
    with np.load(path) as file:
        missing = {"n_users", "n_items", "n_attributes", "item_attribute", "attribute_primary_group", "user_item_train"}
        if missing := missing - set(file.files):
            raise BadInput(f"{path.name} lacks {', '.join(sorted(missing))}: is it a LastFM* graph?")
        users, items, attributes = (int(file[f"n_{name}"]) for name in ("users", "items", "attributes"))
        item_attribute = _within(file["item_attribute"], (items, attributes), "item_attribute")
        user_item = _within(file["user_item_train"], (users, items), "user_item_train")
        group = file["attribute_primary_group"].astype(np.int64)
    if len(group) != attributes:
        raise BadInput(f"attribute_primary_group has {len(group)} rows for {attributes} attributes.")
    has = np.zeros((attributes, items), dtype=np.bool_)
    has[item_attribute[:, 1], item_attribute[:, 0]] = True
    return Graph(
        Rows.of(item_attribute, items),
        Rows.of(item_attribute[:, ::-1], attributes),
        Rows.of(user_item, users),
        Rows.of(user_item[:, ::-1], items),
        has,
        group,
    )


def _within(pairs: Ints, sizes: tuple[int, int], name: str) -> Ints:
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise BadInput(f"{name} has shape {pairs.shape}: it should be (rows, 2).")
    if len(pairs) and (pairs.min() < 0 or (pairs.max(axis=0) >= sizes).any()):
        raise BadInput(f"{name} holds ids up to {pairs.max(axis=0).tolist()}, but there are only {list(sizes)}.")
    return pairs


def read_episodes(path: Path, graph: Graph) -> list[Episode]:
    """The episodes of a CSV in their evaluation order. `BadInput` names the line that cannot be used."""
    with path.open(newline="", encoding="utf-8") as file:
        found = [_episode(row, line, graph) for line, row in enumerate(csv.DictReader(file), start=2)]
    return sorted(found, key=lambda episode: episode.rank)


def _episode(row: Mapping[str, str], line: int, graph: Graph) -> Episode:
    try:
        targets = (int(row["target_1"]), int(row["target_2"]))
        cold = (row["cold_1"] == "1", row["cold_2"] == "1")
        episode = Episode(int(row["rank"]), int(row["user"]), targets, int(row["first_attribute"]), cold)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"Line {line} of the episodes cannot be read ({error}): see the columns in the README."
        ) from error
    for name, value, size in (
        ("user", episode.user, len(graph.heard)),
        ("first_attribute", episode.first, len(graph.tagged)),
        ("target", max(targets), len(graph.tags)),
        ("target", min(targets), len(graph.tags)),
    ):
        if not 0 <= value < size:
            raise BadInput(f"Line {line} of the episodes: {name} {value} is not in the graph (0 to {size - 1}).")
    if not graph.has[episode.first, list(targets)].all():
        raise BadInput(f"Line {line} of the episodes: not both targets have first_attribute {episode.first}.")
    return episode
