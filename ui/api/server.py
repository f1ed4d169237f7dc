"""The server: the API, the pages behind it, and the guard before both."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.conversations import conversation_routes
from ui.api.docs import docs_page
from ui.api.guard import Guard, Rules
from ui.api.problems import answer_errors
from ui.api.products import product_routes
from ui.faces import Faces
from ui.pictures import PictureOrigins

# What the API answers; everything else is the pages'.
API_PATHS = ("/v1", "/healthz", "/readyz", "/metrics", "/docs", "/openapi.json", "/products", "/media")


def make_api(faces: Faces) -> FastAPI:
    """The API without the pages."""
    api = FastAPI(
        title="warmstart",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        description="A conversational recommender for shops.",
    )
    answer_errors(api)
    api.include_router(conversation_routes(faces))
    api.include_router(product_routes(faces))
    _add_health(api, faces)
    return api


def make_server(faces: Faces, pages: ASGIApp | None) -> ASGIApp:
    """Everything that one process serves; without `pages`, the API alone."""
    api = make_api(faces)
    settings = faces.app.settings
    rules = Rules(frozenset(settings.allowed_hosts), settings.max_body_bytes, PictureOrigins(faces.app))
    return Guard(_Paths(api, pages or api), rules)


@dataclass(frozen=True, slots=True)
class _Paths:
    """The API by its paths, so that a wrong method or address there is the API's problem document and not a page."""

    api: ASGIApp
    pages: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        ours = scope["type"] == "http" and any(path == prefix or path.startswith(f"{prefix}/") for prefix in API_PATHS)
        await (self.api if ours else self.pages)(scope, receive, send)


def _add_health(api: FastAPI, faces: Faces) -> None:
    app = faces.app

    @api.get("/healthz", tags=["operation"])
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @api.get("/readyz", tags=["operation"])
    def readyz() -> Response:
        """Whether shoppers can be served, and if not, why."""
        reasons = app.unready()
        return JSONResponse({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)

    @api.get("/metrics", tags=["operation"])
    def metrics() -> Response:
        """Figures in Prometheus' text format."""
        return Response(faces.metrics.text(app.sizes), media_type=CONTENT_TYPE_LATEST)

    @api.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return HTMLResponse(docs_page(api.openapi()))


def _version() -> str:
    try:
        return version("warmstart")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"
