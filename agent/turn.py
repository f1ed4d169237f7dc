"""One turn of a conversation, from what came in to what was said: read this first.

An `Agent` serves the conversations of one shop. Its parts are ports, put together in `agent/build.py`.
"""

import random
import secrets
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from agent import policy
from agent.cards import cards
from agent.critiquing import offers
from agent.passed import passed_over
from agent.state import EMPTY, NAMED, State, answered, fold, heard
from agent.stocked import CIRCUMSTANCES
from agent.telling import Units, as_it_is, in_units, with_ties
from agent.understand.people import OCCASION
from agent.waiting import offered
from agent.wording import Wording
from domain.actions import Action, Belief
from domain.errors import BadInput, Conflict
from domain.graph import Graph
from domain.inputs import Input, Picture, RepAction, Speaker, Words
from domain.items import CATEGORY
from domain.meaning import Meaning
from domain.ports import Catalogue, Found, Query, Ranker, Search, SessionStore
from domain.session import (
    Engine,
    Feedback,
    Recommendation,
    Reply,
    Session,
    Timings,
    Turn,
)
from domain.wishes import TEXT, Op, Wish

# Two writers can meet in one conversation (two tabs, a rep and a shopper): load again and repeat, a few times.
SAVE_ATTEMPTS = 4
# Longer messages are refused with a clear error: no shopper types them, and reading time grows with them.
MAX_WORDS_LENGTH = 4_000


@dataclass(frozen=True, slots=True)
class Floor:
    """What a shop sells at one moment: its catalogue, and the search and the graph over the same version of it."""

    catalogue: Catalogue
    search: Search
    graph: Graph | None = None


class Shopfloor(Protocol):
    """The shop as it is now; looks for a newer version of the catalogue first."""

    def now(self) -> Floor:
        """The newest floor."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What speech may look at besides the action."""

    session: Session
    said: Input | None
    state: State
    meaning: Meaning
    catalogue: Catalogue
    rng: random.Random


@dataclass(frozen=True, slots=True)
class Spoken:
    """A whole reply in words, and who spoke it ("model" or "built-in"); `failed`: a model was asked in vain."""

    text: str
    by: str = "built-in"
    failed: bool = False


class Understanding(Protocol):
    """Edge 1: an input to its meaning."""

    def __call__(self, said: Input, state: State, catalogue: Catalogue) -> Meaning:
        """The meaning of the input; never raises on what a shopper may type."""


class Speech(Protocol):
    """Edge 2: an action to words."""

    def say(self, action: Action, scene: Scene) -> Generator[str, None, Spoken]:
        """The reply in pieces as they become ready; returns the whole."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Stream event: the input was understood."""

    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Shown:
    """Stream event: these products will be shown."""

    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Stream event: the next words of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """Stream event: the turn is saved; this is all of it."""

    reply: Reply


Event = Heard | Shown | Piece | Done


@dataclass(slots=True)
class _Watch:
    """Milliseconds since the last lap, and since the start."""

    started: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)

    def lap(self) -> float:
        now = time.perf_counter()
        elapsed, self.last = now - self.last, now
        return round(elapsed * 1000, 3)

    def total(self) -> float:
        return round((time.perf_counter() - self.started) * 1000, 3)


