"""Real dialogues between people: what the built-in reader finds in every shopper's utterance, beside the human labels.

The labels are another scheme's (several intents an utterance, by votes of annotators), so this is agreement, not
accuracy: whether an utterance elicits or asks, informs, or gives feedback.

    python -m bench.shopdial --data ../shared/data [--json] [--show]
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agent.state import EMPTY, State
from agent.understand.parser import Parser
from bench.report import Cell, Report, wilson
from bench.understanding import catalogue_of
from domain.meaning import Act, Meaning
from domain.ports import Catalogue
from retrieval.languages.english import English

DIALOGUES = Path("shopdial/dialogues.jsonl")
RETAIL = Path("retail/products.jsonl")
SHOPPER = "Client"
# The intents of the data that say the same as ours, and the acts that say it.
GROUPS: dict[str, tuple[frozenset[str], frozenset[Act]]] = {
    "elicit": (
        frozenset({"elicit", "o_question", "clarify"}),
        frozenset(
            {
                Act.ASK_FACT,
                Act.COMPARE,
                Act.WHY,
                Act.SUPERLATIVE,
                Act.COUNT,
                Act.HAVE,
                Act.POLICY,
                Act.SHOW_OTHERS,
                Act.ORDER_STATUS,
            }
        ),
    ),
    "inform": (
        frozenset({"disclose", "answer", "explain"}),
        frozenset({Act.INFORM, Act.DONT_MIND, Act.FOREIGN_BUDGET, Act.HAVE}),
    ),
    "feedback": (
        frozenset({"pf", "nf"}),
        frozenset({Act.THANK, Act.CLOSE, Act.MORE_LIKE, Act.REJECT, Act.SHOW_OTHERS}),
    ),
    "greeting": (frozenset({"greeting"}), frozenset({Act.GREET, Act.THANK, Act.CLOSE})),
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """A shopper's utterance with its labels (two annotators or more), and what was read."""

    dialogue: str
    number: int
    text: str
    intents: frozenset[str]
    meaning: Meaning


def utterances(data: Path, catalogue: Catalogue) -> Iterator[Utterance]:
    """Every utterance of a shopper; after the first words of the shop, something is on the screen."""
    parser = Parser(English())
    with (data / DIALOGUES).open(encoding="utf-8") as lines:
        for line in lines:
            dialogue = json.loads(line)
            for said in dialogue["utterances"]:
                if said["participant"] == SHOPPER:
                    intents = frozenset(name for name, _ in said["intents"])
                    state = _state(said["utterance_id"], catalogue)
                    meaning = parser(said["utterance"], state, catalogue)
                    yield Utterance(dialogue["id"], said["utterance_id"], said["utterance"], intents, meaning)


def _state(number: int, catalogue: Catalogue) -> State:
    """The products of the dialogues are not in any catalogue here: four others stand for those that were shown."""
    shown = tuple(catalogue.passing(())[:4])
    return EMPTY if number <= _FIRST_WORDS else replace(EMPTY, on_screen=shown)


# So many utterances go by before anything is shown.
_FIRST_WORDS = 5


def rows(read: Sequence[Utterance]) -> list[dict[str, Cell]]:
    """Agreement by group: of the utterances with the label, how many have such an act, and the other way round."""
    table: list[dict[str, Cell]] = []
    for name, (intents, acts) in GROUPS.items():
        labelled = [one for one in read if one.intents & intents]
        acted = [one for one in read if one.meaning.act in acts and one.intents]
        both = sum(one.meaning.act in acts for one in labelled)
        backed = sum(bool(one.intents & intents) for one in acted)
        table.append(
            {
                "system": "warmstart",
                "group": name,
                "labelled": len(labelled),
                "recall": both / max(len(labelled), 1),
                "recall_ci": wilson(both, len(labelled)),
                "read_so": len(acted),
                "precision": backed / max(len(acted), 1),
                "precision_ci": wilson(backed, len(acted)),
            }
        )
    return table


def any_agreement(read: Sequence[Utterance]) -> dict[str, Cell]:
    """How often the act belongs to a group that a label of the utterance belongs to."""
    judged = [one for one in read if any(one.intents & intents for intents, _ in GROUPS.values())]
    agreed = sum(
        any(one.intents & intents and one.meaning.act in acts for intents, acts in GROUPS.values()) for one in judged
    )
    share = agreed / max(len(judged), 1)
    return {
        "system": "warmstart",
        "group": "any",
        "labelled": len(judged),
        "recall": share,
        "recall_ci": wilson(agreed, len(judged)),
    }


def details(read: Sequence[Utterance]) -> Iterator[str]:
    """Every utterance by its place: its labels, the act and the slots found."""
    for one in read:
        slots = "; ".join(wish.text for wish in one.meaning.wishes)
        yield f"{one.dialogue}#{one.number} {sorted(one.intents)} -> {one.meaning.act} [{slots}]"


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object; with --show every utterance."""
    parser = argparse.ArgumentParser(prog="bench.shopdial", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds shopdial/ and retail/")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--show", action="store_true", help="print every utterance with its labels and what was read")
    chosen = parser.parse_args(arguments)
    read = list(utterances(chosen.data, catalogue_of("retail", chosen.data / RETAIL)))
    report = Report("shopdial", len(read), 0, [*rows(read), any_agreement(read)])
    shown = "\n" + "\n".join(details(read)) if chosen.show else ""
    sys.stdout.write((report.as_json() if chosen.json else report.table() + shown) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
