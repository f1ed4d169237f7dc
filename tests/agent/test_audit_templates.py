"""The built-in replies of whole conversations pass the audit without a claim."""

import random

import pytest

from agent.audit import audit, grounds_of
from agent.speak import TemplateSpeech
from agent.turn import Agent, Scene
from agent.understand import BuiltInUnderstanding
from agent.understand.parser import Parser
from agent.wording import Wording
from domain.actions import Action
from domain.inputs import Words
from retrieval.languages.english import English
from tests.agent.llm_shop import agent_of

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


def recorded(script: list[str]) -> list[tuple[Action, Scene, str]]:
    """Every action of a conversation with the scene it was spoken in, and its built-in words."""
    spoken: list[tuple[Action, Scene, str]] = []

    class Recording:
        def __init__(self) -> None:
            self.inner = TemplateSpeech(Wording.load())

        def say(self, action: Action, scene: Scene):  # type: ignore[no-untyped-def]
            whole = yield from self.inner.say(action, scene)
            spoken.append((action, scene, whole.text))
            return whole

    agent: Agent = agent_of(BuiltInUnderstanding(Parser(English())), Recording())
    session, _ = agent.open()
    for line in script:
        agent.respond(session.session_id, Words(line))
    return spoken


@pytest.mark.parametrize("script", CONVERSATIONS, ids=lambda script: script[0][:30])
def test_the_built_in_replies_have_no_unbacked_claim(script: list[str]) -> None:
    for action, scene, text in recorded(script):
        assert (action.topic, text, audit(text, grounds_of(action, scene))) == (action.topic, text, ())


def test_every_wording_of_every_topic_passes() -> None:
    speech = TemplateSpeech(Wording.load())
    for script in CONVERSATIONS:
        for action, scene, _ in recorded(script):
            for seed in range(6):
                varied = Scene(
                    scene.session, scene.said, scene.state, scene.meaning, scene.catalogue, random.Random(seed)
                )
                text = "".join(speech.say(action, varied))
                assert (text, audit(text, grounds_of(action, varied))) == (text, ())
