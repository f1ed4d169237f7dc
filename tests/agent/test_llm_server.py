"""The scripted server, asked by the real clients: it has to be as faithful as what it stands for."""

import openai
import pytest
from langchain.agents import create_agent
from langchain_core.messages import HumanMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from openai.types.chat import ChatCompletionMessageParam
from pydantic import BaseModel, SecretStr

from agent.llm import connect
from agent.speak import TemplateSpeech
from agent.turn import Agent
from agent.understand import BuiltInUnderstanding
from agent.understand.parser import Parser
from agent.wording import Wording
from domain.errors import SettingsError
from domain.inputs import Words
from retrieval.languages.english import English
from tests.agent.llm_shop import agent_of
from tests.fakes.model_server import Answer, Call, Chat, Fail, ModelServer, Say, Stall, embedding_of

ASK: list[ChatCompletionMessageParam] = [{"role": "user", "content": "hi"}]


def client(server: ModelServer) -> openai.OpenAI:
    return openai.OpenAI(base_url=server.base_url, api_key="k", max_retries=0, timeout=5)


def langchain(server: ModelServer) -> ChatOpenAI:
    return ChatOpenAI(
        model="scripted", base_url=server.base_url, api_key=SecretStr("k"), stream_usage=True, max_retries=0, timeout=5
    )


def test_lists_its_model() -> None:
    with ModelServer() as server:
        assert [model.id for model in client(server).models.list()] == ["scripted"]


def test_answers_whole_and_streamed_with_usage() -> None:
    with ModelServer([Say("Good day."), Say("Good day.")]) as server:
        whole = client(server).chat.completions.create(model="scripted", messages=ASK)
        chunks = list(langchain(server).stream("hi"))
    assert whole.choices[0].message.content == "Good day."
    assert whole.usage is not None
    assert whole.usage.total_tokens == whole.usage.prompt_tokens + whole.usage.completion_tokens
    assert "".join(str(chunk.content) for chunk in chunks) == "Good day."
    assert sum(chunk.usage_metadata["total_tokens"] for chunk in chunks if chunk.usage_metadata) > 0


def test_structured_output_and_tool_calls_reach_langchain() -> None:
    class Wanted(BaseModel):
        colour: str

    with ModelServer([Say('{"colour": "red"}'), Call("Wanted", {"colour": "blue"})]) as server:
        by_schema = langchain(server).with_structured_output(Wanted, method="json_schema").invoke("hi")
        by_call = langchain(server).with_structured_output(Wanted, method="function_calling").invoke("hi")
    assert (by_schema, by_call) == (Wanted(colour="red"), Wanted(colour="blue"))
    assert server.requests[0].schema is not None


def test_a_tool_loop_runs_against_it() -> None:
    @tool
    def price_of(item: str) -> str:
        """The price of a product."""
        return f"{item}: 12"

    with ModelServer([Call("price_of", {"item": "train"}), Say("It is twelve.")]) as server:
        agent = create_agent(langchain(server), [price_of])
        said = agent.invoke({"messages": [HumanMessage("How much is the train?")]})
    assert said["messages"][-1].content == "It is twelve."
    assert "train: 12" in server.requests[1].text


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, openai.AuthenticationError), (429, openai.RateLimitError), (500, openai.InternalServerError)],
)
def test_errors_are_those_of_the_client(status: int, error: type[Exception]) -> None:
    with ModelServer([Fail(status)]) as server, pytest.raises(error, match="scripted failure"):
        client(server).chat.completions.create(model="scripted", messages=ASK)


def test_a_stall_lasts_until_the_client_gives_up() -> None:
    with ModelServer([Stall("Half")]) as server, pytest.raises(openai.APITimeoutError):
        client(server).with_options(timeout=0.3).chat.completions.create(model="scripted", messages=ASK)


def test_embeddings_are_a_function_of_the_words() -> None:
    with ModelServer() as server:
        model = OpenAIEmbeddings(
            model="any", base_url=server.base_url, api_key=SecretStr("k"), check_embedding_ctx_length=False
        )
        train, trains, lamp = model.embed_documents(["red wooden train", "blue wooden train", "a lamp"])
    assert train == pytest.approx(embedding_of("red wooden train"), abs=1e-6)
    assert _dot(train, trains) > 0.5 > _dot(train, lamp)


def _dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_a_script_that_runs_out_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="ran out"), ModelServer() as server, pytest.raises(openai.BadRequestError):
        client(server).chat.completions.create(model="scripted", messages=ASK)


def connected(server: ModelServer) -> Agent:
    edges = connect(
        model="openai:scripted",
        base_url=server.base_url,
        api_key=None,
        timeout_s=10.0,
        understand=BuiltInUnderstanding(Parser(English())),
        speech=TemplateSpeech(Wording.load()),
    )
    return agent_of(edges.understand, edges.speech, model="scripted")


def test_connected_edges_serve_a_turn_with_two_calls() -> None:
    def script(chat: Chat) -> Answer:
        return (
            Say('{"act": "inform"}') if chat.schema else Say("I think {p1.title} is lovely: {p1.fact.f1}. {question}")
        )

    with ModelServer(script) as server:
        agent = connected(server)
        session, greeting = agent.open()
        assert greeting and server.requests == []
        reply = agent.respond(session.session_id, Words("a lamp"))
    assert [bool(request.schema) for request in server.requests] == [True, False]
    assert {request.body["model"] for request in server.requests} == {"scripted"}
    assert reply.engine.spoken_by == "model"
    assert reply.recommendations[0].title in reply.text


def test_connecting_without_key_and_address_names_the_fix() -> None:
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        connect(
            model="gpt",
            base_url=None,
            api_key=None,
            timeout_s=1.0,
            understand=BuiltInUnderstanding(Parser(English())),
            speech=TemplateSpeech(Wording.load()),
        )
