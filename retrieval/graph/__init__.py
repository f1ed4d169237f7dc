"""How products and values hang together: read from feeds and files, kept as arrays, walked for neighbours and paths."""
