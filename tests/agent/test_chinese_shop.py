"""A feed in Chinese becomes a shop that is read as Chinese, beside an English one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.build import App, open_app
from agent.settings import load_settings
from domain.inputs import Words
from domain.ports import Query
from domain.session import Reply
from domain.wishes import Wish
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


def told(app: App, shop: str, *messages: str) -> Reply:
    agent = app.agent(shop)
    session, _ = agent.open()
    return [agent.respond(session.session_id, Words(text)) for text in messages][-1]


def shown(reply: Reply) -> set[str]:
    return {card.item_id for card in reply.recommendations}


def hard(reply: Reply) -> list[Wish]:
    return [held.wish for held in reply.preferences if held.wish.hard]


PRICES = {item.item_id: item.price_minor or 0 for item in items()}


@pytest.mark.parametrize(
    ("said", "lowest", "highest"),
    [
        ("三百元以下的鞋", 0, 300),
        ("不超过200元的茶壶", 0, 200),
        ("100到200块的茶壶", 100, 200),
        ("一百五以内，想要玩具", 0, 150),
        ("预算两百块，送给朋友", 0, 200),
        ("500元以上的帐篷", 500, 10_000),
        ("￥１００以内", 0, 100),
    ],
)
def test_a_price_in_chinese_is_an_exact_filter(app: App, said: str, lowest: int, highest: int) -> None:
    reply = told(app, "店", said)
    passing = search(app, "店").catalogue.passing(tuple(hard(reply)))
    assert set(passing) == {item_id for item_id, minor in PRICES.items() if lowest * 100 <= minor <= highest * 100}
    assert shown(reply) and shown(reply) <= set(passing)


@pytest.mark.parametrize("said", ["不超过3公斤的帐篷", "三岁以下", "两个以上的茶壶", "40升以上的背包"])
def test_what_is_no_money_is_no_budget(app: App, said: str) -> None:
    assert not any(wish.attribute == "price" for wish in hard(told(app, "店", said)))


def test_what_is_ruled_out_in_chinese_is_never_shown(app: App) -> None:
    assert shown(told(app, "店", "火车，不要红色")) == {"c02"}
    assert not shown(told(app, "店", "想要火车", "不要红色的")) & {"c01", "c04"}
    assert not shown(told(app, "店", "我想要围巾，不含羊毛")) & {"c15"}


def test_a_conversation_in_chinese_goes_on(app: App) -> None:
    capped = told(app, "店", "茶壶", "不超过两百元")
    assert capped.recommendations[0].item_id == "c21" and "c22" not in shown(capped)
    assert told(app, "店", "你好").topic == "greet"
    assert told(app, "店", "茶壶", "换一批").topic in ("show_others", "recommend", "no_more_kind")
    assert told(app, "店", "100美元以内的茶壶").topic == "foreign_budget"
    assert shown(told(app, "店", "随便看看"))


def test_an_age_in_chinese_is_a_hard_wish(app: App) -> None:
    (age,) = hard(told(app, "店", "给两岁半孩子的玩具"))
    assert (age.attribute, age.number) == ("age", 30)


@pytest.mark.parametrize(
    "said",
    [
        "红色的风筝",
        "Я ищу воздушного змея для сына",
        "子供のための凧を探しています",
        "아들을 위한 연을 찾고 있어요",
        "Ich suche einen Drachen für meinen Sohn, nicht über 20 Pfund",
        "Je cherche un cerf-volant pour mon fils",
        "أبحث عن طائرة ورقية",
    ],
)
def test_a_message_that_nobody_reads_gets_a_kind_answer_and_products(app: App, said: str) -> None:
    reply = told(app, "bears", said)
    assert reply.topic == "no_language" and shown(reply)
    assert not hard(reply)


@given(st.text("不要超过以内三百元块到岁红色火车的对过敏，100¥两半个月大 a", max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_words_get_an_answer_that_keeps_what_is_hard(app: App, said: str) -> None:
    reply = told(app, "店", said)
    passing = set(search(app, "店").catalogue.passing(tuple(hard(reply))))
    marked = {card.item_id for card in reply.recommendations if card.extra}
    assert shown(reply) - marked <= passing
