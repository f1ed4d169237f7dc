"""What to do next, given what is believed: pure, without clock, chance or disk."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from agent.comparison import differences
from agent.kinds import called, called_so, distinct, kinds, not_called, of_the_kind
from agent.questions import best_question
from agent.relax import mark, nothing_further, other_kinds, relaxation
from agent.state import NAMED, State
from agent.stocked import asked_for, counted, exact, unsaid
from agent.variants import in_another_way
from domain.actions import Action, ActionType, Belief, Scored, Slot
from domain.errors import UnknownItem
from domain.items import AGE, AGE_MIN, CATEGORY, PRICE, Fact
from domain.meaning import Act, Meaning
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Wish

# Cards per reply: a phone shows them without much scrolling, and a shopper compares at most about this many.
CARDS = 4
# A product this much less probable than the best one is no answer to the wish any more: a short list is more honest.
LEAST_SHARE_OF_BEST = 0.01
# Facts on one card.
REASONS = 3
# Facts told when somebody asks about a product in general.
DETAILS = 5
# At most this many of the last two replies may have asked something: two questions in three turns.
MOST_RECENT_QUESTIONS = 1

GREETING = Meaning(Act.GREET)

# Inputs whose answer needs no search: they are about the shop, or about what is on the screen already.
_WITHOUT_PRODUCTS = frozenset(
    {Act.HANDOFF, Act.ORDER_STATUS, Act.POLICY, Act.CLOSE, Act.THANK, Act.REP, Act.WHY, Act.COMPARE, Act.ASK_FACT}
)
# Replies that answer something, and therefore ask nothing.
_MAY_ASK = frozenset(
    {
        Act.INFORM,
        Act.DONT_MIND,
        Act.GREET,
        Act.EDIT,
        Act.UNDO,
        Act.MORE_LIKE,
        Act.REJECT,
        Act.SHOW_OTHERS,
        Act.START_OVER,
        Act.UNCLEAR,
        Act.HELP,
    }
)


def needs_products(meaning: Meaning) -> bool:
    """Whether the answer to this is chosen among searched products."""
    return meaning.act not in _WITHOUT_PRODUCTS


def is_sold(item_id: str, catalogue: Catalogue) -> bool:
    """Whether the shop still has the product at all (it may have been retired since it was shown)."""
    try:
        catalogue.item(item_id)
    except UnknownItem:
        return False
    return True


def of_what_is_sold(meaning: Meaning, catalogue: Catalogue) -> Meaning:
    """The meaning without products that were retired since they were shown; taste about none of them says nothing."""
    sold = tuple(item_id for item_id in meaning.item_ids if is_sold(item_id, catalogue))
    said_nothing = meaning.item_ids and not sold and meaning.act in (Act.MORE_LIKE, Act.REJECT)
    return replace(meaning, item_ids=sold, act=Act.INFORM if said_nothing else meaning.act)


def not_again(state: State, meaning: Meaning, catalogue: Catalogue) -> frozenset[str]:
    """Groups that this answer must not repeat: those seen, when others are asked for; the liked one itself, when
    more like it are."""
    if meaning.act is Act.SHOW_OTHERS:
        return state.seen
    if meaning.act is Act.MORE_LIKE:
        return frozenset(catalogue.item(item_id).group_id for item_id in meaning.item_ids)
    return frozenset()


def welcome() -> Action:
    """The first words of a conversation."""
    return Action(ActionType.ANSWER, "welcome")


def slots(belief: Belief, limit: int = CARDS, *, newest: frozenset[str] = frozenset()) -> tuple[Slot, ...]:
    """The most probable products with the facts that speak for them; facts on the `newest` relations come first."""
    if not belief.candidates:
        return ()
    least = LEAST_SHARE_OF_BEST * belief.candidates[0].probability
    near = [scored for scored in belief.candidates if scored.probability >= least][:limit]
    return tuple(_slot(scored, newest) for scored in near)


def _slot(scored: Scored, newest: frozenset[str], *, extra: str = "") -> Slot:
    return Slot(scored.item_id, scored.probability, _first(scored.evidence, newest), extra)


def _first(evidence: tuple[Fact, ...], newest: frozenset[str]) -> tuple[Fact, ...]:
    return tuple(sorted(evidence, key=lambda fact: fact.relation not in newest)[:REASONS])


def _newest(meaning: Meaning) -> frozenset[str]:
    """The relations that answer what was just said."""
    return frozenset(AGE_MIN if wish.attribute == AGE else wish.attribute for wish in meaning.wishes) - {PRICE}


def decide(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    """The next step. Whatever else it says, it shows products wherever there is one to show."""
    if variant := _variant(state, meaning, belief, catalogue):
        return variant
    special = _SPECIAL.get(meaning.act)
    if special is not None:
        return special(state, meaning, belief, catalogue)
    return _recommend(state, meaning, belief, catalogue)


def _variant(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action | None:
    """ "Do you have it in blue?", where one product is meant."""
    if len(meaning.item_ids) != 1:
        return None
    item = catalogue.item(meaning.item_ids[0])
    marks = partial(mark, state=state, catalogue=catalogue)
    return in_another_way(meaning, item, belief, catalogue, shows=slots, marks=marks)


def _recommend(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    taste = state.preferences or state.liked or state.disliked
    titled = _titled(state, belief, catalogue)
    within = of_the_kind(state, belief, catalogue, titled=titled) if taste else _one_of_each(belief, catalogue)
    within = distinct(within, catalogue)
    shown = _page(state, meaning, within, belief, catalogue)
    if not shown and meaning.act is Act.FOREIGN_BUDGET:
        return Action(ActionType.ANSWER, "foreign_budget_alone", subject=meaning.attribute or "")
    if not shown:
        return _nothing_left(state, meaning, belief, catalogue)
    may_ask = (
        meaning.act in _MAY_ASK
        and sum(state.recent_questions[-2:]) <= MOST_RECENT_QUESTIONS
        and len(within.candidates) > CARDS
    )
    question = best_question(state, within, catalogue) if may_ask else None
    unmet = unsaid(meaning, state, catalogue) if meaning.act is Act.INFORM else ()
    return Action(
        ActionType.RECOMMEND,
        _topic(meaning, state),
        shown,
        question,
        subject=_subject(meaning, catalogue),
        not_understood=meaning.not_understood,
        unmet=unmet,
        later=tuple(need.text for need in meaning.further),
        otherwise=called(state, catalogue) if shown[-1].extra else "",
    )


def _page(state: State, meaning: Meaning, within: Belief, belief: Belief, catalogue: Catalogue) -> tuple[Slot, ...]:
    """The list: what is of the kind that was named, and, once some of it was seen, others that are more likely than the
    rest of it, marked."""
    if not within.candidates:
        return ()
    own = {one.item_id for one in within.candidates}
    beside = called_so(state, belief, within, catalogue) if state.seen else within
    likely = distinct(beside, catalogue).candidates
    least = LEAST_SHARE_OF_BEST * likely[0].probability
    fills = meaning.act in (Act.MORE_LIKE, Act.REJECT)  # what was seen comes back before a page is short
    chosen = [one for one in likely if one.probability >= least or (fills and one.item_id in own)][:CARDS]
    fitting = [one for one in chosen if one.item_id in own] or [within.candidates[0]]
    others = [one for one in chosen if one.item_id not in own][: CARDS - len(fitting)]
    mark_of_others = not_called(called(state, catalogue))
    return (
        *(_slot(one, _newest(meaning)) for one in fitting),
        *(_slot(one, _newest(meaning), extra=mark_of_others) for one in others),
    )


def _titled(state: State, belief: Belief, catalogue: Catalogue) -> tuple[str, ...]:
    """Candidates whose whole title was said."""
    said = frozenset(word for wish in state.soft for word in _words(wish.words or wish.value))
    titles = ((one.item_id, _words(catalogue.item(one.item_id).title)) for one in belief.candidates)
    return tuple(item_id for item_id, title in titles if len(title) > 1 and title <= said)


def _one_of_each(belief: Belief, catalogue: Catalogue) -> Belief:
    """The belief with the best product of each department first: who wants nothing in particular sees all the shop."""
    departments: dict[tuple[str, ...], list[Scored]] = {}
    for one in belief.candidates:
        departments.setdefault(catalogue.item(one.item_id).category[:1], []).append(one)
    first = {own[0].item_id: own[0] for own in departments.values()}
    rest = (one for one in belief.candidates if one.item_id not in first)
    return replace(belief, candidates=(*first.values(), *rest))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _topic(meaning: Meaning, state: State) -> str:
    if meaning.act is Act.COUNT:  # narrows nothing, so what is shown need not meet what was counted
        return "popular"
    if meaning.act in (Act.INFORM, Act.HAVE):
        return "recommend" if state.preferences else "popular"
    if meaning.act is Act.UNCLEAR and meaning.language != "en":
        return "no_language"
    if meaning.act in (Act.UNCLEAR, Act.GREET) and state.preferences:
        return f"{meaning.act}_again"
    return str(meaning.act)


def _subject(meaning: Meaning, catalogue: Catalogue) -> str:
    if meaning.act is Act.FOREIGN_BUDGET:
        return meaning.attribute or ""
    return catalogue.item(meaning.item_ids[0]).title if meaning.item_ids else ""


def _nothing_left(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    """Nothing new meets the exact wishes and the kind that was named: all were seen, or something gives way, openly."""
    wanted = kinds(state, catalogue)
    others = slots(called_so(state, belief, replace(belief, candidates=()), catalogue), newest=_newest(meaning))
    seen_all = not others and bool(catalogue.passing(state.hard))
    if seen_all or catalogue.passing((*state.hard, *wanted)):
        return _no_more(state, meaning, others, catalogue)
    relative = [held for held in state.preferences if held.wish.hard and held.wish.relative]
    if relative and state.on_screen:
        return nothing_further(state, relative[-1], catalogue, not_understood=meaning.not_understood)
    if wanted and others:
        return other_kinds(state, wanted, others, catalogue, not_understood=meaning.not_understood)
    return relaxation(state, catalogue, kinds=wanted, not_understood=meaning.not_understood)


def _no_more(state: State, meaning: Meaning, others: tuple[Slot, ...], catalogue: Catalogue) -> Action:
    """All that the belief has of the kind was seen: further ones of the kind, else what comes near it, marked, else the
    list as it was."""
    wanted = kinds(state, catalogue)
    passing = catalogue.passing((*state.hard, *wanted))
    groups = {catalogue.item(item_id).group_id: item_id for item_id in reversed(passing)}
    fresh = [item_id for group, item_id in reversed(groups.items()) if group not in state.seen]
    if fresh and wanted:
        further = tuple(Slot(item_id, 0.0) for item_id in fresh[:CARDS])
        return Action(ActionType.RECOMMEND, _topic(meaning, state), further, not_understood=meaning.not_understood)
    if others and wanted:
        kind = called(state, catalogue)
        marked = tuple(replace(slot, extra=not_called(kind)) for slot in others)
        return Action(
            ActionType.RECOMMEND, "no_more_kind", marked, not_understood=meaning.not_understood, otherwise=kind
        )
    allowed = catalogue.passing(state.hard)
    again = tuple(Slot(item_id, 0.0) for item_id in state.on_screen if item_id in allowed)
    return Action(ActionType.RECOMMEND, "no_more", again[:CARDS], not_understood=meaning.not_understood)


def _undo(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    """The list of before, as far as it may still be shown."""
    passing = catalogue.passing(state.hard)
    reasons = {scored.item_id: scored for scored in belief.candidates}
    again = [item_id for item_id in state.on_screen if item_id in passing]
    known = (reasons.get(item_id, Scored(item_id, "", 0.0, 0.0)) for item_id in again)
    shown = slots(replace(belief, candidates=tuple(known))) or slots(belief)
    if not state.undone:
        return Action(ActionType.RECOMMEND, "nothing_to_undo", shown)
    return Action(ActionType.RECOMMEND, "undo", shown) if shown else relaxation(state, catalogue)


def _why(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    items = meaning.item_ids
    if not items:
        return Action(ActionType.ANSWER, "why_what")
    facts = _facts_for(state, items[0], catalogue)
    return Action(
        ActionType.ANSWER,
        "why" if facts else "why_meaning",
        (Slot(items[0], 0.0, facts, mark(items[0], state, catalogue)),),
        subject=catalogue.item(items[0]).title,
        facts=facts,
    )


def _facts_for(state: State, item_id: str, catalogue: Catalogue) -> tuple[Fact, ...]:
    """Facts of the product that meet what was wished for, one per wish, hard wishes first."""
    facts: dict[str, Fact] = {}
    for wish in (*state.hard, *state.soft):
        if wish.attribute != TEXT and catalogue.meets(item_id, wish):
            for fact in _meeting(item_id, wish, catalogue):
                facts.setdefault(fact.fact_id, fact)
    return tuple(facts.values())


def _meeting(item_id: str, wish: Wish, catalogue: Catalogue) -> tuple[Fact, ...]:
    relation = "age_min" if wish.attribute == "age" else wish.attribute
    own = catalogue.facts(item_id, relation)
    named = tuple(fact for fact in own if fact.value in wish.values)
    return (named or tuple(own))[:1]


def _ask_fact(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    items = meaning.item_ids
    if not items or meaning.attribute is None:
        return Action(ActionType.ANSWER, "why_what")
    facts = _asked_facts(items[0], meaning.attribute, catalogue)
    topic = "fact" if facts else "fact_unknown"
    shown = Slot(items[0], 0.0, facts, mark(items[0], state, catalogue))
    return Action(ActionType.ANSWER, topic, (shown,), subject=catalogue.item(items[0]).title, facts=facts)


def _asked_facts(item_id: str, attribute: str, catalogue: Catalogue) -> tuple[Fact, ...]:
    if attribute == "details":
        known = (
            *catalogue.facts(item_id, PRICE),
            *(fact for fact in catalogue.item(item_id).facts if fact.relation != CATEGORY),
        )
        return tuple({fact.relation: fact for fact in reversed(known)}.values())[::-1][:DETAILS]
    return tuple(fact for relation in _related(attribute) for fact in catalogue.facts(item_id, relation)[:2])


def _related(attribute: str) -> tuple[str, ...]:
    return {"length": ("length", "width", "height", "size", "dimensions"), "age_min": ("age_min", "age_max")}.get(
        attribute, (attribute,)
    )


def _compare(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    items = meaning.item_ids
    if len(items) < 2:
        return Action(ActionType.ANSWER, "compare_what")
    compared = differences(items[:CARDS], catalogue)
    shown = tuple(Slot(item_id, 0.0, facts, mark(item_id, state, catalogue)) for item_id, facts in compared.items())
    return Action(ActionType.COMPARE, "compare", shown)


def _superlative(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    """An extreme over the whole catalogue (or over what the message names), and beside it those within the standing
    wishes."""
    attribute = meaning.attribute or PRICE
    if meaning.item_ids:
        return _extreme_of(meaning.item_ids, attribute, meaning.descending, catalogue)
    named = _named_in(meaning, catalogue)
    overall = catalogue.ordered(attribute, named, descending=meaning.descending, limit=CARDS)
    if not overall:
        shown = slots(belief)
        return Action(ActionType.RECOMMEND, "superlative_unknown" if shown else "unranked", shown, subject=attribute)
    within = _extremes_within(state, attribute, named, meaning.descending, catalogue)
    best = tuple(dict.fromkeys((overall[0], *within[: CARDS - 1], *overall[1:])))[:CARDS]
    shown = tuple(Slot(item_id, 0.0, tuple(catalogue.facts(item_id, attribute)[:1])) for item_id in best)
    topic = "superlative_within" if within and within[0] != overall[0] else "superlative"
    subject = f"{attribute}:{'desc' if meaning.descending else 'asc'}"
    return Action(ActionType.RECOMMEND, topic, shown, subject=subject, kind=next((one.text for one in named), ""))


def _named_in(meaning: Meaning, catalogue: Catalogue) -> tuple[Wish, ...]:
    """What the message itself asks the extreme of: "the cheapest puzzle". Words that nothing meets name nothing."""
    asked = exact(meaning.wishes, catalogue)
    if catalogue.count(asked):
        return asked
    return tuple(wish for wish in asked if wish.attribute != TEXT)


def _extreme_of(item_ids: tuple[str, ...], attribute: str, descending: bool, catalogue: Catalogue) -> Action:
    """ "Which of these is the lightest?": only among the products that were named."""
    known = {item_id: fact for item_id in item_ids for fact in catalogue.facts(item_id, attribute)[:1]}
    figures = {item_id: fact.number for item_id, fact in known.items() if fact.number is not None}
    if not figures:
        return Action(ActionType.ANSWER, "unranked", subject=attribute)
    best = sorted(figures, key=lambda item_id: figures[item_id], reverse=descending)
    shown = tuple(Slot(item_id, 0.0, (known[item_id],)) for item_id in best)
    return Action(ActionType.ANSWER, "superlative_of", shown, subject=f"{attribute}:{'desc' if descending else 'asc'}")


def _extremes_within(
    state: State, attribute: str, named: tuple[Wish, ...], descending: bool, catalogue: Catalogue
) -> Sequence[str]:
    """The extremes among what meets the standing wishes: those named outright too, where something has them all."""
    wanted = (wish for wish in state.soft if wish.op is Op.IS and wish.number is None and wish.strength >= NAMED)
    soft = tuple(replace(wish, hard=True) for wish in wanted if wish.attribute != TEXT)
    kind = () if named else kinds(state, catalogue)
    if not state.hard and not soft and not kind:
        return ()
    for wishes in ((*state.hard, *kind, *soft, *named), (*state.hard, *kind, *named), (*state.hard, *named)):
        if found := catalogue.ordered(attribute, wishes, descending=descending, limit=CARDS):
            return found
    return ()


def _have(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    """An honest yes or no; "do you have anything under £5?" and a kind that is too dear are answered as wishes are."""
    answer = asked_for(state, meaning, belief, catalogue, shows=slots)
    return answer or _recommend(state, meaning, belief, catalogue)


def _count(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
    return counted(state, meaning, belief, catalogue, shows=slots)


def _plain(action_type: ActionType, topic: str) -> "Special":
    def act(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue) -> Action:
        return Action(action_type, topic)

    return act


Special = Callable[[State, Meaning, Belief, Catalogue], Action]
_SPECIAL: Mapping[Act, Special] = {
    Act.UNDO: _undo,
    Act.WHY: _why,
    Act.ASK_FACT: _ask_fact,
    Act.COMPARE: _compare,
    Act.SUPERLATIVE: _superlative,
    Act.COUNT: _count,
    Act.HAVE: _have,
    Act.HANDOFF: _plain(ActionType.HANDOFF, "handoff"),
    Act.ORDER_STATUS: _plain(ActionType.ANSWER, "order_status"),
    Act.POLICY: _plain(ActionType.ANSWER, "policy"),
    Act.THANK: _plain(ActionType.ANSWER, "thank"),
    Act.CLOSE: _plain(ActionType.CLOSE, "close"),
    Act.REP: _plain(ActionType.ANSWER, "rep"),
}
