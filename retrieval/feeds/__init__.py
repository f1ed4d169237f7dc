"""Feeds: files of shops read into items.

A reader is one module that yields `Row`s (a line and cells by column); `read.py` chooses it by format.
"""

from retrieval.feeds.addresses import FeedFile, find_feeds, is_address
from retrieval.feeds.mapping import ColumnMapping
from retrieval.feeds.read import Reading, find_mapping, open_feed, read_feed, read_rows
from retrieval.feeds.rows import Rejected, Row

__all__ = [
    "ColumnMapping",
    "FeedFile",
    "Reading",
    "Rejected",
    "Row",
    "find_feeds",
    "find_mapping",
    "is_address",
    "open_feed",
    "read_feed",
    "read_rows",
]
