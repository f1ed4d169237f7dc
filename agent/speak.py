"""Edge 2 without a model: an action to words, every figure and property of which is a fact."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

from agent.kinds import not_called
from agent.turn import Scene, Spoken
from agent.wording import Wording, figure_of, listed, priced_at, short
from domain.actions import Action, Slot
from domain.graph import HAS_ACCESSORY, ITEM_RELATIONS
from domain.inputs import RepAction
from domain.items import AGE, AGE_MAX, AGE_MIN, CATEGORY, COLOUR, MATERIAL, POWER, PRICE, Fact
from domain.meaning import NEED
from domain.money import SYMBOLS
from domain.wishes import TEXT, Op, Wish

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
# A sentence that gives more reasons than this is a data sheet.
SPOKEN_REASONS = 2
# Differences said aloud; the table beside the words has all of them.
SPOKEN_DIFFERENCES = 3
# Wishes are echoed only when just said, and only so many: a reply is no list of everything understood.
ECHOED_WISHES = 2
# So many words are said back.
QUOTED_WORDS = 3
_TOLD_FIRST = (POWER, AGE_MIN, MATERIAL, COLOUR)
# The price stands in the sentence before, and the shelf that a thing stands on is no reason to take it.
_UNSPOKEN = frozenset({PRICE, CATEGORY, "department"})
_CURRENCY_NAMES = {"GBP": "pounds", "USD": "dollars", "EUR": "euros", "JPY": "yen"}


@dataclass(frozen=True, slots=True)
class TemplateSpeech:
    """The `Speech` port without a model."""

    wording: Wording

    def say(self, action: Action, scene: Scene) -> Generator[str, None, Spoken]:
        """The reply, a sentence a piece; returns the whole."""
        sentences = list(self.sentences(action, scene))
        for number, sentence in enumerate(sentences):
            yield sentence if number == 0 else f" {sentence}"
        return Spoken(" ".join(sentences))

    def sentences(self, action: Action, scene: Scene) -> Iterator[str]:
        """What was not understood, the answer itself, and the question."""
        if action.not_understood and action.topic not in ("unclear", "no_language"):
            yield self._note("not_understood", action.not_understood, scene)
        topic = self.topic_of(action, scene)
        if action.unmet and not action.topic.startswith(("have", "variant")):
            yield self._note("unmet", action.unmet, scene)
        yield _among(action, self.wording.topic(topic, scene.rng).format_map(_Slots(self._values(action, scene))))
        if action.otherwise and _fitting(action):
            yield self._beside(action, scene)
        if action.later and not (action.question and action.question.attribute == NEED):
            yield self._note("later", action.later, scene)
        if action.question is not None and action.question.text:
            yield action.question.text

    def _note(self, name: str, words: tuple[str, ...], scene: Scene) -> str:
        quoted = listed([f"“{word}”" for word in words[:QUOTED_WORDS]])
        return scene.rng.choice(self.wording.notes[name]).format(words=quoted)

    def _beside(self, action: Action, scene: Scene) -> str:
        """A word on the marked products that stand beside."""
        name = "beside" if len(action.slots) - _fitting(action) > 1 else "beside_one"
        return scene.rng.choice(self.wording.notes[name]).format(kind=short(action.otherwise))

    def topic_of(self, action: Action, scene: Scene) -> str:
        """The topic of the wordings: an action's own, or that for one product, for one without a price."""
        if action.topic == "compare" and not any(slot.reasons for slot in action.slots):
            return "compare_same"
        if action.topic not in ("recommend", "inform"):
            alone = f"{action.topic}_one"
            return alone if _fitting(action) == 1 and alone in self.wording.topics else action.topic
        if _fitting(action) == 1:
            return "recommend_one"
        return "recommend" if self._price(action.slots[0], scene) else "recommend_unpriced"

    def _values(self, action: Action, scene: Scene) -> Mapping[str, str]:
        values = {
            "n": _COUNTS.get(_fitting(action), str(_fitting(action))),
            "count": str(action.count or 0),
            "wish": _echo(scene),
            "asked": listed([f"“{word}”" for word in action.unmet]) if action.unmet else "",
            "subject": short(action.subject),
            "kind": short(action.otherwise),
            "title": short(action.subject),
            "facts": listed(self.wording.clauses(action.facts)),
            "currency": _CURRENCY_NAMES.get(scene.catalogue.currency, scene.catalogue.currency),
            "text": _rep_words(scene),
            "safety": listed([wish.text for wish in scene.state.hard if wish.safety]),
        }
        if action.slots:
            values |= self._first(action, scene)
        if action.relaxation is not None:
            values |= self._relaxed(action, scene)
        return values

    def _first(self, action: Action, scene: Scene) -> Mapping[str, str]:
        first = action.slots[0]
        titles = [self._title(slot, scene) for slot in action.slots]
        return {
            "first": titles[0],
            "price": self._price(first, scene) or "price not known",
            "why": self._why(first, scene),
            "products": listed(titles),
            "table": "; ".join(
                f"{title}: {listed(self._differences(slot, scene))}"
                for title, slot in zip(titles, action.slots, strict=True)
                if slot.reasons
            ),
            "extreme": self._extreme(action),
            "value": self._figure(first, scene),
            "second": titles[1] if len(titles) > 1 else "",
            "second_value": self._figure(action.slots[1], scene) if len(titles) > 1 else "",
        }

    def _extreme(self, action: Action) -> str:
        """ "Our cheapest product"."""
        return self.wording.extremes.get(action.subject, self.wording.extremes["other"])

    def _relaxed(self, action: Action, scene: Scene) -> Mapping[str, str]:
        assert action.relaxation is not None
        wish = action.relaxation.preference.wish
        nearest = action.relaxation.nearest
        return {
            "failing": wish.text,
            "failed": _failed(wish),
            "n": str(action.relaxation.count),
            "limit": _limit(wish),
            "title": self._nearest_title(action, scene),
            "nearest": figure_of(nearest, scene.catalogue.currency) if nearest else "",
        }

    def _nearest_title(self, action: Action, scene: Scene) -> str:
        nearest = action.relaxation.nearest if action.relaxation else None
        item_ids = [nearest.item_id] if nearest else [slot.item_id for slot in action.slots[:1]]
        return next((short(scene.catalogue.item(item_id).title) for item_id in item_ids), "")

    def _title(self, slot: Slot, scene: Scene) -> str:
        return short(scene.catalogue.item(slot.item_id).title)

    def _price(self, slot: Slot, scene: Scene) -> str | None:
        item = scene.catalogue.item(slot.item_id)
        return priced_at(item.price, item.list_price)

    def _figure(self, slot: Slot, scene: Scene) -> str:
        return figure_of(slot.reasons[0], scene.catalogue.currency) if slot.reasons else self._price(slot, scene) or ""

    def _bare(self, fact: Fact, scene: Scene) -> str:
        return (
            figure_of(fact, scene.catalogue.currency)
            if fact.relation == PRICE
            else self.wording.fact(fact).removeprefix("it's ").removeprefix("it ")
        )

    def _differences(self, slot: Slot, scene: Scene) -> list[str]:
        said = [fact for fact in slot.reasons if fact.relation != AGE_MAX][:SPOKEN_DIFFERENCES]
        return [self._bare(fact, scene) for fact in said]

    def _why(self, slot: Slot, scene: Scene) -> str:
        """The strongest reasons as a sentence of their own; the price stands in the sentence before.

        What was given as a reason before is not said again: the cards have it.
        """
        fresh = (fact for fact in slot.reasons if (fact.relation, fact.value) not in scene.state.told)
        facts = sorted(filter(_is_spoken, fresh), key=_interest)[:SPOKEN_REASONS]
        if not facts:
            return ""
        ties = [fact for fact in facts if fact.relation in (*ITEM_RELATIONS, HAS_ACCESSORY)]
        own = [fact for fact in facts if fact not in ties]
        return "".join(f" {self._sentence(said)}" for said in (own, ties) if said)

    def _sentence(self, facts: list[Fact]) -> str:
        """Facts of one product as a sentence; those that name another product stand in one of their own."""
        words = listed(self.wording.clauses(facts))
        return f"{words[0].upper()}{words[1:]}."


