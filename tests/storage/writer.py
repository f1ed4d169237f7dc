"""A process that appends turns to one conversation and reports each as soon as it is saved, until it is killed."""

import sys
from itertools import count

from storage.database import open_database
from storage.sessions import SqlSessionStore
from tests.contracts.stores import conversation, turn


def main(url: str) -> None:
    store = SqlSessionStore(open_database(url))
    store.create(conversation())
    for number in count(1):
        store.append(store.load("toys", "s1"), turn(number))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
