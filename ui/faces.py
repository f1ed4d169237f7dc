"""What every face (pages, API, terminal) shares: the app, its figures, and the one way to take a turn."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from agent.build import App
from agent.turn import SAVE_ATTEMPTS, Agent, Done, Event
from domain.errors import Conflict, WarmstartError
from domain.inputs import Input
from domain.session import Reply
from ui.api.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Faces:
    """The app behind the faces of one process. `drawing` gives the picture of a product of the demo shop as SVG, if
    it has one."""

    app: App
    drawing: Callable[[str], str | None] = lambda item_id: None
    titles: Mapping[str, str] = field(default_factory=dict)
    metrics: Metrics = field(default_factory=Metrics)

    def title(self, shop: str) -> str:
        """A shop's name as a heading: its title if it has one, else `toys-2024` is "Toys 2024"."""
        return self.titles.get(shop) or " ".join(word.capitalize() for word in shop.replace("_", "-").split("-"))

    def turn(self, agent: Agent, session_id: str, said: Input) -> Reply:
        """One whole turn."""
        return next(event.reply for event in self.events(agent, session_id, said) if isinstance(event, Done))

    def events(self, agent: Agent, session_id: str, said: Input) -> Iterator[Event]:
        """One turn as events. Somebody else's turn in between makes it start again: the last `Done` is the one that
        counts."""
        for attempt in range(1, SAVE_ATTEMPTS + 1):
            try:
                yield from self._once(agent, session_id, said)
                return
            except Conflict:
                if attempt == SAVE_ATTEMPTS:
                    raise

    def _once(self, agent: Agent, session_id: str, said: Input) -> Iterator[Event]:
        try:
            for event in agent.stream(session_id, said):
                if isinstance(event, Done):
                    self.metrics.count(agent.shop, event.reply)
                yield event
        except WarmstartError as error:
            self.metrics.errors.labels(agent.shop, type(error).__name__).inc()
            raise
