"""A circuit breaker: a model that is down must not slow every turn."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# One slow answer is an accident, three in a row are an outage.
FAILURES_TO_OPEN = 3
# How long a model is left alone. A model that comes back is to be used again within a minute.
OPEN_S = 30.0


@dataclass(slots=True)
class Breaker:
    """Counts failures in a row. Open: calls are refused at once; after `open_s` one call is let through to try
    again."""

    failures_to_open: int = FAILURES_TO_OPEN
    open_s: float = OPEN_S
    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _closed_again_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self) -> bool:
        """Whether a call may be made now. An open breaker lets one call through per `open_s`."""
        with self._lock:
            if self._failures < self.failures_to_open:
                return True
            if self.clock() < self._closed_again_at:
                return False
            self._closed_again_at = self.clock() + self.open_s
            return True

    def failed(self) -> None:
        """Count a failure."""
        with self._lock:
            self._failures += 1
            self._closed_again_at = self.clock() + self.open_s

    def succeeded(self) -> None:
        """Forget the failures."""
        with self._lock:
            self._failures = 0
