"""Numbers in English: digits and words."""

import re

_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_WORDS = {**_UNITS, **_TENS, "hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

# A number as a person types it: "1,299.00", "25", "2.5k", "twenty five", "a hundred".
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?k?|"
    rf"(?:a\s+)?(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD}))*)(?!(?!ish\b)[a-z]|\d|[.,]\d)"
)


def number_of(text: str) -> float:
    """The value of what `NUMBER` matched."""
    digits = text.replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?k?", digits):
        return float(digits.removesuffix("k")) * (1000 if digits.endswith("k") else 1)
    total = current = 0
    for word in re.findall(_WORD, digits):
        value = _WORDS[word]
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        elif value >= 10 and 0 < current < 10:  # "two fifty", said of money
            current = current * 100 + value
        else:
            current += value
    return float(total + current)
