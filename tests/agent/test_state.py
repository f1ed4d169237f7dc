"""The fold: what is believed after some turns."""

from dataclasses import replace
from datetime import UTC, datetime

from agent.state import EMPTY, State, answered, fold, heard, replaces
from domain.actions import ActionType, Option, Question
from domain.inputs import Edit, Input, RepAction, RepActionType, Speaker, Undo, Words
from domain.meaning import Act, Meaning
from domain.session import Recommendation, Reply, Turn
from domain.wishes import TEXT, Op, Wish

CAP = Wish("price", Op.MAX, ("25.00",), 2500.0, "GBP", hard=True, text="£25 or less")
FLOOR = Wish("price", Op.MIN, ("30.00",), 3000.0, "GBP", hard=True, text="£30 or more")
TRAINS = Wish("category", Op.IS, ("trains",), text="trains")
KITES = Wish("category", Op.IS, ("kites",), text="kites")
NO_WOOD = Wish("material", Op.NOT, ("wood",), hard=True, text="no wood")
NO_METAL = Wish("material", Op.NOT, ("metal",), hard=True, text="no metal")


def say(state: State, *wishes: Wish, act: Act = Act.INFORM, turn_id: str = "", **more: object) -> State:
    return heard(state, turn_id or f"t{state.turns + 1}", Words("…"), Meaning(act, wishes=wishes, **more))  # type: ignore[arg-type]


def show(
    state: State, *item_ids: str, question: Question | None = None, action: ActionType = ActionType.RECOMMEND
) -> State:
    cards = tuple(
        Recommendation(item_id, f"g-{item_id}", item_id, rank, 0.1) for rank, item_id in enumerate(item_ids, start=1)
    )
    return answered(state, Reply("t", "s", "…", action, "recommend", question=question, recommendations=cards))


def wishes(state: State) -> list[Wish]:
    return [preference.wish for preference in state.preferences]


def test_a_newer_cap_takes_the_place_of_the_older_one() -> None:
    dearer = replace(CAP, values=("40.00",), number=4000.0)
    assert wishes(say(say(EMPTY, CAP, TRAINS), dearer)) == [TRAINS, dearer]


def test_a_floor_above_the_cap_replaces_it_and_one_below_stands_beside_it() -> None:
    assert wishes(say(say(EMPTY, CAP), FLOOR)) == [FLOOR]
    low = replace(FLOOR, values=("10.00",), number=1000.0)
    assert wishes(say(say(EMPTY, CAP), low)) == [CAP, low]


def test_exclusions_of_one_attribute_stand_side_by_side() -> None:
    assert wishes(say(say(EMPTY, NO_WOOD), NO_METAL)) == [NO_WOOD, NO_METAL]


def test_wanting_what_was_excluded_lifts_the_exclusion_and_the_other_way_round() -> None:
    wood = Wish("material", Op.IS, ("wood",), text="wood")
    assert wishes(say(say(EMPTY, NO_WOOD, NO_METAL), wood)) == [NO_METAL, wood]
    assert wishes(say(say(EMPTY, wood), NO_WOOD)) == [NO_WOOD]


def test_another_kind_of_product_takes_the_old_kinds_words_with_it() -> None:
    engine = Wish(TEXT, Op.LIKE, ("steam engine",), text="steam engine")
    red = Wish(TEXT, Op.LIKE, ("long tail",), text="long tail")
    state = say(say(EMPTY, TRAINS, engine, CAP), KITES, red)
    assert wishes(state) == [CAP, KITES, red]


def test_every_preference_carries_the_turn_it_came_from() -> None:
    state = say(say(EMPTY, CAP), TRAINS, NO_WOOD)
    assert [(held.preference_id, held.turn_id) for held in state.preferences] == [
        ("t1.1", "t1"),
        ("t2.1", "t2"),
        ("t2.2", "t2"),
    ]


def test_undo_restores_the_state_before_and_a_second_undo_goes_further_back() -> None:
    first = show(say(EMPTY, CAP), "a", "b")
    second = show(say(first, TRAINS), "c")
    undone = heard(second, "t3", Undo(), Meaning(Act.UNDO))
    assert wishes(undone) == [CAP]
    assert undone.on_screen == ("a", "b")
    assert undone.undone
    twice = heard(show(undone, "a", "b"), "t4", Undo(), Meaning(Act.UNDO))
    assert wishes(twice) == []
    assert not heard(twice, "t5", Undo(), Meaning(Act.UNDO)).undone


