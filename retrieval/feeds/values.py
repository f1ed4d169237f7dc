"""Cells as numbers: money, stock, ratings, counts."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from domain.money import Money
from retrieval.feeds.rows import is_empty

# Feeds without any sign of a currency are taken to be in US dollars: the commonest case. `--currency` says otherwise.
DEFAULT_CURRENCY = "USD"
# Above this (major units) a price is a broken cell, not a price.
MAX_PRICE = Decimal(10_000_000)
MAX_STOCK = 10_000_000

_SIGNS = {
    "£": "GBP",
    "€": "EUR",
    "$": "USD",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "zł": "PLN",
    "元": "CNY",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
}
# Words for stock without spaces: "Out of stock", "out_of_stock" and schema.org's "OutOfStock" are one.
_SOLD_OUT = frozenset(
    """outofstock soldout no false unavailable notavailable discontinued ausverkauft nichtauflager nichtverfügbar
    nichtlieferbar vergriffen nein épuisé rupturedestock indisponible non agotado sinexistencias nodisponible 缺货
    售罄 无货""".split()
)
_IN_STOCK = frozenset(
    """instock yes true available limitedavailability limitedstock lowstock onlineonly instoreonly auflager lagernd
    verfügbar lieferbar sofortlieferbar sofortverfügbar ja enstock disponible oui enexistencias sí 有货 现货""".split()
)
_TO_ORDER = frozenset(
    "preorder presale backorder backordered onbackorder availablefororder madetoorder reserved".split()
)
_CODES = frozenset(
    """AED AUD BGN BHD BRL CAD CHF CLP CNY CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JOD JPY KRW KWD MXN MYR NOK NZD OMR
    PHP PLN RON SAR SEK SGD THB TND TRY TWD UAH USD VND ZAR""".split()
)
_SIGN = re.compile(r"us\$|a\$|c\$|[£€$¥₹₩元]|zł|\b[A-Za-z]{3}\b", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d[\d.,'\u00a0\u202f ]*")
_DECIMAL_COMMA = re.compile(r"[\d.]*\d,\d\d")
_NO_PRICE = frozenset(
    ("tbc", "tba", "call", "on request", "price on request", "poa", "varies", "auf anfrage", "sur demande", "面议")
)
# Addresses that name the market a feed comes from.
_MARKETS = (("amazon.co.uk", "GBP"), ("amazon.de", "EUR"), ("amazon.fr", "EUR"), ("amazon.com", "USD"))


@dataclass(frozen=True, slots=True)
class Price:
    """A price in minor units, or a range of them (`highest` is None without one)."""

    lowest: int
    highest: int | None
    currency: str


def parse_price(cell: str, currency: str) -> Price | None:
    """The price of a cell; `currency` counts where the cell names none. `None` if it is empty; `ValueError` if it is
    no price.

    `£89.99`, `1,299.00`, `12,99 €`, `USD 12.50`, `$5 - $10`.
    """
    text = cell.strip()
    if is_empty(text) or text.casefold() in _NO_PRICE:
        return None
    named = currency_in(text) or currency
    ends = [_amount(part, european=named == "EUR") for part in _NUMBER.findall(_as_range(text))]
    if not 1 <= len(ends) <= 2 or _rest(text):
        raise ValueError("the price cannot be read")
    if any(end <= 0 for end in ends):
        raise ValueError("the price is not above zero")
    if any(end > MAX_PRICE for end in ends):
        raise ValueError(f"the price is above {MAX_PRICE:,}")
    lowest, highest = Money.of(min(ends), named).minor, Money.of(max(ends), named).minor
    return Price(lowest, highest if highest > lowest else None, named)


def _as_range(text: str) -> str:
    """A dash between two amounts made a word, so that it is no minus sign."""
    return re.sub(r"(?<=[\d€£$¥zł])\s*[-–—]\s*(?=[£€$¥]?\s?\d)", " to ", text)


def _rest(text: str) -> str:
    """The words of a price cell that belong to no price: "12.99 each" is fine, "see page 4" is not."""
    words = re.findall(r"[^\W\d_]{2,}", _SIGN.sub(" ", text))
    return " ".join(
        word
        for word in words
        if word.casefold() not in ("to", "from", "each", "per", "item", "incl", "vat", "inc", "only", "now")
    )


def _amount(text: str, *, european: bool) -> Decimal:
    digits = re.sub(r"['\u00a0\u202f ]", "", text).rstrip(".,")
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma > dot:
        thousands = dot >= 0 or digits.count(",") > 1 or len(digits) - comma == 4
        decimal = digits.replace(".", "").replace(",", "" if thousands and dot < 0 else ".")
    else:
        thousands = digits.count(".") > 1 or (european and dot >= 0 and len(digits) - dot == 4)
        decimal = digits.replace(",", "").replace(".", "" if thousands else ".")
    try:
        return Decimal(decimal)
    except InvalidOperation as exc:
        raise ValueError("the price cannot be read") from exc


def currency_in(text: str) -> str | None:
    """The currency that a price cell names by sign or code."""
    for sign in _SIGN.findall(text):
        named = _SIGNS.get(sign.casefold()) or (sign.upper() if sign.upper() in _CODES else None)
        if named:
            return named
    return None


def infer_currency(prices: Iterable[str], texts: Iterable[str]) -> str:
    """The currency of a feed that was given none: what it hints at, else US dollars."""
    return hinted_currency(prices, texts) or DEFAULT_CURRENCY


def hinted_currency(prices: Iterable[str], texts: Iterable[str]) -> str | None:
    """The commonest sign in a feed's prices; else what its texts plainly use (£12.50, 12 €, a market's address), if
    three quarters of these hints agree; else euros where prices have a decimal comma, as in most of the countries that
    write so. `None` if nothing says it."""
    cells = list(prices)
    signs = Counter(found for price in cells if (found := currency_in(price)))
    if signs:
        return signs.most_common(1)[0][0]
    hints: Counter[str] = Counter()
    for text in texts:
        hints.update(_SIGNS[match[1]] for match in re.finditer(r"([£€$])\s?\d+(?:[.,]\d\d)?\b", text))
        lowered = text.casefold()
        hints.update(named for market, named in _MARKETS if market in lowered)
    if hints:
        ((best, count),) = hints.most_common(1)
        return best if count * 4 >= hints.total() * 3 else None
    return "EUR" if 2 * sum(bool(_DECIMAL_COMMA.fullmatch(cell.strip())) for cell in cells) > len(cells) else None


def parse_stock(cell: str) -> int | None:
    """Pieces in stock: "145 new" is 145, "out of stock" 0, "in stock" at least 1, below zero 0; `None` if empty, or
    if it can be ordered though it is not there ("preorder"): then nothing is claimed.

    `ValueError` if it is no stock.
    """
    text = cell.strip().casefold().replace("_", " ")
    if is_empty(text):
        return None
    word = re.sub(r"[\s-]", "", text.removeprefix("https://schema.org/").removeprefix("http://schema.org/"))
    if word in _SOLD_OUT:
        return 0
    if word in _IN_STOCK:
        return 1
    if word in _TO_ORDER:
        return None
    match = re.match(r"(-?\d[\d,]*)(?:\.\d+)?\+?(?:\s+[a-z ]{1,20})?$", text)
    if match is None or (pieces := int(match[1].replace(",", ""))) > MAX_STOCK:
        raise ValueError("the stock is no number")
    return max(pieces, 0)


def parse_rating(cell: str) -> float | None:
    """A rating on a scale of 0 to 5: "4.5 out of 5 stars", "9/10", "90%"; `None` if it is none of these (it is only a
    signal)."""
    match = re.match(r"\s*(\d+(?:[.,]\d+)?)\s*(%|(?:/|out of)\s*(\d+))?", cell)
    if match is None:
        return None
    scale = 100.0 if match[2] == "%" else float(match[3] or 5)
    rating = float(match[1].replace(",", "."))
    return round(5 * rating / scale, 4) if 0 <= rating <= scale and scale else None


def parse_count(cell: str) -> int | None:
    """A count such as the number of reviews; `None` if it is none."""
    match = re.match(r"\s*(\d[\d,]{0,12})(?:\.0+)?\b", cell)
    return int(match[1].replace(",", "")) if match else None


def parse_minor(cell: str, currency: str) -> Price | None:
    """A price that is written in minor units already ("1299" for 12.99); `None` if empty, `ValueError` if it is no
    whole number."""
    text = cell.strip()
    if is_empty(text):
        return None
    if not re.fullmatch(r"\d{1,12}(?:\.0+)?", text):
        raise ValueError("the price is no whole number of minor units")
    minor = int(text.partition(".")[0])
    return parse_price(Money(minor, currency).amount, currency)


def parse_moment(cell: str, *, ends: bool = False) -> datetime | None:
    """A moment of ISO 8601 ("2026-11-24T13:00-0800", "2026-11-24"), in UTC where no zone is named; `None` if empty.

    A day alone is its first moment, or the first moment after it if it `ends` something. `ValueError` if it is none.
    """
    text = cell.strip()
    if is_empty(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return moment + timedelta(days=1) if ends and re.fullmatch(r"\d{4}-?\d\d-?\d\d", text) else moment
    except (ValueError, OverflowError) as exc:
        raise ValueError("the date cannot be read") from exc


def parse_period(cell: str) -> tuple[datetime | None, datetime | None]:
    """Start and end of a period: "2026-11-24T13:00-0800/2026-11-29T15:30-0800"; nothing on a side is no bound.

    `ValueError` if it is none, or ends before it begins.
    """
    if is_empty(cell):
        return None, None
    start, slash, end = cell.partition("/")
    if not slash:
        raise ValueError("the dates are not written as START/END")
    starts, ends = parse_moment(start), parse_moment(end, ends=True)
    if starts and ends and ends <= starts:
        raise ValueError("the end is not after the start")
    return starts, ends
