"""Edge 2 with a model: it words the reply, the server fills in every figure and name, and no sentence leaves
unaudited."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from agent.audit import Grounds, audit, grounds_of
from agent.llm.port import Message, Model
from agent.llm.prompts import SPEAK, prompt, quoted
from agent.turn import Scene, Speech, Spoken
from agent.wording import Wording, short
from domain.actions import Action, ActionType, Slot
from domain.errors import ModelUnavailable
from domain.items import PRICE, STOCK, Fact

# What is said here is a person's words, a promise or a limit of the shop, or a greeting that must not wait.
BUILT_IN_TOPICS = frozenset(
    {"welcome", "rep", "handoff", "policy", "order_status", "foreign_budget", "nothing_to_undo", "no_language"}
)
# Replies whose content must be said whole; the model may add a sentence to it.
_WHOLE_TYPES = (ActionType.RELAX, ActionType.COMPARE)
_WHOLE_TOPICS = (
    *("why", "fact", "compare", "superlative", "no_more", "help", "unclear", "unranked", "relax"),
    *("count", "have", "variant", "foreign_budget"),
)
MAX_SENTENCES = 4
LONGEST_SENTENCE = 400
# Facts per product that the model may choose from.
FACTS = 5
# A longer value is no property but prose.
LONGEST_FACT = 60
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_END = re.compile(r"[.!?…]+[\"”')]*(?=\s)|[。！？]|\n")


@dataclass(frozen=True, slots=True)
class ModelSpeech:
    """The `Speech` port with a model; `deadline_s` is its share of the turn."""

    model: Model
    built_in: Speech
    wording: Wording
    deadline_s: float

    def say(self, action: Action, scene: Scene) -> Generator[str, None, Spoken]:
        """The reply by audited sentence; what the model leaves open, the built-in reply says."""
        base = _without_question(self.built_in, action, scene)
        reply = _Reply()
        whole = _is_whole(action) or action.topic in BUILT_IN_TOPICS
        if whole:
            yield from reply.add(base, by="built-in")
        if action.topic not in BUILT_IN_TOPICS:
            for sentence in self._audited(action, scene, reply, already="".join(base) if whole else ""):
                yield from reply.add([sentence], by="model")
        if not whole and not reply.is_enough(action):
            yield from reply.add(base, by="built-in")
        question = action.question.text if action.question else ""
        if question and question not in reply.text:
            yield from reply.add([question], by="built-in")
        return Spoken(reply.text, reply.by, failed=reply.by != "model" and action.topic not in BUILT_IN_TOPICS)

    def _audited(self, action: Action, scene: Scene, reply: "_Reply", *, already: str) -> Iterator[str]:
        """Sentences of the model's that hold; the model's failures end them early."""
        page = _page(action, scene, self.wording)
        grounds = grounds_of(action, scene)
        messages = (Message("system", prompt(SPEAK)), Message("user", quoted(_data(action, scene, page, already))))
        accepted = 0
        try:
            for raw in _sentences(self.model.write(messages, deadline_s=self.deadline_s)):
                sentence = _rendered(raw, page, action)
                if sentence is not None and _holds(reply.text, sentence, grounds):
                    accepted += 1
                    reply.named |= set(_PLACEHOLDER.findall(raw))
                    yield sentence
                if accepted == (1 if already else MAX_SENTENCES):
                    break
        except ModelUnavailable:
            return
        if accepted:
            self.model.was_useful()
        else:
            self.model.was_useless()


@dataclass(slots=True)
class _Reply:
    """What has been said so far, and by whom; `named` are the placeholders that were filled in."""

    text: str = ""
    by: str = "built-in"
    named: set[str] = field(default_factory=set)

    def add(self, pieces: list[str], *, by: str) -> Iterator[str]:
        for piece in pieces:
            spaced = f" {piece}" if self.text and not piece.startswith(" ") else piece
            self.text += spaced
            if by == "model":
                self.by = by
            yield spaced

    def is_enough(self, action: Action) -> bool:
        """Whether the model's sentences can stand alone: they name a product where there is one, and nothing has to be
        told besides (words not understood, words that nothing says, further needs)."""
        return (
            self.by == "model"
            and not (action.not_understood or action.unmet or action.later)
            and (not action.slots or any(name.endswith(".title") for name in self.named))
        )


@dataclass(frozen=True, slots=True)
class _Product:
    title: str
    price: str | None
    facts: dict[str, str]


def _is_whole(action: Action) -> bool:
    return action.type in _WHOLE_TYPES or action.topic.startswith(_WHOLE_TOPICS)


def _without_question(speech: Speech, action: Action, scene: Scene) -> list[str]:
    return [piece for piece in speech.say(replace(action, question=None), scene) if piece.strip()]


def _page(action: Action, scene: Scene, wording: Wording) -> dict[str, _Product]:
    """The products that may be spoken about, named "p1", "p2" and so on."""
    return {f"p{number}": _product(slot, scene, wording) for number, slot in enumerate(action.slots, start=1)}


def _product(slot: Slot, scene: Scene, wording: Wording) -> _Product:
    item = scene.catalogue.item(slot.item_id)
    own = (*slot.reasons, *item.facts, *scene.catalogue.facts(item.item_id, STOCK))
    facts = list({fact.fact_id: fact for fact in own if _is_sayable(fact)}.values())[:FACTS]
    clauses = {f"f{number}": wording.fact(fact) for number, fact in enumerate(facts, start=1)}
    return _Product(short(item.title), str(item.price) if item.price else None, clauses)


def _is_sayable(fact: Fact) -> bool:
    return fact.relation != PRICE and len(fact.value) <= LONGEST_FACT and len(fact.text) <= 2 * LONGEST_FACT


def _data(action: Action, scene: Scene, page: dict[str, _Product], already: str) -> dict[str, object]:
    products = {
        name: {"title": one.title, "price": "known" if one.price else "not known", "facts": one.facts}
        for name, one in page.items()
    }
    wishes = [preference.wish.text for preference in scene.state.preferences][-8:]
    question = action.question.text if action.question else None
    data = {"step": action.topic, "products": products, "wishes": wishes, "question": question, "already_said": already}
    return {key: value for key, value in data.items() if value}


def _sentences(pieces: Iterator[str]) -> Iterator[str]:
    """Complete sentences of a stream as soon as they end; the rest at the end of it. One that does not end is given
    up."""
    held = ""
    for piece in pieces:
        held += piece
        while end := _END.search(held):
            yield from _nonempty(held[: end.end()])
            held = held[end.end() :]
        if len(held) > LONGEST_SENTENCE:
            return
    yield from _nonempty(held)


def _nonempty(sentence: str) -> Iterator[str]:
    if any(letter.isalnum() for letter in sentence) and len(sentence) <= LONGEST_SENTENCE:
        yield sentence.strip()


def _rendered(raw: str, page: dict[str, _Product], action: Action) -> str | None:
    """The sentence with its placeholders filled in; `None` if one is unknown, or if it asks something of its own."""
    question = action.question.text if action.question else ""
    values = [_value(name.strip(), page, question) for name in _PLACEHOLDER.findall(raw)]
    if any(value is None for value in values) or "?" in raw.replace(question or "?", "" if question else "?"):
        return None
    filled = iter(values)
    text = _PLACEHOLDER.sub(lambda match: next(filled) or "", raw).strip()
    return f"{text[0].upper()}{text[1:]}" if text else None


def _value(name: str, page: dict[str, _Product], question: str) -> str | None:
    if name == "question":
        return question or None
    product, _, part = name.partition(".")
    known = page.get(product)
    if known is None:
        return None
    if part in ("title", "price"):
        return known.title if part == "title" else known.price
    return known.facts.get(part.removeprefix("fact.")) if part.startswith("fact.") else None


def _holds(said: str, sentence: str, grounds: Grounds) -> bool:
    """Whether the sentence, after what was said, adds no claim without a source, and says something."""
    if not any(letter.isalpha() for letter in sentence):
        return False
    before = len(audit(said, grounds))
    return len(audit(f"{said} {sentence}".strip(), grounds)) <= before and not _alone(sentence, grounds)


def _alone(sentence: str, grounds: Grounds) -> bool:
    """Whether the sentence by itself holds a link, markup or the system's text, which nothing can back."""
    return any(claim.kind in ("link", "markup", "system") for claim in audit(sentence, grounds))
