import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from servsim import __version__
from servsim.errors import OutputError
from servsim.feedback.rating.ratings import RATING_CUTS
from servsim.measures.baseline.baseline import Baseline
from servsim.report import text_files
from servsim.report.output.folder import (
    kpis_csv,
    manifest,
    write_results,
)
from servsim.scenario import Scenario, from_text
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study import StudyResult, run, simulate
from tests.samples import smallest

TEXT = """
name: Kiosk
segments: {guests: {arrivals: {per_hour: 20}}}
teams: {desk: {agents: 2}}
touchpoints: {check_in: {team: desk, handling: {exponential: {mean: 4 min}}}}
clock: {open: "09:00", close: "12:00"}
options: {more: {teams.desk.agents: 3}, fewer: {teams.desk.agents: 1}}
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def parsed(text: str = TEXT) -> Scenario:
    return from_text(text.encode(), "kiosk.yaml", Path())


@pytest.fixture(scope="module")
def result() -> StudyResult:
    return run(parsed(), options=["fewer"], replications=3, seed=6)


def test_all_files_of_a_folder(result: StudyResult, tmp_path: Path) -> None:
    paths = write_results(result, tmp_path / "deep" / "results", scenario_text=TEXT, file="kiosk.yaml")
    assert [path.name for path in paths] == ["report.html", "kpis.csv", "summary.csv", "manifest.json"]
    assert names(tmp_path / "deep" / "results") == sorted(path.name for path in paths)
    pd.testing.assert_frame_equal(pd.read_csv(paths[1], keep_default_na=True).fillna({"name": ""}), result.kpis())
    summary = pd.read_csv(paths[2])
    assert summary["mean"].to_numpy() == pytest.approx(result.summary()["mean"].to_numpy(), nan_ok=True)
    assert "kiosk.yaml" in paths[0].read_text(encoding="utf-8")


def test_what_nobody_has_measured_is_written_and_taken_away_again(result: StudyResult, tmp_path: Path) -> None:
    explored = run(parsed(), options=["fewer"], replications=3, seed=6, parameter_sets=8)
    assert "uncertainty.csv" in [path.name for path in write_results(explored, tmp_path)]
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["ranges"]
    assert (told["points"], told["points_asked"], told["points_unsound"], told["replications"]) == (8, 8, 0, 2)
    [saving] = [one for one in told["parameters"] if one["name"] == "time.standard_saving"]
    assert (saving["low"], saving["high"], saving["shape"]) == (0.0, 0.35, "uniform")
    assert pd.read_csv(tmp_path / "uncertainty.csv")["points_n"].max() == 8
    write_results(result, tmp_path)
    assert "uncertainty.csv" not in names(tmp_path)
    assert "ranges" not in json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_says_what_was_run(result: StudyResult) -> None:
    found = manifest(result, TEXT, "kiosk.yaml")
    assert found["servsim"] == __version__
    assert found["engine"] in ("simpy", "compiled")
    assert found["options"] == ["baseline", "fewer"]
    assert (found["seed"], found["replications"], found["replications_asked"]) == (6, 3, 3)
    assert found["interrupted"] is False
    assert found["scenario"] == {"file": "kiosk.yaml", "fingerprint": fingerprint(result.scenario), "text": TEXT}
    assert set(found) >= {"seconds", "finished_at", "python", "libraries"}
    assert (found["executor"], found["workers"], found["trials_reused"]) == ("serial", 1, 0)


def test_the_manifest_says_how_ratings_were_matched(result: StudyResult) -> None:
    assert "rating_cuts" not in manifest(result, TEXT, "kiosk.yaml")
    found = manifest(replace(result, baseline=Baseline(cuts=RATING_CUTS)), TEXT, "kiosk.yaml")
    assert found["rating_cuts"] == RATING_CUTS._asdict()


def test_what_the_manifest_says_gives_the_same_numbers_again(result: StudyResult, tmp_path: Path) -> None:
    write_results(result, tmp_path, scenario_text=TEXT, file="kiosk.yaml")
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    scenario = parsed(told["scenario"]["text"])
    assert fingerprint(scenario) == told["scenario"]["fingerprint"]
    again = run(scenario, options=told["options"], replications=told["replications"], seed=told["seed"])
    assert again.tables.tobytes() == result.tables.tobytes()
    write_results(again, tmp_path / "again", scenario_text=TEXT, file="kiosk.yaml")
    for name in ("report.html", "kpis.csv", "summary.csv"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_kpis_are_written_as_pandas_writes_them(town_study: StudyResult) -> None:
    blocks = list(kpis_csv(town_study))
    assert len(blocks) == 1 + len(town_study.options) * town_study.replications
    assert "".join(blocks) == town_study.kpis().to_csv(index=False, lineterminator="\n")
    cells = [line.split(",")[4:] for line in "".join(blocks).splitlines()[1:]]
    numbers = np.array([[float(cell or "nan") for cell in line] for line in cells])
    assert np.array_equal(numbers, town_study.tables.reshape(numbers.shape), equal_nan=True)


def test_odd_numbers_and_an_odd_currency_too() -> None:
    found = run(Scenario.model_validate(smallest(currency='EUR, "gold"')), replications=2)
    tables = found.tables.copy()
    tables[0, 0, 0, :4] = [np.inf, -np.inf, -0.0, 5e-324]
    found = replace(found, tables=tables)
    assert "".join(kpis_csv(found)) == found.kpis().to_csv(index=False, lineterminator="\n")


def test_another_scenario_has_another_fingerprint() -> None:
    assert fingerprint(parsed()) == fingerprint(parsed(TEXT + "\n# a comment"))
    assert fingerprint(parsed()) != fingerprint(parsed(TEXT.replace("4 min", "5 min")))


def test_encounters_by_option(result: StudyResult, tmp_path: Path) -> None:
    logs = {name: simulate(result.scenario.option(name), seed=6) for name in result.options}
    write_results(result, tmp_path, logs=logs)
    for name, done in logs.items():
        table = pd.read_csv(tmp_path / f"encounters_{name}.csv")
        assert len(table) == len(done.log)
        assert table["wait_min"].to_numpy() == pytest.approx(done.log.wait, nan_ok=True)


def test_old_results_are_replaced_whole(result: StudyResult, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write_results(result, tmp_path)
    assert (tmp_path / "report.html").stat().st_size > 10_000
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def full_disk_after(files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening one temporary file more than ``files`` fails as on a full disk."""
    real, opened = text_files.NamedTemporaryFile, []

    def limited(*args: object, **kwargs: object) -> object:
        opened.append(1)
        if len(opened) > files:
            raise OSError(28, "No space left on device")
        return real(*args, **kwargs)

    monkeypatch.setattr(text_files, "NamedTemporaryFile", limited)


@pytest.mark.parametrize("files", [0, 1, 3])
def test_a_failing_write_leaves_nothing_and_changes_nothing(
    result: StudyResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    (tmp_path / "report.html").write_text("old", encoding="utf-8")
    full_disk_after(files, monkeypatch)
    with pytest.raises(OutputError, match=r"cannot write .*: No space left on device"):
        write_results(result, tmp_path)
    assert names(tmp_path) == ["report.html"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "old"


def test_a_file_where_a_folder_should_be(result: StudyResult, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write .*taken"):
        write_results(result, tmp_path / "taken")
    assert names(tmp_path) == ["taken"]
