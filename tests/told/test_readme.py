"""The README is true: its commands are what CI runs, its snippets work as printed."""

import re
from pathlib import Path

import pytest

import servsim
from servsim.scenario import from_text
from tests.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_it_is_a_page_and_not_a_manual() -> None:
    assert len(README.splitlines()) <= 120


def test_ci_runs_exactly_the_test_command() -> None:
    command = blocks("bash")[1].strip()
    assert command.endswith("-m pytest")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_first_command_runs_a_gallery_scenario() -> None:
    command = blocks("bash")[0].strip()
    scenario = command.split()[-1]
    assert (ROOT / scenario).is_file()
    assert f"results/{Path(scenario).stem}/report.html" in README


def test_smallest_scenario_and_its_options_are_sound() -> None:
    smallest, options = blocks("yaml")[:2]
    assert from_text(smallest.encode(), "readme.yaml", ROOT).segments
    part = "segments: {a: {arrivals: {per_hour: 20}}}\nteams: {desk: {agents: 3}}\n"
    part += "touchpoints: {check_in: {team: desk, handling: 6 min}}\n"
    scenario = from_text((part + options).encode(), "readme.yaml", ROOT)
    both = scenario.option("both")
    assert both.teams["desk"].agents == 4
    assert both.touchpoints["check_in"].standardization == 0.9


def test_every_gallery_scenario_is_listed() -> None:
    for path in (ROOT / "scenarios").glob("*.yaml"):
        assert f"`{path.stem}`" in README


def test_every_command_is_listed() -> None:
    from servsim.cli import app

    for command in app.registered_commands:
        assert f"`servsim {command.callback.__name__}" in README


@pytest.mark.long
def test_python_snippet_runs_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    exec(blocks("python")[0], namespace)
    assert isinstance(namespace["result"], servsim.StudyResult)
    assert (tmp_path / "results" / "hotel.html").stat().st_size > 100_000
