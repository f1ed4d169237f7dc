"""The shopper's page: Gradio as a thin client of the same turn that the API takes. The conversation lives in SQL."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from agent.turn import Agent, Done, Heard, Piece, Shown
from agent.understand.answers import ALTERNATIVES
from domain.errors import BadInput, UnknownSession, UnknownShop
from domain.inputs import Answer, CardAction, CardActionType, Edit, Input, Undo, Words
from domain.meaning import Act
from domain.session import Recommendation, Session
from ui import thread
from ui.beliefs import understood
from ui.faces import Faces
from ui.thread import Press
from ui.welcome import welcome

if TYPE_CHECKING:
    from starlette.types import ASGIApp

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
# Turns under way at one time on the page; Gradio's own default is one.
CONCURRENT_TURNS = 16
# Where the browser keeps which conversation is its own. Not a secret: it keeps the value readable after a restart.
STORAGE_KEY, STORAGE_WORD = "warmstart.conversations", "warmstart"
# A browser that visits many shops keeps the newest ones.
KEPT_CONVERSATIONS = 20
MESSAGE_LENGTH = 2_000
# The message box hands its words to page.js, which sends them as any other press.
SPEAK = "(text) => { window.warmstart.speak(text); return []; }"
PLACEHOLDER = "What are you looking for?"
KIND = "Sorry, that did not work just now. Nothing of our conversation is lost."

Kept = dict[str, list[str]]
Frame = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation of the page, and the words it was greeted with."""

    agent: Agent
    session_id: str
    greeting: str

    def session(self) -> Session:
        """The conversation as it is stored."""
        return self.agent.session(self.session_id)


