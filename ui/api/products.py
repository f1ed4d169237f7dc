"""Routes of products: the stateless recommender, the catalogue, an own page for each product, and the demo shop's
pictures."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from agent.intake import NothingRead, as_record
from agent.turn import Agent
from domain.errors import BadInput, UnknownItem
from domain.items import Fact, Item, priced
from ui.api.wire import (
    GetRecommendations,
    Imported,
    Items,
    Recommendations,
    WireItem,
    wire_item,
    wire_recommendation,
    wish_of,
)
from ui.faces import Faces
from ui.product_page import gone_page, product_page

MAX_LISTED = 100
DAY_S = 86_400
# A product's page belongs to no conversation, whose locale it could take.
PAGE_LOCALE = "en-GB"
# A drawing that is opened on its own may do nothing at all.
PICTURE_HEADERS = {
    "Cache-Control": f"public, max-age={DAY_S}",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
ShopName = Annotated[str | None, Query(max_length=200)]


def product_routes(faces: Faces) -> APIRouter:
    """`/v1/recommendations`, `/v1/items`, `/products` and `/media`."""
    routes = APIRouter()
    _add_recommendations(routes, faces)
    _add_reading(routes, faces)
    _add_writing(routes, faces)
    _add_pages(routes, faces)
    return routes


def _add_recommendations(routes: APIRouter, faces: Faces) -> None:
    app = faces.app

    @routes.post("/v1/recommendations", tags=["recommendations"])
    def recommend(body: GetRecommendations) -> Recommendations:
        """Products without a conversation, best first."""
        agent = app.agent(body.shop or app.default_shop())
        currency = app.live(agent.shop).now().catalogue.currency
        cards = agent.recommend(
            body.text,
            tuple(wish_of(given, currency) for given in body.preferences),
            liked=tuple(body.liked),
            disliked=tuple(body.disliked),
            excluded=frozenset(body.exclude),
            limit=body.k,
        )
        return Recommendations(recommendations=[wire_recommendation(card, agent.shop) for card in cards])


def _add_reading(routes: APIRouter, faces: Faces) -> None:
    app = faces.app

    @routes.get("/v1/items", tags=["products"])
    def list_items(
        shop: ShopName = None,
        q: Annotated[str, Query(max_length=200)] = "",
        category: Annotated[str, Query(max_length=200)] = "",
        in_stock: bool | None = None,
        limit: Annotated[int, Query(ge=1, le=MAX_LISTED)] = 20,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> Items:
        """Products by id; `q` is looked for in the title, `category` anywhere in the path."""
        found = [item for item in app.live(shop or app.default_shop()).items() if _matches(item, q, category, in_stock)]
        return Items(items=[wire_item(item) for item in found[offset : offset + limit]], total=len(found))

    @routes.get("/v1/items/{item_id:path}", tags=["products"])
    def get_item(item_id: str, shop: ShopName = None) -> WireItem:
        """One product with its facts and their sources."""
        return wire_item(priced(app.items.item(shop or app.default_shop(), item_id), datetime.now(UTC)))


def _matches(item: Item, words: str, category: str, in_stock: bool | None) -> bool:
    return (
        words.casefold() in item.title.casefold()
        and (not category or category.casefold() in " > ".join(item.category).casefold())
        and (in_stock is None or item.in_stock is in_stock)
    )


def _add_writing(routes: APIRouter, faces: Faces) -> None:
    app = faces.app

    @routes.put("/v1/items", tags=["products"], openapi_extra=_FEED_BODY)
    async def put_items(request: Request, shop: ShopName = None) -> Response:
        """Add or change products: a JSON array of rows, or one JSON object per line, with the columns of a feed."""
        body = await request.body()
        imported = await run_sync(_import, faces, shop or app.default_shop(), body)
        return JSONResponse(imported.model_dump(), 200)

    @routes.delete("/v1/items/{item_id:path}", status_code=204, tags=["products"])
    def delete_item(item_id: str, shop: ShopName = None) -> None:
        """Retire a product: it is not recommended from the next turn on."""
        name = shop or app.default_shop()
        app.items.item(name, item_id)
        app.items.remove(name, [item_id])


_FEED_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}


def _import(faces: Faces, shop: str, body: bytes) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"body.{_format(body)}"
        path.write_bytes(body)
        try:
            report = faces.app.ingest([path], shop)
        except NothingRead as nothing:
            if not nothing.report.rejected:
                raise
            report = nothing.report  # the rows were read, and each is told what is wrong with it
    return Imported(**report.counts(), rejects=[as_record(one) for one in report.rejects])


def _format(body: bytes) -> str:
    head = body.lstrip()[:1]
    if head == b"[":
        return "json"
    if head != b"{":
        raise BadInput("The body is neither a JSON array of products nor one JSON object per line.")
    return "jsonl"


def _told(agent: Agent) -> Callable[[Fact], str]:
    return lambda fact: agent.units(fact, PAGE_LOCALE)


def _add_pages(routes: APIRouter, faces: Faces) -> None:
    app = faces.app

    @routes.get("/products/{item_id:path}", include_in_schema=False)
    def page(item_id: str, shop: ShopName = None) -> Response:
        names = [shop] if shop else [app.default_shop(), *(one.name for one in app.shops())]
        for name in names:
            try:
                item = priced(app.items.item(name, item_id), datetime.now(UTC))
            except UnknownItem:
                continue
            agent = app.agent(name)
            return HTMLResponse(
                product_page(item, agent.floor.now().catalogue.variants(item.group_id), told=_told(agent))
            )
        return HTMLResponse(gone_page(names[0]), status_code=404)

    @routes.get("/media/demo/{item_id}.svg", include_in_schema=False)
    def picture(item_id: str) -> Response:
        drawing = faces.drawing(item_id)
        if drawing is None:
            raise UnknownItem(f"The demo shop has no product {item_id!r}.")
        return Response(drawing, media_type="image/svg+xml", headers=PICTURE_HEADERS)
