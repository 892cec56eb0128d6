"""Runs that are stopped in any way go on from there, and end as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import KIOSK, Command, finish_here, kept_bytes

DAY = KIOSK.replace('close: "11:00"', 'close: "17:00"').replace("seed: 7", "seed: 7, engine: simpy")
"""A whole day: its trials take long enough to be killed among them."""
FILES = ("report.html", "kpis.csv", "summary.csv")
OF_THIS_RUN = ("seconds", "finished_at", "engine", "executor", "workers", "trials_reused")
"""What the manifest tells of one run; the rest is the same for all."""
BEGIN = [sys.executable, "-m", "servsim", "run", "day.yaml", "-n", "40"]

HEARS_CTRL_C = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from servsim.cli import main
main()
"""
"""A shell makes what it starts in the background deaf to Ctrl-C, and all that is started from there."""


@pytest.fixture
def day(place: Path) -> Path:
    """A folder with that scenario."""
    (place / "day.yaml").write_text(DAY, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The results of a run that nobody disturbed, and how many seconds it took."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "day.yaml").write_text(DAY, encoding="utf-8")
    begun = time.monotonic()
    finish(folder, folder / "results")
    return folder / "results", time.monotonic() - begun


def finish(place: Path, folder: Path, workers: str = "1") -> None:
    """Run to the end."""
    command = [*BEGIN, "--out", str(folder), "--workers", workers]
    subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=120)


