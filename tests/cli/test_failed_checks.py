from pathlib import Path

import pytest

from servsim.study.checking.check import Check
from servsim.study.checking.checks import Checks
from tests.cli.commands import Command

WRONG = Checks((Check("on_duty", "fewer", "failed", 0.0, 3.0),), 0)


@pytest.mark.usefixtures("no_drawing")
def test_a_failed_check_is_told_and_changes_no_exit_code(
    place: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("run", "kiosk.yaml").err == ""
    monkeypatch.setattr("servsim.study.checking.checks.checks_of", lambda _: WRONG)
    done = command("run", "kiosk.yaml")
    assert done.code == 0
    assert done.err == "Check failed: cases of an agent working off duty (fewer). It should be 0, and is 3.\n"
    assert (place / "results" / "kiosk" / "report.html").exists()


@pytest.mark.usefixtures("no_drawing", "place")
def test_it_is_no_part_of_json(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servsim.study.checking.checks.checks_of", lambda _: WRONG)
    done = command("run", "kiosk.yaml", "--json")
    assert done.out.startswith("[{")
    assert "Check failed" in done.err
    assert "Check failed" not in done.out
