"""The figures of a run as the contract's rows: every system in all, against ours, by persona."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bench.dialogues.leaks import Leak
from bench.dialogues.loop import Run
from bench.dialogues.measures import MEASURES, Asked, Paired, best_baseline, counted, failure
from bench.dialogues.ours import NAME
from bench.report import Cell

Row = Mapping[str, Cell]


def systems(runs: Sequence[Run], seed: int) -> list[Row]:
    """One row per system over all personas but those apart, ours first; how many failures of it ours has."""
    paired = Paired.of(runs, seed, counted)
    return [_system(name, paired) for name in paired.runs]


def _system(name: str, paired: Paired) -> Row:
    own = paired.runs[name]
    row: dict[str, Cell] = {"system": name, "runs": len(own), "needs": len({run.case for run in own})}
    for measure, of in MEASURES.items():
        estimate = paired.mean(name, of)
        row |= {measure: round(estimate.value, 4), f"{measure}_ci": estimate.interval}
    if name != NAME and NAME in paired.runs:
        ratio = paired.ratio(NAME, name, failure)
        row |= {"failures_of_ours": finite(ratio.value), "failures_of_ours_ci": ratio.interval}
    row["violations_shown"] = sum(len(run.broken.shown) for run in own)
    row["violations_ranked"] = sum(len(run.broken.ranked) for run in own)
    return row


def finite(value: float) -> float | None:
    """Rounded for a report; None for what JSON has no number for."""
    return round(value, 4) if math.isfinite(value) else None


def personas(runs: Sequence[Run], seed: int) -> list[Row]:
    """One row per persona: ours, the best other system over all personas, and the difference on the same needs."""
    whole = Paired.of(runs, seed, counted)
    other = best_baseline(whole, NAME) if len(whole.runs) > 1 else ""
    return [_persona(name, runs, seed, other) for name in dict.fromkeys(run.persona for run in runs)]


def _persona(name: str, runs: Sequence[Run], seed: int, other: str) -> Row:
    paired = Paired.of(runs, seed, lambda run: run.persona == name)
    own = paired.runs[NAME]
    row: dict[str, Cell] = {"system": NAME, "persona": name, "runs": len(own)}
    for measure in ("sr@5", "mrr@10", "questions"):
        estimate = paired.mean(NAME, MEASURES[measure])
        row |= {measure: round(estimate.value, 4), f"{measure}_ci": estimate.interval}
    row["left"] = round(sum(run.left for run in own) / len(own), 4)
    if other:
        row |= {"against": other, "its_sr@5": round(paired.mean(other, MEASURES["sr@5"]).value, 4)}
        gap = paired.difference(NAME, other, MEASURES["sr@5"])
        row |= {"difference": round(gap.value, 4), "difference_ci": gap.interval}
    return row


def wrong_answers(runs: Sequence[Run], seed: int) -> list[Row]:
    """What wrong answers cost ours: the same needs, words and reactions, only the answers differ."""
    family = [
        run for run in runs if run.system == NAME and (run.persona == "plain" or run.persona.startswith("wrong_"))
    ]
    named: list[Run] = [_as_system(run) for run in family]
    paired = Paired.of(named, seed)
    rows: list[Row] = []
    for name in paired.runs:
        if name != "plain" and "plain" in paired.runs:
            gap = paired.difference("plain", name, MEASURES["sr@5"])
            rows.append({"system": NAME, "persona": name, "cost": round(gap.value, 4), "cost_ci": gap.interval})
    return rows


def _as_system(run: Run) -> Run:
    return replace(run, system=run.persona)


def leaks(found: Mapping[str, Leak]) -> list[Row]:
    """How often a lookup of her words in titles finds the product, beside the words of its own facts."""
    return [
        {
            "system": f"title lookup: {name}",
            "hit@1": round(first, 4),
            "hit@5": round(five, 4),
            "whole_title": round(one.whole_title, 4),
        }
        for persona, one in found.items()
        for name, first, five in (
            (f"copied words ({persona})", one.copied_first, one.copied_five),
            (f"words of facts ({persona})", one.facts_first, one.facts_five),
        )
    ]


def questions(asked: Sequence[Asked]) -> list[Row]:
    """What each attribute's questions brought."""
    return [
        {
            "system": NAME,
            "attribute": one.attribute,
            "asked": one.count,
            "told": round(one.told, 3),
            "rank_before": one.before,
            "rank_after": one.after,
            "ln_rank_gained": round(one.gain, 3),
        }
        for one in asked
    ]
