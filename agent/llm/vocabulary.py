"""The part of a catalogue's vocabulary that a message may need, within a number of tokens."""

from collections.abc import Iterator
from itertools import islice

from agent.llm.prompts import quoted, tokens_of
from agent.state import State
from agent.understand.said import Said
from domain.items import AGE, PRICE
from domain.ports import Catalogue
from domain.wishes import TEXT

# Values listed of an attribute that the message does not name, and of one that it does.
_FEW_VALUES = 6
_MORE_VALUES = 12
# Longer values are texts; naming them costs more than it helps.
_LONGEST_VALUE = 40
# An attribute stands in the data and in the schema's list.
_TWICE = 2


def vocabulary(text: str, state: State, catalogue: Catalogue, *, most_tokens: int) -> dict[str, object]:
    """Attributes with values: price and age, the one asked about, those the words link to, then the most filled, while
    there is room."""
    chosen: dict[str, object] = {PRICE: f"amount in {catalogue.currency}", AGE: "age of the person"}
    left = most_tokens - sum(_cost(name, value) for name, value in chosen.items())
    for name, values in _ranked(text, state, catalogue):
        if name in chosen:
            continue
        cost = _cost(name, values)
        if cost > left:
            break
        chosen[name] = values
        left -= cost
    return chosen


def _cost(name: str, value: object) -> int:
    return tokens_of(quoted({name: value})) + _TWICE * tokens_of(name)


def _ranked(text: str, state: State, catalogue: Catalogue) -> Iterator[tuple[str, object]]:
    attributes = catalogue.attributes()
    linked: dict[str, list[str]] = {}
    for link in catalogue.link([token.text for token in Said(text).tokens() if token.is_word]):
        linked.setdefault(link.attribute, []).append(link.value)
    asked = [state.pending.attribute] if state.pending else []
    usual = sorted(attributes, key=lambda name: (-attributes[name].filled, name))
    for name in dict.fromkeys([*asked, *linked, *usual]):
        if name not in attributes or name == TEXT:
            continue
        if attributes[name].unit is not None:
            yield name, f"number, {attributes[name].unit}" if attributes[name].unit else "number"
            continue
        most = _MORE_VALUES if name in linked or name in asked else _FEW_VALUES
        first = [*linked.get(name, []), *islice(attributes[name].counts, most)]
        yield name, [value for value in dict.fromkeys(first) if len(value) <= _LONGEST_VALUE][:most]
