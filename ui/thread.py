"""A conversation as the page shows it: pure functions from a session to HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.actions import ActionType, Question
from domain.inputs import Answer, CardAction, CardActionType, Edit, Input, Picture, RepAction, Speaker, Undo, Words
from domain.meaning import Act
from domain.session import Recommendation, Session, Turn
from domain.wishes import Preference
from ui.beliefs import belief_text
from ui.cards import capitalised, cards, changes, choosing, comparison, counted
from ui.html import NOTHING, Html, bubble, button, el, esc, join

# Replies whose products become "the first", "the second" (`agent/state.py`); others only point at products.
LISTING = frozenset({ActionType.RECOMMEND, ActionType.ASK, ActionType.RELAX, ActionType.COMPARE})

DONT_MIND = "I don’t mind"


@dataclass(frozen=True, slots=True)
class Press:
    """What a button of the page carries: an input in three words."""

    act: str
    name: str
    value: str


def recent(session: Session) -> tuple[Turn, ...]:
    """The turns since the shopper last started over: what came before is out of sight, not out of the log."""
    starts = [number for number, turn in enumerate(session.turns) if turn.meaning.act is Act.START_OVER]
    return session.turns[starts[-1] :] if starts else session.turns


def lists(turn: Turn) -> bool:
    """Whether the turn's products took the place of those shown before."""
    return bool(turn.reply.recommendations) and turn.reply.action in LISTING


def past(turns: Sequence[Turn], shop: str, greeting: str, *, listed: bool) -> Html:
    """Everything before the newest turn. `listed`: its newest list is still the one on the screen, with its buttons."""
    with_cards = [turn.turn_id for turn in turns if lists(turn)]
    newest_list = with_cards[-1] if with_cards and listed else None
    said = (
        _turn(turn, turns[:number], shop, open_list=turn.turn_id == newest_list) for number, turn in enumerate(turns)
    )
    hello = bubble(greeting, "shop") if greeting else NOTHING
    return el("section", hello, *said, class_="ws-log", aria_label="Conversation")


def _turn(turn: Turn, before: Sequence[Turn], shop: str, *, open_list: bool) -> Html:
    listed = listing(turn, shop) if open_list else folded(turn.reply.recommendations, shop)
    return join(heard(turn, before), bubble(turn.reply.text, turn.reply.speaker), listed)


def listing(turn: Turn, shop: str) -> Html:
    """The list that "the second" refers to, with all that can be done with it."""
    reply = turn.reply
    if not reply.recommendations:
        return NOTHING
    if reply.action is ActionType.COMPARE:
        return join(comparison(reply.recommendations, shop, live=True), changes(reply.critiques))
    products = cards(reply.recommendations, shop, live=True)
    return join(el("div", products, choosing(), class_="ws-list"), changes(reply.critiques))


def folded(shown: tuple[Recommendation, ...], shop: str) -> Html:
    """An older list, one line until it is opened."""
    if not shown:
        return NOTHING
    count = "1 product" if len(shown) == 1 else f"{len(shown)} products"
    summary = el("summary", esc(f"{count} shown here"))
    return el("details", summary, cards(shown, shop, live=False), class_="ws-old")


def heard(turn: Turn, before: Sequence[Turn]) -> Html:
    """What came in, as the shopper would say it; nothing for a rep's own words, which are the reply."""
    if turn.speaker is not Speaker.SHOPPER:
        return NOTHING
    held = before[-1].reply.preferences if before else ()
    titles = {card.item_id: card.title for earlier in before for card in earlier.reply.recommendations}
    wish = (
        turn.meaning.wishes[0].text if turn.meaning.wishes else declined(before[-1].reply.question if before else None)
    )
    return bubble(in_words(turn.input, held, titles, wish=wish), "shopper")


