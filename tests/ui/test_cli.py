"""The command line: exit codes, figures, and what it refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.vectors import own_index
from tests.conftest import ROOT
from tests.ui.shop import feed, rows
from ui.cli import main

COMMANDS = ("run", "ingest", "serve", "chat", "rebuild", "doctor", "evaluate")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WARMSTART_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def warmstart(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of a command."""
    monkeypatch.setattr(sys, "argv", ["warmstart", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert warmstart(monkeypatch, command, "--help") == 0
    assert "Usage" in capsys.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from ui.cli import app\n"
        "assert CliRunner().invoke(app, ['ingest', '--help']).exit_code == 0\n"
        "heavy = {'torch', 'gradio', 'chromadb', 'numpy', 'fastapi', 'sqlalchemy', 'langchain'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_wrong_command_line_is_exit_code_two(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert warmstart(monkeypatch, "ingest", str(home / "nothing.csv")) == 2
    assert warmstart(monkeypatch, "serve", "--workers", "4") == 2


def test_serving_the_network_without_keys_is_refused_with_the_fix(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert warmstart(monkeypatch, "serve", "--host", "0.0.0.0") == 1
    assert "Listen on 127.0.0.1" in capsys.readouterr().err


def figures(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    found: dict[str, int] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_ingesting_twice_changes_nothing_and_a_snapshot_retires(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, part = feed(tmp_path, rows(), "whole.jsonl"), feed(tmp_path, rows()[:10], "part.jsonl")
    # As if a server owned the index: products are stored all the same, and it encodes them.
    with own_index(home / "index"):
        assert warmstart(monkeypatch, "ingest", str(whole), "--shop", "s", "--json") == 0
        assert figures(capsys) == {"added": 15, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0}
        assert warmstart(monkeypatch, "ingest", str(whole), "--shop", "s", "--json") == 0
        assert figures(capsys) == {"added": 0, "changed": 0, "unchanged": 15, "removed": 0, "rejected": 0}
        assert warmstart(monkeypatch, "ingest", str(part), "--shop", "s", "--full-snapshot", "--json") == 0
        assert figures(capsys) == {"added": 0, "changed": 0, "unchanged": 10, "removed": 5, "rejected": 0}


def test_rejected_rows_stand_in_a_file_with_line_column_value_and_fix(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [*rows()[:4], {**rows()[4], "price": "a fortune"}]
    with own_index(home / "index"):
        assert warmstart(monkeypatch, "ingest", str(feed(tmp_path, bad)), "--shop", "s", "--json") == 0
    assert figures(capsys)["rejected"] == 1
    (written,) = (home / "rejects" / "s.jsonl").read_text("utf-8").splitlines()
    reject = json.loads(written)
    assert (reject["line"], reject["column"], reject["value"]) == (5, "price", "a fortune")
    assert reject["reason"] and reject["fix"]


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = feed(tmp_path, [*rows()[:4], {**rows()[4], "price": "a fortune"}])
    assert warmstart(monkeypatch, "ingest", str(path), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "fact: colour" in said and "the price cannot be read" in said and "added 4" in said
    assert warmstart(monkeypatch, "ingest", str(path), "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["dry_run"], told["added"], told["rejected"]) == (True, 4, 1)
    assert {column["column"]: column["use"] for column in told["feeds"][0]["columns"]}["price"] == "price"
    assert not home.exists()


def test_several_feeds_are_told_one_by_one_and_a_broken_one_is_exit_code_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, empty = feed(tmp_path, rows(), "a.jsonl"), feed(tmp_path, [], "b.jsonl")
    with own_index(home / "index"):
        assert warmstart(monkeypatch, "ingest", str(whole), str(empty), "--shop", "s", "--json") == 1
    last, said = capsys.readouterr()
    told = json.loads(last.splitlines()[-1])
    assert (told["added"], told["removed"]) == (15, 0)
    assert [("error" in one, one["added"]) for one in told["feeds"]] == [(False, 15), (True, 0)]
    assert "the file is empty" in said


def test_a_feed_of_rejects_only_is_exit_code_one_with_the_rejects(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = feed(tmp_path, [{**row, "price": "a fortune"} for row in rows()])
    assert warmstart(monkeypatch, "ingest", str(bad), "--shop", "s") == 1
    said = capsys.readouterr().err
    assert "every one of its 15 rows was rejected" in said
    assert "line 1: the price cannot be read (price='a fortune')" in said


@pytest.mark.parametrize(
    "arguments", [("nothing.csv",), (".", "--currency", "pounds"), (".", "--map", "price"), ("http://127.0.0.1:9/f",)]
)
def test_a_feed_that_cannot_be_meant_is_refused_before_anything_is_made(
    arguments: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = 1 if arguments[0].startswith("http") else 2
    assert warmstart(monkeypatch, "ingest", *arguments, "--shop", "s", "--dry-run") == code
    assert not home.exists()


def test_a_rebuild_mends_an_index_that_cannot_be_read(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert warmstart(monkeypatch, "ingest", str(feed(tmp_path, rows())), "--shop", "s", "--json") == 0
    (home / "index" / "chroma.sqlite3").write_text("not a database" * 100)
    assert warmstart(monkeypatch, "doctor", "--json") == 1
    assert "warmstart rebuild" in capsys.readouterr().out
    assert warmstart(monkeypatch, "rebuild", "--json") == 0
    assert figures(capsys) == {"s": 15}
    assert warmstart(monkeypatch, "doctor", "--json") == 0


def test_a_graph_is_imported_beside_a_feed_or_alone_and_its_bad_lines_are_counted(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "facts.csv"
    graph.write_text("p-0-red,fits_with,p-1-red\nghost,fits_with,p-1-red\n", encoding="utf-8")
    with own_index(home / "index"):
        command = ("ingest", str(feed(tmp_path, rows())), "--shop", "s", "--kg", str(graph), "--json")
        assert warmstart(monkeypatch, *command) == 0
        told = figures(capsys)
        assert (told["added"], told["rejected"], told["relations_added"]) == (15, 1, 1)
        assert warmstart(monkeypatch, "ingest", "--kg", str(graph), "--shop", "s", "--json") == 0
        told = figures(capsys)
        assert (told["added"], told["rejected"], told["relations_unchanged"]) == (0, 1, 1)
    assert "ghost" in (home / "rejects" / "s.kg.jsonl").read_text("utf-8")
    assert warmstart(monkeypatch, "ingest") == 2


def test_the_doctor_names_what_is_missing_and_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARMSTART_ENCODER", str(home / "no-model"))
    assert warmstart(monkeypatch, "doctor", "--json") == 1
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    wrong = {check["name"]: check["detail"] for check in report["checks"] if not check["ok"]}
    assert wrong.keys() == {"products", "encoder"}
    assert "warmstart ingest" in wrong["products"]
    assert "builtin" in wrong["encoder"]
