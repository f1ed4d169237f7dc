"""Numbers and prices in Chinese: 一百二十, 3千, 两, ¥99, 99元, 一百块, 五块五."""

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from domain.wishes import Op
from retrieval.languages.spoken import Amount

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= dict.fromkeys("两兩俩", 2)
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_SIGNS = "".join((*_DIGITS, *_UNITS, *_MYRIADS))
# Digits ("1,299.5"), digits with a unit ("3千", "1.5万"), or characters; "k" and "w" are how people type 千 and 万.
NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?\s*[{''.join((*_UNITS, *_MYRIADS))}kw]?(?![a-z])|[{_SIGNS}]+)"
_PLAIN = re.compile(r"([\d,]+(?:\.\d+)?)\s*(\S?)")
_TYPED = {"k": 1_000, "w": 10_000}

_CURRENCIES = {
    **dict.fromkeys(("元", "圆", "块钱", "块", "人民币", "rmb", "cny", "¥"), "CNY"),
    **dict.fromkeys(("美元", "美金", "刀", "usd", "$"), "USD"),
    **dict.fromkeys(("欧元", "eur", "€"), "EUR"),
    **dict.fromkeys(("英镑", "gbp", "£"), "GBP"),
    **dict.fromkeys(("日元", "日圆", "jpy"), "JPY"),
    **dict.fromkeys(("港元", "港币", "hkd"), "HKD"),
}
_NAMES = "|".join(sorted((re.escape(name) for name in _CURRENCIES if name not in "¥$€£"), key=len, reverse=True))
# 五块五, 99块9毛: what follows 块 are tenths (角, in speech 毛).
_PRICE = re.compile(
    rf"(?P<sign>[¥$€£]|(?:rmb|cny|usd|人民币))\s*(?P<signed>{NUMBER})(?:\s*(?:{_NAMES}))?"
    rf"|(?P<named>{NUMBER})\s*(?P<name>{_NAMES})(?:(?P<tenths>[\d一二三四五六七八九])(?:毛|角)?(?![\d{_SIGNS}元块]))?"
)
_BARE = re.compile(NUMBER)
_CAP = r"(?:不超过|不高于|不多于|最多|最高|低于|少于|小于|不到|至多|上限)"
_CAP_AFTER = r"(?:以内|以下|之内|之下|内|封顶)"
_FLOOR = r"(?:不低于|不少于|至少|最少|最低|高于|超过|多于|大于)"
_FLOOR_AFTER = r"(?:以上|之上|起步|起)"
_ABOUT = r"(?:大概|大约|约|差不多)"
_ABOUT_AFTER = r"(?:左右|上下|前后)"
# What follows a figure that is no price: "三岁以下", "不超过3公斤".
_NOT_MONEY = re.compile(
    r"\s*(?:个|[周]?岁|年级|人|片|页|层|张|本|支|只|双|件|盒|包|瓶|寸|英寸|天|月|年|小时|分钟|公斤|斤|千克|克|kg|g\b|吨"
    r"|厘米|毫米|公分|米|cm|mm|m\b|毫升|升|ml|l\b|瓦|w\b|度|%|倍|星|号|码|款|种|套|位|台|把|条|块拼)"
)
_BETWEEN = re.compile(r"\s*(?:到|至|-|~|—|–)\s*")


def plain(text: str) -> str:
    """The text with full-width letters, digits and signs made plain: "￥９９" is "¥99"."""
    return unicodedata.normalize("NFKC", text).casefold()


def number_of(text: str) -> Decimal | None:
    """The value of a number as a person writes it; `None` if it is none."""
    said = plain(text).strip()
    if re.fullmatch(NUMBER, said) is None:
        return None
    typed = _PLAIN.fullmatch(said)
    if typed is None:
        return _spoken(said)
    scale = _TYPED.get(typed[2]) or _UNITS.get(typed[2]) or _MYRIADS.get(typed[2]) or 1
    digits = typed[1].replace(",", "")
    return Decimal(digits) * scale if digits else None


