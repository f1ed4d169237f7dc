"""The fused scorer: blocks of features, any of which may be absent, to one score per candidate."""
