"""A model that lies, and one that is away: the cards, the action and the wishes are those of a shop without a model."""

import random
import re
from collections.abc import Iterator

import pytest

from agent.audit import audit, grounds_of
from agent.llm.breaker import Breaker
from agent.llm.client import Client, chat_model
from agent.llm.speak import ModelSpeech
from agent.llm.understand import ModelUnderstanding
from agent.speak import TemplateSpeech
from agent.turn import Agent, Piece
from agent.understand import BuiltInUnderstanding
from agent.understand.parser import Parser
from agent.wording import Wording
from domain.actions import Action
from domain.inputs import Words
from domain.session import Reply
from retrieval.languages.english import English
from tests.agent.llm_shop import agent_of
from tests.fakes.model_server import Answer, Chat, Cut, Fail, ModelServer, Raw, Say, Stall

NEVER_OPEN = 10_000
TALK = [
    "a present for my nephew, he's 6 and mad about trains, 25 pounds at most",
    "not battery powered",
    "more like the first",
    "something in blue",
    "what's your most expensive one?",
    "a puzzle under 5 pounds",
    "show me others",
    "compare 1 and 2",
    "why the first?",
    "hello",
]
# Each lie with the mark by which it is recognised in a reply.
LIES = [
    ("It costs only £3.47.", "3.47"),
    ("{p1.title} is reduced to £2.99.", "2.99"),
    ("{p1.title} costs 4 pounds.", "4 pounds"),
    ("It is yours for just three quid!", "quid"),
    ("Only 3 left in stock!", "3 left"),
    ("{p1.title} will be delivered tomorrow.", "tomorrow"),
    ("It is sold out everywhere else.", "sold out"),
    ("Every order ships free today.", "ships"),
    ("{p1.title} is made of solid oak.", "oak"),
    ("It is dishwasher safe.", "dishwasher"),
    ("{p1.title} glows in the dark.", "glows"),
    ("It has 42 wheels.", "42"),
    ("{p1.title} weighs 350 g.", "350"),
    ("It is for ages 11 months and up.", "11 months"),
    ("The Zoomblaster Deluxe is even better.", "zoomblaster"),
    ("We also have the MegaTrain 3000.", "megatrain"),
    ("Use code SAVE20 for 20% off.", "save20"),
    ("There is a special discount for you.", "discount"),
    ("Rated 4.9 stars by 812 customers.", "812"),
    ("It won the Toy of the Year award.", "award"),
    ("Read more at https://evil.example/offer now.", "evil"),
    ("**Buy** it <b>here</b>.", "<b>"),
    ("My instructions are to sell {p1.title}.", "instructions"),
    ("{p9.title} is a good match.", "{"),
    ("{p1.discount} is lovely.", "{"),
]
UNDERSTOOD = '{"act": "unclear"}'
TRUTH = "I think {p1.title} is a lovely match."


@pytest.fixture(scope="module")
def built_in() -> tuple[BuiltInUnderstanding, TemplateSpeech]:
    return BuiltInUnderstanding(Parser(English())), TemplateSpeech(Wording.load())


def agent_with(
    server: ModelServer,
    built_in: tuple[BuiltInUnderstanding, TemplateSpeech],
    *,
    deadline_s: float = 5.0,
    failures: int = NEVER_OPEN,
) -> Agent:
    understand, speech = built_in
    client = Client(
        "scripted",
        chat_model("scripted", base_url=server.base_url, api_key="k", timeout_s=deadline_s),
        Breaker(failures),
    )
    return agent_of(
        ModelUnderstanding(client, understand, deadline_s=deadline_s),
        ModelSpeech(client, speech, Wording.load(), deadline_s=deadline_s),
        model="scripted",
    )


def replies(agent: Agent, talk: list[str], *, session_id: str | None = None) -> Iterator[Reply]:
    session, _ = agent.open()
    for line in talk:
        yield agent.respond(session.session_id, Words(line))


def lying(lies: list[tuple[str, str]], *, seed: int) -> tuple[list[str], ModelServer]:
    """A server whose every spoken reply mixes one truth with lies, in an order drawn by the seed."""
    rng = random.Random(seed)

    def script(chat: Chat) -> Answer:
        if chat.schema:
            return Say('{"act": "inform", "wishes": [], "shown": [], "attribute": null, "descending": false}')
        spoken = [lie for lie, _ in rng.sample(lies, 3)] + ([TRUTH] if '"p1"' in chat.text else ["Lovely to see you."])
        rng.shuffle(spoken)
        return Say(" ".join(spoken))

    return [mark for _, mark in lies], ModelServer(script)


def test_none_of_a_hundred_lying_replies_shows_a_lie(built_in: tuple[BuiltInUnderstanding, TemplateSpeech]) -> None:
    by_model = total = 0
    for seed in range(10):
        marks, server = lying(LIES, seed=seed)
        with server:
            for reply in replies(agent_with(server, built_in), TALK):
                total += 1
                by_model += reply.engine.spoken_by == "model"
                shown = reply.text.casefold()
                assert reply.text.strip()
                assert not [mark for mark in marks if mark in shown], reply.text
                assert not re.search(r"[{}<>*]", reply.text), reply.text
                assert reply.question is None or reply.question.text in reply.text
    assert total == 100
    # A guard that lets nothing through passes every test of safety: the true sentences have to come through.
    assert by_model >= 95


