"""The shop itself as a system of the benchmark: the real `Agent.respond`, with its belief written down."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.turn import Agent
from bench.dialogues.protocol import Offer
from bench.oracle.check import Card
from bench.shopper.shopper import Move
from domain.actions import Belief
from domain.ports import Catalogue, Found, Query, Ranker
from domain.wishes import Preference

NAME = "warmstart"
NOTHING = Belief((), 1.0, "")


@dataclass(slots=True)
class WrittenDown:
    """The shop's ranker; its last belief can be read."""

    inner: Ranker
    last: Belief = NOTHING

    @property
    def version(self) -> str:
        """That of the ranker within."""
        return self.inner.version

    def rank(self, query: Query, found: Found, preferences: Sequence[Preference], catalogue: Catalogue) -> Belief:
        """The belief over the candidates."""
        self.last = self.inner.rank(query, found, preferences, catalogue)
        return self.last


@dataclass(slots=True)
class Warmstart:
    """The `System` protocol over a shop's agent."""

    agent: Agent
    name: str = NAME
    _session: str = ""
    _ranker: WrittenDown = field(init=False)

    def __post_init__(self) -> None:
        """Put a pen into the ranker's hand."""
        self._ranker = WrittenDown(self.agent.ranker)
        self.agent = replace(self.agent, ranker=self._ranker)

    def start(self, seed: str) -> None:
        """A new conversation."""
        session, _ = self.agent.open()
        self._session = session.session_id

    def hear(self, move: Move) -> Offer:
        """One turn of the shop."""
        self._ranker.last = NOTHING
        reply = self.agent.respond(self._session, move)
        ranking = tuple(one.item_id for one in self._ranker.last.candidates)
        cards = tuple(Card(card.item_id, card.extra) for card in reply.recommendations)
        return Offer(cards, reply.question, ranking, reply.text, str(reply.action))
