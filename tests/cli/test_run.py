import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import servsim
from servsim.report.pages.terminal_text import print_work
from servsim.scenario import from_text, load
from servsim.study.result import Execution
from tests.cli.commands import BROKEN, KIOSK, Command

FILES = ["kpis.csv", "manifest.json", "report.html", "summary.csv", "trials.sqlite"]
RANGES = ["ranges", "ranges/trials.sqlite", "uncertainty.csv"]


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_answer_report_and_tables(place: Path, command: Command) -> None:
    done = command("run", "kiosk.yaml")
    assert done.code == 0
    assert done.err == ""
    assert "Today customers wait" in done.out
    assert done.out.rstrip().endswith(f"Report: {Path('results') / 'kiosk' / 'report.html'}")
    assert everything(place / "results" / "kiosk") == FILES
    manifest = json.loads((place / "results" / "kiosk" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"]["text"] == KIOSK
    assert manifest["scenario"]["file"] == "kiosk.yaml"
    assert (manifest["replications"], manifest["seed"]) == (3, 7)
    assert manifest["options"] == ["baseline", "more", "fewer"]


@pytest.mark.usefixtures("no_drawing")
def test_options_replications_seed_and_folder(place: Path, command: Command) -> None:
    done = command("run", "kiosk.yaml", "-o", "fewer", "-n", "2", "--seed", "11", "--out", "elsewhere")
    assert done.code == 0
    table = pd.read_csv(place / "elsewhere" / "kpis.csv")
    assert table["option"].unique().tolist() == ["baseline", "fewer"]
    assert table["replication"].unique().tolist() == [0, 1]
    expected = servsim.run(load("kiosk.yaml"), options=["fewer"], replications=2, seed=11)
    assert table["wait_mean_min"].to_numpy() == pytest.approx(expected.kpis()["wait_mean_min"].to_numpy(), nan_ok=True)
    assert not (place / "results").exists()


@pytest.mark.usefixtures("no_drawing")
def test_precision_on_the_command_line(place: Path, command: Command) -> None:
    done = command("run", "kiosk.yaml", "-o", "fewer", "--precision", "csat=0.2", "--at-most", "60")
    assert done.code == 0
    assert "As many replications as it took" in done.out
    manifest = json.loads((place / "results" / "kiosk" / "manifest.json").read_text(encoding="utf-8"))
    expected = servsim.run(load("kiosk.yaml"), options=["fewer"], precision={"csat": 0.2}, at_most=60)
    assert manifest["replications"] == expected.replications >= 15
    assert manifest["precision"] == {
        "reached": True, "at_most": 60, "widths": {"csat": {"relative": 0.0, "absolute": 0.2}},
    }  # fmt: skip
    assert command("run", "kiosk.yaml", "-o", "fewer", "--extend", "3").code == 0
    manifest = json.loads((place / "results" / "kiosk" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["replications"] == expected.replications + 3
    assert command("run", "kiosk.yaml", "-n", "auto", "--at-most", "15").code == 0


@pytest.mark.usefixtures("no_drawing")
def test_json_for_machines(place: Path, command: Command) -> None:
    done = command("run", "kiosk.yaml", "-n", "2", "--json")
    assert (done.code, done.err) == (0, "")
    rows = json.loads(done.out)
    expected = servsim.run(load("kiosk.yaml"), replications=2).summary()
    assert [(row["option"], row["kpi"], row["unit"]) for row in rows] == list(
        zip(expected["option"], expected["kpi"], expected["unit"], strict=True)
    )
    means = [np.nan if row["mean"] is None else row["mean"] for row in rows]
    assert means == pytest.approx(expected["mean"].tolist(), rel=1e-6, nan_ok=True)
    assert everything(place / "results" / "kiosk") == FILES


@pytest.mark.usefixtures("no_drawing")
@pytest.mark.parametrize(
    ("asked", "explored"),
    [
        (["-n", "2", "--uncertainty"], True),
        (["-n", "2", "--parameter-sets", "8"], True),
        (["-n", "128"], True),
        (["-n", "127"], False),
        (["-n", "128", "--no-uncertainty"], False),
    ],
)
def test_ranges_are_gone_over_when_asked_or_when_quick(
    place: Path, command: Command, asked: list[str], explored: bool
) -> None:
    """Unasked, two replications at each of 64 points need as many with the single values."""
    assert command("run", "kiosk.yaml", "-o", "more", "--workers", "1", *asked).code == 0
    assert everything(place / "results" / "kiosk") == sorted([*FILES, *(RANGES if explored else [])])


@pytest.mark.usefixtures("no_drawing")
def test_encounters_of_every_option(place: Path, command: Command) -> None:
    assert command("run", "kiosk.yaml", "-n", "2", "--encounters").code == 0
    for option in ("baseline", "more", "fewer"):
        table = pd.read_csv(place / "results" / "kiosk" / f"encounters_{option}.csv")
        alone = servsim.simulate(load("kiosk.yaml").option(option), seed=7).encounters()
        assert table["started_min"].to_numpy() == pytest.approx(alone["started_min"].to_numpy(), nan_ok=True)


@pytest.mark.usefixtures("no_drawing")
def test_a_gallery_scenario_by_its_name(place: Path, command: Command) -> None:
    done = command("run", "coffee_shop", "-n", "2", "-o", "short_menu")
    assert done.code == 0
    assert everything(place / "results" / "coffee_shop") == FILES


def test_an_unknown_name_is_told_with_the_nearest(place: Path, command: Command) -> None:
    done = command("run", "cofee_shop")
    assert done.code == 2
    assert done.err == 'unknown gallery scenario "cofee_shop"; did you mean "coffee_shop"?\n'
    assert everything(place) == ["kiosk.yaml"]


def with_target(place: Path, target: str) -> str:
    text = KIOSK.replace('wait_p90: "<= 2 h"', target)
    (place / "kiosk.yaml").write_text(text, encoding="utf-8")
    return "kiosk.yaml"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ('wait_p90: "<= 2 h"', 0),
        ("csat: '>= 5'", 1),
        ('wait_p90: "<= 2 h", csat: ">= 5"', 1),
        ('labour_cost: "<= 75"', 0),  # met by the option with one agent only
        ("", 2),  # none is stated
    ],
)
@pytest.mark.usefixtures("no_drawing")
def test_targets_can_be_required(place: Path, command: Command, target: str, code: int) -> None:
    file = with_target(place, target)
    assert command("run", file, "-n", "6", "--require-targets").code == code
    assert everything(place / "results" / "kiosk") == (FILES if code < 2 else [])


@pytest.mark.usefixtures("no_drawing")
def test_missed_targets_are_no_error_unless_required(place: Path, command: Command) -> None:
    assert command("run", with_target(place, "csat: '>= 5'"), "-n", "2").code == 0


def test_a_broken_scenario_is_told_with_its_places_and_nothing_is_written(place: Path, command: Command) -> None:
    (place / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    done = command("run", "broken.yaml")
    assert done.code == 2
    assert done.out == ""
    assert 'broken.yaml:3:32: touchpoints.check_in.team: unknown team "dsk"; did you mean "desk"?' in done.err
    assert "broken.yaml:3:" in done.err.splitlines()[1]
    assert everything(place) == ["broken.yaml", "kiosk.yaml"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.yaml"], "missing.yaml: cannot read this file"),
        (["kiosk.yaml", "-o", "mroe"], 'unknown option "mroe"; did you mean "more"?'),
        (["kiosk.yaml", "-n", "1"], "found 1; replications are auto, or a whole number from 2"),
        (["kiosk.yaml", "-n", "many"], 'found "many"; replications are auto'),
        (["kiosk.yaml", "--precision", "csat"], 'found "csat"; a precision is a KPI and a width'),
        (["kiosk.yaml", "--precision", "cast=1"], 'precision: unknown KPI "cast"; did you mean "csat"?'),
        (["kiosk.yaml", "--precision", "csat=1", "-n", "5"], "found a number of replications and a precision"),
        (["kiosk.yaml", "--at-most", "5"], "'--at-most'"),
        (["kiosk.yaml", "--extend", "5", "--precision", "csat=1"], "found both a precision and --extend"),
        (["kiosk.yaml", "--seed", "-1"], "'--seed'"),
        (["kiosk.yaml", "--seed", str(2**64)], "'--seed'"),
        (["kiosk.yaml", "--out", "kiosk.yaml"], "cannot write into kiosk.yaml"),
        (["kiosk.yaml", "--out", "kiosk.yaml/deep"], "cannot write into kiosk.yaml/deep"),
        (["kiosk.yaml", "--frequency", "3"], "--frequency"),
        (["kiosk.yaml", "--workers", "0"], "found 0; workers are a whole number from 1 on"),
        (["kiosk.yaml", "--workers", "many"], 'found "many"; workers are'),
        (["kiosk.yaml", "--extend", "0"], "'--extend'"),
        (["kiosk.yaml", "--extend", "5"], "there is no report in results/kiosk that could be extended"),
        (["kiosk.yaml", "--extend", "5", "-n", "9"], "found both --replications (all replications) and --extend"),
        ([], "Missing argument"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    place: Path, command: Command, arguments: list[str], told: str
) -> None:
    done = command("run", *arguments)
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
    assert everything(place) == ["kiosk.yaml"]


def test_where_to_write_is_known_before_anything_is_simulated(
    place: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("simulated")

    monkeypatch.setattr("servsim.study.running.study_spec.run_trials", never)
    assert command("run", "kiosk.yaml", "--out", "kiosk.yaml").code == 2


def interrupt_at(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, interrupted)


@pytest.mark.parametrize("event", ["servsim.study.running.study_spec.run_trials", "servsim.scenario.reading.load.load"])
def test_ctrl_c_before_anything_is_done_leaves_nothing(
    place: Path, command: Command, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    interrupt_at(event, monkeypatch)
    done = command("run", "kiosk.yaml")
    assert (done.code, done.out, done.err) == (130, "", "Stopped; nothing was written.\n")
    assert everything(place) == ["kiosk.yaml"]


def test_ctrl_c_while_the_report_is_drawn_keeps_the_trials(
    place: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        interrupt_at("servsim.report.output.folder.html_report", patch)
        done = command("run", "kiosk.yaml")
    kept = Path("results") / "kiosk" / "trials.sqlite"
    assert (done.code, done.out) == (130, "")
    assert done.err.startswith(f"Stopped before there was a report. Finished replications are kept in {kept}; the same")
    assert everything(place) == ["kiosk.yaml", "results", "results/kiosk", str(kept)]
    again = command("run", "kiosk.yaml")
    assert again.code == 0
    assert "9 of them had been kept from earlier." in again.out


def test_ctrl_c_later_keeps_what_is_done(place: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from servsim.measures.trial import run_trials

    def until_the_fourth(model: object, frame: object, seed: int, replications: range, token: object) -> object:
        if 4 in replications:
            raise KeyboardInterrupt
        return run_trials(model, frame, seed, replications, token)

    monkeypatch.setattr("servsim.study.running.chunks.GOOD_SECONDS", 0.0)
    monkeypatch.setattr("servsim.study.running.study_spec.run_trials", until_the_fourth)
    done = command("run", "kiosk.yaml", "-n", "50", "--workers", "1")
    assert done.code == 130
    assert done.err == "Stopped: 4 of 50 replications are complete and kept.\n"
    assert "Today customers wait" in done.out
    manifest = json.loads((place / "results" / "kiosk" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["interrupted"], manifest["replications"], manifest["replications_asked"]) == (True, 4, 50)
    assert "The run was stopped early" in (place / "results" / "kiosk" / "report.html").read_text(encoding="utf-8")


def test_a_cluster_is_used_for_the_time_of_the_study(
    place: Path, command: Command, monkeypatch: pytest.MonkeyPatch, no_drawing: None
) -> None:
    asked: list[str] = []

    @contextmanager
    def cluster(address: str) -> Iterator[ThreadPoolExecutor]:
        asked.append(address)
        with ThreadPoolExecutor(3) as executor:
            yield executor

    monkeypatch.setattr("servsim.study.running.cluster.cluster", cluster)
    done = command("run", "kiosk.yaml", "--cluster", "tcp://somewhere:8786")
    assert (done.code, asked) == (0, ["tcp://somewhere:8786"])
    assert "by 3 threads." in done.out
    manifest = json.loads((place / "results" / "kiosk" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["executor"], manifest["workers"], manifest["trials_reused"]) == ("threads", 3, 0)


def test_a_cluster_that_cannot_be_is_told_and_nothing_is_written(place: Path, command: Command) -> None:
    done = command("run", "kiosk.yaml", "--cluster", "somewhere")
    assert done.code == 2
    assert 'found "somewhere"; a cluster is named' in done.err or "a cluster needs Dask" in done.err
    assert everything(place) == ["kiosk.yaml"]


@pytest.mark.parametrize(
    ("execution", "told"),
    [
        (Execution("serial", 1, 0, False), "6 replications in 1.2 s by one worker."),
        (Execution("threads", 8, 0, False), "6 replications in 1.2 s by 8 threads."),
        (Execution("processes", 2, 4, False), "by 2 processes. 4 of them had been kept from earlier."),
        (Execution("dask", 90, 0, False), "6 replications in 1.2 s by 90 workers of a cluster."),
        (Execution("MPIExecutor", 3, 0, False), "6 replications in 1.2 s by 3 workers of MPIExecutor."),
        (Execution("serial", 1, 1, True), "Some that had been kept were damaged, and were simulated again."),
    ],
)
def test_who_simulated_is_told(execution: Execution, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = servsim.run(from_text(KIOSK.encode(), "kiosk.yaml", Path()), options=["more"], replications=3)
    print_work(replace(result, execution=execution, seconds=1.23))
    assert told in " ".join(capsys.readouterr().out.split())
