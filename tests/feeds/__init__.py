"""Feeds of platforms: golden files, mutations of them, addresses, kills."""
