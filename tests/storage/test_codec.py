"""A turn that is written down and read again is the same turn."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta, timezone
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy.dialects import sqlite

from domain.actions import ActionType
from domain.inputs import Input, Picture, Words
from domain.meaning import Act, Meaning
from domain.session import Reply
from storage.codec import INPUT, MEANING, REPLY, Utc

# Any text but lone surrogates, which are no Unicode; NUL included.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bytes: st.binary(max_size=64),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    NoneType: st.none(),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the domain, by its annotations."""
    if kind in LEAVES:
        return LEAVES[kind]
    if is_dataclass(kind):
        return dataclasses_of(kind)
    if get_origin(kind) is tuple:
        return tuples_of(get_args(kind))
    if isinstance(kind, UnionType):
        return st.one_of([anything(each) for each in get_args(kind)])
    return st.sampled_from(list(get_args(kind) or kind))  # Literal, or an enum


def dataclasses_of(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: anything(hints[field.name]) for field in fields(kind)})


def tuples_of(kinds: tuple[Any, ...]) -> st.SearchStrategy[tuple[Any, ...]]:
    if kinds[-1] is Ellipsis:
        return st.lists(anything(kinds[0]), max_size=2).map(tuple)
    return st.tuples(*[anything(kind) for kind in kinds])


@given(anything(Input))
def test_every_input_is_read_as_it_was_written(said: Input) -> None:
    read = INPUT.validate_json(INPUT.dump_json(said))
    assert read == said
    assert type(read) is type(said)


@given(anything(Meaning))
def test_every_meaning_is_read_as_it_was_written(meaning: Meaning) -> None:
    assert MEANING.validate_json(MEANING.dump_json(meaning)) == meaning


@settings(max_examples=50)
@given(anything(Reply))
def test_every_reply_is_read_as_it_was_written(reply: Reply) -> None:
    assert REPLY.validate_json(REPLY.dump_json(reply)) == reply


def test_a_picture_stands_in_json_as_base64() -> None:
    written = json.loads(INPUT.dump_json(Picture(b"shop", "image/png")))
    assert written == {"data": "c2hvcA==", "media_type": "image/png", "kind": "picture"}


def test_a_row_from_before_a_field_was_added_is_read_with_its_default() -> None:
    assert MEANING.validate_json('{"act": "greet"}') == Meaning(Act.GREET)
    old = REPLY.validate_json(
        '{"turn_id": "t1", "session_id": "s", "text": "Hi", "action": "answer", "topic": "greet"}'
    )
    assert old == Reply("t1", "s", "Hi", ActionType.ANSWER, "greet")


def test_a_field_of_a_later_version_is_left_out() -> None:
    assert INPUT.validate_json('{"kind": "words", "text": "a train", "mood": "sunny"}') == Words("a train")


def test_an_input_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="telepathy"):
        INPUT.validate_json('{"kind": "telepathy"}')


def test_a_moment_is_written_in_utc() -> None:
    zone = timezone(timedelta(hours=-3, minutes=-30))
    written = Utc().process_bind_param(datetime(2026, 11, 24, 22, 30, tzinfo=zone), sqlite.dialect())
    assert written == datetime(2026, 11, 25, 2, tzinfo=UTC)
    assert written.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError, match="no time zone"):
        Utc().process_bind_param(datetime(2026, 11, 24), sqlite.dialect())  # noqa: DTZ001
