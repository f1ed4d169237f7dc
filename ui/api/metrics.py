"""Figures for Prometheus: turns by action, seconds by step, errors by kind, and how much waits for the index."""

from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from domain.session import Reply

STEPS = ("understand", "search", "encode", "rank", "decide", "speak", "save", "total")
# Seconds; a built-in turn takes tens of milliseconds, one with a model seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one server; each has a registry of its own."""

    def __init__(self) -> None:
        """All figures at zero."""
        self.registry = CollectorRegistry()
        self.turns = Counter("warmstart_turns", "Turns by shop and action", ("shop", "action"), registry=self.registry)
        self.steps = Histogram(
            "warmstart_turn_step_seconds",
            "Seconds per step of a turn",
            ("step",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.degraded = Counter(
            "warmstart_turns_degraded", "Turns a configured model did not help with", ("shop",), registry=self.registry
        )
        self.errors = Counter(
            "warmstart_turn_errors", "Turns that failed, by error", ("shop", "error"), registry=self.registry
        )
        self.sessions = Counter("warmstart_sessions", "Conversations opened", ("shop",), registry=self.registry)
        self.events = Counter("warmstart_events", "Events recorded, by type", ("shop", "type"), registry=self.registry)
        self.products = Gauge("warmstart_products", "Products in the catalogue", ("shop",), registry=self.registry)

    def count(self, shop: str, reply: Reply) -> None:
        """Note one finished turn."""
        self.turns.labels(shop, reply.action.value).inc()
        for step in STEPS:
            self.steps.labels(step).observe(getattr(reply.timings_ms, step) / 1000)
        if reply.engine.degraded:
            self.degraded.labels(shop).inc()

    def text(self, sizes: Callable[[], Mapping[str, int]]) -> bytes:
        """All figures in Prometheus' text format; `sizes` gives the number of products by shop."""
        for shop, size in sizes().items():
            self.products.labels(shop).set(size)
        return generate_latest(self.registry)
