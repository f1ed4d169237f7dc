"""Candidates to one score, and scores to a belief."""
