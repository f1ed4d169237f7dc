"""Two conversations, and two shops, never see each other's state."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from tests.ui.shop import Running

COLOURS = ("red", "blue", "green")


def converse(url: str, shop: str, colour: str, cap: int) -> dict[str, Any]:
    with httpx.Client(base_url=url, timeout=30) as http:
        session_id = http.post("/v1/sessions", json={"shop": shop}).json()["session_id"]
        for text in (f"something {colour}", f"at most {cap} pounds", "show me others"):
            assert http.post(f"/v1/sessions/{session_id}/turns", json={"text": text}).status_code == 200
        whole: dict[str, Any] = http.get(f"/v1/sessions/{session_id}").json()
        return whole


def test_parallel_conversations_keep_their_own_wishes_products_and_turns(server: Running) -> None:
    wanted = [(shop, colour, cap) for shop in ("bears", "kites") for colour in COLOURS for cap in (13, 17)]
    with ThreadPoolExecutor(len(wanted)) as pool:
        found = list(pool.map(lambda one: converse(server.url, *one), wanted))
    for (shop, colour, cap), session in zip(wanted, found, strict=True):
        assert (session["shop"], len(session["turns"])) == (shop, 3)
        held = {one["attribute"]: one["value"] for one in session["turns"][-1]["preferences"]}
        assert held.get("price") == f"{cap}.00"
        assert held.get("colour") == colour
        shown = [card["item_id"] for turn in session["turns"] for card in turn["recommendations"]]
        assert shown
        assert {item_id[0] for item_id in shown} == {shop[0]}


def test_parallel_turns_of_one_conversation_are_all_kept_one_after_the_other(server: Running) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        session_id = http.post("/v1/sessions").json()["session_id"]

    def say(number: int) -> httpx.Response:
        return httpx.post(
            f"{server.url}/v1/sessions/{session_id}/turns", json={"text": f"at most {number} pounds"}, timeout=30
        )

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(say, (12, 13, 14)))
    kept = httpx.get(f"{server.url}/v1/sessions/{session_id}").json()["turns"]
    answered = [answer.json()["turn_id"] for answer in answers if answer.status_code == 200]
    assert sorted(answered) == [turn["turn_id"] for turn in kept]
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert len(kept) >= 2


def test_a_conversation_of_one_shop_shows_no_product_of_the_other(server: Running) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        session_id = http.post("/v1/sessions", json={"shop": "kites"}).json()["session_id"]
        answer = http.post(
            f"/v1/sessions/{session_id}/turns", json={"action": {"type": "more_like_this", "item_ids": ["b-0-red"]}}
        )
        assert answer.status_code == 404
        assert (
            http.post(f"/v1/sessions/{session_id}/events", json={"item_id": "b-0-red", "type": "view"}).status_code
            == 404
        )
