"""Simulated and measured values: the figure, the sentences, and the section of the page."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.measures.scopes import Scope
from servsim.report import figures, html_report
from servsim.report.figures.understand.observed import measured_hours
from servsim.report.parts.understand.observed import comparisons, left_out, whole_day
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.altered import with_values
from tests.page_reader import PageReader
from tests.samples import smallest

CSV = "hour,wait_s,wait_se,lost\n09:00,60,6,0.10\n10:00,120,12,0.20\n11:00,90,9,0.15\n"
OUTSIDE = CSV + "07:00,10,1,0\n15:00,10,1,0\n"
WAIT = {"column": "wait_s", "unit": "s", "standard_error": "wait_se"}
LOST = {"column": "lost"}


def study(folder: Path, kpis: dict[str, Any] | None = None, text: str = CSV, **sections: Any) -> StudyResult:
    (folder / "hours.csv").write_text(text, encoding="utf-8")
    by_hour = {"file": "hours.csv", "kpis": kpis or {"wait_mean": WAIT, "abandonment_rate": LOST}}
    observed = {"source": "the clerks, in May", "note": "a quiet month", "by_hour": by_hour}
    raw = smallest(observed=observed, **sections)
    return run(Scenario.model_validate(raw, context={"folder": folder}), replications=3, seed=2)


def simulated(result: StudyResult, kpi: str, values: dict[str, float]) -> StudyResult:
    """The result with these values in every replication (and a little noise), by hour."""
    for hour, value in values.items():
        result = with_values(result, kpi, value + np.array([-0.01, 0.0, 0.01]), scope=Scope("hour", hour))
    return result


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_measured_and_simulated_side_by_side(tmp_path: Path) -> None:
    result = simulated(study(tmp_path), "wait_mean", {"09:00": 1.05, "10:00": 3.0, "11:00": 1.5})
    values, intervals = measured_hours(result, "wait_mean")
    assert [(value.hour, value.value, value.error) for value in values] == [
        (540.0, 1.0, 0.1),
        (600.0, 2.0, 0.2),
        (660.0, 1.5, 0.15),
    ]
    assert [interval.mean for interval in intervals] == pytest.approx([1.05, 3.0, 1.5])


def test_the_figure_shows_both(tmp_path: Path) -> None:
    result = simulated(study(tmp_path), "wait_mean", {"09:00": 1.05, "10:00": 3.0, "11:00": 1.5})
    ax = figures.observed_by_hour(result, kpi="wait_mean")
    measured, model = ax.containers[0].lines[0], ax.lines[-1]
    assert measured.get_ydata() == pytest.approx([1.0, 2.0, 1.5])
    assert model.get_ydata() == pytest.approx([1.05, 3.0, 1.5])
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("min", "hour of the day")
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["09:00", "10:00", "11:00"]
    assert ax.get_legend_handles_labels()[1] == ["simulated", "measured"]
    bar = ax.containers[0].lines[2][0].get_segments()[1]
    assert bar[:, 1] == pytest.approx([1.6, 2.4])  # two standard errors


def test_without_standard_errors_the_figure_has_points_only(tmp_path: Path) -> None:
    ax = figures.observed_by_hour(study(tmp_path), kpi="abandonment_rate")
    assert ax.containers[0].lines[0].get_ydata() == pytest.approx([10.0, 20.0, 15.0])
    assert ax.get_ylabel() == "%"
    ax.figure.canvas.draw()


def test_a_kpi_nobody_measured(tmp_path: Path, town_study: StudyResult) -> None:
    with pytest.raises(ServsimError, match='states no measured "csat"'):
        figures.observed_by_hour(study(tmp_path), kpi="csat")
    with pytest.raises(ServsimError, match='states no measured "wait_mean"'):
        figures.observed_by_hour(town_study, kpi="wait_mean")


def test_how_far_off_and_where_worst(tmp_path: Path) -> None:
    result = simulated(study(tmp_path), "wait_mean", {"09:00": 1.05, "10:00": 3.0, "11:00": 1.5})
    [wait, _] = comparisons(result, wording())
    error = np.sqrt((0.05**2 + 1.0**2) / 3)
    assert plain(wait.sentence).startswith(f"Average wait: over the hours the simulation is off by {error:.1f} min on")
    assert "2 of 3 hours agree" in wait.sentence
    assert plain(wait.worst).startswith("The largest differences: 10:00: simulated 3.0 min, measured 2.0 min; 09:00:")


def test_without_standard_errors_only_the_simulation_is_allowed_to_be_uncertain(tmp_path: Path) -> None:
    result = simulated(study(tmp_path), "abandonment_rate", {"09:00": 0.105, "10:00": 0.1, "11:00": 0.15})
    [_, lost] = comparisons(result, wording())
    assert "off by 5.8 percentage points on average" in lost.sentence
    assert "2 of 3 hours agree" in lost.sentence


def test_the_whole_day(tmp_path: Path) -> None:
    result = with_values(study(tmp_path), "wait_mean", [1.9, 2.0, 2.1])
    assert re.search(r"Average wait 2\.0 min ± 0\.2; Gave up waiting", plain(whole_day(result, wording())))


def test_measured_hours_outside_the_opening_hours_are_left_out_and_counted(tmp_path: Path) -> None:
    result = study(tmp_path, text=OUTSIDE)
    assert len(measured_hours(result, "wait_mean")[0]) == 3
    assert left_out(result, wording()).startswith("4 measured values belong to hours that are not simulated")
    assert left_out(study(tmp_path), wording()) == ""
    assert "4 measured values" in html_report(result)


def test_hours_that_never_fit_leave_only_words(tmp_path: Path) -> None:
    """The service opens at half past: no measured hour is an hour of the simulation."""
    result = study(tmp_path, clock={"open": "08:30", "close": "12:30"})
    assert comparisons(result, wording()) == []
    page = html_report(result)
    assert "6 measured values" in page
    assert PageReader(page).faults == []
    assert "observed-figure" not in page


def test_a_kpi_without_hours_is_passed_over(tmp_path: Path) -> None:
    kpis = {"quality_variance": {"column": "lost"}, "wait_mean": WAIT}
    result = study(tmp_path, kpis)
    assert [comparison.kpi for comparison in comparisons(result, wording())] == ["wait_mean"]
    assert PageReader(html_report(result)).faults == []


def test_many_hours_are_labelled_every_third(tmp_path: Path) -> None:
    text = "hour,wait_s,wait_se,lost\n" + "".join(f"{hour:02d}:00,60,6,0.1\n" for hour in range(24))
    ax = figures.observed_by_hour(study(tmp_path, text=text, clock={"days": 1}), kpi="wait_mean")
    labels = [tick.get_text() for tick in ax.get_xticklabels()]
    assert labels[:4] == ["00:00", "", "", "03:00"]


def test_the_section_of_the_page(tmp_path: Path) -> None:
    reader = PageReader(html_report(study(tmp_path)))
    assert reader.faults == []
    text = reader.text
    for part in ("Simulated and measured", "Measured by: the clerks, in May", "a quiet month", "Over the whole day"):
        assert part in text
    assert text.index("Simulated and measured") < text.index("How long customers wait")


def test_without_measurements_there_is_nothing_to_compare(town_study: StudyResult) -> None:
    assert comparisons(town_study, wording()) == []
