"""What the model may answer when it reads a message: the form, its JSON schema, and how an answer is brought into
shape."""

import json
import re
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.S)
# Longer lists are a model running away.
MOST_WISHES = 8


class HeardWish(BaseModel):
    """One wish as the model wrote it down."""

    model_config = ConfigDict(extra="ignore")

    attribute: str = Field(max_length=80)
    op: Literal["is", "not", "min", "max", "like"]
    values: list[str] = Field(max_length=6)
    number: float | None
    unit: str | None = Field(max_length=20)
    words: str = Field(max_length=200)

    @field_validator("number")
    @classmethod
    def _finite(cls, value: float | None) -> float | None:
        if value is not None and not 0 <= value < 1e12:
            raise ValueError("number must be between 0 and 1e12")
        return value


class HeardMessage(BaseModel):
    """A whole answer."""

    model_config = ConfigDict(extra="ignore")

    act: Literal[
        "inform",
        "dont_mind",
        "show_others",
        "more_like",
        "reject",
        "why",
        "ask_fact",
        "compare",
        "superlative",
        "count",
        "have",
        "undo",
        "start_over",
        "greet",
        "thank",
        "close",
        "handoff",
        "order_status",
        "policy",
        "help",
        "unclear",
    ]
    wishes: list[HeardWish] = Field(max_length=MOST_WISHES)
    shown: list[int] = Field(max_length=12)
    attribute: str | None
    descending: bool


_MAY_BE_MISSING: dict[str, Any] = {"wishes": [], "shown": [], "attribute": None, "descending": False}
_WISH_MAY_BE_MISSING: dict[str, Any] = {"values": [], "number": None, "unit": None, "words": ""}


def schema_of(attributes: Sequence[str]) -> dict[str, Any]:
    """The strict JSON schema of an answer, with the attributes that may be named."""
    schema = _plain(HeardMessage.model_json_schema())
    wish = _plain(schema.pop("$defs")["HeardWish"])
    wish["properties"]["attribute"] = {"type": "string", "enum": list(attributes)}
    schema["properties"]["wishes"] = {"type": "array", "items": wish}
    return schema


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Only what strict endpoints accept: every field required, no others, no titles, lengths or texts."""
    return {
        "type": "object",
        "properties": {name: _bare(value) for name, value in schema["properties"].items()},
        "required": list(schema["properties"]),
        "additionalProperties": False,
        **({"$defs": schema["$defs"]} if "$defs" in schema else {}),
    }


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key in ("type", "enum", "items", "anyOf", "$ref")}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value


def read_answer(text: str) -> HeardMessage:
    """An answer brought into shape and checked; `ValueError` says what is wrong with it."""
    return HeardMessage.model_validate(_shaped(_object_in(text)))


def _object_in(text: str) -> dict[str, Any]:
    fenced = _FENCED.search(text)
    body = fenced.group(1) if fenced else text
    start, end = body.find("{"), body.rfind("}")
    if start < 0 or end < start:
        raise ValueError("there is no JSON object in it.")
    try:
        found = json.loads(body[start : end + 1])
    except (json.JSONDecodeError, RecursionError) as exc:
        raise ValueError(f"it is no valid JSON ({exc}).") from exc
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object.")
    return found


def _shaped(found: dict[str, Any]) -> dict[str, Any]:
    shaped = {**_MAY_BE_MISSING, **{key: value for key, value in found.items() if value is not None}}
    if isinstance(act := shaped.get("act"), str):
        shaped["act"] = act.strip().lower().replace(" ", "_").replace("-", "_")
    wishes = shaped["wishes"]
    shaped["wishes"] = (
        [_shaped_wish(wish) for wish in ([wishes] if isinstance(wishes, dict) else wishes)]
        if isinstance(wishes, dict | list)
        else wishes
    )
    return shaped


def _shaped_wish(wish: Any) -> Any:
    if not isinstance(wish, dict):
        return wish
    shaped = {**_WISH_MAY_BE_MISSING, **{key: value for key, value in wish.items() if value is not None}}
    if isinstance(shaped["values"], str):
        shaped["values"] = [shaped["values"]]
    if isinstance(shaped.get("op"), str):
        shaped["op"] = shaped["op"].strip().lower()
    return shaped