def _fitting(action: Action) -> int:
    """How many of the cards are what was asked for: others that stand beside them are marked."""
    return sum(slot.extra != not_called(action.otherwise) for slot in action.slots)


def _is_spoken(fact: Fact) -> bool:
    """Names of more than two words are a feed's own: "its radio control suitability is outdoor"."""
    return fact.relation not in _UNSPOKEN and fact.relation.count("_") < 2


def _interest(fact: Fact) -> int:
    """What a shopper would want to hear first: what it is for and like, before the shelf it stands on."""
    return _TOLD_FIRST.index(fact.relation) if fact.relation in _TOLD_FIRST else len(_TOLD_FIRST)


class _Slots(dict[str, str]):
    """A wording may leave any value out, but one that names a value nobody fills is a mistake of ours."""

    def __missing__(self, key: str) -> str:
        raise AssertionError(f"no value for {{{key}}} in this topic")


def _among(action: Action, said: str) -> str:
    """The sentence within the kind it is about: "Among “kettles”, there are six that fit"."""
    return f"Among “{action.kind}”, {said[0].lower()}{said[1:]}" if action.kind else said


def _echo(scene: Scene) -> str:
    """The newest exact wishes in a few words: ", for age 6 and £25 or less"."""
    exact = [wish for wish in scene.meaning.wishes if wish.hard]
    # Both ends of a price or an age in two phrases read like a form.
    sides = [wish.attribute for wish in exact if wish.attribute in (PRICE, AGE)]
    said = [
        wish.text
        for wish in exact
        if wish.attribute != TEXT and wish.op is not Op.NOT and sides.count(wish.attribute) < 2
    ]
    said += [wish.text for wish in scene.meaning.wishes if wish.op is Op.NOT and wish.hard]
    said.sort(key=lambda text: not text.startswith("for "))
    return f" ({listed(said[:ECHOED_WISHES])})" if said else ""


def _failed(wish: Wish) -> str:
    if limit := _limit(wish):
        return f"Nothing that fits is {limit}"
    return f"Nothing fits {'the age' if wish.attribute == AGE else wish.text}"


def _limit(wish: Wish) -> str:
    """A limit as a person says it, "under £10", "cheaper than £9.50"; "" for a wish that is none."""
    if wish.relative:
        return wish.text
    if wish.attribute != PRICE or wish.number is None:
        return ""
    amount = wish.values[0].removesuffix(".00")
    return f"{'under' if wish.op is Op.MAX else 'over'} {SYMBOLS.get(wish.unit or '', '')}{amount}"


def _rep_words(scene: Scene) -> str:
    last = scene.said
    return last.text if isinstance(last, RepAction) else ""
