"""Feeds to items and facts, items to indexes, queries to candidates."""
