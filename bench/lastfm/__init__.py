"""LastFM*: ask an attribute or recommend, against a simulated user with two targets."""