def test_the_turn_counter_never_goes_back() -> None:
    state = heard(say(EMPTY, CAP), "t2", Undo(), Meaning(Act.UNDO))
    assert state.turns == 2


def test_start_over_forgets_everything_but_can_be_undone() -> None:
    state = show(say(EMPTY, CAP), "a")
    fresh = say(state, act=Act.START_OVER)
    assert wishes(fresh) == [] and fresh.on_screen == () and fresh.seen == frozenset()
    assert wishes(heard(fresh, "t3", Undo(), Meaning(Act.UNDO))) == [CAP]


def test_a_rejected_product_is_remembered_and_no_longer_liked() -> None:
    state = say(EMPTY, act=Act.MORE_LIKE, item_ids=("a", "b"))
    state = say(state, act=Act.REJECT, item_ids=("a",))
    assert (state.liked, state.disliked, state.rejected) == (("b",), ("a",), frozenset({"a"}))


def test_a_superlative_asks_and_narrows_nothing() -> None:
    assert wishes(say(say(EMPTY, CAP), TRAINS, act=Act.SUPERLATIVE)) == [CAP]


def test_editing_keeps_the_place_and_the_id_of_a_preference() -> None:
    state = say(EMPTY, CAP, TRAINS)
    dearer = replace(CAP, values=("40.00",), number=4000.0)
    state = heard(state, "t2", Edit("t1.1", "40"), Meaning(Act.EDIT, wishes=(dearer,)))
    assert [(held.preference_id, held.wish) for held in state.preferences] == [("t1.1", dearer), ("t1.2", TRAINS)]
    state = heard(state, "t3", Edit("t1.2"), Meaning(Act.EDIT, dropped=("t1.2",)))
    assert wishes(state) == [dearer]


def test_an_answer_about_one_product_leaves_the_list_on_the_screen() -> None:
    state = show(say(EMPTY, CAP), "a", "b")
    state = show(say(state, act=Act.WHY, item_ids=("b",)), "b", action=ActionType.ANSWER)
    assert state.on_screen == ("a", "b")
    assert state.focus == "b"


def test_what_was_asked_is_remembered_with_how_often_lately() -> None:
    question = Question("colour", "Which colour?", (Option("red", "red", 2), Option("blue", "blue", 1)))
    state = show(say(EMPTY, TRAINS), "a", question=question)
    assert state.pending == question
    assert state.asked == frozenset({"colour"})
    state = show(show(say(state), "a"), "a")
    assert state.pending is None
    assert state.recent_questions == (False, False)


def test_a_reps_words_change_nothing_of_what_is_believed() -> None:
    state = say(EMPTY, CAP)
    after = heard(
        state, "t2", RepAction(RepActionType.SAY, "Hello"), Meaning(Act.REP, wishes=(TRAINS,)), speaker=Speaker.REP
    )
    assert wishes(after) == [CAP]


def test_the_fold_of_the_log_is_the_state_that_grew_turn_by_turn() -> None:
    said: list[tuple[Input, Meaning]] = [
        (Words("trains"), Meaning(Act.INFORM, wishes=(TRAINS, CAP))),
        (Words("no wood"), Meaning(Act.INFORM, wishes=(NO_WOOD,))),
        (Undo(), Meaning(Act.UNDO)),
        (Words("not the first"), Meaning(Act.REJECT, item_ids=("a",))),
    ]
    state, turns = EMPTY, []
    for number, (words, meaning) in enumerate(said, start=1):
        reply = Reply(
            f"t{number}",
            "s",
            "…",
            ActionType.RECOMMEND,
            "recommend",
            recommendations=(Recommendation("a", "g", "A", 1, 1.0),),
        )
        turns.append(Turn(f"t{number}", number, Speaker.SHOPPER, words, meaning, reply, "linear", 1, datetime.now(UTC)))
        state = answered(heard(state, f"t{number}", words, meaning), reply)
    assert fold(turns) == state
    assert wishes(state) == [TRAINS, CAP]


def test_replacing_never_crosses_attributes() -> None:
    for new in (CAP, TRAINS, NO_WOOD):
        for old in (CAP, TRAINS, NO_WOOD):
            assert replaces(new, old) == (new.attribute == old.attribute)
