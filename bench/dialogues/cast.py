"""Who talks to whom: the cases of a run, and one fresh shopper for each system and case."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.dialogues.loop import Referee, Run, converse, lean
from bench.dialogues.protocol import System
from bench.dialogues.shelf import Shelf
from bench.shopper.answers import Look
from bench.shopper.chance import Chance
from bench.shopper.need import Target
from bench.shopper.persona import Persona, personas
from bench.shopper.phrases import phrases
from bench.shopper.shopper import Shopper
from bench.shopper.traits import Traits, traits_of
from bench.shopper.voice import Voice
from domain.errors import UnknownItem


@dataclass(frozen=True, slots=True)
class Case:
    """A persona with a need. Cases of one family and number share the need and all chance."""

    persona: Persona
    target: Target
    seed: str


def cases(shelf: Shelf, count: int, seed: int, *, names: Sequence[str] = ()) -> list[Case]:
    """At least `count` cases, as many for each persona (of `names`, or of all)."""
    chosen = [persona for name, persona in personas().items() if not names or name in names]
    each = -(-count // len(chosen))
    return [case for persona in chosen for case in _of(persona, shelf, each, seed)]


def _of(persona: Persona, shelf: Shelf, count: int, seed: int) -> Iterator[Case]:
    chance = Chance(f"{seed}:{shelf.shop}:{persona.family}")
    for target in shelf.market.targets(count, chance, with_taste=persona.hides_taste):
        yield Case(persona, target, f"{chance.seed}:{target.need.number}")


def seeing(shelf: Shelf) -> Look:
    """What a shopper sees of each product of the catalogue; worked out once for each."""
    known: dict[str, Traits | None] = {}

    def look(item_id: str) -> Traits | None:
        if item_id not in known:
            try:
                known[item_id] = traits_of(shelf.catalogue.item(item_id), shelf.market.known)
            except UnknownItem:
                known[item_id] = None
        return known[item_id]

    return look


def shopper(case: Case, shelf: Shelf, look: Look) -> Shopper:
    """The shopper of a case, who has said nothing yet."""
    return Shopper(Voice(case.target.need, case.persona, Chance(case.seed), phrases()), shelf.market.known, look)


def play(
    systems: Sequence[System],
    played: Sequence[Case],
    shelf: Shelf,
    *,
    turns: int,
    watch: Callable[[Run], None] = lambda run: None,
    done: Callable[[], None] = lambda: None,
) -> list[Run]:
    """Every case with every system. `watch` sees each run with its whole rankings, which are not kept; `done` is called
    after each case."""
    look = seeing(shelf)
    groups = {item.item_id: item.group_id for item in shelf.items}
    groups |= {item.item_id: item.group_id for one in shelf.items for item in shelf.catalogue.variants(one.group_id)}
    referee = Referee(groups, shelf.judge)
    runs = []
    for case in played:
        for system in systems:
            run = converse(system, shopper(case, shelf, look), case.target, referee, turns=turns)
            watch(run)
            runs.append(lean(run))
        done()
    return runs