@dataclass(frozen=True, slots=True)
class Agent:
    """The conversations of one shop. `model` is the name of the configured language model, if any; `units` says a
    measure as a locale likes it."""

    shop: str
    sessions: SessionStore
    floor: Shopfloor
    ranker: Ranker
    understand: Understanding
    speech: Speech
    wording: Wording
    model: str | None = None
    units: Units = as_it_is

    def open(self, *, user_id: str | None = None, locale: str = "en-GB") -> tuple[Session, str]:
        """A new conversation with an unguessable id (160 random bits), and the words to greet with."""
        session = Session(self.shop, secrets.token_urlsafe(20), datetime.now(UTC), user_id=user_id, locale=locale)
        self.sessions.create(session)
        scene = Scene(
            session, None, EMPTY, policy.GREETING, self.floor.now().catalogue, random.Random(session.session_id)
        )
        return session, "".join(self.speech.say(policy.welcome(), scene))

    def respond(self, session_id: str, said: Input, *, speaker: Speaker = Speaker.SHOPPER) -> Reply:
        """Take in one input and answer it. `UnknownSession`, `BadInput`; `Conflict` only after several attempts."""
        for attempt in range(SAVE_ATTEMPTS):
            try:
                for event in self.stream(session_id, said, speaker=speaker):
                    if isinstance(event, Done):
                        return event.reply
            except Conflict:
                if attempt == SAVE_ATTEMPTS - 1:
                    raise
        raise AssertionError("a stream ends with Done, or raises")

    def stream(self, session_id: str, said: Input, *, speaker: Speaker = Speaker.SHOPPER) -> Iterator[Event]:
        """The same turn as events: `Heard`, `Shown`, `Piece`…, `Done`. It is saved before `Done`."""
        check(said)
        watch = _Watch()
        session = self.sessions.load(self.shop, session_id)
        floor = self.floor.now()
        before = fold(session.turns)
        watch.lap()

        meaning = policy.of_what_is_sold(self.understand(said, before, floor.catalogue), floor.catalogue)
        turn_id = f"t{session.version + 1}"
        state = heard(before, turn_id, said, meaning, speaker=speaker)
        timings = Timings(understand=watch.lap())
        yield Heard(meaning)

        query = query_of(state, meaning, floor.catalogue)
        found = floor.search(query) if policy.needs_products(meaning) else Found(())
        timings = replace(timings, search=watch.lap(), encode=found.encode_ms)
        belief = passed_over(self._belief(query, found, state, floor.catalogue), state, meaning)
        timings = replace(timings, rank=watch.lap())
        seed = seed_of(session_id, session.version)
        rng = random.Random(seed)
        action = offered(policy.decide(state, meaning, belief, floor.catalogue), meaning, state, floor.catalogue)
        action = self.wording.asked(with_ties(action, state, floor.graph, floor.catalogue), rng)
        action = in_units(action, session.locale, self.units)
        shown = cards(action.slots, floor.catalogue)
        timings = replace(timings, decide=watch.lap())
        yield Shown(shown)

        scene = Scene(session, said, state, meaning, floor.catalogue, rng)
        spoken = yield from _pieces(self.speech.say(action, scene))
        timings = replace(timings, speak=watch.lap(), total=watch.total())
        engine = Engine(meaning.understood_by, spoken.by, belief.scorer, self._degraded(said, meaning, spoken))
        speaker_name = "rep" if speaker is Speaker.REP else "shop"
        reply = Reply(
            turn_id,
            session_id,
            spoken.text,
            action.type,
            action.topic,
            speaker_name,
            action.question,
            shown,
            critiques=offers(action, state, belief, floor.catalogue),
            engine=engine,
            timings_ms=timings,
        )
        reply = replace(reply, preferences=answered(state, reply).preferences)
        now = datetime.now(UTC)
        self.sessions.append(
            session, Turn(turn_id, session.version + 1, speaker, said, meaning, reply, belief.scorer, seed, now)
        )
        yield Done(replace(reply, timings_ms=replace(timings, save=watch.lap(), total=watch.total())))

    def session(self, session_id: str) -> Session:
        """The whole conversation."""
        return self.sessions.load(self.shop, session_id)

    def forget(self, session_id: str) -> None:
        """Erase the conversation."""
        self.sessions.delete(self.shop, session_id)

    def record(self, session_id: str, event: Feedback) -> None:
        """Note something the shopper did with a product; `UnknownItem` if the shop has no such product."""
        self.floor.now().catalogue.item(event.item_id)
        self.sessions.record(self.shop, session_id, event)

    def recommend(
        self,
        text: str,
        wishes: tuple[Wish, ...],
        *,
        liked: tuple[str, ...],
        disliked: tuple[str, ...],
        excluded: frozenset[str],
        limit: int,
    ) -> tuple[Recommendation, ...]:
        """Products without a conversation: what the words and wishes ask for, best first."""
        floor = self.floor.now()
        meaning = self.understand(Words(text), EMPTY, floor.catalogue) if text else policy.GREETING
        state = replace(
            heard(EMPTY, "t1", Words(text), replace(meaning, wishes=(*meaning.wishes, *wishes))),
            liked=liked,
            disliked=disliked,
        )
        query = replace(query_of(state, meaning, floor.catalogue), excluded=excluded)
        belief = self._belief(query, floor.search(query), state, floor.catalogue)
        return cards(policy.slots(belief, limit), floor.catalogue)

    def _belief(self, query: Query, found: Found, state: State, catalogue: Catalogue) -> Belief:
        return self.ranker.rank(query, found, state.preferences, catalogue)

    def _degraded(self, said: Input, meaning: Meaning, spoken: Spoken) -> bool:
        unheard = isinstance(said, Words) and meaning.understood_by != "model"
        return self.model is not None and (unheard or spoken.failed)


