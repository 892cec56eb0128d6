import matplotlib.pyplot as plt
import pytest
from samples import smallest

from servsim.errors import ServsimError
from servsim.report.figures import against_the_best
from servsim.scenario import Scenario
from servsim.study import Comparison, compare


@pytest.fixture(scope="module")
def found() -> Comparison:
    options = {"three": {"teams.desk.agents": 3}, "one_less": {"teams.desk.agents": 1}}
    return compare(Scenario.model_validate(smallest(options=options)), kpis=["wait_mean", "csat"], at_most=30)


@pytest.mark.parametrize("kpi", ["wait_mean", "csat"])
def test_intervals_are_drawn_where_they_are(found: Comparison, kpi: str) -> None:
    ax = against_the_best(found, kpi=kpi)
    bars = [line for line in ax.lines if line.get_linewidth() == 5]
    drawn = [tuple(bar.get_xdata()) for bar in bars]
    assert drawn == [pytest.approx((one.low, one.high)) for one in found.placing(kpi).against_best]
    tones = {option: bar.get_color() for option, bar in zip(found.options, bars, strict=True)}
    able = found.placing(kpi).able
    assert {tones[option] for option in able}.isdisjoint(tones[one] for one in found.options if one not in able)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Today", "three", "one less"]


def test_the_first_kpi_on_the_axes_it_is_given(found: Comparison) -> None:
    _, (left, right) = plt.subplots(1, 2)
    assert against_the_best(found, right) is right
    assert right.get_xlabel() == "against the best other option (min)"
    assert not left.has_data()
    with pytest.raises(ServsimError, match="labour_cost did not decide in this comparison"):
        against_the_best(found, kpi="labour_cost")
