"""Whatever is said or pressed, in whatever order: an answer, products where there are any, every wish kept."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from agent.build import open_app
from agent.settings import load_settings
from agent.state import fold
from agent.turn import Agent, Floor
from bench.any_talk import PHRASES, next_input
from demo.products import FEED
from domain.actions import ActionType
from domain.inputs import Words
from domain.ports import CatalogueChange
from retrieval.catalogue import MemoryCatalogue
from retrieval.search import HybridSearch
from tests.fakes.audited import Audited
from tests.fakes.encoder import HashEncoder

CONVERSATIONS, TURNS = 60, 14


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    home = tmp_path_factory.mktemp("home")
    with open_app(load_settings(home=home), encoder=HashEncoder()) as app:
        app.ingest([FEED], "demo")
        app.index("demo")
        plain = app.agent("demo")
        yield replace(plain, speech=Audited(plain.speech))


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
