"""The conversation in a terminal: the same inputs as on the page, with numbers in place of buttons."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from agent.turn import Agent, Done, Piece, Shown
from domain.errors import WarmstartError
from domain.inputs import Answer, CardAction, CardActionType, Edit, Input, Undo, Words
from domain.items import PRICE, STOCK
from domain.session import Recommendation, Reply
from ui.beliefs import belief_text
from ui.cards import SHOWN_REASONS
from ui.faces import Faces

HELP = (
    "Say what you are looking for in your own words. Also:\n"
    "  1, 2, 3 …   an answer of the question      0   I don't mind\n"
    "  more N      more like product N            no N   not for me\n"
    "  others      other products                 wants  what I understood\n"
    "  forget N    forget the Nth wish            undo   take back the last step\n"
    "  again       start over                     bye    leave"
)
_NUMBERED = re.compile(r"(more|no|forget)\s+(\d{1,2})", re.IGNORECASE)
_PLAIN: dict[str, Input] = {
    "undo": Undo(),
    "others": CardAction(CardActionType.SHOW_OTHERS),
    "again": CardAction(CardActionType.START_OVER),
}
LEAVE = frozenset({"bye", "quit", "exit"})


@dataclass(slots=True)
class Screen:
    """What the numbers mean: the newest list, and the newest reply with its question and beliefs."""

    shown: tuple[Recommendation, ...] = ()
    reply: Reply | None = None


def read(line: str, screen: Screen) -> Input:
    """What a typed line is: a number of what is on the screen, one of the plain commands, or words."""
    text = line.strip()
    if text.casefold() in _PLAIN:
        return _PLAIN[text.casefold()]
    question = screen.reply.question if screen.reply else None
    if text.isdigit() and question is not None and int(text) <= len(question.options):
        return Answer(question.attribute, question.options[int(text) - 1].value if int(text) else "")
    numbered = _NUMBERED.fullmatch(text)
    return (_pointed(numbered[1].casefold(), int(numbered[2]) - 1, screen) if numbered else None) or Words(text)


def _pointed(verb: str, place: int, screen: Screen) -> Input | None:
    beliefs = screen.reply.preferences if screen.reply else ()
    if verb == "forget":
        return Edit(beliefs[place].preference_id) if 0 <= place < len(beliefs) else None
    if not 0 <= place < len(screen.shown):
        return None
    action = CardActionType.MORE_LIKE_THIS if verb == "more" else CardActionType.NOT_FOR_ME
    return CardAction(action, (screen.shown[place].item_id,))


def chat(faces: Faces, agent: Agent, console: Console, ask: Callable[[], str | None]) -> None:
    """Talk until the shopper leaves; `ask` gives a line, or None at the end. Every turn is saved before it is shown
    whole."""
    session, greeting = agent.open()
    console.print(f"[bold green]{escape(greeting)}[/]\n[dim]{escape(HELP)}[/]")
    screen = Screen()
    while (line := ask()) is not None and line.strip().casefold() not in LEAVE:
        if line.strip().casefold() in ("help", "?"):
            console.print(f"[dim]{escape(HELP)}[/]")
        elif line.strip().casefold() == "wants":
            _print_beliefs(console, screen)
        elif line.strip():
            _turn(faces, agent, session.session_id, read(line, screen), console, screen)
    console.print("[dim]Bye![/]")


def _turn(faces: Faces, agent: Agent, session_id: str, said: Input, console: Console, screen: Screen) -> None:
    try:
        for event in faces.events(agent, session_id, said):
            match event:
                case Piece(text):
                    console.print(f"[green]{escape(text)}[/]", end="")
                case Done(reply):
                    screen.reply = reply
                case Shown(recommendations) if recommendations:
                    screen.shown = recommendations
    except WarmstartError as error:
        console.print(f"[yellow]{escape(str(error))}[/]")
        return
    assert screen.reply is not None  # a turn ends with Done
    console.print()
    for row in rows(screen.reply):
        console.print(row)


def rows(reply: Reply) -> Iterator[str]:
    """The cards and answers of a reply, numbered, as lines with rich markup."""
    for card in reply.recommendations:
        price = str(card.price) if card.price else "price not known"
        yield f"  [bold]{card.rank}.[/] {escape(card.title)}  [bold]{escape(price)}[/]{_stock(card)}"
        if card.extra:
            yield f"     [yellow]{escape(card.extra)}[/]"
        facts = [fact.text for fact in card.reasons if fact.relation not in (PRICE, STOCK)][:SHOWN_REASONS]
        if facts:
            yield f"     [dim]{escape(' · '.join(facts))}[/]"
    if reply.question is not None:
        options = [
            f"[cyan]{n}[/] {escape(one.label)} ({one.leads_to})"
            for n, one in enumerate(reply.question.options, start=1)
        ]
        yield "  ".join([*options, "[cyan]0[/] I don't mind"])


def _stock(card: Recommendation) -> str:
    return "" if card.in_stock is None else ("  in stock" if card.in_stock else "  [yellow]out of stock[/]")


def _print_beliefs(console: Console, screen: Screen) -> None:
    beliefs = screen.reply.preferences if screen.reply else ()
    for number, preference in enumerate(beliefs, start=1):
        console.print(f"  {number}. {escape(belief_text(preference.wish))}")
    if not beliefs:
        console.print("  [dim]Nothing yet.[/]")
