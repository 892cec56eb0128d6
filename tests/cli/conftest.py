import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servsim.cli import main
from tests.cli.commands import KIOSK, Command, Finished
from tests.sketches import sketched


@pytest.fixture(scope="module", autouse=True)
def frames() -> Iterator[None]:
    """Figures of reports are empty frames, in commands that run within this process."""
    with sketched():
        yield


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a scenario in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kiosk.yaml").write_text(KIOSK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the page out, which takes longest and is not what a test is about."""
    monkeypatch.setattr("servsim.report.output.folder.html_report", lambda *_, **__: "page")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line as the installed script does, within this process.

    It behaves as on a machine with all compiled code in its cache: what it says does not depend on which test is first.
    """
    monkeypatch.setattr("servsim.study.running.preparation.must_compile", lambda: False)

    def run(*arguments: str) -> Finished:
        monkeypatch.setattr(sys, "argv", ["servsim", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        said = capsys.readouterr()
        return Finished(int(stopped.value.code or 0), said.out, said.err)

    return run
