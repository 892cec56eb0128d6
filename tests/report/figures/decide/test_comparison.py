from typing import Any

import matplotlib.pyplot as plt
import pytest

from servsim.errors import ServsimError
from servsim.report.figures import against_best
from servsim.report.parts.decide.comparison import rankings
from servsim.scenario import Scenario
from servsim.study import Comparison, StudyResult, compare
from tests.altered import with_targets
from tests.samples import smallest


@pytest.fixture(scope="module")
def found() -> Comparison:
    options = {"three": {"teams.desk.agents": 3}, "one_less": {"teams.desk.agents": 1}}
    return compare(Scenario.model_validate(smallest(options=options)), kpis=["wait_mean", "csat"], at_most=30)


def points(ax: Any) -> list[Any]:
    return [line for line in ax.lines if line.get_marker() == "o"]


@pytest.mark.parametrize("kpi", ["wait_mean", "csat"])
def test_intervals_are_drawn_where_they_are(found: Comparison, kpi: str) -> None:
    ax, placing = against_best(found, kpi=kpi), found.placing(kpi)
    bars = [tuple(line.get_xdata()) for line in ax.lines[1:] if line.get_marker() != "o"]
    assert bars == [pytest.approx((one.low, one.high)) for one in placing.against_best]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Today", "three", "one less"]
    [band] = ax.patches
    assert (band.get_x(), band.get_width()) == pytest.approx((-placing.indifference, 2 * placing.indifference))


def test_the_first_kpi_on_the_axes_it_is_given(found: Comparison) -> None:
    _, (left, right) = plt.subplots(1, 2)
    assert against_best(found, right) is right
    assert right.get_title() == "Average wait (lower is better)"
    assert not left.has_data()
    with pytest.raises(ServsimError, match="labour_cost did not decide in this comparison"):
        against_best(found, kpi="labour_cost")


def test_who_may_be_the_best_is_a_full_point(town_study: StudyResult) -> None:
    result = with_targets(town_study, wait_p90="<= 15 min")
    [found] = rankings(result)
    ax = against_best(result)
    assert len(points(ax)) == len(result.options)
    for option, against, point in zip(found.options, found.against_best, points(ax), strict=True):
        assert point.get_xdata()[0] == pytest.approx(against.mean)
        assert (point.get_markerfacecolor() == "white") == (option not in found.contenders)
    assert {option in found.contenders for option in found.options} == {True, False}
    assert not ax.patches, "no band: a study has no smallest difference worth acting on"
    with pytest.raises(ServsimError, match="csat did not decide in this study; it was wait_p90"):
        against_best(result, kpi="csat")
