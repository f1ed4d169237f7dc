"""Benchmarks: commands that print what was measured, with baselines in the same run."""
