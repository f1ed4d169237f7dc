"""LastFM*: ask an attribute or recommend, against a simulated user with two targets.

Read `simulator` first (the protocol), then `systems` (ours) and `command` (the rows).
"""

from bench.lastfm.command import main

__all__ = ["main"]
