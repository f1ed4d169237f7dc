"""The simulated shopper: what she says and does next, given what the shop shows and asks.

She knows facts of what she wants, never a name or an id. Every draw is named (`Chance`), so what she says first, which
of her answers are wrong and what she does not know are the same whatever shop she talks to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.oracle.judge import Cap, Demand
from bench.shopper.answers import HER_OWN, Look, Truth, is_known, truth
from bench.shopper.phrases import slipped, without_article
from bench.shopper.traits import COUNTS, Traits, Vocabulary, likeness, tastes
from bench.shopper.voice import Told, Voice
from domain.actions import Option, Question
from domain.inputs import Answer, CardAction, CardActionType, Words
from domain.items import AGE, CATEGORY, PRICE
from domain.money import Money

Move = Words | Answer | CardAction
# A further wish rather than a press, where nothing is asked and one is left.
VOLUNTEERS = 0.5
# A product this much like what she wants is worth "more like this".
ALIKE = 0.6
# How much more a taste counts that she has no words for.
TASTE_WEIGHT = 3.0
# A change of mind comes in one of these turns.
CHANGE_TURNS = (2, 3)


@dataclass(frozen=True, slots=True)
class Heard:
    """How she took one question: told, wrong, dont_know, dont_mind, or else (she said or did something else)."""

    attribute: str
    how: str


@dataclass(slots=True)
class Shopper:
    """One shopper in one conversation. `look` gives the traits of a shown product; `heard` how she took questions."""

    voice: Voice
    known: Vocabulary
    look: Look
    turn: int = 0
    heard: list[Heard] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)
    _false: tuple[str, str] | None = None
    _pressed: set[str] = field(default_factory=set)
    _stated: dict[str, Demand] = field(default_factory=dict)
    _asked_in_a_row: int = 0

    @property
    def demands(self) -> tuple[Demand, ...]:
        """The exact wishes she has stated so far, as a judge of raw rows reads them; the newest of each side."""
        return tuple(self._stated.values())

    # -- the first words
    # ------------------------------------------------------------------------------------------------

    def open(self) -> Words:
        """Her first words: the kind, and up to two further facts."""
        self.turn = 1
        voice, persona, chance = self.voice, self.voice.persona, self.voice.chance
        traits = voice.need.traits
        broad = chance.happens(persona.broad, "broad") and traits.department != traits.kind
        thing = (voice.words.department if broad else voice.words.kind)(traits, chance)
        if not broad:
            self._said.add(CATEGORY)
        least, most = persona.opening
        points = self._unsaid()[: chance.rng("opening").randint(least, most) - 1]
        if persona.changes or persona.contradicts:
            thing, points = self._begin_wrong(thing, points)
        return self._written(self._opening(thing, points))

    def _opening(self, thing: str, points: Sequence[str]) -> str:
        chance, persona = self.voice.chance, self.voice.persona
        details: list[str] = []
        for attribute in points:
            value = self.voice.own_value(attribute, self._false) if attribute in self.voice.need.traits.values else ""
            adjective = None if details else self.voice.adjective(thing, attribute, value)
            if adjective:
                thing = adjective
                self._said.add(attribute)
            else:
                details.append(self._tell(attribute))
        style = "terse" if persona.terse else ("gift" if chance.happens(persona.gift, "gift") else "plain")
        first = self.voice.words.say("opening", style, chance, thing=thing, kind=without_article(thing))
        joint = ", " if persona.terse else chance.rng("joint").choice((", ", ", ", " "))
        return joint.join((first, *details)).replace("?, ", "? ")

    def _begin_wrong(self, thing: str, points: list[str]) -> tuple[str, list[str]]:
        """A value she will take back: of an attribute, else another kind of the same department."""
        traits, chance = self.voice.need.traits, self.voice.chance
        for attribute in (one for one in self._unsaid() if one in traits.values and one not in COUNTS):
            others = sorted(set(self.known.values.get(attribute, ())) - set(traits.values[attribute]))
            if len(others) > 1:
                self._false = (attribute, chance.rng("false", attribute).choice(others))
                return thing, [attribute, *(one for one in points if one != attribute)]
        kinds = sorted(set(self.known.kinds.get(traits.department, ())) - {traits.kind, ""})
        if not kinds:
            return thing, points
        other = chance.rng("false kind").choice(kinds)
        self._false = (CATEGORY, other)
        return self.voice.words.kind(Traits((traits.department, other), other, {}, None, None, None), chance), points

    def _unsaid(self) -> list[str]:
        return [name for name in self.voice.points() if name not in self._said]

    def _tell(self, attribute: str) -> str:
        """A wish in words; it counts as said, and as demanded where it is exact."""
        self._said.add(attribute)
        return self._noted(self.voice.tell(attribute, self._false))

    def _noted(self, told: Told) -> str:
        if told.demand is not None:
            self._stated[told.side] = told.demand
        return told.text

    # -- the next turns
    # -------------------------------------------------------------------------------------------------

    def leaves(self, shown: Sequence[str], question: Question | None) -> bool:
        """Whether she has had enough after this answer: patience runs out with the turns, sooner under questions."""
        self._asked_in_a_row = self._asked_in_a_row + 1 if question else 0
        if not shown and not question:
            return True
        persona = self.voice.persona
        if self.turn < persona.patience:
            return False
        return self.voice.chance.happens(persona.leaves * (1 + (self._asked_in_a_row > 1)), "leaves", self.turn)

    def reply(self, shown: Sequence[str], question: Question | None) -> Move:
        """What she does next, having seen products (ids, best first) none of which is what she wants."""
        self.turn += 1
        chance = self.voice.chance
        if self._false is not None and self.turn >= chance.rng("change").choice(CHANGE_TURNS):
            self._said.add(self._false[0])
            false, self._false = self._false, None
            return self._written(self.voice.correction(false))
        if question is None:
            return self._react(shown)
        if chance.happens(self.voice.persona.answers, "answers", question.attribute):
            return self._answer(question)
        self.heard.append(Heard(question.attribute, "else"))
        further = self._further()
        return self._written(further) if further else self._react(shown)

    def _further(self) -> str | None:
        """One more wish in words; the kind first, if she began with less."""
        words, chance = self.voice.words, self.voice.chance
        if CATEGORY not in self._said and self.voice.knows(CATEGORY):
            self._said.add(CATEGORY)
            return words.say("more", "kind", chance, self.turn, thing=words.kind(self.voice.need.traits, chance))
        left = self._unsaid()
        if not left:
            return None
        exact = self.voice.tell(left[0], self._false).demand is not None
        lead = "lead_exact" if exact else "lead"
        return words.say("more", lead, chance, self.turn, detail=self._tell(left[0]))

    def _react(self, shown: Sequence[str]) -> Move:
        """Without a question: a further wish, a press on a product, or "others"."""
        persona, chance = self.voice.persona, self.voice.chance
        volunteers = not persona.hides_taste and chance.happens(VOLUNTEERS, "volunteers", self.turn)
        if volunteers and (further := self._further()):
            return self._written(further)
        if shown and chance.happens(persona.presses, "presses", self.turn):
            return self._press(shown)
        if further := self._further():
            return self._written(further)
        return self._written(self.voice.words.say("react", "show_others", chance, self.turn))

    def _press(self, shown: Sequence[str]) -> CardAction:
        """ "More like this" on the product most like what she wants; where none is, the least alike is "not for me"."""
        wanted = self.voice.need.traits
        weights = dict.fromkeys(tastes(wanted), TASTE_WEIGHT) if self.voice.persona.hides_taste else {}
        seen = {item_id: self.look(item_id) for item_id in shown if item_id not in self._pressed}
        alike = {item_id: likeness(one, wanted, weights) for item_id, one in seen.items() if one}
        if not alike:
            return CardAction(CardActionType.SHOW_OTHERS)
        best, worst = max(alike, key=lambda one: alike[one]), min(alike, key=lambda one: alike[one])
        likes = alike[best] >= ALIKE
        chosen = best if likes else worst
        self._pressed.add(chosen)
        return CardAction(CardActionType.MORE_LIKE_THIS if likes else CardActionType.NOT_FOR_ME, (chosen,))

    # -- answers
    # --------------------------------------------------------------------------------------------------------

    def _answer(self, question: Question) -> Move:
        attribute = question.attribute
        if not question.options:
            return self._open_answer(attribute)
        seen = truth(question, self.voice.need, self.look)
        sure = attribute in HER_OWN | {CATEGORY} or self.look(question.options[0].value) is not None
        if not sure and not self.voice.knows(attribute):
            return self._without_answer(attribute, "dont_know")
        if self.voice.hides(attribute) or not seen.known or not (sure or self.voice.minds(attribute)):
            return self._without_answer(attribute, "dont_mind")
        self._said.add(attribute)
        return self._informed(question, seen)

    def _without_answer(self, attribute: str, how: str) -> Move:
        self.heard.append(Heard(attribute, how))
        if how == "dont_mind" and self._uses_chip(attribute):
            return Answer(attribute, "")
        return self._written(self.voice.words.say("answer", how, self.voice.chance, attribute))

    def _uses_chip(self, attribute: str) -> bool:
        return self.voice.chance.happens(self.voice.persona.chips, "chip", attribute)

    def _informed(self, question: Question, seen: Truth) -> Move:
        """The true option, or by mistake another one; where none is true, her own value in words."""
        attribute, chance = question.attribute, self.voice.chance
        errs = attribute not in HER_OWN and chance.happens(self.voice.persona.wrong, "error", attribute)
        errs = errs and bool(seen.wrong)
        self.heard.append(Heard(attribute, "wrong" if errs else "told"))
        options = seen.wrong if errs else seen.right
        if not options:
            return self._written(self._noted(self.voice.answer(attribute, self._false)))
        option = chance.rng("option", attribute).choice(options)
        if self._uses_chip(attribute) or self.look(option.value) is not None:
            self._demand_of_chip(attribute, option)
            return Answer(attribute, option.value)
        if attribute in HER_OWN:
            return self._written(self._noted(self.voice.answer(attribute)))
        return self._written(self.voice.option(attribute, option.value))

    def _demand_of_chip(self, attribute: str, option: Option) -> None:
        """A pressed price range is a budget; a pressed stage of childhood is no exact age."""
        if attribute in HER_OWN:
            self._stated.pop(attribute, None)
        high = option.value.rpartition("..")[2].strip()
        if attribute == PRICE and high:
            self._stated[PRICE] = Cap(Money.of(high, self.voice.need.currency).minor)

    def _open_answer(self, attribute: str) -> Move:
        """An open question: what was asked for, if she knows it, else whatever she has not said yet."""
        left = self._unsaid()
        if not left:
            return self._without_answer(attribute, "dont_know")
        asked = attribute in left and is_known(attribute, self.voice.need)
        detail = self._tell(attribute if asked else AGE if AGE in left else left[0])
        self.heard.append(Heard(attribute, "told"))
        return self._written(self.voice.words.say("answer", "open", self.voice.chance, attribute, detail=detail))

    def _written(self, text: str) -> Words:
        return Words(slipped(text, self.voice.persona.slips, self.voice.chance, self.turn))
