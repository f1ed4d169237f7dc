"""What the two edges need of a language model, without naming a library."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model."""

    role: Literal["system", "user", "assistant"]
    text: str


class Model(Protocol):
    """A language model with a deadline. All errors are `ModelUnavailable`."""

    name: str

    def write(self, messages: Sequence[Message], *, deadline_s: float) -> Iterator[str]:
        """The answer in pieces as they come; ends, or raises, at most `deadline_s` seconds after the first one is
        asked for."""

    def fill(self, messages: Sequence[Message], *, schema: dict[str, Any], deadline_s: float) -> str:
        """The whole answer, which should be JSON that follows the schema (but must be checked)."""

    def was_useful(self) -> None:
        """Note that an answer could be used."""

    def was_useless(self) -> None:
        """Note that an answer could not be used: several in a row, and the model is left alone for a while."""
