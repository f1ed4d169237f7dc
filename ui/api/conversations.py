"""Routes of conversations: open, take turns, edit what is believed, follow, erase."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from agent.turn import Agent
from domain.inputs import Edit, Input, Undo
from domain.session import Feedback
from ui.api import sse
from ui.api.repeats import Repeats
from ui.api.wire import (
    OpenSession,
    PatchPreference,
    PostEvent,
    SessionOpened,
    TakeTurn,
    WireSession,
    WireTurn,
    wire_session,
    wire_turn,
)
from ui.faces import Faces

SessionId = Annotated[str, Path(max_length=200)]
Key = Annotated[str | None, Header(alias="Idempotency-Key")]


def conversation_routes(faces: Faces) -> APIRouter:
    """All routes under `/v1/sessions`."""
    routes = APIRouter(prefix="/v1/sessions", tags=["conversations"])
    _add_sessions(routes, faces)
    _add_turns(routes, faces)
    _add_edits(routes, faces)
    _add_events(routes, faces)
    return routes


def _add_sessions(routes: APIRouter, faces: Faces) -> None:
    app = faces.app

    @routes.post("", status_code=201)
    def open_session(body: OpenSession | None = None) -> SessionOpened:
        """Open a conversation in a shop; the id is all that is needed to go on with it, so keep it secret."""
        wanted = body or OpenSession()
        agent = app.agent(wanted.shop or app.default_shop())
        session, greeting = agent.open(user_id=wanted.user_id, locale=wanted.locale)
        faces.metrics.sessions.labels(agent.shop).inc()
        return SessionOpened(session_id=session.session_id, greeting=greeting)

    @routes.get("/{session_id}")
    def get_session(session_id: SessionId) -> WireSession:
        """The whole conversation, every turn of it with what came in."""
        return wire_session(app.find(session_id).session(session_id))

    @routes.delete("/{session_id}", status_code=204)
    def delete_session(session_id: SessionId) -> None:
        """Erase the conversation and its events."""
        app.find(session_id).forget(session_id)

    @routes.get("/{session_id}/stream")
    def stream_session(
        session_id: SessionId, last_event_id: Annotated[str | None, Header()] = None
    ) -> StreamingResponse:
        """Server-sent `turn` events, as they happen; with `Last-Event-ID`, those after it first."""
        agent = app.find(session_id)
        seen = (
            agent.session(session_id).version
            if last_event_id is None or not last_event_id.isdigit()
            else int(last_event_id)
        )
        return _streamed(sse.follow(lambda: agent.session(session_id), seen))


def _add_turns(routes: APIRouter, faces: Faces) -> None:
    repeats: Repeats[WireTurn] = Repeats()

    @routes.post("/{session_id}/turns", response_model=WireTurn)
    def take_turn(session_id: SessionId, body: TakeTurn, request: Request, key: Key = None) -> Response:
        """Say or do one thing. With `Accept: text/event-stream` the turn comes as `meaning`, `recommendations`,
        `token`…, `done`.

        A stream whose `meaning` comes again starts anew: somebody else took a turn at the same time.
        """
        agent, said, raw = faces.app.find(session_id), body.input(), body.model_dump_json()
        if sse.MEDIA_TYPE not in request.headers.get("accept", ""):
            turn = repeats.answered(session_id, key, raw, lambda: _turn(faces, agent, session_id, said))
            return JSONResponse(turn.model_dump(mode="json", exclude={"input"}))

        def live() -> Iterator[tuple[str, WireTurn | None]]:
            return sse.turn_events(faces.events(agent, session_id, said), agent.shop)

        return _streamed(_checked(repeats.streamed(session_id, key, raw, live, sse.replayed)))


def _add_edits(routes: APIRouter, faces: Faces) -> None:
    def edited(session_id: str, said: Input) -> Response:
        turn = _turn(faces, faces.app.find(session_id), session_id, said)
        return JSONResponse(turn.model_dump(mode="json", exclude={"input"}))

    @routes.delete("/{session_id}/preferences/{preference_id}", response_model=WireTurn)
    def delete_preference(session_id: SessionId, preference_id: SessionId) -> Response:
        """Take one preference away; answers with the new turn."""
        return edited(session_id, Edit(preference_id))

    @routes.patch("/{session_id}/preferences/{preference_id}", response_model=WireTurn)
    def patch_preference(session_id: SessionId, preference_id: SessionId, body: PatchPreference) -> Response:
        """Give one preference another value; answers with the new turn."""
        return edited(session_id, Edit(preference_id, body.value))

    @routes.post("/{session_id}/preferences/undo", response_model=WireTurn, include_in_schema=False)
    @routes.post("/{session_id}/undo", response_model=WireTurn)
    def undo(session_id: SessionId) -> Response:
        """Take back the last input; answers with the new turn."""
        return edited(session_id, Undo())


def _add_events(routes: APIRouter, faces: Faces) -> None:
    repeats: Repeats[dict[str, bool]] = Repeats()

    @routes.post("/{session_id}/events", status_code=202)
    def post_event(session_id: SessionId, body: PostEvent, key: Key = None) -> dict[str, bool]:
        """Note something that the shopper did with a product."""
        agent = faces.app.find(session_id)

        def record() -> dict[str, bool]:
            agent.record(session_id, Feedback(body.item_id, body.type, datetime.now(UTC), body.turn_id))
            faces.metrics.events.labels(agent.shop, body.type).inc()
            return {"accepted": True}

        return repeats.answered(session_id, key, body.model_dump_json(), record)


def _turn(faces: Faces, agent: Agent, session_id: str, said: Input) -> WireTurn:
    return wire_turn(faces.turn(agent, session_id, said), agent.shop)


def _checked(texts: Iterator[str]) -> Iterator[str]:
    """The same texts; what fails before the first one fails here, while an error status can still be sent."""
    return chain((next(texts),), texts)


def _streamed(texts: Iterator[str] | AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(texts, media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)