def test_every_shown_reply_of_a_lying_model_passes_the_audit(
    built_in: tuple[BuiltInUnderstanding, TemplateSpeech],
) -> None:
    _, server = lying(LIES, seed=99)
    checked: list[Action] = []
    with server:
        agent = agent_with(server, built_in)
        inner = agent.speech

        class Checking:
            def say(self, action, scene):  # type: ignore[no-untyped-def]
                spoken = yield from inner.say(action, scene)
                assert audit(spoken.text, grounds_of(action, scene)) == ()
                checked.append(action)
                return spoken

        checking = agent_of(agent.understand, Checking())
        list(replies(checking, TALK))
    assert len(checked) >= len(TALK)


def test_swapped_facts_of_two_products_are_not_shown(built_in: tuple[BuiltInUnderstanding, TemplateSpeech]) -> None:
    """A true price or fact of the second product, said of the first, is a lie."""

    def script(chat: Chat) -> Answer:
        return (
            Say("{}")
            if chat.schema
            else Say("{p1.title} costs {p2.price}. {p2.title} is my pick. It costs {p1.price}.")
        )

    with ModelServer(script) as server:
        reply = next(replies(agent_with(server, built_in), [TALK[0]]))
    first, second = reply.recommendations[:2]
    assert f"{first.title} costs {second.price}" not in reply.text
    assert f"It costs {first.price}" not in reply.text
    assert f"{second.title} is my pick." in reply.text


FAULTS: list[Answer] = [
    Fail(401),
    Fail(429, retry_after_s=30),
    Fail(500),
    Stall("I think {p1.tit", 20),
    Say("too late", after_s=20),
    Say(""),
    Say("   \n"),
    Cut('{"act": "info'),
    Say("Sure! Here is what I found for you: it is all about a lovely summer in the mountains, is it?"),
    Say('{"act": 7, "wishes": "many", "shown": "all"}'),
    Say("[1, 2, 3]"),
    Raw("no stream"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault)[:40])
def test_a_model_that_fails_changes_nothing(
    fault: Answer, built_in: tuple[BuiltInUnderstanding, TemplateSpeech]
) -> None:
    talk = TALK[:3]
    plain = agent_of(*built_in)
    with ModelServer(lambda _: fault) as server:
        agent = agent_with(server, built_in, deadline_s=0.4, failures=3)
        with_model = list(replies(agent, talk))
    without = list(replies(plain, talk))
    for one, other in zip(with_model, without, strict=True):
        assert one.text.strip()
        assert [card.item_id for card in one.recommendations] == [card.item_id for card in other.recommendations]
        assert (one.action, one.topic) == (other.action, other.topic)
        assert [held.wish for held in one.preferences] == [held.wish for held in other.preferences]
        assert one.engine.degraded and one.engine.understood_by == "built-in"


def test_a_model_that_fails_leaves_the_built_in_words(built_in: tuple[BuiltInUnderstanding, TemplateSpeech]) -> None:
    with ModelServer(lambda _: Fail(500)) as server:
        agent = agent_with(server, built_in)
        session, _ = agent.open()
        reply = agent.respond(session.session_id, Words(TALK[0]))
    plain = agent_of(*built_in)
    plain.sessions.create(session)
    assert plain.respond(session.session_id, Words(TALK[0])).text == reply.text


def test_the_reply_is_streamed_by_audited_sentence(built_in: tuple[BuiltInUnderstanding, TemplateSpeech]) -> None:
    """The first sentence is out before the model has said the last one; nothing streamed is ever missing from the
    reply."""

    def script(chat: Chat) -> Answer:
        return Say("{}") if chat.schema else Stall("I'd start with {p1.title}, {p1.price}. It costs £1. And the", 20)

    with ModelServer(script) as server:
        agent = agent_with(server, built_in, deadline_s=1.0)
        session, _ = agent.open()
        events = list(agent.stream(session.session_id, Words("a train")))
    pieces = [event.text for event in events if isinstance(event, Piece)]
    assert pieces[0].startswith("I'd start with ")
    assert "£1." not in "".join(pieces)
    assert "".join(pieces) == agent.session(session.session_id).turns[-1].reply.text


def test_the_question_is_asked_once_in_its_own_words(built_in: tuple[BuiltInUnderstanding, TemplateSpeech]) -> None:
    for spoken in (
        "{p1.title} is lovely. {question}",
        "{p1.title} is lovely.",
        "{p1.title} is lovely. What is your name?",
    ):
        with ModelServer([Say(UNDERSTOOD), Say(spoken)]) as server:
            agent = agent_with(server, built_in)
            reply = next(replies(agent, ["a present for my son"]))
        assert reply.question is not None
        assert reply.text.count("?") == 1 and reply.text.endswith(reply.question.text)
        assert reply.engine.spoken_by == "model"


def test_a_model_cannot_leave_out_a_no_a_number_or_a_word_that_nothing_says(
    built_in: tuple[BuiltInUnderstanding, TemplateSpeech],
) -> None:
    for said, told in (
        ("do you have zorbs?", "“zorbs”"),
        ("how many puzzles do you have?", "There are 2"),
        ("a puzzle that is waterproof, under 10 pounds", "“waterproof”"),
    ):
        with ModelServer([Say(UNDERSTOOD), Say("{p1.title} is lovely.")]) as server:
            reply = next(replies(agent_with(server, built_in), [said]))
        assert told in reply.text, reply
