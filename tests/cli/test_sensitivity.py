"""``servsim sensitivity``: a table by each method, and the words to read it."""

from pathlib import Path

import pytest

from servsim.study.uncertainty.sensitivity import salib
from tests.cli.commands import Command


@pytest.fixture
def ranges(place: Path) -> Path:
    """The kiosk, with the ranges of two numbers."""
    text = (place / "kiosk.yaml").read_text(encoding="utf-8")
    text += "uncertain: {time.standard_saving: {between: [0, 0.3]}, servqual.crowding: {between: [0, 0.5]}}\n"
    text = text.replace("study: {", "study: {uncertainty: stated, parameter_sets: 8, ")
    (place / "ranges.yaml").write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("sobol", "Satisfaction rating (CSAT): share of the variance over the ranges"),
        ("morris", "Satisfaction rating (CSAT): how far it moves when one number goes over its whole range"),
        ("quick", "Satisfaction rating (CSAT): its rank correlation with each number"),
    ],
)
def test_each_method_prints_a_table_and_writes_nothing(ranges: Path, command: Command, method: str, told: str) -> None:
    done = command("sensitivity", "ranges.yaml", "-m", method, "--rows", "16", "-t", "4", "--workers", "1")
    assert (done.code, done.err) == (0, "")
    assert "servqual.crowding" in done.out
    assert told in " ".join(done.out.split())
    assert not (ranges / "results").exists()


def test_a_table_and_a_drawing_are_written_when_asked_for(ranges: Path, command: Command) -> None:
    done = command("sensitivity", "ranges.yaml", "-m", "morris", "-t", "4", "--out", "found", "--workers", "1")
    assert done.code == 0
    assert sorted(path.name for path in (ranges / "found").iterdir()) == ["sensitivity.csv", "sensitivity.svg"]
    assert "sensitivity.svg" in done.out


def test_an_unknown_kpi_is_told(place: Path, command: Command) -> None:
    done = command("sensitivity", "kiosk.yaml", "--kpi", "cast", "--workers", "1")
    assert done.code == 2
    assert done.err.startswith('unknown KPI "cast"')


def test_what_is_lacking_is_told_before_anything_is_simulated(
    ranges: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salib, "find_spec", lambda _: None)
    done = command("sensitivity", "ranges.yaml", "--method", "morris")
    assert done.code == 2
    assert 'pip install "servsim[sensitivity]"' in done.err


def test_ctrl_c_ends_it_quietly(ranges: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("servsim.study.uncertainty.sensitivity.sensitivity.run_study", interrupted)
    done = command("sensitivity", "ranges.yaml")
    assert (done.code, done.err) == (130, "Stopped; nothing was written.\n")
