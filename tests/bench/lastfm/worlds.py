"""A tiny graph of our own: six items, attributes in two groups, three users."""

from pathlib import Path

import numpy as np

from bench.lastfm.graph import EPISODES, KG

# Attribute 0 is what everything has; 1 to 3 are of group 0, 4 and 5 of group 1.
TAGS = {0: (0, 1), 1: (0, 2), 2: (0, 1, 2), 3: (0, 3, 4), 4: (0, 4), 5: (0, 5)}
GROUPS = (9, 0, 0, 0, 1, 1)
HEARD = {0: (0, 2), 1: (1, 2), 2: (3,)}
HEADER = "rank,file_index,user,target_1,target_2,first_attribute,cold_1,cold_2"
# One episode for the report, two to fit on.
ROWS = ("0,0,0,1,3,0,0,0", "4000,1,1,0,2,0,0,0", "4001,2,2,4,4,0,1,1")


def write(folder: Path, rows: tuple[str, ...] = ROWS) -> Path:
    """The files of the benchmark in `folder`."""
    pairs = [(item, tag) for item, tags in TAGS.items() for tag in tags]
    heard = [(user, item) for user, items in HEARD.items() for item in items]
    np.savez(
        folder / KG,
        n_users=len(HEARD),
        n_items=len(TAGS),
        n_attributes=len(GROUPS),
        item_attribute=np.array(pairs),
        attribute_primary_group=np.array(GROUPS),
        user_item_train=np.array(heard),
    )
    (folder / EPISODES).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return folder
