"""The demo shop: its feed, and its pictures drawn on demand."""
