"""Errors as RFC 9457 `application/problem+json`: the only place where an error of the domain becomes a status code."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from domain.errors import (
    BadInput,
    Conflict,
    EncoderError,
    FeedError,
    IndexUnavailable,
    ModelUnavailable,
    NotFound,
    RowRejected,
    UnknownItem,
    UnknownPreference,
    UnknownSession,
    UnknownShop,
    WarmstartError,
)

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2

# Most special first: the first class that an error is an instance of names it.
_NAMES: tuple[tuple[type[WarmstartError], int, str], ...] = (
    (UnknownShop, 404, "unknown-shop"),
    (UnknownSession, 404, "unknown-session"),
    (UnknownItem, 404, "unknown-item"),
    (UnknownPreference, 404, "unknown-preference"),
    (NotFound, 404, "not-found"),
    (Conflict, 409, "conflict"),
    (BadInput, 422, "bad-input"),
    (RowRejected, 422, "row-rejected"),
    (FeedError, 422, "feed-unreadable"),
    (IndexUnavailable, 503, "index-unavailable"),
    (EncoderError, 503, "encoder-unavailable"),
    (ModelUnavailable, 503, "model-unavailable"),
    (WarmstartError, 500, "internal"),
)


def problem(status: int, name: str, detail: str, **more: object) -> JSONResponse:
    """One problem document. `name` makes its `type`, a stable word that programs may compare."""
    body = {
        "type": f"urn:warmstart:problem:{name}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    headers = {"Retry-After": str(RETRY_SECONDS)} if status == 503 else None
    return JSONResponse({**body, **more}, status, headers, MEDIA_TYPE)


def problem_of(error: WarmstartError) -> JSONResponse:
    """The problem document of one of our own errors: its message was written to be shown."""
    status, name = next((status, name) for kind, status, name in _NAMES if isinstance(error, kind))
    return problem(status, name, str(error))


def answer_errors(app: FastAPI) -> None:
    """Make every error of the API a problem document: ours, a wrong body, an unknown address, and what nobody
    foresaw."""

    @app.exception_handler(WarmstartError)
    def _ours(_: Request, error: WarmstartError) -> Response:
        return problem_of(error)

    @app.exception_handler(RequestValidationError)
    def _invalid(_: Request, error: RequestValidationError) -> Response:
        errors = [{"where": "/".join(str(part) for part in one["loc"]), "reason": one["msg"]} for one in error.errors()]
        detail = "; ".join(f"{one['where']}: {one['reason']}" for one in errors)
        return problem(422, "invalid-request", detail, errors=errors)

    @app.exception_handler(HTTPException)
    def _http(_: Request, error: HTTPException) -> Response:
        name = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
        answer = problem(error.status_code, name, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    def _unforeseen(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return problem(500, "internal", "Something went wrong on the server; the log has the details. Try again.")