def results(folder: Path) -> dict[str, object]:
    """The files of a folder of results, and the manifest without what differs from run to run."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    read: dict[str, object] = {name: (folder / name).read_bytes() for name in FILES}
    return {**read, "manifest": {key: value for key, value in manifest.items() if key not in OF_THIS_RUN}}


def reused(folder: Path) -> int:
    return int(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["trials_reused"])


def killed_after(seconds: float, folder: Path, *more: str) -> bool:
    """Begin, and kill the process after so many seconds; whether it was still at work."""
    command = [*BEGIN, "--out", str(folder), *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.returncode == -signal.SIGKILL


def killed_when(kept: int, folder: Path, *more: str) -> None:
    """Begin, and kill the process as soon as about so many bytes of trials are kept."""
    command = [*BEGIN, "--out", str(folder), *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if kept_bytes(folder) > kept:
                process.kill()
                break
            time.sleep(0.005)
        process.wait()
    assert process.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same within this process, with empty frames for figures."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "day.yaml").write_text(DAY, encoding="utf-8")
    finish_here(folder, *BEGIN[3:], "--out", "results", "--workers", "1")
    return folder / "results"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(day: Path, whole: Path, workers: str) -> None:
    killed_when(120_000, day / "killed", "--workers", workers)
    assert not (day / "killed" / "report.html").exists()
    finish_here(day, *BEGIN[3:], "--out", "killed", "--workers", workers)
    assert 0 < reused(day / "killed") < 120
    assert results(day / "killed") == results(whole)


@pytest.mark.long
@pytest.mark.parametrize(("workers", "moments"), [("1", 10), ("2", 5)])
def test_killed_at_any_moment(day: Path, undisturbed: tuple[Path, float], workers: str, moments: int) -> None:
    """Anywhere between the start of the interpreter and the end of writing, twice in a row."""
    expected, seconds = undisturbed
    chosen, hit = random.Random(20261122), 0
    for number in range(moments):
        folder = day / f"killed_{number}"
        hit += killed_after(chosen.uniform(0.0, 1.0) * seconds, folder, "--workers", workers)
        hit += killed_after(chosen.uniform(0.0, 0.5) * seconds, folder, "--workers", workers)
        for name in FILES:  # what is there is whole
            if (folder / name).exists():
                assert (folder / name).read_bytes() == (expected / name).read_bytes()
        finish(day, folder, workers)
        assert results(folder) == results(expected)
    assert hit >= moments


def nobody_left(group: int) -> bool:
    """Whether all processes of a group end within seconds."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_ctrl_c_in_a_terminal_ends_all_processes_quietly(day: Path) -> None:
    command = [sys.executable, "-c", HEARS_CTRL_C, *BEGIN[3:-1], "100000", "--workers", "2"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while process.poll() is None and kept_bytes(day / "results" / "day") < 300_000:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        try:
            _, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:  # without this the test would wait for 100,000 replications
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert process.returncode == 130
    assert err.splitlines()[-1].startswith("Stopped")  # before it, the compiler may have been announced
    assert nobody_left(process.pid)


pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals")


@pytest.fixture
def ran(place: Path, command: Command, no_drawing: None) -> Iterator[Path]:
    """A folder of results with four replications."""
    assert command("run", "kiosk.yaml", "-n", "4").code == 0
    return place / "results" / "kiosk"


def again(command: Command, *more: str) -> None:
    assert command("run", "kiosk.yaml", *more).code == 0


def test_more_replications_only_simulate_what_is_missing(ran: Path, command: Command) -> None:
    again(command, "-n", "7")
    assert reused(ran) == 12
    again(command, "-n", "7", "--out", "whole")
    assert results(ran) == results(Path("whole"))
    again(command, "-n", "2")
    assert reused(ran) == 6
    again(command, "-n", "7")
    assert reused(ran) == 21


def test_extending_adds_to_the_report(ran: Path, command: Command) -> None:
    again(command, "--extend", "3")
    assert reused(ran) == 12
    again(command, "-n", "7", "--out", "whole")
    assert results(ran) == results(Path("whole"))


def test_extending_counts_from_the_report_not_from_what_is_kept(
    ran: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before its report was there, the same command still means the same number."""

    def interrupted(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("servsim.report.output.folder.html_report", interrupted)
        assert command("run", "kiosk.yaml", "--extend", "3").code == 130
    again(command, "--extend", "3")
    assert reused(ran) == 21
    assert json.loads((ran / "manifest.json").read_text(encoding="utf-8"))["replications"] == 7


@pytest.mark.parametrize(("arguments", "told"), [(["--seed", "8"], "else (seed)"), (["-o", "more"], "else (options)")])
def test_another_study_is_not_extended(ran: Path, command: Command, arguments: list[str], told: str) -> None:
    before = results(ran)
    done = command("run", "kiosk.yaml", "--extend", "3", *arguments)
    assert done.code == 2
    assert told in done.err
    assert results(ran) == before


def test_a_changed_scenario_or_seed_uses_nothing_of_before(ran: Path, command: Command) -> None:
    again(command, "-n", "4", "--seed", "8")
    assert reused(ran) == 0
    text = Path("kiosk.yaml").read_text(encoding="utf-8")
    Path("kiosk.yaml").write_text(text.replace("4 min", "5 min"), encoding="utf-8")
    again(command, "-n", "4", "--seed", "8")
    assert reused(ran) == 0
    again(command, "-n", "4", "--seed", "8", "--out", "whole")
    assert results(ran) == results(Path("whole"))


def test_a_new_option_meets_the_kept_trials_of_the_others(ran: Path, command: Command) -> None:
    text = Path("kiosk.yaml").read_text(encoding="utf-8")
    Path("kiosk.yaml").write_text(text + "  four: {teams.desk.agents: 4}\n", encoding="utf-8")
    again(command, "-n", "4")
    assert reused(ran) == 12


def test_fresh_forgets_what_was_kept(ran: Path, command: Command) -> None:
    before = results(ran)
    again(command, "-n", "4", "--fresh")
    assert reused(ran) == 0
    assert results(ran) == before


def test_damaged_trials_are_simulated_again_and_told(ran: Path, command: Command) -> None:
    before = results(ran)
    data = (ran / "trials.sqlite").read_bytes()
    (ran / "trials.sqlite").write_bytes(data[: len(data) // 2])
    done = command("run", "kiosk.yaml", "-n", "4")
    assert done.code == 0
    assert "Some that had been kept were damaged, and were simulated again." in " ".join(done.out.split())
    assert results(ran) == before


def test_a_foreign_file_is_told_and_kept(place: Path, command: Command) -> None:
    folder = place / "results" / "kiosk"
    folder.mkdir(parents=True)
    (folder / "trials.sqlite").write_text("mine" * 1000, encoding="utf-8")
    done = command("run", "kiosk.yaml")
    assert done.code == 2
    assert "is no file of trials" in done.err
    assert (folder / "trials.sqlite").read_text(encoding="utf-8") == "mine" * 1000


def test_a_second_run_in_the_same_folder_is_kept_out(
    ran: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from servsim.study.running.sqlite_store import open_store

    monkeypatch.setattr("servsim.study.running.sqlite_store.PATIENCE", 0.05)
    with open_store(ran, ["key"]):
        done = command("run", "kiosk.yaml", "-n", "5")
    assert done.code == 2
    assert done.err.startswith("another run is at work in results/kiosk; wait for its end, or choose another folder")


def test_ctrl_c_early_in_the_ranges_is_told(place: Path, command: Command) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("servsim.study.uncertainty.explore.sound_study", interrupted)
        done = command("run", "kiosk.yaml", "--uncertainty")
    told = "The run was stopped before the ranges of what nobody has measured had been gone over at 8 points"
    folder = place / "results" / "kiosk"
    assert done.code == 130
    assert told in " ".join(done.out.split())
    assert told in (folder / "report.html").read_text(encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["interrupted"], manifest["ranges"]) == (False, {"points": 0, "interrupted": True})
    again = command("run", "kiosk.yaml", "--uncertainty", "--parameter-sets", "8")
    assert again.code == 0
    assert "9 of them had been kept from earlier." in " ".join(again.out.split())
