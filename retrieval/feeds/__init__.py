"""Feeds: files of shops read into items.

A reader is one module that yields `Row`s (a line and cells by column); `read.py` chooses it by format.
"""

from retrieval.feeds.mapping import ColumnMapping
from retrieval.feeds.read import find_mapping, read_feed, read_rows
from retrieval.feeds.rows import Rejected, Row

__all__ = ["ColumnMapping", "Rejected", "Row", "find_mapping", "read_feed", "read_rows"]
