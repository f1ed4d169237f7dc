"""What a message says, as slots: labels written by hand, and whether a parsed meaning has them.

A label's attribute is one of the catalogue's, or `thing`: the words of what is looked for (or ruled out), wherever the
catalogue links them. `size` beside `relative` stands for any outer measure. A word that no product has can only be
named as not understood; it counts as found then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from domain.items import AGE, BRAND, COLOUR, MATERIAL, POWER, PRICE
from domain.meaning import Meaning
from domain.ports import Language
from domain.wishes import TEXT, Op, Wish

TURNS = Path(__file__).resolve().parent.parent / "tests" / "agent" / "turns"
THING = "thing"
# Attributes whose slots are compared one by one; every other set of values is about the thing itself.
_OWN = frozenset({PRICE, AGE, COLOUR, MATERIAL, POWER, BRAND, "gender", "size", "recipient", "occasion", "made_in"})
_MEASURES = frozenset({"length", "width", "height", "depth", "capacity", "volume", "diameter", "size"})
# What nearly every product of a toy shop is: looked for or not, it makes no difference.
_GENERIC = ("toy",)
# Figures are equal within a rounding of units.
_SAME = 0.001


@dataclass(frozen=True, slots=True)
class Slot:
    """One labelled wish. Without values and number any will do ("cheap" has no figure of its own)."""

    attribute: str
    op: Op
    hard: bool = False
    values: tuple[str, ...] = ()
    number: float | None = None
    safety: bool = False
    relative: bool = False
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """A shopper's message with the state it was said in, and what it means. `refers` and `focus` are places on the
    `screen`, from 1; `drops` names the attribute whose held wish no longer holds; `negation` marks messages that deny
    something in words, whether or not it rules anything out."""

    id: str
    shop: str
    text: str
    act: str
    needs: tuple[tuple[Slot, ...], ...]
    screen: str | None = None
    focus: int | None = None
    refers: tuple[int, ...] = ()
    asked: str | None = None
    held: tuple[Slot, ...] = ()
    attribute: str | None = None
    descending: bool | None = None
    drops: str | None = None
    negation: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """One half of the labels. `screens` are item ids by shop and name; `corrected_labels` counts what was changed
    after the parser was first run on them."""

    half: str
    seed: int
    corrected_labels: int
    screens: dict[str, dict[str, tuple[str, ...]]]
    turns: tuple[LabelledTurn, ...]


_LABELS: TypeAdapter[Labels] = TypeAdapter(Labels)


def labels(half: str) -> Labels:
    """The labels of "tuning" or "held_out"."""
    return _LABELS.validate_json((TURNS / f"{half}.json").read_bytes())


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits, predictions and labels of slots; `wrong` and `missed` name what differs."""

    right: int
    predicted: int
    recalled: int
    labelled: int
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


def tally(turn: LabelledTurn, meaning: Meaning, language: Language) -> Tally:
    """Slots of one message, need by need."""
    found = [meaning.wishes, *(need.wishes for need in meaning.further)]
    pairs: list[tuple[Sequence[Slot], Sequence[Wish]]] = [
        (
            turn.needs[place] if place < len(turn.needs) else (),
            found[place] if place < len(found) else (),
        )
        for place in range(max(len(turn.needs), len(found)))
    ]
    compared = [_Compared(slots, wishes, language, meaning.not_understood) for slots, wishes in pairs]
    wrong = [str(wish) for one in compared for wish in one.wishes if not one.is_right(wish)]
    missed = [str(slot) for one in compared for slot in one.slots if not one.is_found(slot)]
    predicted = sum(len(one.wishes) for one in compared)
    labelled = sum(len(one.slots) for one in compared)
    return Tally(
        predicted - len(wrong), predicted, labelled - len(missed), labelled, tuple(map(_short, wrong)), tuple(missed)
    )


def _short(text: str) -> str:
    return text.partition(", strength")[0]


def ruled_out_as_labelled(turn: LabelledTurn, meaning: Meaning, language: Language) -> bool:
    """Whether exactly what the label rules out is ruled out, with its strength: the scope of the negation."""
    slots = [slot for need in turn.needs for slot in need if slot.op is Op.NOT]
    wishes = [wish for need in (meaning.wishes, *(one.wishes for one in meaning.further)) for wish in need]
    denied = [wish for wish in wishes if wish.op is Op.NOT]
    compared = _Compared(slots, denied, language)
    return all(map(compared.is_right, denied)) and all(map(compared.is_found, slots))


