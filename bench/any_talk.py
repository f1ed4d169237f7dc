"""Any talk: random conversations with a shop, by words and presses, in whatever order.

What is said is partly the same in every shop (`PHRASES`), partly made of the shop's own names and values (`FILLED`), so
that every step the shop can take comes up.
"""

import random
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent.speak import TemplateSpeech
from agent.turn import Agent, Scene, Speech, Spoken
from domain.actions import Action
from domain.inputs import (
    Answer,
    CardAction,
    CardActionType,
    Edit,
    Input,
    RepAction,
    RepActionType,
    Speaker,
    Undo,
    Words,
)
from domain.items import CATEGORY, COLOUR, MATERIAL
from domain.ports import Catalogue
from domain.session import Reply

SAID = """
hello|hi there, how are you?|a present for my nephew, he's 6 and mad about trains, 25 pounds at most|not battery powered
something cheaper than the second one|more like the first|actually 40 is fine|why the second?|undo|show me others
what's your most expensive one?|I want to talk to a person|where is my order?|do you have a blue backpack?|best rated?
I have 30 dollars|no plastic|nothing in red please|a wooden puzzle|something for my gran|compare 1 and 2
anything but wood|under 5 pounds|over 900 pounds|cheaper|cheapest puzzle|the heaviest one?|is the first one waterproof?
any colour|price is no object|yes|no|I don't mind|not for me|none of these|start over|asdf qwer zxcv|???|thanks|bye
for a 2 year old|he is 14|between 10 and 20|around 15|I'm allergic to nuts|not too big|what about a lamp|in green
a red or blue kite|lighter|bigger|like the third but cheaper|it's for me|surprise me|help|can I return it?|12|六岁
what age is it for?|die Katze|compare the first and the ninth|tell me about the first|no lamps
do you have a tent?|how many do you have under £20?|which of these is the lightest?|shoes under 60, and a sweater
if it's waterproof I'd pay 80|running shoes in size 43|the same in green|do you have zorbs?|how many kites are there?
"""
PHRASES = [said for line in SAID.strip().splitlines() for said in line.split("|")]
# Slots are filled from the catalogue: {title} of a product, {kind} of a shelf, {colour}, {material}, {number}.
FILLED = [
    *("{kind}", "a {colour} {kind}", "do you have {kind} in {colour}?", "{kind} under {number}", "no {material}"),
    *("{title}", "do you have the {title}?", "how many {kind} do you have?", "the cheapest {kind}?", "is it {colour}?"),
    *("is the second one made of {material}?", "does the first come in {colour}?", "do you have it in {colour}?"),
    *("{kind} over {number}", "how much is the first?", "how heavy is the second?", "is the first in stock?"),
    *("which of these is the cheapest?", "why the first?", "what is the first made of?", "compare these"),
    *("{kind} made of {material}, at most {number}", "the tallest {kind}?", "which {kind} is best rated?", "why?"),
    *("something {colour} for around {number}", "I don't want {kind}", "I meant {kind}", "how big is the first?"),
    *("{kind} for a 5 year old", "compare 2 and 3", "my budget is 50 euros", "the longest one?", "also {kind}"),
    *("how many {kind} under 1 pound?", "how many do you have over 500?", "how many {kind} in {colour} over {number}?"),
    *("ich suche einen Ball", "the oldest {kind}?", "tell me about the second", "anything below 1 pound"),
]
# A colleague's words in the conversation are a person's own.
REP_SAYS = "I have put one aside for you at the desk."


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was said, with everything it may lean on; `topic` is that of its wording."""

    topic: str
    action: Action
    scene: Scene
    text: str


@dataclass(frozen=True, slots=True)
class Recorder:
    """Speech that keeps what it said."""

    inner: Speech
    topics: TemplateSpeech
    heard: list[Recorded] = field(default_factory=list)

    def say(self, action: Action, scene: Scene) -> Generator[str, None, Spoken]:
        """The inner speech's reply."""
        spoken = yield from self.inner.say(action, scene)
        self.heard.append(Recorded(self.topics.topic_of(action, scene), action, scene, spoken.text))
        return spoken


