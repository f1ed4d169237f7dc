"""Conversations in SQL: one row a session, one row a turn, never changed once written."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.errors import Conflict, UnknownSession
from domain.inputs import Speaker
from domain.session import Feedback, Session, Turn
from storage.database import Database
from storage.tables import events, sessions, turns


@dataclass(frozen=True, slots=True)
class SqlSessionStore:
    """The `SessionStore` of one database."""

    database: Database

    def create(self, session: Session) -> None:
        """Save a new conversation without turns; `Conflict` if there is one of that id."""
        assert not session.turns, "a new conversation has no turns: append them"
        row = {
            "shop": session.shop,
            "session_id": session.session_id,
            "version": 0,
            "created_at": session.created_at,
            "user_id": session.user_id,
            "locale": session.locale,
        }
        try:
            with self.database.writing() as connection:
                connection.execute(insert(sessions), row)
        except IntegrityError as exc:
            raise Conflict(f"The shop {session.shop!r} has a conversation {session.session_id!r} already.") from exc

    def load(self, shop: str, session_id: str) -> Session:
        """The conversation with all its turns; `UnknownSession` if this shop has none of that id."""
        one = select(sessions).where(sessions.c.shop == shop, sessions.c.session_id == session_id)
        log = select(turns).where(turns.c.shop == shop, turns.c.session_id == session_id).order_by(turns.c.number)
        with self.database.reading() as connection:
            row = connection.execute(one).mappings().one_or_none()
            if row is None:
                raise _unknown(shop, session_id)
            said = tuple(_turn(each) for each in connection.execute(log).mappings())
        return Session(shop, session_id, row["created_at"], row["user_id"], row["locale"], said)

    def append(self, session: Session, turn: Turn) -> None:
        """Add one turn in one transaction; `Conflict` if the stored version is not `session.version`."""
        assert turn.number == session.version + 1, f"turn {turn.number} cannot follow {session.version} turns"
        grown = (
            update(sessions)
            .where(
                sessions.c.shop == session.shop,
                sessions.c.session_id == session.session_id,
                sessions.c.version == session.version,
            )
            .values(version=sessions.c.version + 1)
        )
        with self.database.writing() as connection:
            if connection.execute(grown).rowcount == 0:
                raise _refusal(connection, session)
            connection.execute(insert(turns), _row(session, turn))

    def delete(self, shop: str, session_id: str) -> None:
        """Erase the conversation, its turns and its events; `UnknownSession` if there is none."""
        # The tables of turns and events are declared so that their rows go with the conversation's.
        erased = delete(sessions).where(sessions.c.shop == shop, sessions.c.session_id == session_id)
        with self.database.writing() as connection:
            if connection.execute(erased).rowcount == 0:
                raise _unknown(shop, session_id)

    def record(self, shop: str, session_id: str, event: Feedback) -> None:
        """Add an event; `UnknownSession` if there is no such conversation."""
        row = {
            "shop": shop,
            "session_id": session_id,
            "item_id": event.item_id,
            "type": event.type,
            "at": event.at,
            "turn_id": event.turn_id,
        }
        with self.database.writing() as connection:
            if not _exists(connection, shop, session_id):
                raise _unknown(shop, session_id)
            connection.execute(insert(events), row)

    def events(self, shop: str, session_id: str) -> tuple[Feedback, ...]:
        """What was recorded in a conversation, oldest first; `UnknownSession` if there is no such conversation."""
        log = select(events).where(events.c.shop == shop, events.c.session_id == session_id).order_by(events.c.event_id)
        with self.database.reading() as connection:
            if not _exists(connection, shop, session_id):
                raise _unknown(shop, session_id)
            rows = connection.execute(log).mappings().all()
        return tuple(Feedback(row["item_id"], row["type"], row["at"], row["turn_id"]) for row in rows)

    def count(self, shop: str) -> int:
        """How many conversations the shop has."""
        with self.database.reading() as connection:
            return connection.execute(select(func.count()).where(sessions.c.shop == shop)).scalar_one()


def _row(session: Session, turn: Turn) -> dict[str, object]:
    return {
        "shop": session.shop,
        "session_id": session.session_id,
        "number": turn.number,
        "turn_id": turn.turn_id,
        "speaker": turn.speaker.value,
        "input": turn.input,
        "meaning": turn.meaning,
        "reply": turn.reply,
        "scorer": turn.scorer,
        "seed": turn.seed,
        "at": turn.at,
    }


def _turn(row: RowMapping) -> Turn:
    return Turn(
        turn_id=row["turn_id"],
        number=row["number"],
        speaker=Speaker(row["speaker"]),
        input=row["input"],
        meaning=row["meaning"],
        reply=row["reply"],
        scorer=row["scorer"],
        seed=row["seed"],
        at=row["at"],
    )


def _exists(connection: Connection, shop: str, session_id: str) -> bool:
    found = select(sessions.c.version).where(sessions.c.shop == shop, sessions.c.session_id == session_id)
    return connection.execute(found).first() is not None


def _refusal(connection: Connection, session: Session) -> Conflict | UnknownSession:
    if not _exists(connection, session.shop, session.session_id):
        return _unknown(session.shop, session.session_id)
    return Conflict(
        f"Conversation {session.session_id!r} has grown since its {session.version} turns were loaded: load it again."
    )


def _unknown(shop: str, session_id: str) -> UnknownSession:
    return UnknownSession(f"The shop {shop!r} has no conversation {session_id!r}: start a new one.")
