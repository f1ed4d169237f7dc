"""The HTTP contract, over a real server."""

import json
import time
from typing import Any

import httpx
import pytest

from tests.ui.shop import Running, lamps, rows, stocked

PROBLEM = "application/problem+json"
TURN_FIELDS = {
    "turn_id",
    "session_id",
    "speaker",
    "reply",
    "action",
    "question",
    "recommendations",
    "preferences",
    "engine",
    "timings_ms",
}


def say(http: httpx.Client, session_id: str, **body: Any) -> dict[str, Any]:
    answer = http.post(f"/v1/sessions/{session_id}/turns", json=body)
    assert answer.status_code == 200, answer.text
    turn: dict[str, Any] = answer.json()
    return turn


def problem_of(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail"} <= body.keys()
    assert body["status"] == status
    return body


# -- conversations ---------------------------------------------------------------------------------------------------


def test_a_conversation_opens_with_a_long_id_and_a_greeting(http: httpx.Client) -> None:
    answer = http.post("/v1/sessions", json={"locale": "en-GB"})
    assert answer.status_code == 201
    assert len(answer.json()["session_id"]) >= 22  # 128 bits in base64
    assert answer.json()["greeting"]


def test_a_turn_has_the_fields_of_the_contract_and_at_least_one_product(http: httpx.Client, session_id: str) -> None:
    turn = say(http, session_id, text="a wooden train, at most 15 pounds")
    assert turn.keys() >= TURN_FIELDS
    assert turn["session_id"] == session_id
    card = turn["recommendations"][0]
    nothing_more = {"max_amount": None, "list_amount": None}
    assert card["price"] == {"amount": card["price"]["amount"], "currency": "GBP", **nothing_more}
    assert float(card["price"]["amount"]) <= 15
    assert [one["rank"] for one in turn["recommendations"]] == list(range(1, len(turn["recommendations"]) + 1))
    assert {"understand", "search", "rank", "decide", "speak", "total"} <= turn["timings_ms"].keys()


def test_no_score_and_no_probability_leaves_the_server(http: httpx.Client, session_id: str) -> None:
    text = json.dumps(say(http, session_id, text="a train"))
    assert "probability" not in text
    assert '"score"' not in text


def test_a_hard_wish_stands_in_the_preferences_and_can_be_deleted(http: httpx.Client, session_id: str) -> None:
    turn = say(http, session_id, text="a train, at most 13 pounds")
    cap = next(one for one in turn["preferences"] if one["attribute"] == "price")
    assert (cap["op"], cap["value"], cap["hard"]) == ("max", "13.00", True)
    after = http.delete(f"/v1/sessions/{session_id}/preferences/{cap['id']}").json()
    assert "price" not in [one["attribute"] for one in after["preferences"]]
    undone = http.post(f"/v1/sessions/{session_id}/undo").json()
    assert "price" in [one["attribute"] for one in undone["preferences"]]


def test_a_preference_is_given_another_value(http: httpx.Client, session_id: str) -> None:
    turn = say(http, session_id, text="a train, at most 13 pounds")
    cap = next(one for one in turn["preferences"] if one["attribute"] == "price")
    after = http.patch(f"/v1/sessions/{session_id}/preferences/{cap['id']}", json={"value": "20"}).json()
    assert [one["value"] for one in after["preferences"] if one["attribute"] == "price"] == ["20.00"]


def test_the_whole_conversation_comes_back_with_what_was_said(http: httpx.Client, session_id: str) -> None:
    first = say(http, session_id, text="a kite")
    second = say(http, session_id, action={"type": "show_others"})
    whole = http.get(f"/v1/sessions/{session_id}").json()
    assert [turn["turn_id"] for turn in whole["turns"]] == [first["turn_id"], second["turn_id"]]
    assert whole["turns"][0]["input"]["text"] == "a kite"
    assert whole["turns"][1]["input"]["action"] == {"type": "show_others", "item_ids": []}
    assert whole["turns"][0]["reply"] == first["reply"]


def test_an_erased_conversation_is_gone(http: httpx.Client, session_id: str) -> None:
    assert http.delete(f"/v1/sessions/{session_id}").status_code == 204
    assert problem_of(http.get(f"/v1/sessions/{session_id}"), 404)["type"].endswith("unknown-session")


def test_an_answer_to_a_question_is_taken(http: httpx.Client, session_id: str) -> None:
    turn = say(http, session_id, answer={"attribute": "colour", "value": "blue"})
    assert [one["value"] for one in turn["preferences"] if one["attribute"] == "colour"] == ["blue"]
    assert turn["recommendations"]


# -- streams ---------------------------------------------------------------------------------------------------------


def events_of(lines: Any) -> list[tuple[str, Any]]:
    found, name = [], ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            found.append((name, json.loads(line.removeprefix("data: "))))
    return found


def test_an_offered_critique_is_sent_as_text_and_leads_somewhere_else(http: httpx.Client, server: Running) -> None:
    stocked(server.app, "lamps", lamps())
    session_id = http.post("/v1/sessions", json={"shop": "lamps"}).json()["session_id"]
    turn = say(http, session_id, text="a desk lamp")
    offered = {one["attribute"]: one for one in turn["critiques"]}
    assert offered["price"] == {"attribute": "price", "text": "cheaper", "count": 4}
    shown = {one["item_id"] for one in turn["recommendations"]}
    cheaper = {one["item_id"] for one in say(http, session_id, text=offered["price"]["text"])["recommendations"]}
    assert len(cheaper) == 4
    assert not shown & cheaper


def test_a_streamed_turn_is_meaning_recommendations_tokens_and_the_whole(http: httpx.Client, session_id: str) -> None:
    with http.stream(
        "POST", f"/v1/sessions/{session_id}/turns", json={"text": "a boat"}, headers={"Accept": "text/event-stream"}
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = events_of(answer.iter_lines())
    names = [name for name, _ in events]
    assert names[:2] == ["meaning", "recommendations"]
    assert set(names[2:-1]) == {"token"}
    assert names[-1] == "done"
    turn = events[-1][1]
    assert "".join(data["text"] for name, data in events if name == "token") == turn["reply"]
    assert events[1][1]["recommendations"] == turn["recommendations"]
    assert http.get(f"/v1/sessions/{session_id}").json()["turns"][-1]["turn_id"] == turn["turn_id"]


def test_a_stream_to_an_unknown_conversation_is_a_problem_and_no_stream(http: httpx.Client) -> None:
    answer = http.post("/v1/sessions/nobody/turns", json={"text": "x"}, headers={"Accept": "text/event-stream"})
    problem_of(answer, 404)


def test_followers_hear_a_turn_that_somebody_else_takes(http: httpx.Client, session_id: str) -> None:
    with http.stream("GET", f"/v1/sessions/{session_id}/stream") as answer:
        lines = answer.iter_lines()
        next(lines)
        turn = say(http, session_id, text="a puzzle")
        heard = next(line for line in lines if line.startswith("data: "))
    assert json.loads(heard.removeprefix("data: "))["turn_id"] == turn["turn_id"]


def test_a_follower_who_comes_back_hears_what_was_missed(http: httpx.Client, session_id: str) -> None:
    say(http, session_id, text="a puzzle")
    second = say(http, session_id, text="a kite")
    with http.stream("GET", f"/v1/sessions/{session_id}/stream", headers={"Last-Event-ID": "1"}) as answer:
        heard = next(line for line in answer.iter_lines() if line.startswith("data: "))
    assert json.loads(heard.removeprefix("data: "))["turn_id"] == second["turn_id"]


# -- repeats ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_repeated_key_gets_the_first_answer_and_takes_no_second_turn(
    http: httpx.Client, session_id: str, accept: str
) -> None:
    headers = {"Idempotency-Key": "k1", "Accept": accept}
    first = http.post(f"/v1/sessions/{session_id}/turns", json={"text": "a bear"}, headers=headers)
    again = http.post(f"/v1/sessions/{session_id}/turns", json={"text": "a bear"}, headers=headers)
    assert first.status_code == again.status_code == 200
    assert first.text.strip().splitlines()[-1] == again.text.strip().splitlines()[-1]
    assert len(http.get(f"/v1/sessions/{session_id}").json()["turns"]) == 1


def test_a_key_used_for_something_else_is_refused(http: httpx.Client, session_id: str) -> None:
    headers = {"Idempotency-Key": "k1"}
    http.post(f"/v1/sessions/{session_id}/turns", json={"text": "a bear"}, headers=headers)
    problem_of(http.post(f"/v1/sessions/{session_id}/turns", json={"text": "a kite"}, headers=headers), 422)


# -- events ----------------------------------------------------------------------------------------------------------


def test_an_event_is_accepted_and_an_unknown_product_is_not(http: httpx.Client, session_id: str) -> None:
    assert (
        http.post(f"/v1/sessions/{session_id}/events", json={"item_id": "b-0-red", "type": "click"}).status_code == 202
    )
    problem_of(http.post(f"/v1/sessions/{session_id}/events", json={"item_id": "nothing", "type": "click"}), 404)
    problem_of(http.post(f"/v1/sessions/{session_id}/events", json={"item_id": "b-0-red", "type": "stare"}), 422)


# -- products --------------------------------------------------------------------------------------------------------


def test_recommendations_without_a_conversation_keep_hard_preferences(http: httpx.Client) -> None:
    wish = {"attribute": "price", "op": "max", "value": "8.50", "hard": True}
    answer = http.post("/v1/recommendations", json={"text": "something to play with", "preferences": [wish], "k": 5})
    prices = [float(one["price"]["amount"]) for one in answer.json()["recommendations"]]
    assert prices
    assert max(prices) <= 8.5


def test_a_product_says_where_its_facts_were_read(http: httpx.Client) -> None:
    item = http.get("/v1/items/b-0-red").json()
    assert item["title"] == "Wooden train in red"
    assert all(fact["source"] for fact in item["facts"])
    assert {"colour", "material"} <= {fact["relation"] for fact in item["facts"]}


def test_products_are_listed_by_title_and_page(http: httpx.Client) -> None:
    page = http.get("/v1/items", params={"shop": "kites", "q": "kite", "limit": 2}).json()
    assert page["total"] == 3
    assert [item["item_id"] for item in page["items"]] == ["k-2-blue", "k-2-green"]


@pytest.mark.parametrize("lines", [False, True], ids=["array", "lines"])
def test_a_product_that_is_put_is_recommended_within_five_seconds_and_then_retired(
    http: httpx.Client, lines: bool
) -> None:
    row = {
        **rows("new")[0],
        "id": f"new-{lines}",
        "title": f"Zeppelin {'alpha' if lines else 'omega'}",
        "description": "An airship.",
    }
    body = json.dumps(row) if lines else json.dumps([row])
    put = http.put("/v1/items", params={"shop": "kites"}, content=body)
    assert (put.status_code, put.json()["added"], put.json()["rejected"]) == (200, 1, 0)
    session_id = http.post("/v1/sessions", json={"shop": "kites"}).json()["session_id"]
    deadline = time.monotonic() + 5
    shown: list[str] = []
    while row["id"] not in shown:
        assert time.monotonic() < deadline, "the new product was not recommended within 5 s"
        shown = [one["item_id"] for one in say(http, session_id, text=f"a {row['title']}")["recommendations"]]
    assert http.put("/v1/items", params={"shop": "kites"}, content=body).json()["unchanged"] == 1
    assert http.delete(f"/v1/items/{row['id']}", params={"shop": "kites"}).status_code == 204
    problem_of(http.get(f"/v1/items/{row['id']}", params={"shop": "kites"}), 404)
    assert row["id"] not in [
        one["item_id"] for one in say(http, session_id, text=f"a {row['title']}")["recommendations"]
    ]


def test_a_bad_row_is_rejected_with_its_reason_and_the_rest_is_taken(http: httpx.Client) -> None:
    good, bad = {**rows("x")[3], "id": "good-one"}, {**rows("x")[4], "id": "bad-one", "price": "a fortune"}
    answer = http.put("/v1/items", params={"shop": "kites"}, json=[good, bad]).json()
    assert (answer["added"], answer["rejected"]) == (1, 1)
    assert answer["rejects"][0]["reason"]
    assert answer["rejects"][0]["column"] == "price"


def test_rows_that_are_all_bad_are_told_one_by_one(http: httpx.Client) -> None:
    answer = http.put("/v1/items", params={"shop": "kites"}, json=[{**rows("k")[0], "price": "a fortune"}])
    assert (answer.status_code, answer.json()["rejected"]) == (200, 1)
    assert answer.json()["rejects"][0]["value"] == "a fortune"
    http.delete("/v1/items/good-one", params={"shop": "kites"})


def test_a_products_own_page_is_escaped_and_runs_no_script(http: httpx.Client) -> None:
    row = {**rows("x")[0], "id": "evil", "title": "<script>alert(1)</script> {{x}} ${y}", "url": "javascript:alert(1)"}
    assert http.put("/v1/items", params={"shop": "kites"}, json=[row]).status_code == 200
    page = http.get("/products/evil", params={"shop": "kites"}).text
    assert "<script" not in page
    assert "javascript:" not in page
    http.delete("/v1/items/evil", params={"shop": "kites"})


# -- problems --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "x", "answer": {"attribute": "a", "value": "b"}},
        {"text": "   "},
        {"words": "x"},
        {"action": {"type": "dance"}},
        {"text": "x" * 5_000},
        {"image": "aGVsbG8="},
        {"image": "https://example.com/x.jpg"},
        {"action": {"type": "more_like_this", "item_ids": []}},
    ],
    ids=["nothing", "two", "blank", "unknown field", "unknown action", "too long", "picture", "address", "no ids"],
)
def test_an_input_that_cannot_be_used_is_a_problem_that_says_why(
    http: httpx.Client, session_id: str, body: dict[str, Any]
) -> None:
    assert problem_of(http.post(f"/v1/sessions/{session_id}/turns", json=body), 422)["detail"]
    assert http.get(f"/v1/sessions/{session_id}").json()["turns"] == []


