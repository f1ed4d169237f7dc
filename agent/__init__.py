"""The conversation: `turn` is the place to start reading."""
