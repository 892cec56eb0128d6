import numpy as np
import pytest

from servsim.report.parts.tables import MAIN, KpiRow, ReportTables, TableCell
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import StudyResult
from servsim.wording import wording
from tests.altered import with_targets, with_values

OPTION = "script_it"
SPREAD = np.array([-0.02, 0.01, 0.0, 0.02, -0.01, 0.0])


def tables(result: StudyResult) -> ReportTables:
    return ReportTables(result, wording())


def rows(result: StudyResult, only: tuple[str, ...] | None = None) -> dict[str, KpiRow]:
    return {row.kpi: row for group in tables(result).groups(only) for row in group.rows}


def cell(result: StudyResult, kpi: str) -> TableCell:
    return rows(result)[kpi].cells[result.index_of(OPTION)]


NOT_HERE = {
    *("complaints", "recovery_rate", "quick_recovery_rate"),
    *(name for name, kpi in KPIS.items() if kpi.group in ("cash", "quality_cost")),
}
"""KPIs of what the town hall does not state."""


def test_every_kpi_that_the_service_has_once_in_its_group(town_study: StudyResult) -> None:
    groups = tables(town_study).groups()
    assert [group.label for group in groups] == [
        "Waiting",
        "Work",
        "Quality",
        "What customers perceive (SERVQUAL)",
        "Satisfaction and loyalty",
        "Customer base",
        "Cost",
    ]
    assert [row.kpi for group in groups for row in group.rows] == [kpi for kpi in KPIS if kpi not in NOT_HERE]
    assert all(len(row.cells) == 4 for group in groups for row in group.rows)


def test_labels_and_definitions_are_for_people(town_study: StudyResult) -> None:
    for row in rows(town_study).values():
        assert row.label
        assert "_" not in row.label
        assert row.definition.endswith(".")
        assert "{" not in row.definition
    assert "served within 20\u202fs" in rows(town_study)["service_level"].definition


def test_the_main_table_leaves_out_what_never_happens(town_study: StudyResult) -> None:
    assert set(rows(town_study, MAIN)) == set(MAIN) - NOT_HERE
    result = town_study
    for option in town_study.options:
        result = with_values(result, "turned_away_rate", 0.0, option)
        result = with_values(result, "balk_rate", np.nan, option)
    assert set(rows(result, MAIN)) == set(MAIN) - NOT_HERE - {"turned_away_rate", "balk_rate"}
    assert "turned_away_rate" in rows(result)
    assert "balk_rate" not in rows(result)
    only_in_an_option = with_values(result, "turned_away_rate", 0.1, OPTION)
    assert "turned_away_rate" in rows(only_in_an_option, MAIN)


def test_today_has_no_change(town_study: StudyResult) -> None:
    for row in rows(town_study).values():
        assert (row.cells[0].change, row.cells[0].mark) == ("", "")
        assert row.cells[0].half not in ("", "?") or row.cells[0].value == "–"  # what the scenario does not state


@pytest.mark.parametrize(
    ("kpi", "change", "mark"),
    [
        ("wait_mean", -1.0, "better"),
        ("wait_mean", 1.0, "worse"),
        ("csat", 1.0, "better"),
        ("csat", -1.0, "worse"),
        ("contacts", -1.0, "neither"),
        ("contacts", 1.0, "neither"),
        ("wait_mean", 0.0, "open"),
        ("csat", 0.0, "open"),
    ],
)
def test_marks_follow_the_direction_that_is_better(town_study: StudyResult, kpi: str, change: float, mark: str) -> None:
    result = with_values(with_values(town_study, kpi, 3.0), kpi, 3.0 + change + SPREAD, OPTION)
    assert cell(result, kpi).mark == mark


def test_a_change_that_rounds_to_nothing_is_not_marked(town_study: StudyResult) -> None:
    result = with_values(with_values(town_study, "labour_cost", 700.0), "labour_cost", 699.8 + SPREAD, OPTION)
    found = cell(result, "labour_cost")
    assert (found.change, found.mark) == ("0", "open")


def test_a_cell_shows_value_change_and_interval_in_one_unit(town_study: StudyResult) -> None:
    before = with_values(town_study, "wait_mean", [2.9, 3.1, 3.0, 3.0, 2.8, 3.2])
    result = with_values(before, "wait_mean", np.array([2.9, 3.1, 3.0, 3.0, 2.8, 3.2]) - 2.0 + 10 * SPREAD, OPTION)
    found = cell(result, "wait_mean")
    assert found.value == "1.0\u202fmin"  # minutes as today, although 1 min alone would be 60 s
    assert found.change == "\u22122.0"
    assert (found.low, found.high) == ("\u22122.1", "\u22121.9")
    assert found.half == "0.3"
    assert found.mark == "better"


def test_what_only_an_option_has_is_shown_without_a_change(town_study: StudyResult) -> None:
    """With one agent there is nothing between agents; an option with two has a value, and nothing to set it against."""
    result = with_values(town_study, "quality_between", np.nan)
    row = rows(result)["quality_between"]
    assert (row.cells[0].value, row.cells[0].half) == ("–", "")
    found = cell(result, "quality_between")
    assert found.value not in ("", "–")
    assert (found.change, found.mark) == ("", "")


def test_chances_of_the_targets(town_study: StudyResult) -> None:
    result = with_targets(town_study, wait_mean="<= 4 min", csat=">= 4.9")
    result = with_values(result, "wait_mean", [3.0, 5.1, 3.2, 4.9, 4.2, 3.1])
    result = with_values(result, "csat", np.nan)
    [(wait, wait_cells), (csat, csat_cells), (together, kept)] = tables(result).chances()
    assert (wait, csat) == ("Average wait ≤ 4 min", "Satisfaction rating (CSAT) ≥ 4.9")
    assert len(wait_cells) == 4
    assert wait_cells[0] == {
        "share": "50 %",
        "low": "19",
        "high": "81 %",
        "width": "50.0",
        "verdict": "open",
        "text": "too close to call",
    }
    assert (csat_cells[0]["share"], csat_cells[0]["width"], csat_cells[0]["verdict"]) == ("–", "0", "open")
    assert csat_cells[1]["text"] == "missed on average"
    assert together == "all targets together"
    assert (kept[0]["share"], kept[0]["high"], kept[0]["verdict"]) == ("0 %", "39 %", "")


def test_one_target_is_not_told_twice(town_study: StudyResult) -> None:
    assert len(tables(with_targets(town_study, csat=">= 4.9")).chances()) == 1


def test_without_targets_there_are_no_chances(tiny_study: StudyResult) -> None:
    assert tables(tiny_study).chances() == []
