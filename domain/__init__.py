"""The vocabulary of warmstart: what the words mean, in the standard library only.

Read in this order: `money`, `items`, `wishes`, `inputs`, `meaning`, `actions`, `session`, `ports`, `errors`.
"""
