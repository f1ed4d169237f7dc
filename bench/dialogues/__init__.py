"""The dialogue benchmark: the loop, the systems, the measures and the report (`bench/dialogue.py` is its front)."""
