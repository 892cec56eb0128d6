"""The drawings of chance beside ignorance, and of what drives a result."""

import pytest

from servsim.report.figures import drivers, sampling_and_parameter_uncertainty
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.samples import smallest


@pytest.fixture(scope="module")
def found() -> StudyResult:
    scenario = Scenario.model_validate(smallest(options={"one_more": {"teams.desk.agents": 3}}))
    return run(scenario, replications=4, seed=4, parameter_sets=16)


def test_ranges_are_drawn_as_wide_as_they_are(found: StudyResult) -> None:
    assert found.uncertainty is not None
    ax = sampling_and_parameter_uncertainty(found, kpi="csat")
    for option, bar in zip(found.options, ax.patches, strict=True):
        spread = found.uncertainty.spread("csat", option)
        assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((spread.low, spread.high))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Today", "one more"]


def test_drivers_are_drawn_from_the_lowest_to_the_highest_third(found: StudyResult) -> None:
    assert found.uncertainty is not None
    ax = drivers(found, kpi="csat")
    first, *_ = found.uncertainty.drivers("csat")
    bar = ax.patches[0]
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((first.low, first.high))
    assert len(ax.patches) == 6


def test_without_ranges_nothing_is_drawn(tiny_study: StudyResult) -> None:
    assert len(sampling_and_parameter_uncertainty(tiny_study).patches) == 0
    assert len(drivers(tiny_study).patches) == 0
