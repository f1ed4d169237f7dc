"""Whatever is said or pressed, in whatever order: an answer, products where there are any, every wish kept."""

import random
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import pytest

from agent.audit import audit, grounds_of
from agent.build import open_app
from agent.settings import load_settings
from agent.state import fold
from agent.turn import Agent, Floor, Scene, Speech, Spoken
from demo.products import FEED
from domain.actions import Action, ActionType
from domain.inputs import Answer, CardAction, CardActionType, Edit, Input, Undo, Words
from domain.ports import CatalogueChange
from domain.session import Reply
from retrieval.catalogue import MemoryCatalogue
from retrieval.search import HybridSearch
from tests.fakes.encoder import HashEncoder

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
CONVERSATIONS, TURNS = 60, 14


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    home = tmp_path_factory.mktemp("home")
    with open_app(load_settings(home=home), encoder=HashEncoder()) as app:
        app.ingest([FEED], "demo")
        app.index("demo")
        plain = app.agent("demo")
        yield replace(plain, speech=Audited(plain.speech))


class Audited:
    """Speech of which every reply has to pass the audit."""

    def __init__(self, inner: Speech) -> None:
        self.inner = inner

    def say(self, action: Action, scene: Scene) -> Generator[str, None, Spoken]:
        spoken = yield from self.inner.say(action, scene)
        assert (spoken.text, audit(spoken.text, grounds_of(action, scene))) == (spoken.text, ())
        return spoken


def next_input(reply: Reply | None, rng: random.Random) -> Input:
    """Mostly words; else a press on what the last reply offered."""
    if reply is None or rng.random() < 0.6:
        return Words(rng.choice(PHRASES))
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


@pytest.mark.parametrize("seed", range(CONVERSATIONS))
def test_any_talk_gets_words_products_and_only_what_was_wished_for(seed: int, agent: Agent) -> None:
    rng = random.Random(seed)
    session, _ = agent.open()
    catalogue, reply, log = agent.floor.now().catalogue, None, []
    for _ in range(TURNS):
        said = next_input(reply, rng)
        log.append(said)
        reply = agent.respond(session.session_id, said)
        hard = [held.wish for held in reply.preferences if held.wish.hard]
        shown = [card for card in reply.recommendations if not card.extra]
        assert reply.text.strip() and "{" not in reply.text, log
        if reply.action is ActionType.RECOMMEND and not reply.topic.startswith("superlative"):
            passing = set(catalogue.passing(hard)) if any(wish.given for wish in hard) else set()
            plain = [card for card in shown if card.item_id not in passing]
            assert all(catalogue.meets(card.item_id, wish) is not False for card in plain for wish in hard), log
            assert reply.recommendations or not catalogue.count(hard) or reply.topic in ("no_more", "unranked"), log
        assert reply.question is None or reply.question.text in reply.text, log
    turns = agent.session(session.session_id).turns
    assert fold(turns).preferences == reply.preferences if reply else False


@pytest.mark.parametrize("said", PHRASES)
def test_a_product_that_was_retired_since_it_was_shown_is_no_error(said: str, agent: Agent) -> None:
    session, _ = agent.open()
    agent.respond(session.session_id, Words("kites"))
    floor = agent.floor.now()
    assert isinstance(floor.catalogue, MemoryCatalogue) and isinstance(floor.search, HybridSearch)
    shown = agent.respond(session.session_id, Words("something in red")).recommendations
    gone = tuple(card.item_id for card in shown[:2])
    catalogue = floor.catalogue.updated(CatalogueChange(floor.catalogue.version + 1, (), gone))
    smaller = Floor(catalogue, floor.search.updated(catalogue, (), gone), floor.graph)
    after = replace(agent, floor=Fixed(smaller))
    reply = after.respond(session.session_id, Words(said))
    assert reply.text.strip() and not {card.item_id for card in reply.recommendations} & set(gone)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A shop that stays as it is."""

    floor: Floor

    def now(self) -> Floor:
        return self.floor