def check(said: Input) -> None:
    """`BadInput` for what cannot be taken in, before anything is done with it."""
    if isinstance(said, Picture):
        raise BadInput("Pictures cannot be searched with yet: describe the product in words instead.")
    if isinstance(said, Words | RepAction) and len(said.text) > MAX_WORDS_LENGTH:
        raise BadInput(
            f"The message has {len(said.text)} characters; at most {MAX_WORDS_LENGTH} can be read: shorten it."
        )


def seed_of(session_id: str, version: int) -> int:
    """The seed of a turn's random choices, a function of the conversation and the turn's place in it."""
    return random.Random(f"{session_id}:{version}").getrandbits(32)


def query_of(state: State, meaning: Meaning, catalogue: Catalogue) -> Query:
    """What to look for now. What was named stands in the text, in words as by a chip, so both make the same belief; a
    value that was only hinted at has its own term, and the shopper's words stand in the text already."""
    wanted = [wish for wish in state.soft if wish.op in (Op.IS, Op.LIKE) and wish.strength > 0]
    words = [value for wish in wanted if wish.attribute == TEXT for value in wish.values]
    values = [
        wish.words or wish.value
        for wish in wanted
        if wish.attribute not in {TEXT, *CIRCUMSTANCES} and wish.number is None and wish.strength >= NAMED
    ]
    excluded = {catalogue.item(item_id).group_id for item_id in state.rejected if policy.is_sold(item_id, catalogue)}
    return Query(
        " ".join(dict.fromkeys((*words, *values))),
        hard=state.hard,
        soft=(*state.soft, *shelves_of_the_day(state, catalogue)),
        liked=tuple(item_id for item_id in state.liked if policy.is_sold(item_id, catalogue)),
        disliked=tuple(item_id for item_id in state.disliked if policy.is_sold(item_id, catalogue)),
        excluded=frozenset(excluded) | policy.not_again(state, meaning, catalogue),
    )


def shelves_of_the_day(state: State, catalogue: Catalogue) -> Iterator[Wish]:
    """Hints at the shelf that is called as the occasion is ("something christmassy"), where the shop has one."""
    for day in state.soft:
        if day.attribute == OCCASION:
            names = (link for link in catalogue.link(day.value.split()) if link.attribute == CATEGORY)
            for shelf in dict.fromkeys(link.value for link in names if link.how == "exact"):
                yield Wish(CATEGORY, Op.IS, (shelf,), strength=day.strength)


def _pieces(words: Generator[str, None, Spoken]) -> Generator[Piece, None, Spoken]:
    while True:
        try:
            yield Piece(next(words))
        except StopIteration as end:
            spoken: Spoken = end.value
            return spoken
