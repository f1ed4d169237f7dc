"""The built-in replies of whole conversations pass the audit without a claim."""

import random
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from agent.audit import audit, grounds_of
from agent.speak import TemplateSpeech
from agent.turn import Scene
from agent.understand import BuiltInUnderstanding
from agent.understand.parser import Parser
from agent.wording import Wording
from domain.actions import Action
from domain.inputs import Words
from domain.items import Item
from retrieval.feeds import read_feed
from retrieval.languages.english import English
from tests.agent.llm_shop import SmallCatalogue, agent_of

CONVERSATIONS = [
    [
        "hello",
        "a present for my nephew, he's 6 and mad about trains, 25 pounds at most",
        "not battery powered",
        "why the first?",
    ],
    ["something in wood", "more like the first", "show me others", "undo", "thanks", "bye"],
    ["a waterproof boat", "compare 1 and 2", "not the first one", "is the first one waterproof?"],
    ["what's your most expensive one?", "what's the cheapest?", "something cheaper than the second one"],
    ["a puzzle under 5 pounds", "actually 40 is fine", "how many pieces does the first have?", "is it in stock?"],
    ["a flurbl for 30 dollars", "help", "I want to talk to a person", "where is my order?", "can I return it?"],
    ["a lamp", "what does the second cost?", "how heavy is the first?", "start over", "asdf qwer"],
    ["a red train for a 3 year old under 20 pounds, no plastic", "no trains", "anything from 10 to 20 pounds"],
]


ROOT = Path(__file__).parents[2]
FEEDS = {"demo": ROOT / "demo" / "products.jsonl", "toys": ROOT.parent / "shared/data/toys/products_863_raw.csv"}
# Enough of a feed for every kind of fact; the small catalogue counts slowly.
MOST_ITEMS = 150


def items_of(feed: str) -> tuple[Item, ...]:
    """The first items of a real feed, read as the shop reads it."""
    if not FEEDS[feed].is_file():
        pytest.skip(f"{feed}: no data beside the repository")
    rows = read_feed(FEEDS[feed], shop="toybox", currency="GBP")
    return tuple(islice((row for row in rows if isinstance(row, Item)), MOST_ITEMS))


def recorded(script: list[str], catalogue: SmallCatalogue | None = None) -> list[tuple[Action, Scene, str]]:
    """Every action of a conversation with the scene it was spoken in, and its built-in words."""
    spoken: list[tuple[Action, Scene, str]] = []

    class Recording:
        def __init__(self) -> None:
            self.inner = TemplateSpeech(Wording.load())

        def say(self, action: Action, scene: Scene):  # type: ignore[no-untyped-def]
            whole = yield from self.inner.say(action, scene)
            spoken.append((action, scene, whole.text))
            return whole

    agent = agent_of(BuiltInUnderstanding(Parser(English())), Recording(), catalogue=catalogue)
    session, _ = agent.open()
    for line in script:
        agent.respond(session.session_id, Words(line))
    return spoken


@pytest.mark.parametrize("script", CONVERSATIONS, ids=lambda script: script[0][:30])
def test_the_built_in_replies_have_no_unbacked_claim(script: list[str]) -> None:
    for action, scene, text in recorded(script):
        assert (action.topic, text, audit(text, grounds_of(action, scene))) == (action.topic, text, ())


@pytest.mark.parametrize("feed", [None, *FEEDS])
def test_every_wording_of_every_topic_passes_over_real_feeds_too(feed: str | None) -> None:
    catalogue = SmallCatalogue(items_of(feed)) if feed else None
    speech = TemplateSpeech(Wording.load())
    for script in CONVERSATIONS:
        for action, scene, _ in recorded(script, catalogue):
            for seed in range(4):
                varied = replace(scene, rng=random.Random(seed))
                text = "".join(speech.say(action, varied))
                assert (text, audit(text, grounds_of(action, varied))) == (text, ())
