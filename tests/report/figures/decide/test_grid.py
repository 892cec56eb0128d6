import matplotlib.pyplot as plt
import pytest

from servsim.errors import ServsimError
from servsim.report.figures.decide.grid import factor_label
from servsim.study import SweepResult
from tests.report.swept import OFFICE, WAGE, swept


@pytest.fixture(scope="module")
def square() -> SweepResult:
    return swept(office="1:2", dial="0.2:0.8:0.3")


def test_a_heat_map_tells_every_mean_and_frames_the_frontier(square: SweepResult) -> None:
    ax = square.heatmap("wait_p90")
    drawn = ax.collections[0].get_array().ravel().tolist()
    assert drawn == pytest.approx(square.values("wait_p90").mean(axis=1).tolist())
    assert len(ax.texts) == 6
    framed = [one for one in square.standings() if one in ("frontier", "close")]
    assert len(ax.patches) == len(framed)
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0.2", "0.5", "0.8"]
    plt.close("all")


def test_a_target_is_a_line_where_the_mean_meets_it(square: SweepResult) -> None:
    means = square.values("wait_p90").mean(axis=1)
    target = f"<= {0.5 * (means.min() + means.max()):.3f} min"
    object.__setattr__(square, "base", square.base.with_changes({"targets": {"wait_p90": target}}))
    ax = square.heatmap("wait_p90")
    assert len(ax.collections) == 2
    assert len(square.heatmap("labour_cost").collections) == 1
    plt.close("all")


def test_further_factors_are_held() -> None:
    cube = swept(wage="20 per hour,30 per hour", office="1:2", dial="0.2:0.8:0.3")
    held = cube.heatmap("labour_cost", at={WAGE: "30 per hour"}).collections[0].get_array().ravel()
    assert held.tolist() == pytest.approx(cube.values("labour_cost").mean(axis=1)[6:].tolist())
    with pytest.raises(ServsimError, match="a heat map has two factors; 3 are left"):
        cube.heatmap("labour_cost")
    with pytest.raises(ServsimError, match="a curve has one factor; this sweep has 3"):
        cube.curve("labour_cost")
    plt.close("all")


def test_a_curve_over_one_factor() -> None:
    line = swept(dial="0:1:0.5")
    ax = line.curve("csat")
    assert ax.lines[0].get_xdata().tolist() == [0, 0.5, 1]
    assert ax.lines[0].get_ydata().tolist() == pytest.approx(line.values("csat").mean(axis=1).tolist())
    plt.close("all")


def test_a_trade_off_joins_what_is_efficient_on_two_kpis(square: SweepResult) -> None:
    ax = square.tradeoff("labour_cost", "wait_p90")
    assert len(ax.lines[0].get_xdata()) == len(square.cells)
    efficient = square.standings(["labour_cost", "wait_p90"]).count("frontier")
    assert len(ax.containers[0].lines[0].get_xdata()) == efficient
    plt.close("all")


def test_factors_by_their_own_name() -> None:
    assert factor_label(OFFICE) == "office agents"
    assert factor_label("time.standard_saving") == "standard saving"
