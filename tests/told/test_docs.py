"""The documentation is true: its commands and snippets work as printed, and it is built without a warning."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

import servsim
from servsim.cli import app
from servsim.errors import ScenarioError
from servsim.scenario import from_text
from tests.paths import ROOT
from tests.told.pages import DOCS, MADE, WRITTEN, blocks, commands

IDS = [str(path.relative_to(DOCS)) for path in WRITTEN]
SMALLEST = {
    "segments": "segments: {guests: {arrivals: {per_hour: 20}}}\n",
    "teams": "teams: {desk: {agents: 3}}\n",
    "touchpoints": "touchpoints: {check_in: {team: desk, handling: {lognormal: {mean: 6 min, cv: 0.7}}}}\n",
}
NEEDS_A_CLUSTER = "--cluster"
pages = pytest.mark.parametrize("path", WRITTEN, ids=IDS)


def whole(block: str) -> str:
    """A snippet of YAML with what the smallest scenario needs beside it."""
    return "".join(text for key, text in SMALLEST.items() if f"\n{key}:" not in "\n" + block) + block


def test_the_blocks_are_found() -> None:
    assert sum(len(commands(path)) for path in WRITTEN) >= 15
    assert sum(len(blocks(path, "python")) for path in WRITTEN) >= 5
    assert sum(len(blocks(path, "yaml")) for path in WRITTEN) >= 5


@pages
def test_every_command_is_understood(path: Path) -> None:
    known = get_command(app).commands  # type: ignore[attr-defined]  # a group of verbs
    for verb, *words in commands(path):
        known[verb].make_context(verb, words)


def test_twin_an_unknown_flag_is_noticed() -> None:
    with pytest.raises(Exception, match="ignorant"):
        get_command(app).commands["run"].make_context("run", ["coffee_shop", "--ignorant"])  # type: ignore[attr-defined]


@pages
def test_every_scenario_is_sound(path: Path) -> None:
    for block in blocks(path, "yaml"):
        assert from_text(whole(block).encode(), str(path), ROOT).segments


def test_the_wrong_file_gets_the_messages_that_are_shown() -> None:
    file, messages = blocks(DOCS / "reference" / "errors.md", "text")
    with pytest.raises(ScenarioError) as found:
        from_text(file.encode(), "coffee.yaml", ROOT)
    assert str(found.value).splitlines() == messages.splitlines()


@pages
def test_every_name_of_servsim_in_python_is_there(path: Path) -> None:
    for block in blocks(path, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "servsim":
                assert hasattr(servsim, node.attr)


def test_every_page_can_be_reached() -> None:
    listed = "\n".join((DOCS / name).read_text(encoding="utf-8") for name in ("index.md", "reference/index.md"))
    for path in WRITTEN:
        assert path.stem in listed or path.name == "index.md", path
    assert all(name.removesuffix(".md") in listed for name in MADE)


@pytest.mark.long
@pytest.mark.parametrize("path", [path for path in WRITTEN if commands(path)], ids=lambda path: path.stem)
def test_commands_run_as_printed(path: Path, tmp_path: Path) -> None:
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    for words in commands(path):
        if NEEDS_A_CLUSTER in words:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "servsim", *words], cwd=tmp_path, env=surroundings, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


@pytest.mark.long
@pytest.mark.parametrize("path", [path for path in WRITTEN if blocks(path, "python")], ids=lambda path: path.stem)
def test_python_runs_as_printed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {}
    for block in blocks(path, "python"):
        exec(block, namespace)


@pytest.mark.long
def test_pages_are_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("myst_parser", reason="needs the extra: docs")
    options = ["-W", "-q", "-b", "html", "-d", str(tmp_path / "trees"), str(DOCS), str(tmp_path / "html")]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", *options], cwd=ROOT, env=surroundings, capture_output=True, check=False
    )
    assert built.returncode == 0, built.stderr.decode()
    assert (tmp_path / "html" / "reference" / "scenario_file.html").stat().st_size > 100_000
