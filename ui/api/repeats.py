"""`Idempotency-Key`: a request that is sent again gets the first answer instead of a second turn.

The answers are kept in this process, the newest few thousand of them: a retry after a restart of the server is a new
request.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from domain.errors import BadInput

T = TypeVar("T")

# About an hour of a busy shop; an answer is some 10 kB.
KEPT = 5_000
MAX_KEY_LENGTH = 200


@dataclass(slots=True)
class _Entry(Generic[T]):
    request: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    answer: T | None = None


@dataclass(slots=True)
class Repeats(Generic[T]):
    """Answers by place (a conversation) and key. A repeat that comes while the first is under way waits for it."""

    _entries: OrderedDict[tuple[str, str], _Entry[T]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, place: str, key: str | None, request: str, answer: Callable[[], T]) -> T:
        """The answer to this request, made once per key; `BadInput` if the key was used for another request."""
        if key is None:
            return answer()
        entry = self._entry(place, key, request)
        with entry.lock:
            if entry.answer is None:
                entry.answer = answer()
            return entry.answer

    def streamed(
        self,
        place: str,
        key: str | None,
        request: str,
        live: Callable[[], Iterator[tuple[str, T | None]]],
        again: Callable[[T], Iterator[str]],
    ) -> Iterator[str]:
        """The same for an answer that comes in pieces: the last piece brings the whole."""
        entry = _Entry[T](request) if key is None else self._entry(place, key, request)
        with entry.lock:
            if entry.answer is not None:
                yield from again(entry.answer)
                return
            for text, whole in live():
                entry.answer = whole or entry.answer
                yield text

    def _entry(self, place: str, key: str, request: str) -> _Entry[T]:
        if not 0 < len(key) <= MAX_KEY_LENGTH:
            raise BadInput(f"Idempotency-Key has {len(key)} characters: use 1 to {MAX_KEY_LENGTH}.")
        with self._lock:
            entry = self._entries.setdefault((place, key), _Entry(request))
            self._entries.move_to_end((place, key))
            while len(self._entries) > KEPT:
                self._entries.popitem(last=False)
        if entry.request != request:
            raise BadInput(f"Idempotency-Key {key!r} was used for another request: make a new key for each input.")
        return entry
