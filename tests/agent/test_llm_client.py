"""The client against a real socket: every failure is `ModelUnavailable`, within the deadline."""

from collections.abc import Iterator

import httpx2
import openai
import pytest
from langchain_core.exceptions import LangChainException
from langchain_openai.chat_models import base as langchain_openai_errors

from agent.llm.breaker import Breaker
from agent.llm.client import VENDOR_ERRORS, Client, chat_model
from agent.llm.port import Message
from domain.errors import ModelUnavailable, SettingsError
from tests.fakes.model_server import Answer, Call, Chat, Cut, Fail, ModelServer, Raw, Say, Stall

HELLO = (Message("system", "You greet."), Message("user", "Hello"))
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": False}


def client(server: ModelServer, *, breaker: Breaker | None = None) -> Client:
    return Client(
        "scripted", chat_model("scripted", base_url=server.base_url, api_key="k", timeout_s=5), breaker or Breaker()
    )


def test_writes_in_pieces_and_sends_the_messages_in_order() -> None:
    with ModelServer([Say("Good morning to you.")]) as server:
        pieces = list(client(server).write(HELLO, deadline_s=5))
    assert "".join(pieces) == "Good morning to you."
    assert len(pieces) > 1
    assert [message["role"] for message in server.requests[0].messages] == ["system", "user"]
    assert server.requests[0].authorisation == "Bearer k"
    assert server.requests[0].body["stream_options"] == {"include_usage": True}


def test_fills_a_schema() -> None:
    with ModelServer([Say('{"a": 1}')]) as server:
        assert client(server).fill(HELLO, schema=SCHEMA, deadline_s=5) == '{"a": 1}'
    assert server.requests[0].schema == SCHEMA


def test_an_endpoint_without_schemas_is_asked_without_one_from_then_on() -> None:
    def script(chat: Chat) -> Answer:
        return Fail(400, "response_format is not supported") if chat.schema else Say('{"a": 2}')

    with ModelServer(script) as server:
        model = client(server)
        assert [model.fill(HELLO, schema=SCHEMA, deadline_s=5) for _ in range(2)] == ['{"a": 2}'] * 2
    assert [bool(request.schema) for request in server.requests] == [True, False, False]
    assert model.breaker.allows()


@pytest.mark.filterwarnings("ignore:Pydantic serializer:UserWarning")
@pytest.mark.parametrize(
    "answer",
    [
        Fail(400),
        Fail(401),
        Fail(403),
        Fail(404),
        Fail(409),
        Fail(422),
        Fail(429),
        Fail(500),
        Fail(503),
        Stall("Half a sen", 20),
        Say("too late", after_s=20),
        Say("drop by drop by drop by drop by drop by drop by drop", between_s=0.4),
        Raw('data: {"cut": \n\n'),
        Raw('data: {"error": {"message": "overloaded"}}\n\n'),
        Raw('data: {"choices": [{"index": 0, "delta": {"content": 5}}]}\n\ndata: [DONE]\n\n'),
        Raw('data: {"choices": ["text"]}\n\n'),
    ],
    ids=str,
)
def test_every_failure_is_model_unavailable(answer: Answer) -> None:
    with ModelServer(lambda _: answer) as server, pytest.raises(ModelUnavailable, match="scripted"):
        list(client(server).write(HELLO, deadline_s=1.0))


@pytest.mark.parametrize("body", ["not a stream at all", "data: []\n\n", 'data: {"choices": null}\n\n'])
def test_a_body_that_is_no_stream_of_words_is_an_empty_answer_or_none(body: str) -> None:
    with ModelServer([Raw(body)] * 2) as server:
        assert _said(client(server)) == ""


def _said(model: Client) -> str:
    try:
        return "".join(model.write(HELLO, deadline_s=1.0))
    except ModelUnavailable:
        return ""


def test_a_cut_stream_ends_with_what_came() -> None:
    with ModelServer([Cut("Half a sen")]) as server:
        assert "".join(client(server).write(HELLO, deadline_s=5)) == "Half a sen"


def test_a_tool_call_instead_of_words_is_an_empty_answer() -> None:
    with ModelServer([Call("buy", {"item": 1})]) as server:
        assert "".join(client(server).write(HELLO, deadline_s=5)) == ""


def test_nobody_listening_is_model_unavailable() -> None:
    with ModelServer() as server:
        model = client(server)
    with pytest.raises(ModelUnavailable):
        list(model.write(HELLO, deadline_s=5))


def test_a_long_wait_asked_for_by_the_server_does_not_pass_the_deadline() -> None:
    with ModelServer(lambda _: Fail(429, retry_after_s=20)) as server, pytest.raises(ModelUnavailable, match="in time"):
        list(client(server).write(HELLO, deadline_s=0.5))


def _tree(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _tree(below)


def test_no_vendor_error_is_left_unmapped() -> None:
    roots = [openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, LangChainException]
    named = [
        value
        for module in (openai, httpx2, langchain_openai_errors)
        for value in list(vars(module).values())
        if isinstance(value, type)
    ]
    errors = {kind for root in roots for kind in _tree(root)} | {kind for kind in named if issubclass(kind, Exception)}
    # Not raised by a request: a signature of a web hook, cookies, and warnings.
    elsewhere = {"InvalidURL", "CookieConflict", "InvalidWebhookSignatureError", "TracerException"}
    unmapped = {kind.__name__ for kind in errors if not issubclass(kind, (*VENDOR_ERRORS, Warning))}
    assert unmapped <= elsewhere


def test_the_breaker_spares_a_model_that_is_down_and_tries_again_later() -> None:
    now = [0.0]
    breaker = Breaker(failures_to_open=2, open_s=30, clock=lambda: now[0])
    answers: list[Answer] = [Fail(401), Fail(401), Say("Back again.")]
    with ModelServer(answers) as server:
        model = client(server, breaker=breaker)
        for _ in range(4):
            with pytest.raises(ModelUnavailable):
                list(model.write(HELLO, deadline_s=5))
        assert len(server.requests) == 2
        now[0] = 31.0
        assert "".join(model.write(HELLO, deadline_s=5)) == "Back again."
        assert not breaker.allows()
        model.was_useful()
        assert breaker.allows()


def test_an_open_breaker_lets_one_call_through_per_pause() -> None:
    now = [0.0]
    breaker = Breaker(failures_to_open=1, open_s=10, clock=lambda: now[0])
    breaker.failed()
    now[0] = 10.0
    assert [breaker.allows() for _ in range(3)] == [True, False, False]


def test_a_model_without_key_and_address_is_refused_with_the_fix() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        chat_model("gpt", base_url=None, api_key=None, timeout_s=1)
