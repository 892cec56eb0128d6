"""The drawings of the options beside each other."""

import numpy as np
import pytest

from servsim.report.figures import changes
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.altered import with_values
from tests.samples import smallest


def rows(ax: object) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]  # type: ignore[attr-defined]


def test_chance_is_drawn_as_wide_as_it_is(town_study: StudyResult) -> None:
    ax = changes(town_study, kpi="csat")
    assert rows(ax) == ["one more clerk", "script it", "both"]
    for option, bar in zip(town_study.options[1:], ax.patches, strict=True):
        interval = town_study.difference("csat", option).difference
        assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((interval.low, interval.high))
    assert ax.get_title() == "Satisfaction rating (CSAT) (higher is better)"
    assert ax.get_xlabel() == "CSAT points"


def test_the_ranges_are_drawn_where_they_were_gone_over(town_study: StudyResult) -> None:
    scenario = Scenario.model_validate(smallest(options={"one_more": {"teams.desk.agents": 3}}))
    found = run(scenario, replications=4, seed=4, parameter_sets=8)
    assert found.uncertainty is not None
    low, high, _ = found.uncertainty.difference("csat", "one_more")
    drawn = [line.get_xdata() for line in changes(found, kpi="csat").lines]
    assert any(list(line) == pytest.approx([low, high]) for line in drawn if len(line) == 2)
    assert len(changes(town_study, kpi="csat").lines) == 1 + 3, "the line at zero, and the means"


def test_of_a_kpi_without_a_better_direction_none_is_told(town_study: StudyResult) -> None:
    assert changes(town_study, kpi="occupancy").get_title() == "Occupancy"


def test_of_a_change_known_in_one_period_only_the_mean_is_drawn() -> None:
    """Its interval is infinite; a bar of that width would be none."""
    scenario = Scenario.model_validate(smallest(options={"one_more": {"teams.desk.agents": 3}}))
    found = with_values(run(scenario, replications=2, seed=4), "csat", [4.0, np.nan], "one_more")
    ax = changes(found, kpi="csat")
    assert len(ax.patches) == 0
    assert np.isfinite(ax.lines[-1].get_xdata()).all()
    assert len(changes(with_values(found, "csat", [4.0, 4.1], "one_more"), kpi="csat").patches) == 1