def make_pages(faces: Faces) -> "ASGIApp":
    """The pages as an application to be mounted at `/`."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported
    import gradio as gr
    from fastapi import FastAPI

    served: ASGIApp = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        _blocks(gr, faces),
        path="/",
        ssr_mode=False,
        footer_links=[],
        show_error=False,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        favicon_path=str(HERE / "icon.svg"),
        # Not by `css=`: Gradio rewrites selectors there and stumbles over lists in brackets.
        head=f"<style>{(HERE / 'style.css').read_text(encoding='utf-8')}</style>",
    )
    return served


def _blocks(gr: Any, faces: Faces) -> Any:
    plain = {"js_on_load": (HERE / "page.js").read_text(encoding="utf-8"), "apply_default_css": False}
    with gr.Blocks(title="warmstart", analytics_enabled=False, fill_width=True) as blocks:
        kept = gr.BrowserState({}, storage_key=STORAGE_KEY, secret=STORAGE_WORD)
        at = gr.State(None)  # (shop, session id, greeting) of this tab
        head = gr.HTML(thread.top("…"), elem_id="ws-head", **plain)
        with gr.Column(elem_id="ws-main"):
            past = gr.HTML("", elem_id="ws-past", **plain)
            now = gr.HTML("", elem_id="ws-now", **plain)
            side = gr.HTML("", elem_id="ws-side", **plain)
            say = gr.Textbox(
                elem_id="ws-say",
                label="Your message",
                placeholder=PLACEHOLDER,
                submit_btn=True,
                lines=1,
                max_lines=5,
                max_length=MESSAGE_LENGTH,
            )
        views = [past, now, side]

        def opened(stored: Kept | None, request: gr.Request) -> Frame:
            return _opened(faces, stored or {}, request.query_params.get("shop"))

        def pressed(place: tuple[str, str, str] | None, event: gr.EventData) -> Iterator[Frame]:
            yield from _taken(faces, place, Press(str(event.act), str(event.name), str(event.value)))

        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        blocks.load(opened, [kept], [kept, at, head, *views], **quiet)
        say.submit(None, [say], None, js=SPEAK, **quiet)
        # Gradio drops what comes before the last answer's stream is closed ("once"), or sends the press before it again
        # ("always_last"): page.js keeps the order itself.
        now.click(pressed, [at], views, trigger_mode="multiple", **quiet)
    blocks.queue(default_concurrency_limit=CONCURRENT_TURNS)
    return blocks


def _opened(faces: Faces, stored: Kept, wanted: str | None) -> Frame:
    """What a page shows when it is opened: the conversation that this browser had with the shop, or a new one."""
    try:
        talk = _talk(faces, stored, wanted or faces.app.default_shop())
    except UnknownShop as error:
        return stored, None, thread.top("warmstart"), "", thread.notice(str(error)), ""
    shop = talk.agent.shop
    others = [(name, kept) for name, kept in stored.items() if name != shop][-KEPT_CONVERSATIONS + 1 :]
    stored = {**dict(others), shop: [talk.session_id, talk.greeting]}
    return stored, (shop, talk.session_id, talk.greeting), thread.top(faces.title(shop)), *_whole(talk)


def _talk(faces: Faces, stored: Kept, shop: str) -> Talk:
    agent = faces.app.agent(shop)
    match stored.get(shop):
        case [str(session_id), str(greeting)]:
            try:
                agent.session(session_id)
                return Talk(agent, session_id, greeting)
            except UnknownSession:
                log.info("A browser's conversation is gone: a new one is opened")
    session, greeting = agent.open()
    faces.metrics.sessions.labels(shop).inc()
    return Talk(agent, session.session_id, greeting)


def _whole(talk: Talk) -> tuple[str, str, str]:
    """Past, newest turn and beliefs of a conversation at rest."""
    turns = thread.recent(talk.session())
    shop = talk.agent.shop
    if not turns:
        catalogue = talk.agent.floor.now().catalogue
        return (
            thread.hello(talk.greeting),
            thread.opening(welcome(catalogue)),
            understood((), can_undo=False),
        )
    last = turns[-1]
    before = turns[:-1]
    listed = not thread.lists(last)
    return (
        thread.past(before, shop, talk.greeting, listed=listed),
        thread.newest(last, before, shop),
        understood(last.reply.preferences, can_undo=True),
    )


def _taken(faces: Faces, place: tuple[str, str, str] | None, press: Press) -> Iterator[Frame]:
    """One turn as frames of the page: past, newest, beliefs."""
    import gradio as gr

    if place is None or (press.act == "words" and not press.value.strip()):
        yield gr.skip(), gr.skip(), gr.skip()
        return
    said = press.value
    try:
        talk = Talk(faces.app.agent(place[0]), place[1], place[2])
        turns = thread.recent(talk.session())
        said = _in_words(press, talk)
        for text, shown in _progress(faces, talk, _input(press)):
            yield (
                thread.past(turns, place[0], talk.greeting, listed=not shown),
                thread.coming(said, text, shown, place[0]),
                gr.skip(),
            )
        yield _whole(talk)
    except (BadInput, UnknownSession) as error:
        yield gr.skip(), thread.failed(said, press, str(error)), gr.skip()
    except Exception:  # the page's outermost edge: a shopper gets words and a way on, the log the rest
        log.exception("A turn of the page failed")
        yield gr.skip(), thread.failed(said, press, KIND), gr.skip()


def _in_words(press: Press, talk: Talk) -> str:
    turns = talk.session().turns
    held = turns[-1].reply.preferences if turns else ()
    titles = {card.item_id: card.title for turn in turns for card in turn.reply.recommendations}
    question = turns[-1].reply.question if turns else None
    options = question.options if question else ()
    label = next((option.label for option in options if option.value == press.value), "")
    label = label if press.value else thread.declined(question)
    return thread.in_words(_input(press), held, titles, wish=label)


def _progress(faces: Faces, talk: Talk, said: Input) -> Iterator[tuple[str, tuple[Recommendation, ...]]]:
    """The words and the products so far, each time there is more of them."""
    text: str = ""
    shown: tuple[Recommendation, ...] = ()
    compares = False
    yield text, shown
    for event in faces.events(talk.agent, talk.session_id, said):
        match event:
            case Heard(meaning):
                text, shown, compares = "", (), meaning.act is Act.COMPARE
            case Shown(recommendations) if not compares:  # a comparison is a table, which comes with the whole reply
                shown = recommendations
                yield text, shown
            case Piece(text=more):
                text += more
                yield text, shown
            case Shown() | Done():
                pass


def _input(press: Press) -> Input:
    match press.act:
        case "words":
            return Words(press.value)
        case "answer":
            return Answer(press.name, press.value)
        case "forget":
            return Edit(press.value)
        case "edit":  # alternatives are typed as they are read
            return Edit(press.name, ALTERNATIVES.join(press.value.split(" or ")))
        case "undo":
            return Undo()
        case "action" if press.name == CardActionType.COMPARE:
            return CardAction(CardActionType.COMPARE, tuple(map(unquote, press.value.split(","))))
        case "action" if press.name in set(CardActionType):
            return CardAction(CardActionType(press.name), (press.value,) if press.value else ())
    raise BadInput(f"The page sent {press.act!r} {press.name!r}, which is no input: reload it.")
