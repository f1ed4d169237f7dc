"""The code about the code: who may import what, what every module has, what the lock file holds."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDERS = ("domain", "storage", "retrieval", "ranker", "agent", "ui", "bench", "demo")
EVERYTHING = frozenset(FOLDERS)
# Imports point one way: ui → agent → {retrieval, ranker, storage} → domain.
ALLOWED = {
    "domain": frozenset[str](),
    "storage": frozenset({"domain"}),
    "retrieval": frozenset({"domain"}),
    "ranker": frozenset({"domain"}),
    "agent": frozenset({"domain", "retrieval", "ranker", "storage"}),
    "ui": frozenset({"domain", "agent"}),
    "bench": EVERYTHING,
    "demo": EVERYTHING,
}
# May import more: the command line is a composition root for ingest and train, and starts benchmarks and demo.
ALSO_ALLOWED = {"ui/cli.py": EVERYTHING}
CONCRETE = ("storage", "retrieval", "ranker")
# Only these name concrete classes of storage, retrieval and ranker.
COMPOSERS = ("agent/build.py", "agent/floors.py", "agent/index.py", "ui/cli.py", "bench/", "demo/")
# Functions without state on words and numbers of a language, which the parser shares with retrieval.
SHARED_BY_AGENT = ("retrieval.languages", "retrieval.facts", "retrieval.cleaning")

CONFINED = {
    "torch": ("ranker/", "retrieval/encoders/"),
    "chromadb": ("retrieval/vectors.py",),
    "rdflib": ("retrieval/graph/rdf.py",),
    "langchain": ("agent/llm/", "agent/tools", "retrieval/encoders/openai.py"),
    "langchain_core": ("agent/llm/", "agent/tools", "retrieval/encoders/openai.py"),
    "langchain_openai": ("agent/llm/", "agent/tools", "retrieval/encoders/openai.py"),
    "langgraph": (),
    "openai": ("agent/llm/", "agent/tools", "retrieval/encoders/openai.py"),
    "gradio": ("ui/",),
    "fastapi": ("ui/",),
    "typer": ("ui/",),
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
}
PRINTERS = ("ui/cli.py", "ui/cli/", "bench/")


@dataclass(frozen=True, slots=True)
class Module:
    """A source file with its syntax tree; `path` is relative to the repository."""

    path: str
    tree: ast.Module

    @property
    def folder(self) -> str:
        return self.path.split("/", 1)[0]

    def imports(self) -> Iterator[str]:
        """Dotted names of all imported modules, wherever in the file they stand."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield self._absolute(node)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.path.split("/")[: -node.level]
        return ".".join([*package, *filter(None, [node.module])])


def modules(*folders: str) -> list[Module]:
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [Module(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths]


def within(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or (not place.endswith(".py") and path.startswith(place)) for place in places)


@pytest.fixture(scope="module")
def sources() -> list[Module]:
    return modules(*FOLDERS)


def wrong_directions(sources: list[Module]) -> list[str]:
    return [
        f"{module.path} imports {name}"
        for module in sources
        for name in module.imports()
        if (target := name.split(".")[0]) in EVERYTHING
        and target != module.folder
        and target not in ALLOWED[module.folder] | ALSO_ALLOWED.get(module.path, frozenset())
    ]


def test_imports_point_one_way(sources: list[Module]) -> None:
    assert wrong_directions(sources) == []


def test_a_wrong_direction_would_be_seen() -> None:
    tree = ast.parse("def late() -> None:\n    from retrieval.search import Search\n")
    assert wrong_directions([Module("ranker/linear.py", tree)]) == ["ranker/linear.py imports retrieval.search"]


def test_a_relative_import_is_seen_as_what_it_names() -> None:
    module = Module("agent/llm/speak.py", ast.parse("from ..understand import parser\nfrom .port import Model\n"))
    assert list(module.imports()) == ["agent.understand", "agent.llm.port"]


def test_only_the_composers_name_what_stands_behind_the_ports(sources: list[Module]) -> None:
    named = [
        f"{module.path} imports {name}"
        for module in sources
        for name in module.imports()
        if name.split(".")[0] in CONCRETE
        and module.folder != name.split(".")[0]
        and not within(module.path, COMPOSERS)
        and not any(name == shared or name.startswith(f"{shared}.") for shared in SHARED_BY_AGENT)
    ]
    assert named == []


def test_each_library_stays_in_its_place(sources: list[Module]) -> None:
    strayed = [
        f"{module.path} imports {name}"
        for module in sources
        for name in module.imports()
        if name.split(".")[0] in CONFINED and not within(module.path, CONFINED[name.split(".")[0]])
    ]
    assert strayed == []


def test_the_domain_is_the_standard_library_only(sources: list[Module]) -> None:
    known = sys.stdlib_module_names | {"domain"}
    outside = [
        f"{module.path} imports {name}"
        for module in sources
        if module.folder == "domain"
        for name in module.imports()
        if name.split(".")[0] not in known
    ]
    assert outside == []


def test_libraries_do_not_print(sources: list[Module]) -> None:
    printed = [
        f"{module.path}:{node.lineno}"
        for module in sources
        if not within(module.path, PRINTERS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printed == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        module.path for module in modules(*FOLDERS, "tests") if module.tree.body and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_no_function_is_longer_than_sixty_lines(sources: list[Module]) -> None:
    long = [
        f"{module.path}:{node.lineno} {node.name} has {length} lines"
        for module in sources
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 60
    ]
    assert long == []


def test_the_lock_file_has_exact_versions_and_no_addresses() -> None:
    lines = Path(ROOT / "requirements.lock").read_text("utf-8").split("\n")
    loose = [line for line in filter(None, lines) if not line.partition("==")[2] or set(line) & set("@/ ;")]
    assert loose == []
