"""Runs of keys and values without anything between them: "Item Weight159 g Assembly RequiredNo".

The keys are learned from the feed: a key is a phrase that recurs over rows right before a value glued to it. A short
list of common
ones helps where a feed is too small to learn from.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_KNOWN = (
    *(
        "Item Weight",
        "Product Dimensions",
        "Item Dimensions",
        "Package Dimensions",
        "Manufacturer recommended age:",
        "Our recommended age:",
    ),
    *(
        "Item model number",
        "Model Number",
        "Manufacturer reference",
        "Number of Puzzle Pieces",
        "Number of Pieces",
        "Number of Game Players",
    ),
    *(
        "Assembly Required",
        "Batteries Required?",
        "Batteries Included?",
        "Batteries:",
        "Remote Control Included?",
        "Remote Control Type",
    ),
    *(
        "Radio Control Suitability",
        "Radio Control Number of Channels",
        "Radio Control Frequency",
        "Material Type(s)",
        "Material Composition",
    ),
    *(
        "Material Care Instructions",
        "Main Language(s)",
        "Educational Objective(s)",
        "Engine Type",
        "Track Width/Gauge",
        "Scale",
        "Colour",
    ),
    *(
        "Color",
        "ASIN",
        "Best Sellers Rank",
        "Shipping Weight",
        "Delivery Destinations:",
        "Date First Available",
        "WEEE Directive",
        "Brand",
    ),
    *("Country of Origin", "Care Instructions", "Size"),
)
_SECTIONS = re.compile(
    r"\b(?:Technical Details|Additional Information|Technical Specifications?|Expand General Information"
    r"|Product details|Feedback)\b[\s:]*"
)
# What tells nothing of the product: identifiers, ranks, the shop's own logistics.
_NOISE = re.compile(
    r"model_number|reference|^asin|best_sellers|shipping|delivery|date_first|weee|customer_reviews|part_number"
    r"|^upc|^ean|isbn|^units?$"
    r"|^rank|warranty|^directions"
)
_GLUED = re.compile(r"(?<=[a-z)?:])(?=[A-Z0-9])")
_WORD = re.compile(r"\S+")
# A phrase must be glued to a value in this many sampled rows to be a key, and before this many different values.
_MIN_ROWS = 5
_MIN_VALUES = 3
_MAX_WORDS = 5
# An extension to the left counts from this share on; if together they cover the phrase, it is only their ending
# ("Weight").
_MIN_SHARE = 0.05
_COVERED = 0.9
# A count that is 1 in so many of the rows that have it is the form's default, not a statement.
_DEFAULT_SHARE = 0.4
# A value in nearly all rows that have the key says little of any one of them.
_CONSTANT_SHARE = 0.9
_MIN_JUDGED = 10
MAX_VALUE = 300


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its value as written; `relation` is the key as a name (`material_types`), `column` where it stood."""

    relation: str
    key: str
    value: str
    column: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a feed as one pattern, and what its values look like (`defaults`: relation → value that is only a
    default)."""

    pattern: re.Pattern[str]
    defaults: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


def learn_keys(cells: Iterable[str]) -> Keys:
    """Keys of a feed from a sample of its information cells (cleaned)."""
    sample = [_SECTIONS.sub("\n", cell) for cell in cells if cell]
    pattern = _pattern({*_KNOWN, *_recurring(sample)})
    values: dict[str, Counter[str]] = defaultdict(Counter)
    known = Keys(pattern)
    for cell in sample:
        for pair in split_pairs(cell, column="", keys=known)[0]:
            values[pair.relation][pair.value.casefold()] += 1
    judged = {relation: counts for relation, counts in values.items() if counts.total() >= _MIN_JUDGED}
    return Keys(pattern, _defaults(judged), _constants(judged))


def _defaults(values: Mapping[str, Counter[str]]) -> dict[str, str]:
    counted = {relation: counts for relation, counts in values.items() if relation.startswith("number_of")}
    return {name: "1" for name, counts in counted.items() if counts["1"] >= _DEFAULT_SHARE * counts.total()}


def _constants(values: Mapping[str, Counter[str]]) -> dict[str, str]:
    common = {relation: counts.most_common(1)[0] for relation, counts in values.items()}
    return {name: value for name, (value, count) in common.items() if count >= _CONSTANT_SHARE * values[name].total()}


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    """Longest keys first. A key without its own mark must be glued to its value, or be followed by a colon."""
    alternatives = []
    for key in sorted(keys, key=lambda key: (-len(key), key)):
        # "Colouring Pens" is no key "Colour" with the value "ing".
        end = r"\s?" if key[-1] in ":?" else r"(?:\s?:\s?|(?!ing|ed\b|ful|s\b)(?=[^\s,.;:]))"
        alternatives.append(re.escape(key) + end)
    return re.compile(r"(?<![A-Za-z])(?:" + "|".join(alternatives) + ")")


def _recurring(sample: Iterable[str]) -> set[str]:
    """Phrases that recur right before a glued value and begin with a capital."""
    rows: Counter[str] = Counter()
    followers: dict[str, set[str]] = defaultdict(set)
    for cell in sample:
        seen = set()
        for phrase, follower in _glued(cell):
            seen.add(phrase)
            followers[phrase].add(follower)
        rows.update(seen)
    common = {phrase for phrase, count in rows.items() if count >= _MIN_ROWS}
    longer: dict[str, list[str]] = defaultdict(list)
    for phrase in common:
        if " " in phrase:
            longer[phrase.split(" ", 1)[1]].append(phrase)
    found: set[str] = set()
    for phrase in common:
        if " " not in phrase:
            found |= _grown(phrase, rows, longer)
    return {key for key in found if key[-1] in ":?)" or len(followers[key]) >= _MIN_VALUES}


def _grown(phrase: str, rows: Mapping[str, int], longer: Mapping[str, list[str]]) -> set[str]:
    """The keys that end in `phrase`: it is extended to the left while few extensions make up nearly all of it."""
    extended: set[str] = set()
    covered = 0
    for candidate in longer[phrase]:
        if rows[candidate] >= _MIN_SHARE * rows[phrase] and (grown := _grown(candidate, rows, longer)):
            extended |= grown
            covered += rows[candidate]
    if extended and covered >= _COVERED * rows[phrase]:
        return extended
    return {phrase} if phrase[0].isupper() and len(phrase) > 3 else extended


def _glued(cell: str) -> Iterable[tuple[str, str]]:
    """Phrases of one to five words before each glued boundary, with the start of the value."""
    for line in cell.split("\n"):
        words = [match[0] for match in _WORD.finditer(line)]
        for position, word in enumerate(words):
            boundary = _GLUED.search(word)
            if boundary is None or re.search(r"\d", word[: boundary.start()]):
                continue
            phrase = word[: boundary.start()]
            yield phrase, word[boundary.start() :]
            for before in reversed(words[max(0, position - _MAX_WORDS + 1) : position]):
                if not re.fullmatch(r"[A-Za-z/&()'-]+", before) or _GLUED.search(before):
                    break
                phrase = f"{before} {phrase}"
                yield phrase, word[boundary.start() :]


def split_pairs(cell: str, *, column: str, keys: Keys) -> tuple[list[Pair], str]:
    """The pairs of a cell and what is left of it: glued runs, and "Scale: 1:87; Length: 25cm"."""
    pairs, rest = [], []
    for block in _SECTIONS.sub("\n", cell).split("\n"):
        segmented, left = _segments(block, column)
        matches = list(keys.pattern.finditer(block))
        if not matches or len(segmented) >= max(2, len(matches)):
            pairs += segmented
            rest.append(left)
            continue
        rest.append(block[: matches[0].start()])
        ends = [match.start() for match in matches[1:]] + [len(block)]
        for match, end in zip(matches, ends, strict=True):
            pairs.append(_pair(match[0], block[match.end() : end], column))
    return [pair for pair in pairs if pair.value], " ".join(part.strip() for part in rest if part.strip())


def _segments(block: str, column: str) -> tuple[list[Pair], str]:
    pairs, rest = [], []
    for segment in re.split(r"\s*[;|•\n]\s*", block):
        match = re.match(r"([A-Z][\w ()/'-]{1,40}?)\s*:\s*(?=\S)(.{1,80})$", segment.strip())
        if match:
            pairs.append(_pair(match[1], match[2], column))
        else:
            rest.append(segment)
    return pairs, ". ".join(part for part in rest if part.strip())


def _pair(key: str, value: str, column: str) -> Pair:
    name = key.strip(" :?")
    relation = re.sub(r"[^a-z0-9]+", "_", re.sub(r"\(s\)", "s", name.casefold())).strip("_")
    return Pair(relation, name, value.strip(' ;,|\\"')[:MAX_VALUE], column)


def is_noise(pair: Pair) -> bool:
    """Whether a pair stays out of the item's text: noise, and denials ("Batteries Required: No"), whose words would
    be found."""
    return bool(_NOISE.search(pair.relation)) or pair.value.casefold() in (
        "no",
        "n/a",
        "na",
        "none",
        "not applicable",
        "false",
    )


def tells_nothing(pair: Pair) -> bool:
    """Whether a pair is an identifier, a rank or logistics: no fact comes of it."""
    return bool(_NOISE.search(pair.relation)) or pair.value.casefold() in ("n/a", "na", "none", "not applicable", "")


def rendered(pair: Pair) -> str:
    """The pair as it stands in the item's text."""
    return f"{pair.key.replace('(s)', '')}: {pair.value}"
