"""The report as one HTML file: plots as inline SVG, tables, failures with their transcripts. No script, no address."""

from collections.abc import Mapping, Sequence
from html import escape

from bench.dialogues.loop import Line, Run, spoken
from bench.dialogues.measures import Paired, counted, question_values, success
from bench.dialogues.ours import NAME
from bench.dialogues.protocol import TURNS
from bench.dialogues.rows import Row
from bench.report import Report
from bench.shopper.frozen import stamp
from domain.ports import Catalogue

COLOURS = ("#c2410c", "#64748b", "#0f766e", "#7c3aed", "#0891b2", "#1d4ed8", "#be185d", "#4d7c0f")
# Failures shown with their transcripts: a page that can be read.
TRANSCRIPTS = 40
_STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#1e293b}
table{border-collapse:collapse;font-size:13px;margin:1em 0;display:block;overflow-x:auto}
td,th{border:1px solid #cbd5e1;padding:3px 8px;text-align:left;white-space:nowrap}
details{margin:.4em 0}.she{color:#1d4ed8}.shop{color:#334155;margin-left:1.5em}.note{color:#64748b}"""


def page(shop: str, runs: Sequence[Run], tables: Mapping[str, Sequence[Row]], catalogue: Catalogue) -> str:
    """The whole report."""
    ours = [run for run in runs if run.system == NAME]
    parts = [
        f"<h1>Simulated shoppers in “{escape(shop)}”</h1>",
        f'<p class="note">{escape(stamp())}; {len(ours)} conversations of each system, at most {TURNS} turns.</p>',
        "<h2>Success by turn</h2>",
        success_by_turn(runs),
        "<h2>What each question brings</h2>",
        values_of_questions(ours),
        *(f"<h2>{escape(name.capitalize())}</h2>{table(rows)}" for name, rows in tables.items() if rows),
        "<h2>Wishes that the catalogue could not serve</h2>",
        unserved(ours),
        "<h2>Failures</h2>",
        failures(ours, catalogue),
    ]
    head = f'<meta charset="utf-8"><title>{escape(shop)}: simulated shoppers</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def success_by_turn(runs: Sequence[Run]) -> str:
    """A line for each system: the share of conversations in which the product was shown by each turn."""
    paired = Paired.of(runs, 1, counted)
    lines = []
    for number, (name, own) in enumerate(paired.runs.items()):
        shares = [sum(success(run, turn) for run in own) / len(own) for turn in range(1, TURNS + 1)]
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(f"{_x(turn)},{_y(share)}" for turn, share in enumerate(shares, start=1))
        width = 3 if name == NAME else 1.5
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>')
        label = f"{name} {shares[-1]:.2f}"
        lines.append(_text(600, 30 + 22 * number, label, colour))
    grid = [f'<line x1="60" x2="580" y1="{_y(y / 5)}" y2="{_y(y / 5)}" stroke="#e2e8f0"/>' for y in range(6)]
    grid += [_text(20, _y(y / 5) + 4, f"{y / 5:.1f}") for y in range(6)]
    grid += [_text(_x(turn) - 20, 292, f"turn {turn}") for turn in range(1, TURNS + 1)]
    return f'<svg viewBox="0 0 860 300" width="860" role="img">{"".join(grid + lines)}</svg>'


def _x(turn: int) -> float:
    return 60 + (turn - 1) * 520 / (TURNS - 1)


def _y(share: float) -> float:
    return round(270 - 250 * share, 1)


def _text(x: float, y: float, text: str, colour: str = "#475569") -> str:
    return f'<text x="{x}" y="{y}" font-size="12" fill="{colour}">{escape(text)}</text>'


def values_of_questions(ours: Sequence[Run]) -> str:
    """A bar for each attribute that was asked about: how far an answer that told something raised the product."""
    asked = question_values(ours)
    if not asked:
        return "<p>Nothing was asked.</p>"
    widest = max(0.1, *(abs(one.gain) for one in asked))
    bars = []
    for row, one in enumerate(asked):
        y, width = 10 + 26 * row, abs(one.gain) / widest * 250
        colour = "#0f766e" if one.gain >= 0 else "#b91c1c"
        note = (
            f"{one.gain:+.2f} in ln rank; asked {one.count}×, told {one.told:.0%}, rank {one.before:g} → {one.after:g}"
        )
        bars.append(_text(0, y + 13, one.attribute.replace("_", " ")))
        bars.append(f'<rect x="160" y="{y}" width="{width:.0f}" height="17" fill="{colour}"/>')
        bars.append(_text(170 + width, y + 13, note))
    return f'<svg viewBox="0 0 860 {20 + 26 * len(asked)}" width="860" role="img">{"".join(bars)}</svg>'


def table(rows: Sequence[Row]) -> str:
    """The same cells as the printed table."""
    lines = [line.strip("| ").split(" | ") for line in Report("", 0, 0, rows).table().splitlines()]
    head = "".join(f"<th>{escape(cell)}</th>" for cell in lines[0])
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines[2:])
    return f"<table><tr>{head}</tr>{body}</table>"


def unserved(ours: Sequence[Run]) -> str:
    """Words after which the shop had to give something up, or had nothing to show."""
    found = [
        f"<li><div class=she>{escape(spoken(line.move))}</div><div class=shop>{escape(line.offer.text)}</div></li>"
        for run in ours
        for line in run.lines
        if line.offer.action == "relax" or not line.offer.cards
    ]
    return f"<ul>{''.join(found[:TRANSCRIPTS])}</ul>" if found else "<p>None in these conversations.</p>"


def failures(ours: Sequence[Run], catalogue: Catalogue) -> str:
    """Conversations that did not find the product, a few of each persona."""
    lost = [run for run in ours if run.found is None]
    each = max(1, TRANSCRIPTS // max(1, len({run.persona for run in lost})))
    chosen = [run for name in dict.fromkeys(run.persona for run in lost) for run in _of(lost, name)[:each]]
    return "".join(_transcript(run, catalogue) for run in chosen) or "<p>None.</p>"


def _of(runs: Sequence[Run], persona: str) -> list[Run]:
    return [run for run in runs if run.persona == persona]


def _transcript(run: Run, catalogue: Catalogue) -> str:
    item = catalogue.item(run.target)
    facts = ", ".join(dict.fromkeys(fact.text for fact in item.facts))
    wanted = f"{item.title} ({' › '.join(item.category)}; {item.price or 'price not known'}; {facts})"
    end = "she left" if run.left else "turns used up"
    lines = "".join(_line(line) for line in run.lines)
    summary = f"<summary>{run.persona}: {escape(item.title)} ({end})</summary>"
    return f"<details>{summary}<p class=note>{escape(wanted)}</p>{lines}</details>"


def _line(line: Line) -> str:
    question = line.offer.question
    options = f" [{', '.join(option.label for option in question.options)}]" if question else ""
    rank = f"rank {line.rank}" if line.rank else "not ranked"
    broken = f" · breaks a wish: {', '.join(line.broken.shown)}" if line.broken.shown else ""
    said = f"<div class=she>{escape(spoken(line.move))}</div>"
    note = f"<span class=note>{rank}{escape(broken)}</span>"
    return f"{said}<div class=shop>{escape(line.offer.text + options)} {note}</div>"