def in_words(said: Input, held: Sequence[Preference], titles: dict[str, str], *, wish: str = "") -> str:
    """An input in words. `held` are the preferences it may edit, `titles` those of the products it may name, `wish`
    what the answer to a question stands for."""
    match said:
        case Words(text=text):
            return text
        case Picture():
            return "(a picture)"
        case Answer(value=value):
            return capitalised(wish or value or DONT_MIND)
        case CardAction(action=action, item_ids=item_ids):
            return _action(action, _listed([titles.get(item_id, item_id) for item_id in item_ids]))
        case Edit(preference_id=preference_id, value=value):
            old = next((belief_text(one.wish) for one in held if one.preference_id == preference_id), "that")
            return f"Forget “{old}”" if value is None else f"“{old}”: make it {value}"
        case Undo():
            return "Undo"
        case RepAction(text=text):
            return text


def _listed(titles: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(titles[:-1]), titles[-1] if titles else "") if part)


def _action(action: CardActionType, titles: str) -> str:
    words = {
        CardActionType.MORE_LIKE_THIS: f"More like {titles}",
        CardActionType.NOT_FOR_ME: f"Not for me: {titles}",
        CardActionType.COMPARE: f"Compare {titles}",
        CardActionType.WHY: f"Why {titles}?",
        CardActionType.SHOW_OTHERS: "Show me others",
        CardActionType.START_OVER: "Start over",
    }
    return words[action]


def newest(turn: Turn, before: Sequence[Turn], shop: str) -> Html:
    """The newest turn, whole: its question can be answered and its products acted on."""
    reply = turn.reply
    shown = listing(turn, shop) if lists(turn) else cards(reply.recommendations, shop, live=True, numbered=False)
    offer = join(chips(reply.question), shown)
    return _live(heard(turn, before), bubble(reply.text, reply.speaker), offer)


def chips(question: Question | None) -> Html:
    """The answers to click under a question, each with the number of products it leaves; the last declines."""
    if question is None:
        return NOTHING
    name = question.attribute
    answers = (
        button(join(esc(capitalised(one.label)), counted(one.leads_to)), "answer", name, one.value, class_="ws-chip")
        for one in question.options
    )
    other = button(esc(declined(question)), "answer", name, class_="ws-chip ws-quiet")
    return el("div", *answers, other, class_="ws-chips", role="group", aria_label=question.text or "Answers")


def declined(question: Question | None) -> str:
    """How a question is left unanswered: a single option is an offer ("Up to £118"), which one does not "not mind"."""
    return "No, thanks" if question and len(question.options) == 1 else DONT_MIND


def coming(said: str, text: str, shown: tuple[Recommendation, ...], shop: str) -> Html:
    """A turn under way: what was said, the words so far, and the products as soon as they are known."""
    dots = el("div", el("i"), el("i"), el("i"), class_="ws-bubble ws-shop ws-typing", aria_hidden="true")
    return _live(
        bubble(said, "shopper"), bubble(text, "shop") if text else dots, cards(shown, shop, live=False), busy="true"
    )


def failed(said: str, press: Press, reason: str) -> Html:
    """A turn that could not be taken: kindly, and with a way to try again."""
    again = button(esc("Try again"), press.act, press.name, press.value, class_="ws-chip")
    return _live(bubble(said, "shopper"), bubble(reason, "error"), el("div", again, class_="ws-chips"))


def notice(reason: str) -> Html:
    """Why there is no conversation at all."""
    return _live(NOTHING, bubble(reason, "error"), NOTHING)


def hello(greeting: str) -> Html:
    """The greeting of a conversation in which nothing was said yet."""
    return el("section", bubble(greeting, "shop"), class_="ws-log ws-hello", aria_label="Conversation")


def opening(offer: Html) -> Html:
    """Where the newest answer will stand, before there is one."""
    return _live(NOTHING, NOTHING, offer)


def _live(said: Html, reply: Html, offer: Html, *, busy: str = "false") -> Html:
    answer = el("div", reply, role="status", aria_live="polite", aria_busy=busy)
    return el("section", said, answer, offer, class_="ws-log ws-newest", aria_label="Newest answer", tabindex="-1")


def top(title: str) -> Html:
    """The page's head."""
    start = button(esc("Start over"), "action", "start_over", class_="ws-link")
    return el("header", el("h1", esc(title)), start, class_="ws-top")
