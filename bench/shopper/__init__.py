"""The simulated shopper: a hidden need, a persona, words of her own. Frozen: see `bench/shopper/frozen.py`."""
