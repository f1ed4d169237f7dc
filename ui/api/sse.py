"""Server-sent events: their text, a turn as events, and a conversation as it goes on."""

import json
from collections.abc import AsyncIterator, Callable, Iterator

import anyio
from anyio.to_thread import run_sync
from pydantic import BaseModel

from agent.turn import Done, Event, Heard, Piece, Shown
from domain.errors import UnknownSession, WarmstartError
from domain.session import Session
from ui.api.problems import problem_of
from ui.api.wire import Recommendations, WireTurn, whole_turn, wire_meaning, wire_recommendation, wire_turn

MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
# A rep's words should appear at once to a human eye; each look costs one small query.
LOOK_EVERY_S = 0.5
# Proxies close silent connections after 30 to 60 s.
SILENCE_S = 15.0


def event(name: str, data: BaseModel | dict[str, str], event_id: str | None = None) -> str:
    """One event as text."""
    text = data.model_dump_json() if isinstance(data, BaseModel) else json.dumps(data)
    head = f"id: {event_id}\n" if event_id else ""
    return f"{head}event: {name}\ndata: {text}\n\n"


def turn_events(events: Iterator[Event], shop: str) -> Iterator[tuple[str, WireTurn | None]]:
    """A turn's events as text, with the Turn beside the last.

    What fails before the first event is raised, for a proper status; later, it becomes an `error` event.
    """
    begun = False
    try:
        for happened in events:
            yield _as_text(happened, shop)
            begun = True
    except WarmstartError as error:
        if not begun:
            raise
        yield f"event: error\ndata: {bytes(problem_of(error).body).decode()}\n\n", None


def _as_text(happened: Event, shop: str) -> tuple[str, WireTurn | None]:
    match happened:
        case Heard(meaning):
            return event("meaning", wire_meaning(meaning)), None
        case Shown(cards):
            shown = Recommendations(recommendations=[wire_recommendation(card, shop) for card in cards])
            return event("recommendations", shown), None
        case Piece(text):
            return event("token", {"text": text}), None
        case Done(reply):
            turn = wire_turn(reply, shop)
            return event("done", turn, turn.turn_id), turn


async def follow(load: Callable[[], Session], seen: int) -> AsyncIterator[str]:
    """Turns after the first `seen` ones, as they happen; ends when the conversation is erased."""
    silent_s = 0.0
    yield ": following\n\n"
    while True:
        try:
            session = await run_sync(load)
        except UnknownSession:
            yield event("gone", {})
            return
        for turn in session.turns[seen:]:
            yield event("turn", whole_turn(turn, session.shop), str(turn.number))
        silent_s = 0.0 if session.version > seen else silent_s + LOOK_EVERY_S
        seen = session.version
        if silent_s >= SILENCE_S:
            silent_s = 0.0
            yield ": still here\n\n"
        await anyio.sleep(LOOK_EVERY_S)


def replayed(turn: WireTurn) -> Iterator[str]:
    """A turn that was already given, as events."""
    yield event("recommendations", Recommendations(recommendations=turn.recommendations))
    yield event("token", {"text": turn.reply})
    yield event("done", turn, turn.turn_id)