def next_input(reply: Reply | None, rng: random.Random, phrases: Sequence[str] = PHRASES) -> Input:
    """Mostly words; else a press on what the last reply offered."""
    if reply is None or rng.random() < 0.6:
        return Words(rng.choice(phrases))
    pressed: list[Input] = [Undo(), CardAction(CardActionType.SHOW_OTHERS)]
    if reply.question:
        pressed += [Answer(reply.question.attribute, option.value) for option in reply.question.options]
        pressed.append(Answer(reply.question.attribute, ""))
    cards = tuple(card.item_id for card in reply.recommendations)
    for card in cards:
        pressed += [CardAction(kind, (card,)) for kind in (CardActionType.MORE_LIKE_THIS, CardActionType.NOT_FOR_ME)]
    if len(cards) > 1:
        pressed.append(CardAction(CardActionType.COMPARE, cards[:2]))
    pressed += [Edit(held.preference_id) for held in reply.preferences]
    return rng.choice(pressed)


def recorded(agent: Agent, *, turns: int, seed: int) -> Iterator[Recorded]:
    """Conversations without end, each of `turns` inputs, as what the shop said in them."""
    recorder = Recorder(agent.speech, TemplateSpeech(agent.wording))
    talking = replace(agent, speech=recorder)
    catalogue = agent.floor.now().catalogue
    rng, alike = random.Random(seed), twins(catalogue)
    while True:
        session, _ = talking.open()
        reply: Reply | None = None
        for _ in range(turns):
            phrases = [*PHRASES, *own_phrases(catalogue, rng), *variant_phrases(catalogue, reply)]
            reply = talking.respond(session.session_id, next_input(reply, rng, phrases))
        if alike and rng.random() < 0.1:
            talking.respond(session.session_id, CardAction(CardActionType.COMPARE, rng.choice(alike)))
        if rng.random() < 0.1:
            talking.respond(session.session_id, RepAction(RepActionType.SAY, REP_SAYS), speaker=Speaker.REP)
        yield from recorder.heard
        recorder.heard.clear()


def own_phrases(catalogue: Catalogue, rng: random.Random) -> list[str]:
    """Every pattern of `FILLED`, each filled with names and values drawn from the catalogue."""
    values = {name: list(attribute.counts) for name, attribute in catalogue.attributes().items()}
    titles = [catalogue.item(item_id).title for item_id in rng.sample(list(catalogue.passing(())), 3)]
    return [pattern.format_map(_drawn(values, titles, rng)) for pattern in FILLED]


def variant_phrases(catalogue: Catalogue, reply: Reply | None) -> list[str]:
    """Questions for each way in which the first product shown can be bought, and for one in which it cannot."""
    if reply is None or not reply.recommendations:
        return []
    variants = catalogue.variants(reply.recommendations[0].group_id)
    ways = dict.fromkeys(value for one in variants for _, value in one.options)
    asked = [f"do you have the first in {way}?" for way in ways] + [f"the first, but in {way}" for way in ways]
    return asked + (["do you have the first in gold?", "does the first come in size 99?"] if ways else [])


def twins(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Pairs of products that no fact tells apart."""
    by_facts: dict[object, list[str]] = {}
    for item_id in catalogue.passing(()):
        item = catalogue.item(item_id)
        known = frozenset((fact.relation, fact.value) for fact in item.facts if fact.relation != CATEGORY)
        by_facts.setdefault((item.price, item.rating, known), []).append(item_id)
    return [(alike[0], alike[1]) for alike in by_facts.values() if len(alike) > 1]


def _drawn(values: Mapping[str, Sequence[str]], titles: Sequence[str], rng: random.Random) -> Mapping[str, str]:
    kinds = [kind for kind in values.get(CATEGORY, ()) if len(kind) < 30] or ["something"]
    return {
        "kind": rng.choice(kinds),
        "colour": rng.choice(values.get(COLOUR) or ["blue"]),
        "material": rng.choice(values.get(MATERIAL) or ["wood"]),
        "number": str(rng.choice((2, 5, 10, 15, 25, 40, 80, 200))),
        "title": rng.choice(titles),
    }
