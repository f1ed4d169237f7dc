"""What one shopper knows, minds and can say of her need, and in which words; nothing here depends on the shop."""

from dataclasses import dataclass

from bench.oracle.judge import Age, Cap, Demand, Without
from bench.shopper.chance import Chance
from bench.shopper.need import Need
from bench.shopper.persona import Persona
from bench.shopper.phrases import Phrases
from bench.shopper.traits import tastes
from domain.items import AGE, BRAND, CATEGORY, COLOUR, MATERIAL, NO_BATTERIES, PRICE

REFUSED = "refused"
# What people name first, beside the kind: the larger, the earlier.
_SALIENCE = {PRICE: 1.2, AGE: 1.6, COLOUR: 1.0, MATERIAL: 0.8, "gender": 1.2, REFUSED: 0.9, BRAND: 0.4}
_SALIENCE_OTHER = 0.5
# Values that nobody asks for: what a thing is not. (What she refuses is told apart, with the oracle's word for it.)
_NOT_WISHED = frozenset({"no", NO_BATTERIES})


@dataclass(frozen=True, slots=True)
class Told:
    """Words, and the exact wish they state, if they state one. `side` is what a newer one would replace."""

    text: str
    side: str = ""
    demand: Demand | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One shopper's words for her need. `false` is always a value she will take back: (attribute, value)."""

    need: Need
    persona: Persona
    chance: Chance
    words: Phrases

    def points(self) -> list[str]:
        """Everything she could name, the likeliest first: weighted order without repetition (Efraimidis & Spirakis)."""
        own = [name for name in self.need.traits.values if self.is_wished(name)]
        hers = [PRICE] * (self.need.budget_minor is not None) + [AGE] * (self.need.child_months is not None)
        rng = {name: self.chance.rng("order", name) for name in (*own, *hers, *([REFUSED] * bool(self.need.refused)))}
        return sorted(rng, key=lambda name: -(rng[name].random() ** (1 / _SALIENCE.get(name, _SALIENCE_OTHER))))

    def is_wished(self, attribute: str) -> bool:
        """Whether she knows a value, has a wish about it, and words for it."""
        if self.hides(attribute) or _NOT_WISHED.issuperset(self.need.traits.values[attribute]):
            return False
        return self.knows(attribute) and self.minds(attribute)

    def hides(self, attribute: str) -> bool:
        """Whether it is a matter of taste that only her presses tell."""
        return self.persona.hides_taste and attribute in tastes(self.need.traits)

    def knows(self, attribute: str) -> bool:
        """Whether she could say what she wants of the attribute."""
        return self.chance.happens(self.persona.knows, "knows", attribute)

    def minds(self, attribute: str) -> bool:
        """Whether it matters to her."""
        return self.chance.happens(self.persona.minds, "minds", attribute)

    def own_value(self, attribute: str, false: tuple[str, str] | None = None) -> str:
        """The value she says of an attribute: one that is true, or `false` while she has not taken it back."""
        if false is not None and false[0] == attribute:
            return false[1]
        wished = [value for value in self.need.traits.values[attribute] if value not in _NOT_WISHED]
        return self.chance.rng("own", attribute).choice(wished or self.need.traits.values[attribute])

    def tell(self, attribute: str, false: tuple[str, str] | None = None) -> Told:
        """A wish in words."""
        need, words, chance = self.need, self.words, self.chance
        if attribute == PRICE and need.budget_minor is not None:
            price = words.amount(need.budget_minor, need.currency, chance)
            return Told(words.say("detail", PRICE, chance, price=price), PRICE, Cap(need.budget_minor))
        if attribute == AGE and need.child_months is not None:
            return Told(words.age("detail", need.child_months, chance), AGE, Age(need.child_months))
        if attribute == REFUSED:
            thing = need.refused[0]
            said = chance.rng("thing").choice(words.said["things"][thing])
            return Told(words.say("detail", "refuse", chance, value=said), REFUSED, Without(thing))
        return Told(words.detail(attribute, self.own_value(attribute, false), chance, self.persona.paraphrase))

    def answer(self, attribute: str, false: tuple[str, str] | None = None) -> Told:
        """An answer that is none of the options: her own figures, or her own value."""
        need, words, chance = self.need, self.words, self.chance
        if attribute == PRICE and need.budget_minor is not None:
            price = words.amount(need.budget_minor, need.currency, chance)
            return Told(words.say("answer", PRICE, chance, price=price), PRICE, Cap(need.budget_minor))
        if attribute == AGE and need.child_months is not None:
            return Told(words.age("answer", need.child_months, chance), AGE, Age(need.child_months))
        if attribute == PRICE:
            return Told(words.say("answer", "dont_mind", chance, attribute))
        value = need.traits.kind if attribute == CATEGORY else self.own_value(attribute, false)
        return Told(words.say("answer", "none_of_these", chance, attribute, value=self.value(attribute, value)))

    def value(self, attribute: str, value: str) -> str:
        """Any value in everyday words."""
        if attribute == CATEGORY:
            return self.words.level(value, self.chance, self.persona.paraphrase)
        return self.words.value(attribute, value, self.chance, self.persona.paraphrase)

    def option(self, attribute: str, value: str) -> str:
        """An option of a question as she would say it: a yes or no, or the value in everyday words."""
        if value in ("yes", "no"):
            return self.words.say("answer", value, self.chance, attribute)
        one = self.chance.rng("alternative", attribute).choice(value.split("|")).strip()
        return self.words.say("answer", "value", self.chance, attribute, value=self.value(attribute, one))

    def correction(self, false: tuple[str, str]) -> str:
        """The wish she began with, set right: openly by one who changes her mind, without a word by the other."""
        attribute, old = false
        if attribute == CATEGORY:
            thing = self.words.kind(self.need.traits, self.chance)
            return self.words.say("change", "kind", self.chance, new=thing) if self.persona.changes else thing
        new = self.own_value(attribute)
        if not self.persona.changes:
            return self.words.detail(attribute, new, self.chance, self.persona.paraphrase)
        said = [self.words.value(attribute, value, self.chance, 0.0) for value in (old, new)]
        return self.words.say("change", "value", self.chance, old=said[0], new=said[1])

    def adjective(self, thing: str, attribute: str, value: str) -> str | None:
        """ "a jigsaw" as "a wooden jigsaw", now and then; None where she says it otherwise."""
        if attribute not in self.need.traits.values or not self.chance.happens(0.5, "adjective"):
            return None
        return self.words.with_adjective(thing, attribute, value)
