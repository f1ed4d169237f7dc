"""Speech that is checked while it speaks."""

from collections.abc import Generator
from dataclasses import dataclass

from agent.audit import audit, grounds_of
from agent.turn import Scene, Speech, Spoken
from domain.actions import Action


@dataclass(frozen=True, slots=True)
class Audited:
    """Speech of which every reply has to pass the audit; the text stands beside what was found."""

    inner: Speech

    def say(self, action: Action, scene: Scene) -> Generator[str, None, Spoken]:
        """The reply of the inner speech; `AssertionError` if it says what nothing backs."""
        spoken = yield from self.inner.say(action, scene)
        assert (spoken.text, audit(spoken.text, grounds_of(action, scene))) == (spoken.text, ())
        return spoken