def _spoken(said: str) -> Decimal | None:
    """Characters as a number: 一百二十 is 120, 一百零五 105, 二〇二六 2026, and, as people say it, 一百二 120, 三千五
    3,500."""
    if all(sign in _DIGITS for sign in said):
        return Decimal("".join(str(_DIGITS[sign]) for sign in said))
    total = section = 0  # below 亿 and 万; below the last of them
    digit: int | None = None
    last = 1  # the unit before, for numbers that end short
    after_zero = False
    for sign in said:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            after_zero = after_zero or digit == 0
        elif sign in _UNITS:
            last, after_zero = _UNITS[sign], False
            section += (1 if digit is None or digit == 0 else digit) * last
            digit = None
        else:
            last, after_zero = _MYRIADS[sign], False
            total = (total + section + (digit or 0) or 1) * last
            section, digit = 0, None
    rest = digit or 0
    short = last >= 100 and not after_zero  # 一百二: the two counts tens
    return Decimal(total + section + (rest * last // 10 if short else rest))


def amounts(text: str, *, expects_price: bool = False) -> tuple[Amount, ...]:
    """The prices of a message, in their order; a range gives its floor and its cap.

    A number without a currency counts where a price was asked for (`expects_price`), or where a side is said
    ("100以内").
    """
    said = plain(text)
    found = _priced(said)
    taken = [range(one.start, one.end) for one in found]
    for match in _BARE.finditer(said):
        value = number_of(match[0])
        if value is not None and not any(match.start() in place for place in taken):
            if _NOT_MONEY.match(said, match.end()):
                continue
            bare = _sided(said, Amount(value, None, *match.span()))
            if expects_price or bare.op is not Op.IS or _joins(said, bare, found):
                found.append(bare)
    return _ranges(said, sorted(found, key=lambda one: one.start))


def _priced(said: str) -> list[Amount]:
    found = []
    for match in _PRICE.finditer(said):
        value = number_of(match["signed"] or match["named"])
        if value is not None:
            tenths = number_of(match["tenths"] or "") or Decimal(0)
            currency = _CURRENCIES[match["sign"] or match["name"]]
            found.append(_sided(said, Amount(value + tenths / 10, currency, *match.span())))
    return found


def _sided(said: str, amount: Amount) -> Amount:
    for op, lead, follow in (
        (Op.MAX, _CAP, _CAP_AFTER),
        (Op.MIN, _FLOOR, _FLOOR_AFTER),
        (Op.LIKE, _ABOUT, _ABOUT_AFTER),
    ):
        before = re.search(rf"{lead}(?:是|为)?\s*$", said[: amount.start])
        after = re.match(rf"\s*(?:钱)?\s*{follow}", said[amount.end :])
        if before or after:
            start = before.start() if before else amount.start
            end = amount.end + after.end() if after else amount.end
            return replace(amount, op=op, said=(start, end))
    return amount


def _joins(said: str, bare: Amount, found: list[Amount]) -> bool:
    """Whether a bare number is the beginning of a range that ends with a price: the 50 of "50到100元"."""
    return any(_BETWEEN.fullmatch(said[bare.end : one.start]) for one in found if one.start > bare.end)


def _ranges(said: str, found: list[Amount]) -> tuple[Amount, ...]:
    sided = list(found)
    for at in range(len(sided) - 1):
        low, high = sided[at], sided[at + 1]
        if _BETWEEN.fullmatch(said[low.end : high.start]) and low.number < high.number:
            currency = low.currency or high.currency
            whole = (low.span[0], high.span[1])
            sided[at] = replace(low, currency=currency, op=Op.MIN, said=whole)
            sided[at + 1] = replace(high, currency=currency, op=Op.MAX, said=whole)
    return tuple(sided)


_AGE = re.compile(
    rf"(?P<figure>{NUMBER})(?P<half>半)?\s*(?P<unit>周岁|岁|个月大)(?P<half_after>半)?(?:\s*(?:左右|大))?"
)


def ages(text: str) -> tuple[tuple[float, tuple[int, int]], ...]:
    """Ages in months, each with its place: 三岁 is 36, 两岁半 30, 八个月大 8."""
    found = []
    for match in _AGE.finditer(text):
        value = number_of(match["figure"])
        if value is not None:
            half = 6.0 if match["half"] or match["half_after"] else 0.0
            found.append((float(value) * (1 if match["unit"] == "个月大" else 12) + half, match.span()))
    return tuple(found)
