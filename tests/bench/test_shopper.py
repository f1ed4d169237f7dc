"""The simulated shopper: the same for every shop, true to her need, and each persona as it is described."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pytest

from bench.oracle.judge import Age, Cap
from bench.shopper import frozen
from bench.shopper.answers import fits, truth
from bench.shopper.chance import Chance
from bench.shopper.need import Market, Need, Target, budget_for, market
from bench.shopper.persona import Persona, personas
from bench.shopper.phrases import phrases
from bench.shopper.shopper import Shopper
from bench.shopper.traits import Traits, likeness, traits_of
from bench.shopper.voice import Voice
from domain.actions import Option, Question
from domain.inputs import Answer, CardAction, CardActionType, Words
from domain.items import Item
from domain.money import Money
from tests.bench.shelf import COLOURS, items

SHELF = items()
MARKET = market(SHELF, "GBP")
COLOUR_QUESTION = Question("colour", "", tuple(Option(value, value, 1) for value in COLOURS))
PRICE_QUESTION = Question(
    "price", "", (Option("..10.00", "", 1), Option("10.00..20.00", "", 1), Option("20.00..", "", 1))
)
OPEN_QUESTION = Question("text", "Who is it for?", ())


def shopper(persona: Persona, target: Target, found: Market, seen: Mapping[str, Traits]) -> Shopper:
    chance = Chance(f"1:{persona.family}:{target.need.number}")
    return Shopper(Voice(target.need, persona, chance, phrases()), found.known, seen.get)


def shoppers(name: str, count: int = 60, found: Market = MARKET, shelf: Sequence[Item] = SHELF) -> list[Shopper]:
    persona = personas()[name]
    targets = found.targets(count, Chance(f"1:{persona.family}"), with_taste=persona.hides_taste)
    seen = {item.item_id: traits_of(item, found.known) for item in shelf}
    return [shopper(persona, target, found, seen) for target in targets]


def talk(one: Shopper, asked: Iterable[Question | None], shown: Sequence[str] = ("p0", "p1")) -> list[object]:
    return [one.open(), *(one.reply(shown, question) for question in asked)]


def said(moves: Iterable[object]) -> str:
    return " | ".join(move.text for move in moves if isinstance(move, Words))


# -- the same for every system
# ------------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_conversation() -> None:
    asked = (None, COLOUR_QUESTION, PRICE_QUESTION, None)
    for name in personas():
        assert [talk(one, asked) for one in shoppers(name, 10)] == [talk(one, asked) for one in shoppers(name, 10)]


def test_first_words_and_wrong_answers_do_not_depend_on_what_the_shop_does() -> None:
    for one, other in zip(shoppers("wrong_20"), shoppers("wrong_20"), strict=True):
        talk(one, (None, None, COLOUR_QUESTION))
        talk(other, (COLOUR_QUESTION, PRICE_QUESTION), shown=("p7",))
        errors = [
            {heard.how for heard in each.heard if heard.attribute == "colour"} & {"told", "wrong"}
            for each in (one, other)
        ]
        assert not all(errors) or errors[0] == errors[1]


def test_personas_that_differ_in_errors_alone_share_needs_and_first_words() -> None:
    firsts = [[one.open() for one in shoppers(name)] for name in ("plain", "wrong_5", "wrong_10", "wrong_20")]
    assert firsts[0] == firsts[1] == firsts[2] == firsts[3]


def test_needs_differ() -> None:
    groups = [target.group_id for target in MARKET.targets(40, Chance("1"))]
    assert len(set(groups)) == 40


# -- what she knows
# -----------------------------------------------------------------------------------------------------------------


def test_titles_change_nothing_that_she_says() -> None:
    renamed = [replace(item, title=f"Other {number}", text="unlike") for number, item in enumerate(SHELF)]
    asked = (None, COLOUR_QUESTION, None, OPEN_QUESTION)
    for name in personas():
        plain = shoppers(name, 20)
        other = shoppers(name, 20, market(renamed, "GBP"), renamed)
        assert [talk(one, asked) for one in plain] == [talk(one, asked) for one in other]


def test_she_never_says_a_word_that_stands_in_titles_alone() -> None:
    title_words = {word for item in SHELF for word in re.findall(r"[a-z]+", item.title.casefold())}
    for name in personas():
        words = said(move for one in shoppers(name, 40) for move in talk(one, (None, COLOUR_QUESTION, None, None)))
        assert not title_words & set(re.findall(r"[a-z]+", words))


def test_she_says_one_to_three_facts_at_first_and_more_later() -> None:
    for one in shoppers("plain"):
        one.open()
        first = len(one._said)
        assert 1 <= first <= 3
        for _ in range(3):
            one.reply((), COLOUR_QUESTION)
            one.reply((), None)
        assert len(one._said) >= first


def test_exact_wishes_are_true_of_what_she_wants() -> None:
    targets = {target.need.number: target for target in MARKET.targets(60, Chance("1:knowledgeable"))}
    demanded = 0
    for one in shoppers("knowledgeable"):
        talk(one, (None, PRICE_QUESTION, None, None))
        own = next(item for item in SHELF if item.item_id == targets[one.voice.need.number].item_id)
        for demand in one.demands:
            demanded += 1
            if isinstance(demand, Cap):
                assert own.price_minor is not None and own.price_minor <= demand.minor
            if isinstance(demand, Age):
                assert one.voice.need.traits.age_min is not None and demand.months >= one.voice.need.traits.age_min
    assert demanded > 60


def test_a_wish_that_its_row_does_not_bear_out_is_never_stated() -> None:
    doubted = market(SHELF, "GBP", vouch=lambda _, demand: not isinstance(demand, Cap))
    assert all(target.need.budget_minor is None for target in doubted.targets(30, Chance("1")))
    assert any(target.need.child_months is not None for target in doubted.targets(30, Chance("1")))


def test_a_budget_is_a_round_amount_a_little_above_the_price() -> None:
    for number in range(50):
        budget = budget_for(Money(1399, "GBP"), Chance(str(number)))
        assert budget in (1500, 2000)
    assert budget_for(None, Chance("1")) is None


# -- how she answers
# ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "share"), [("plain", 0.0), ("wrong_5", 0.05), ("wrong_10", 0.10), ("wrong_20", 0.20)])
def test_error_rates_come_out_as_set(name: str, share: float) -> None:
    counts: Counter[str] = Counter()
    for one in shoppers(name, 2000):
        one.open()
        one._answer(COLOUR_QUESTION)
        counts.update(heard.how for heard in one.heard)
    assert abs(counts["wrong"] / (counts["wrong"] + counts["told"]) - share) < 0.02
    assert counts["dont_know"] and counts["dont_mind"]


def test_nobody_is_wrong_about_her_own_purse_or_the_child() -> None:
    for one in shoppers("wrong_20", 300):
        one.open()
        one._answer(PRICE_QUESTION)
        assert one.heard[-1].how != "wrong"


def test_an_answer_is_the_option_that_is_true() -> None:
    traits = Traits(("games", "chess"), "chess", {"colour": ("red",)}, 1500, 36.0, None)
    need = Need(1, traits, "GBP", 1500, 48)
    assert fits("colour", "red|pink", need) and not fits("colour", "blue", need)
    assert fits("colour", "not blue", need) and not fits("colour", "not red", need)
    assert fits("price", "10.00..20.00", need) and fits("price", "..15.00", need) and not fits("price", "15.00..", need)
    assert fits("age", "36..71", need) and not fits("age", "72..107", need)
    assert fits("category", "games", need) and not fits("price", "cheap", need)


def test_of_this_one_or_that_one_she_takes_the_one_more_like_what_she_wants() -> None:
    one = shoppers("plain", 1)[0]
    alike = {item.item_id: likeness(traits_of(item, MARKET.known), one.voice.need.traits, {}) for item in SHELF}
    best, worst = max(alike, key=lambda item_id: alike[item_id]), min(alike, key=lambda item_id: alike[item_id])
    question = Question("item", "", (Option(worst, "", 1), Option(best, "", 1)))
    assert [option.value for option in truth(question, one.voice.need, one.look).right] == [best]
    one.open()
    assert one._answer(question) == Answer("item", best)


def test_what_no_option_names_she_says_in_words() -> None:
    question = Question("colour", "", (Option("violet", "", 1), Option("teal", "", 1)))
    told = 0
    for one in shoppers("plain"):
        one.open()
        answer = one._answer(question)
        if one.heard[-1].how == "told":
            told += 1
            assert isinstance(answer, Words) and any(colour in answer.text for colour in COLOURS)
    assert told > 20


def test_an_open_question_is_answered_with_a_fact() -> None:
    for one in shoppers("knowledgeable", 30):
        one.open()
        before = set(one._said)
        one._answer(OPEN_QUESTION)
        assert len(one._said) == len(before) + 1 or one.heard[-1].how == "dont_know"


# -- who she is
# ------------------------------------------------------------------------------------------------------------------


def test_the_vague_one_says_less_and_knows_less() -> None:
    vague, plain = (said(one.open() for one in shoppers(name)) for name in ("vague", "plain"))
    assert len(vague) < len(plain)
    unknown = dict.fromkeys(("vague", "plain"), 0)
    for name in unknown:
        for one in shoppers(name):
            one.open()
            one._answer(COLOUR_QUESTION)
            unknown[name] += one.heard[-1].how == "dont_know"
    assert unknown["vague"] > 2 * unknown["plain"]


def test_the_impatient_one_leaves_and_the_plain_one_stays() -> None:
    def left(one: Shopper) -> bool:
        one.open()
        for _ in range(4):
            if one.leaves(["p0"], COLOUR_QUESTION):
                return True
            one.reply(["p0"], COLOUR_QUESTION)
        return False

    assert sum(left(one) for one in shoppers("impatient")) > 20
    assert not any(left(one) for one in shoppers("plain", 20))


def test_the_one_who_changes_her_mind_ends_with_what_is_true() -> None:
    changed = 0
    for one in shoppers("changing", 40):
        one.open()
        false = one._false
        if false is None:
            continue
        changed += 1
        attribute, old = false
        moves = [one.reply(["p0"], None), one.reply(["p0"], None)]
        if attribute in one.voice.need.traits.values:
            assert old not in one.voice.need.traits.values[attribute]
            assert any(value in said(moves) for value in one.voice.need.traits.values[attribute])
    assert changed > 30


def test_the_contradicting_one_says_so_without_a_word_of_change() -> None:
    marks = ("mind", "actually", "instead", "second thought", "forget", "scrap", "sorry")
    for one in shoppers("contradicting", 40):
        one.open()
        if one._false is not None:
            assert not any(mark in one.voice.correction(one._false) for mark in marks)


def test_the_sidestepping_one_answers_something_else_more_often_than_not() -> None:
    counts: Counter[str] = Counter()
    for one in shoppers("sidestepping"):
        one.open()
        one.reply(["p0"], COLOUR_QUESTION)
        counts[one.heard[-1].how] += 1
    assert counts["else"] > counts.total() / 2


def test_a_hidden_taste_is_never_said_and_steers_the_presses() -> None:
    liked = Counter[bool]()
    for one in shoppers("hidden_taste"):
        own = one.voice.need.traits
        moves = talk(one, (None, COLOUR_QUESTION, None), shown=[item.item_id for item in SHELF])
        assert not set(re.findall(r"[a-z]+", said(moves))) & {*own.values["colour"], *own.values["material"], "wooden"}
        assert Answer("colour", own.values["colour"][0]) not in moves
        for move in moves:
            if isinstance(move, CardAction) and move.action is CardActionType.MORE_LIKE_THIS:
                seen = one.look(move.item_ids[0])
                liked[seen is not None and seen.values["colour"] == own.values["colour"]] += 1
    assert liked[True] > 20 > 5 * liked[False]


# -- frozen
# ----------------------------------------------------------------------------------------------------------------


def test_the_simulator_is_the_one_that_was_frozen() -> None:
    assert frozen.content_hash() == frozen.HASH, (
        "The simulated shopper has changed: every row measured with it has to be run again. Then write the hash that "
        "`python -m bench.shopper` prints into bench/shopper/frozen.py, with a higher VERSION."
    )


def test_a_changed_simulator_says_so_in_every_report(monkeypatch: pytest.MonkeyPatch) -> None:
    assert frozen.stamp() == f"simulator {frozen.VERSION} ({frozen.HASH})"
    monkeypatch.setattr(frozen, "HASH", "0" * 16)
    assert "CHANGED" in frozen.stamp()


def test_there_are_hundreds_of_phrasings_and_all_can_be_filled_in() -> None:
    slots = dict.fromkeys(("thing", "kind", "value", "price", "age", "months", "old", "new", "detail"), "x")
    texts = [text.format(**slots) for lists in phrases().said.values() for texts in lists.values() for text in texts]
    assert len(texts) > 400 and len(set(texts)) > 350
