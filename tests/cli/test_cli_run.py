import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from commands import BROKEN, KIOSK, Command

import servsim
from servsim.scenario import load

FILES = ["kpis.csv", "manifest.json", "report.html", "summary.csv"]


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
        ("", 0),
    ],
)
@pytest.mark.usefixtures("no_drawing")
def test_targets_can_be_required(place: Path, command: Command, target: str, code: int) -> None:
    file = with_target(place, target)
    assert command("run", file, "-n", "6", "--require-targets").code == code
    assert everything(place / "results" / "kiosk") == FILES


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
        (["kiosk.yaml", "-n", "1"], "'--replications'"),
        (["kiosk.yaml", "-n", "many"], "'--replications'"),
        (["kiosk.yaml", "--seed", "-1"], "'--seed'"),
        (["kiosk.yaml", "--seed", str(2**64)], "'--seed'"),
        (["kiosk.yaml", "--out", "kiosk.yaml"], "cannot write into kiosk.yaml"),
        (["kiosk.yaml", "--out", "kiosk.yaml/deep"], "cannot write into kiosk.yaml/deep"),
        (["kiosk.yaml", "--frequency", "3"], "--frequency"),
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

    monkeypatch.setattr("servsim.study.study.run_trial", never)
    assert command("run", "kiosk.yaml", "--out", "kiosk.yaml").code == 2


def interrupt_at(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, interrupted)


@pytest.mark.parametrize(
    "moment", ["servsim.study.study.run_trial", "servsim.report.folder.html_report", "servsim.scenario.load"]
)
def test_ctrl_c_before_the_results_are_there_leaves_nothing(
    place: Path, command: Command, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    interrupt_at(moment, monkeypatch)
    done = command("run", "kiosk.yaml")
    assert (done.code, done.out, done.err) == (130, "", "Stopped; nothing was written.\n")
    assert everything(place) == ["kiosk.yaml"]


def test_ctrl_c_later_keeps_what_is_done(place: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from servsim.study.study import run_trial

    def until_the_fourth(*arguments: object) -> object:
        if arguments[-1] == 4:
            raise KeyboardInterrupt
        return run_trial(*arguments)

    monkeypatch.setattr("servsim.study.study.run_trial", until_the_fourth)
    done = command("run", "kiosk.yaml", "-n", "50", "--require-targets")
    assert done.code == 130
    assert done.err == "Stopped: 4 of 50 periods are complete and kept.\n"
    assert "Today customers wait" in done.out
    manifest = json.loads((place / "results" / "kiosk" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["interrupted"], manifest["replications"], manifest["replications_asked"]) == (True, 4, 50)
    assert "The run was stopped early" in (place / "results" / "kiosk" / "report.html").read_text(encoding="utf-8")
