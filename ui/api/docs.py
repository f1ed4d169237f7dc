"""The API's documentation as a page of its own: the usual viewers load their scripts from somebody else's host."""

import json
from collections.abc import Iterator
from typing import Any

from ui.html import NOTHING, Html, el, esc, join
from ui.product_page import page

_METHODS = ("get", "post", "put", "patch", "delete")
_REFERENCE = "#/components/schemas/"


def docs_page(schema: dict[str, Any]) -> str:
    """Every call of an OpenAPI description with its parameters, body and answers, and every schema."""
    about = el(
        "p",
        esc("JSON over HTTP; errors are application/problem+json. For machines: "),
        el("a", esc("/openapi.json"), href="/openapi.json"),
    )
    models = (_model(name, model) for name, model in sorted(schema["components"]["schemas"].items()))
    parts = join(el("h1", esc("warmstart API")), about, *_calls(schema), el("h2", esc("Schemas")), *models)
    return page("warmstart API", el("main", parts, class_="ws-docs"))


def _calls(schema: dict[str, Any]) -> Iterator[Html]:
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if method in methods:
                yield _call(path, method, methods[method])


def _call(path: str, method: str, call: dict[str, Any]) -> Html:
    parameters = [_parameter(one) for one in call.get("parameters", ())]
    answers = ", ".join(f"{status} {answer.get('description', '')}" for status, answer in call["responses"].items())
    return el(
        "section",
        el("h3", el("code", esc(f"{method.upper()} {path}"))),
        _described(call),
        el("ul", *parameters) if parameters else NOTHING,
        _body(call.get("requestBody", {}).get("content", {})),
        el("p", esc(answers), class_="ws-source"),
    )


def _model(name: str, model: dict[str, Any]) -> Html:
    text = el("pre", esc(json.dumps(model, indent=1)))
    return el("details", el("summary", esc(name)), _described(model), text, id=name)


def _described(thing: dict[str, Any]) -> Html:
    return el("p", esc(thing["description"])) if thing.get("description") else NOTHING


def _parameter(one: dict[str, Any]) -> Html:
    needed = ", required" if one.get("required") else ""
    return el("li", el("code", esc(one["name"])), esc(f" ({one['in']}{needed})"))


def _body(content: dict[str, Any]) -> Html:
    names = [_reference(one.get("schema", {})) for one in content.values()]
    return el("p", esc("Body: "), *names) if names else NOTHING


def _reference(schema: dict[str, Any]) -> Html:
    found = json.dumps(schema).partition(_REFERENCE)[2].partition('"')[0]
    return el("a", esc(found), href=f"#{found}") if found else esc(f"{schema.get('type', 'any')} ")
