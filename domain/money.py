"""Money in minor units with its currency; no floats, no conversion."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217 currencies whose minor unit is not a hundredth.
_EXPONENTS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
SYMBOLS = {"GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥", "CNY": "¥"}


def exponent(currency: str) -> int:
    """Decimal places of the currency's minor unit (ISO 4217): 2 for GBP, 0 for JPY."""
    return _EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `Money(1299, "GBP")` is £12.99."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """Money from an amount in major units; half a minor unit is rounded up."""
        scaled = Decimal(amount).scaleb(exponent(currency))
        return cls(int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> str:
        """The amount in major units as plain digits, `"12.99"`: what the API sends."""
        return f"{Decimal(self.minor).scaleb(-exponent(self.currency)):.{exponent(self.currency)}f}"

    def __str__(self) -> str:
        """As a person writes it: `£12.99`, `£25` (no empty pence), `CHF 12.50`."""
        places = exponent(self.currency)
        whole = self.minor % 10**places == 0
        digits = f"{Decimal(self.minor).scaleb(-places):,.{0 if whole else places}f}"
        symbol = SYMBOLS.get(self.currency)
        return f"{symbol}{digits}" if symbol else f"{self.currency} {digits}"