def test_unknown_addresses_methods_and_shops_are_problems(http: httpx.Client, session_id: str) -> None:
    problem_of(http.get("/v1/nothing"), 404)
    problem_of(http.put("/v1/sessions"), 405)
    problem_of(http.post("/v1/sessions", json={"shop": "atlantis"}), 404)
    problem_of(http.delete(f"/v1/sessions/{session_id}/preferences/p99"), 404)
    problem_of(http.post("/v1/sessions", content=b"{", headers={"Content-Type": "application/json"}), 422)


def test_a_request_id_comes_back_and_a_strange_one_does_not(http: httpx.Client) -> None:
    assert http.get("/healthz", headers={"X-Request-Id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert http.get("/healthz", headers={"X-Request-Id": "a b<c>"}).headers["x-request-id"] != "a b<c>"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80@127.0.0.1", ""])
def test_another_host_name_is_refused(http: httpx.Client, host: str) -> None:
    problem_of(http.get("/v1/items", headers={"Host": host}), 403)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", "file://"])
def test_another_pages_origin_is_refused(http: httpx.Client, origin: str) -> None:
    problem_of(http.post("/v1/sessions", headers={"Origin": origin}), 403)


def test_the_own_origin_is_not_refused(http: httpx.Client, server: Running) -> None:
    assert http.post("/v1/sessions", headers={"Origin": server.url}).status_code == 201


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(http: httpx.Client) -> None:
    problem_of(http.put("/v1/items", content=b"x" * 300_000), 413)
    problem_of(http.put("/v1/items", content=iter([b"x" * 100_000] * 3)), 413)


def test_pages_may_ask_no_other_host(http: httpx.Client) -> None:
    policy = http.get("/docs").headers["content-security-policy"]
    assert "http" not in policy
    assert "default-src 'self'" in policy


# -- operation -------------------------------------------------------------------------------------------------------


def test_health_readiness_and_metrics_answer(http: httpx.Client, session_id: str) -> None:
    assert http.get("/healthz").json() == {"status": "ok"}
    assert http.get("/readyz").json() == {"ready": True, "reasons": []}
    say(http, session_id, text="a kite")
    metrics = http.get("/metrics").text
    assert 'warmstart_turns_total{action="' in metrics
    assert 'warmstart_turn_step_seconds_bucket{le="' in metrics
    assert 'warmstart_products{shop="kites"} 15.0' in metrics


def test_the_documentation_asks_nobody_else_for_anything(http: httpx.Client) -> None:
    page = http.get("/docs").text
    assert "/v1/sessions/{session_id}/turns" in page.replace("&#123;", "{").replace("}", "}")
    assert "http://" not in page
    assert "https://" not in page
    assert http.get("/openapi.json").json()["openapi"].startswith("3.")
