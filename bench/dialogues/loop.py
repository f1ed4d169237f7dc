"""One conversation between a shopper and a system, refereed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bench.dialogues.protocol import TURNS, Offer, System
from bench.oracle.judge import Demand, Judge, Verdict
from bench.shopper.need import Target
from bench.shopper.shopper import Heard, Move, Shopper
from domain.inputs import Answer, CardAction, Words


@dataclass(frozen=True, slots=True)
class Broken:
    """Products that break an exact wish by the raw rows: among the cards, and anywhere in the ranking."""

    shown: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()

    def __add__(self, other: "Broken") -> "Broken":
        return Broken(self.shown + other.shown, self.ranked + other.ranked)


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a transcript. `rank` is the wanted product's, from 1; None where the system did not rank it."""

    move: Move
    offer: Offer
    rank: int | None
    broken: Broken = field(default_factory=Broken)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one conversation. `found` is the turn in which the product was shown, None if it never was."""

    system: str
    persona: str
    case: str
    target: str
    found: int | None
    left: bool
    lines: tuple[Line, ...]
    heard: tuple[Heard, ...]

    @property
    def questions(self) -> int:
        """How many questions were asked; one that comes with the product that was wanted is not counted."""
        asked = sum(line.offer.question is not None for line in self.lines)
        return asked - (self.found is not None and self.lines[-1].offer.question is not None)

    @property
    def reciprocal_rank(self) -> float:
        """1/rank of the wanted product in the last ranking, 0 beyond 10."""
        rank = self.lines[-1].rank
        return 1 / rank if rank is not None and rank <= 10 else 0.0

    @property
    def broken(self) -> Broken:
        """All that broke an exact wish."""
        return sum((line.broken for line in self.lines), start=Broken())


@dataclass(frozen=True, slots=True)
class Referee:
    """Knows which products meet the need, and judges exact wishes by the raw rows where there are any."""

    group_of: dict[str, str]
    judge: Judge | None = None

    def rank(self, offer: Offer, group_id: str) -> int | None:
        """The place of the group in the ranking, from 1; the cards come first."""
        ids = dict.fromkeys((*(card.item_id for card in offer.cards), *offer.ranking))
        groups = list(dict.fromkeys(self.group_of[item_id] for item_id in ids))
        return groups.index(group_id) + 1 if group_id in groups else None

    def is_shown(self, offer: Offer, group_id: str) -> bool:
        """Whether a card is of the group that is wanted."""
        return any(self.group_of[card.item_id] == group_id for card in offer.cards)

    def broken(self, offer: Offer, demands: Sequence[Demand]) -> Broken:
        """What breaks the wishes stated so far. A card that is openly marked as an exception is none."""
        if self.judge is None or not demands:
            return Broken()
        bad = (Verdict.VIOLATES, Verdict.UNSTATED)
        marked = {card.item_id for card in offer.cards if card.extra}
        shown = [card.item_id for card in offer.cards if not card.extra]
        ranked = [item_id for item_id in offer.ranking if item_id not in marked]
        return Broken(
            tuple(item_id for item_id in shown if self.judge.verdict(item_id, demands) in bad),
            tuple(item_id for item_id in ranked if self.judge.verdict(item_id, demands) in bad),
        )


def converse(system: System, shopper: Shopper, target: Target, referee: Referee, *, turns: int = TURNS) -> Run:
    """Until the product is shown, the shopper leaves, or she has spoken `turns` times."""
    persona = shopper.voice.persona
    case = f"{persona.family}:{target.need.number}"
    system.start(f"{shopper.voice.chance.seed}:{system.name}")
    lines: list[Line] = []
    left = False
    move: Move = shopper.open()
    for turn in range(1, turns + 1):
        offer = system.hear(move)
        rank = referee.rank(offer, target.group_id)
        lines.append(Line(move, offer, rank, referee.broken(offer, shopper.demands)))
        if referee.is_shown(offer, target.group_id):
            return Run(system.name, persona.name, case, target.item_id, turn, False, tuple(lines), tuple(shopper.heard))
        shown = [card.item_id for card in offer.cards]
        left = shopper.leaves(shown, offer.question)
        if left or turn == turns:
            break
        move = shopper.reply(shown, offer.question)
    return Run(system.name, persona.name, case, target.item_id, None, left, tuple(lines), tuple(shopper.heard))


def lean(run: Run) -> Run:
    """The run without the long rankings: what is kept of thousands."""
    lines = (replace(line, offer=replace(line.offer, ranking=())) for line in run.lines)
    return replace(run, lines=tuple(lines))


def spoken(move: Move) -> str:
    """A move for a transcript."""
    match move:
        case Words(text):
            return text
        case Answer(attribute, value):
            return f"[{attribute}: {value or 'I do not mind'}]"
        case CardAction(action, item_ids):
            return f"[{action.value.replace('_', ' ')}{''.join(f' {item_id}' for item_id in item_ids)}]"
