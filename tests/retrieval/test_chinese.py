"""Chinese: tokens, numbers, prices, and a Chinese shop that is found by its words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ports import Shop
from domain.wishes import Op, Wish
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.chinese import Chinese
from retrieval.languages.chinese_numbers import amounts, number_of
from retrieval.languages.choice import catalogue_language, language_of, script_language
from retrieval.lexical import LexicalIndex, content_stems, document
from tests.retrieval.chinese_shop import items

CHINESE = Chinese()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("红色火车", ["红色", "色火", "火车"]),
        ("我想要红色的火车", ["我想要", "红色", "的", "火车"]),
        ("有没有USB充电的LED台灯？", ["有没有", "usb", "充电", "的", "led", "台灯"]),
        ("５００毫升 H0 3.5cm", ["500", "毫升", "h0", "3.5cm"]),
        ("茶", ["茶"]),
        ("", []),
        ("！？…", []),
    ],
)
def test_reads_pairs_of_characters_and_latin_words(text: str, tokens: list[str]) -> None:
    assert CHINESE.tokens(text) == tokens


def test_stop_phrases_carry_no_content_in_either_script() -> None:
    assert content_stems("请问有没有适合送给孩子的 trains for me", CHINESE) == ["孩子", "train"]
    assert not CHINESE.is_stop_word("火车")


@given(st.text())
def test_reads_every_text_and_its_own_tokens_again(text: str) -> None:
    for token in CHINESE.tokens(text):
        assert CHINESE.tokens(token) == [token]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("一百二十", 120),
        ("3千", 3_000),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("两百", 200),
        ("一百零五", 105),
        ("一百二", 120),
        ("三千五", 3_500),
        ("一万二", 12_000),
        ("一千零二十", 1_020),
        ("一万零五百", 10_500),
        ("三十二万五千", 325_000),
        ("1.5万", 15_000),
        ("1,299.5", "1299.5"),
        ("2k", 2_000),
        ("二〇二六", 2_026),
        ("９９", 99),
        ("一亿", 100_000_000),
    ],
)
def test_reads_numbers_as_people_write_them(said: str, value: int | str) -> None:
    assert number_of(said) == Decimal(value)


@pytest.mark.parametrize("said", ["", "火车", "百元店", "1.2.3.4", "abc", ","])
def test_what_is_no_number_has_no_value(said: str) -> None:
    assert number_of(said) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("¥99", [("99", "CNY", Op.IS)]),
        ("￥９９", [("99", "CNY", Op.IS)]),
        ("99元", [("99", "CNY", Op.IS)]),
        ("一百块", [("100", "CNY", Op.IS)]),
        ("一百二十块钱左右", [("120", "CNY", Op.LIKE)]),
        ("五块五", [("5.5", "CNY", Op.IS)]),
        ("99块9毛", [("99.9", "CNY", Op.IS)]),
        ("100元以内的火车", [("100", "CNY", Op.MAX)]),
        ("不超过两百块", [("200", "CNY", Op.MAX)]),
        ("三百元以上", [("300", "CNY", Op.MIN)]),
        ("至少50元", [("50", "CNY", Op.MIN)]),
        ("50到100元", [("50", "CNY", Op.MIN), ("100", "CNY", Op.MAX)]),
        ("50-100块", [("50", "CNY", Op.MIN), ("100", "CNY", Op.MAX)]),
        ("一百到两百块之间", [("100", "CNY", Op.MIN), ("200", "CNY", Op.MAX)]),
        ("20美元以下", [("20", "USD", Op.MAX)]),
        ("100以内", [("100", None, Op.MAX)]),
        ("三岁孩子的火车", []),
        ("一款二十四片的拼图", []),
        ("40升背包", []),
    ],
)
def test_reads_prices_with_currency_and_side(text: str, found: list[tuple[str, str | None, Op]]) -> None:
    assert [(str(one.number.normalize() + 0), one.currency, one.op) for one in amounts(text)] == [
        (str(Decimal(number).normalize() + 0), currency, op) for number, currency, op in found
    ]


def test_a_bare_number_is_a_price_where_one_was_asked_for() -> None:
    assert amounts("一百五") == ()
    assert [one.number for one in amounts("一百五", expects_price=True)] == [150]


@given(st.text(alphabet="一二三四五六七八九十百千万亿零两0123456789.,kw元块¥到-以内左右不超过 ", max_size=20))
def test_every_text_of_numbers_is_read_without_a_crash(text: str) -> None:
    for one in amounts(text, expects_price=True):
        assert one.number >= 0 and 0 <= one.start < one.end


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a wooden train", "en"),
        ("红色火车", "zh"),
        ("LEGO 城市火车 60337 Express", "zh"),
        ("赤い電車のおもちゃ", "ja"),
        ("빨간 기차", "ko"),
        ("красный поезд", "ru"),
        ("café pour deux", "en"),
        ("£20 👍", "en"),
        ("", "en"),
        ("I saw 中 on the box of this train and liked it", "en"),
    ],
)
def test_the_script_says_the_language(text: str, code: str) -> None:
    assert script_language(text) == code


def test_languages_that_we_cannot_read_are_none() -> None:
    assert language_of("ru") is None
    found = [language_of(code) for code in ("en", "zh")]
    assert [one.code for one in found if one] == ["en", "zh"]


def test_a_shop_is_read_as_what_its_titles_are() -> None:
    assert catalogue_language(item.title for item in items()).code == "zh"
    assert catalogue_language(["Train", "Boat"]).code == catalogue_language([]).code == "en"


def lexical(text: str) -> list[str]:
    shelf = items()
    index = LexicalIndex.empty().changed({row: document(item, CHINESE) for row, item in enumerate(shelf)})
    return [shelf[row].item_id for row, _ in index.top(content_stems(text, CHINESE), 3)]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("我想要一个红色的木制火车", "c01"),
        ("有没有防水的登山鞋？", "c13"),
        ("送给孩子的毛绒兔子", "c07"),
        ("紫砂壶", "c22"),
        ("USB台灯", "c25"),
        ("请问有龙井茶吗", "c23"),
        ("下雨天用的雨伞", "c12"),
        ("蓝牙 音箱 防水", "c28"),
    ],
)
def test_a_chinese_shop_is_searched_by_words(text: str, best: str) -> None:
    assert lexical(text)[0] == best


def test_a_chinese_catalogue_filters_by_price_and_links_its_own_values() -> None:
    catalogue = MemoryCatalogue.of(Shop("zh", "CNY", 1), items(), language=CHINESE)
    (cap,) = amounts("一百元以内")
    wish = Wish("price", Op.MAX, number=float(cap.number * 100), unit="CNY", hard=True)
    passing = set(catalogue.passing((wish,)))
    assert passing == {item.item_id for item in items() if (item.price_minor or 0) <= 10_000}
    links = catalogue.link(CHINESE.tokens("我想买茶具"))
    assert [(link.attribute, link.value, link.how) for link in links] == [("category", "茶具", "exact")]
