"""Ask an attribute or recommend? LastFM*, in the protocol of MCMIPL (Zhang et al., WWW 2022), multi-target.

    warmstart bench lastfm --data ../shared/data/lastfm_star [--episodes F] [--ranks A:B] [--json]

The priors are fitted, and everything tuned was chosen, on ranks from 4,000 on; the default reports on the first 4,000.
The users overlap (nearly every user of the first 4,000 has other episodes in the rest); no weight belongs to a user.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.lastfm import rules
from bench.lastfm.features import Features
from bench.lastfm.figures import measured, row
from bench.lastfm.graph import EPISODES, KG, Episode, Graph, folder_of, read_episodes, read_graph
from bench.lastfm.prior import Inputs, Prior, fit, uniform
from bench.lastfm.simulator import Noise, Outcome, System, play
from bench.lastfm.systems import SOFT, STRICT, STRICT_FLAT, Ours, Tuned
from bench.report import Cell, Report
from domain.errors import BadInput

SEED = 1
# Ranks below this are reported on, ranks from it on are fitted and tuned on.
REPORTED = 4_000
# Episodes that a prior is fitted on, drawn from all held-back ones.
FITTED = 2_500
FULL = "warmstart: strict, full prior"
WRONG = (0.0, 0.1, 0.2)
# Figures of others, not measured here; "unverified" where nobody has read them in their source.
PUBLISHED: tuple[dict[str, Cell], ...] = (
    {"system": "published, unverified: MCMIPL (WWW 2022)", "n": None, "sr@15": 0.874, "at": 6.35, "hdcg": 0.396},
    {"system": "published, unverified: SAPIENT (NAACL 2025)", "n": None, "sr@15": 0.928},
    {
        "system": "as first reported, other episodes: max-entropy rule",
        "n": None,
        "sr@15": 0.871,
        "at": 6.16,
        "hdcg": 0.367,
    },
)


def priors(episodes: Sequence[Episode], graph: Graph, fitted: int = FITTED) -> dict[Inputs, Prior]:
    """One fitted prior for each set of inputs; `episodes` are the held-back ones. `BadInput` without any."""
    if not episodes:
        raise BadInput(f"No episode has a rank of {REPORTED} or more: there is nothing to fit the prior on.")
    features = Features(graph)
    drawn = np.random.default_rng(SEED).permutation(len(episodes))[:fitted]
    return {inputs: fit([episodes[place] for place in drawn], graph, features, inputs) for inputs in Inputs}


def systems(graph: Graph, prior: dict[Inputs, Prior]) -> list[tuple[str, System, float]]:
    """Name, system and share of wrong answers of each row, `FULL` first."""

    def strict(of: Prior, tuned: Tuned = STRICT) -> Ours:
        return Ours(graph, of, tuned, strict=True)

    full = prior[Inputs.FULL]
    soft = Ours(graph, full, SOFT, strict=False)
    return [
        (FULL, strict(full), 0.0),
        ("warmstart: strict, prior without the split's marks", strict(prior[Inputs.NO_ARTEFACTS]), 0.0),
        ("warmstart: strict, no user data, item features only", strict(prior[Inputs.ITEM_ONLY], STRICT_FLAT), 0.0),
        ("warmstart: strict, no user data (uniform prior)", strict(uniform, STRICT_FLAT), 0.0),
        *((f"warmstart: soft belief, {wrong:.0%} wrong answers", soft, wrong) for wrong in WRONG),
        ("warmstart: soft belief, no user data, 0% wrong answers", Ours(graph, uniform, SOFT, strict=False), 0.0),
        ("baseline: strict list under 10% wrong answers", strict(full), 0.1),
        ("baseline: recommend only, full prior", rules.RecommendOnly(full), 0.0),
        ("baseline: max-entropy, then random order", rules.Rule(graph, rules.while_many), 0.0),
        ("baseline: alternating, random order", rules.Rule(graph, rules.alternating), 0.0),
        ("baseline: random", rules.Rule(graph, rules.at_random), 0.0),
    ]


def rows(episodes: Sequence[Episode], graph: Graph, prior: dict[Inputs, Prior]) -> Iterator[dict[str, Cell]]:
    """A row per system with its time per action; `FULL` also on episodes whose targets are all cold, and all warm."""
    reference = None
    for name, system, wrong in systems(graph, prior):
        started = perf_counter()
        outcomes = [play(episode, graph, system, Noise(wrong, SEED)) for episode in episodes]
        taken_ms = (perf_counter() - started) * 1e3
        figures = measured(outcomes)
        yield row(name, figures, reference) | {"ms_per_action": round(taken_ms / _actions(outcomes), 2)}
        if name == FULL:
            reference = figures
            cold = np.array([episode.cold for episode in episodes])  # (N, 2)
            yield row(f"{FULL}; both targets cold", figures[cold.all(axis=1)], None)
            yield row(f"{FULL}; no target cold", figures[~cold.any(axis=1)], None)
    yield from PUBLISHED


def _actions(outcomes: Sequence[Outcome]) -> int:
    return sum(outcome.actions for outcome in outcomes)


def _ranks(written: str) -> range:
    first, colon, last = written.partition(":")
    if not colon or not (first or "0").isdigit() or not last.isdigit() or int(first or 0) >= int(last):
        raise argparse.ArgumentTypeError(
            f"{written!r} is no range of ranks: write A:B, as in 0:4000 (B is not included)."
        )
    return range(int(first or 0), int(last))


def run(data: Path, episodes: Path | None, ranks: range) -> Report:
    """Fit on ranks from 4,000 on, play `ranks` of the episodes (by default the data's own)."""
    folder = folder_of(data)
    graph = read_graph(folder / KG)
    own = read_episodes(folder / EPISODES, graph)
    asked = own if episodes is None else read_episodes(episodes, graph)
    played = [episode for episode in asked if episode.rank in ranks]
    if not played:
        raise BadInput(f"No episode has a rank from {ranks.start} to {ranks.stop - 1}: see --ranks.")
    held_back = [episode for episode in own if episode.rank >= REPORTED]
    known = {(episode.user, *episode.targets) for episode in played}
    prior = priors([one for one in held_back if (one.user, *one.targets) not in known], graph)
    done = []
    for one in rows(played, graph, prior):
        done.append(one)
        print(f"{one['system']}: sr@15 {one.get('sr@15')} at {one.get('at')} hdcg {one.get('hdcg')}", file=sys.stderr)
    return Report("lastfm", len(played), SEED, done)


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object."""
    parser = argparse.ArgumentParser(prog="bench lastfm", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of LastFM*, or the one above")
    parser.add_argument("--episodes", type=Path, help="other episodes, with the columns of episodes_train.csv")
    parser.add_argument(
        "--ranks", type=_ranks, default=range(REPORTED), help="A:B, ranks to report on (default 0:4000)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    try:
        report = run(chosen.data, chosen.episodes, chosen.ranks)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 1
    print(report.as_json() if chosen.json else report.table())
    return 0
