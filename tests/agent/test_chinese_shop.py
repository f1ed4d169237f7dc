"""A feed in Chinese becomes a shop that is read as Chinese, beside an English one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.build import App, open_app
from agent.settings import load_settings
from domain.ports import Query
from retrieval.search import HybridSearch
from tests.fakes.encoder import HashEncoder
from tests.retrieval.chinese_shop import items
from tests.ui.shop import feed, rows, stocked


def chinese_rows() -> list[dict[str, object]]:
    return [
        {
            "id": item.item_id,
            "title": item.title,
            "category": " > ".join(item.category),
            "description": item.description,
            "price": f"{(item.price_minor or 0) / 100:.2f}",
            "currency": "CNY",
            "stock": 5,
        }
        for item in items()
    ]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(load_settings(home=tmp_path), encoder=HashEncoder()) as opened:
        stocked(opened, "bears", rows("b"))
        stocked(opened, "店", chinese_rows())
        yield opened


def search(app: App, shop: str) -> HybridSearch:
    found = app.live(shop).now().search
    assert isinstance(found, HybridSearch)
    return found


def first(app: App, shop: str, text: str) -> str:
    return search(app, shop)(Query(text)).candidates[0].item_id


def test_each_shop_is_read_in_its_own_language(app: App) -> None:
    assert (search(app, "店").language.code, search(app, "bears").language.code) == ("zh", "en")
    assert first(app, "店", "我想要一个红色的木制火车") == "c01"
    assert first(app, "店", "有没有防水的登山鞋") == "c13"
    assert first(app, "bears", "kites in blue") == "b-2-blue"


def test_a_new_product_is_found_in_a_shop_that_is_open(app: App, tmp_path: Path) -> None:
    search(app, "店")
    new = {**chinese_rows()[0], "id": "c31", "title": "望远镜", "description": "看星星和月亮。"}
    app.ingest([feed(tmp_path, [new], "new.jsonl")], "店")
    assert first(app, "店", "望远镜") == "c31"


def test_a_shop_whose_products_are_replaced_by_chinese_ones_is_read_anew(app: App, tmp_path: Path) -> None:
    search(app, "bears")
    app.ingest([feed(tmp_path, chinese_rows(), "all.jsonl")], "bears", full_snapshot=True)
    assert search(app, "bears").language.code == "zh"
    assert first(app, "bears", "红色的木制火车") == "c01"