class _Compared:
    """The labelled slots of one need beside the wishes that were read."""

    def __init__(
        self, slots: Sequence[Slot], wishes: Sequence[Wish], language: Language, unknown: Sequence[str] = ()
    ) -> None:
        self.slots = slots
        self.wishes = wishes
        self.language = language
        self.own = {slot.attribute for slot in slots if slot.attribute != THING}
        self.wanted = self._stems((*_GENERIC, *(value for slot in slots if _looks_for(slot) for value in slot.values)))
        found = (wish for wish in wishes if self._is_thing(wish))
        self.found = self._stems(word for wish in found for word in (*wish.values, wish.words)) | self._stems(unknown)

    def is_right(self, wish: Wish) -> bool:
        """Whether a label asks for the wish."""
        if any(self._same(slot, wish) for slot in self.slots if slot.attribute != THING):
            return True
        if wish.op is Op.NOT:
            return any(self._denies(slot, wish) for slot in self.slots)
        if not self._is_thing(wish):
            return False
        said = self._stems((wish.words or wish.value,))
        return (
            said <= self.wanted
            if wish.attribute == TEXT
            else bool(self._stems((wish.words, *wish.values)) & self.wanted)
        )

    def is_found(self, slot: Slot) -> bool:
        """Whether a wish fulfils the label."""
        if slot.op is Op.NOT:
            return any(self._denies(slot, wish) or self._same(slot, wish) for wish in self.wishes)
        if slot.attribute != THING:
            return any(self._same(slot, wish) for wish in self.wishes)
        return self._stems(slot.values) <= self.found

    def _is_thing(self, wish: Wish) -> bool:
        if wish.op not in (Op.IS, Op.LIKE) or wish.number is not None:
            return False
        return wish.attribute not in _OWN or wish.attribute not in self.own

    def _denies(self, slot: Slot, wish: Wish) -> bool:
        # Ruling out the word itself is at least as strict as ruling out the brand of that name.
        if wish.op is not Op.NOT or slot.op is not Op.NOT or (slot.attribute != THING and wish.attribute != TEXT):
            return False
        same = self._stems(slot.values) == self._stems(wish.values)
        return same and slot.hard == wish.hard and slot.safety == wish.safety

    def _same(self, slot: Slot, wish: Wish) -> bool:
        if slot.op is not wish.op or slot.relative != wish.relative or slot.hard != wish.hard:
            return False
        if slot.relative and slot.attribute == "size":
            return wish.attribute in _MEASURES
        if _named(wish.attribute) != _named(slot.attribute) or set(slot.given) != set(wish.given):
            return False
        if slot.number is not None:
            return wish.number is not None and abs(wish.number - slot.number) <= _SAME * max(1.0, abs(slot.number))
        if not slot.values:
            return True
        return {frozenset(self._stems((_sized(value),))) for value in slot.values} == {
            frozenset(self._stems((_sized(value),))) for value in wish.values
        }

    def _stems(self, texts: Iterable[str]) -> set[str]:
        tokens = (token for text in texts for token in self.language.tokens(text))
        return {self.language.stem(token) for token in tokens if not self.language.is_stop_word(token)}


def _named(attribute: str) -> str:
    """An attribute by the one name that labels have for it, however a feed calls it."""
    return {"number_of_pages": "pages"}.get(attribute, attribute)


def _sized(value: str) -> str:
    """A size by its letter, as some feeds state it."""
    return {"small": "s", "medium": "m", "large": "l"}.get(value, value)


def _looks_for(slot: Slot) -> bool:
    return slot.attribute == THING and slot.op is not Op.NOT


def described(meaning: Meaning) -> dict[str, Any]:
    """A meaning in short, for a person to read beside a label."""
    return {
        "act": str(meaning.act),
        "wishes": [_short(str(wish)) for wish in meaning.wishes],
        "items": list(meaning.item_ids),
        "attribute": meaning.attribute,
        "not_understood": list(meaning.not_understood),
    }
