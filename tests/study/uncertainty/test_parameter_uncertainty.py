"""What is told of noise and ignorance, on numbers that are known."""

import numpy as np
import pytest

from servsim.measures.kpi_table import COLUMN
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.variants.parameters import Parameter
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.parameter_uncertainty import INNER, ParameterUncertainty, replications
from servsim.study.uncertainty.variance_split import nested

POINTS = 200
NAMES = tuple(Parameter(f"x{place}", (), 0.5, 0.0, 1.0, "uniform", "", False, "") for place in range(3))


def made(noise: float = 0.1, overload: bool = False) -> ParameterUncertainty:
    """The wait is 10 x0; "more" takes 1 off, "odd" adds 4 x1 - 1; noise is the same under all options."""
    design = Design.drawn(NAMES, POINTS, seed=1)
    chance = noise * np.random.default_rng(2).normal(size=(POINTS, INNER))
    wait = 10.0 * design.values[:, [0]] + chance
    values = np.full((POINTS, 3, INNER, len(KPIS)), np.nan)
    odd = 4.0 * design.values[:, [1]] - 1.0
    values[..., COLUMN["wait_mean"]] = np.stack([wait, wait - 1.0, wait + odd], axis=1)
    plain = np.full((3, 40, len(KPIS)), np.nan)
    plain[..., COLUMN["wait_mean"]] = 5.0
    endless = np.zeros((POINTS, 3), dtype=np.bool_)
    endless[:, 1] = overload & (design.values[:, 0] > 0.75)
    return ParameterUncertainty(design, ("baseline", "more", "odd"), values, plain, endless, POINTS)


def test_noise_and_ignorance_of_a_mean() -> None:
    found = made(noise=1.0)
    assert found.components("wait_mean").uncertainty == pytest.approx(100 / 12, rel=0.05)
    assert found.components("wait_mean").within == pytest.approx(1.0, rel=0.2)
    assert found.spread("wait_mean")[:2] == pytest.approx((0.25, 9.75), abs=0.4)


def test_a_busy_day_is_not_mistaken_for_an_unfavourable_point() -> None:
    """Days differ by 10, points by 0.1; as the same days were met with single values, points are told apart."""
    found = made(noise=0.0)
    days = 10.0 * np.random.default_rng(3).normal(size=40)
    wait = 0.1 * found.design.values[:, [0]] + days[replications(found.design, 40)]
    found.values[:, 0, :, COLUMN["wait_mean"]] = wait
    found.plain[0, :, COLUMN["wait_mean"]] = days
    assert found.components("wait_mean").uncertainty == pytest.approx(0.01 / 12, rel=0.05)
    assert found.components("wait_mean").mean == pytest.approx(days.mean() + 0.05, abs=1e-3)
    assert found.share("wait_mean") < 1e-4, "and yet nearly all that a period shows is noise"
    assert nested(wait).uncertainty != pytest.approx(0.01 / 12, rel=10), "without that they cannot"


def test_a_period_without_a_value_leaves_its_points_out_and_no_others() -> None:
    """In one period of forty nobody came: the points that met its customers say nothing, all others what they did."""
    found, whole = made(noise=1.0), made(noise=1.0)
    found.plain[0, 7, COLUMN["wait_mean"]] = np.nan
    met = (replications(found.design, 40) == 7).any(axis=1)
    assert np.isnan(found.at_points("wait_mean")).any(axis=1).tolist() == met.tolist()
    assert found.at_points("wait_mean")[~met].tolist() == whole.at_points("wait_mean")[~met].tolist()
    assert found.components("wait_mean").points == POINTS - 10
    assert found.spread("wait_mean").high == pytest.approx(9.75, abs=0.5)
    assert found.share("wait_mean") == pytest.approx(1.0), "the other periods are all alike"


def test_of_an_option_without_values_nothing_is_known() -> None:
    """Neither that it is all chance, nor that all ignorance cancels in its difference."""
    found = made()
    found.overloaded[:, 1] = True
    assert np.isnan(found.share("wait_mean", "more"))
    assert np.isnan(found.cancelled("wait_mean", "more"))
    assert not np.isnan(found.cancelled("wait_mean", "odd"))


def test_points_go_through_the_replications_again_and_again() -> None:
    five = Design(NAMES, np.zeros((5, 3)))
    assert replications(five, 6).tolist() == [[0, 1], [2, 3], [4, 5], [0, 1], [2, 3]]
    assert replications(five, 3).tolist() == [[0, 1]] * 5


def test_points_that_are_compared_with_each_other_meet_the_same_customers() -> None:
    pairs = Design(NAMES, np.zeros((8, 3)), together=2)
    assert replications(pairs, 6)[:, 0].tolist() == [0, 0, 2, 2, 4, 4, 0, 0]


def test_in_differences_ignorance_cancels() -> None:
    found = made()
    assert found.difference("wait_mean", "more")[:2] == pytest.approx((-1.0, -1.0))
    assert found.cancelled("wait_mean", "more") == pytest.approx(1.0)
    low, high, above = found.difference("wait_mean", "odd")
    assert (low, high) == pytest.approx((-0.9, 2.9), abs=0.1)
    assert above == pytest.approx(0.75, abs=0.02)
    assert found.cancelled("wait_mean", "odd") == pytest.approx(1 - (16 / 12) / (2 * 100 / 12 + 16 / 12), abs=0.03)


def test_how_often_an_option_stays_best() -> None:
    """ "odd" takes more than 1 off nowhere: at best, at x1 = 0, as much."""
    assert made().best("wait_mean") == {"baseline": 0.0, "more": 1.0, "odd": 0.0}
    shares = made(overload=True).best("wait_mean")
    assert shares["more"] == pytest.approx(0.75, abs=0.02), "an overloaded option is never best"
    assert shares["odd"] == pytest.approx(0.25 * 0.25, abs=0.03)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert all(np.isnan(share) for share in made().best("customers").values())


def test_equal_options_share() -> None:
    found = made()
    found.values[:, 2] = found.values[:, 1]
    assert found.best("wait_mean") == {"baseline": 0.0, "more": 0.5, "odd": 0.5}


def test_overload_is_a_probability_and_not_averaged_in() -> None:
    found = made(overload=True)
    assert found.overload_share("more") == pytest.approx(0.25, abs=0.01)
    assert found.overload_share("baseline") == 0.0
    assert found.components("wait_mean", "more").points == pytest.approx(150, abs=1)
    assert found.spread("wait_mean", "more").high < 6.6
    assert found.difference("wait_mean", "more")[:2] == pytest.approx((-1.0, -1.0))


def test_what_drives_a_result_and_what_drives_a_difference() -> None:
    assert made().drivers("wait_mean")[0].parameter.name == "x0"
    assert made().drivers("wait_mean", "odd")[0].parameter.name == "x1"


def test_the_table_has_a_row_for_each_option_and_kpi() -> None:
    table = made(overload=True).table().set_index(["option", "kpi"])
    assert len(table) == 3 * len(KPIS)
    row = table.loc[("more", "wait_mean")]
    assert row["best_share"] == pytest.approx(0.75, abs=0.02)
    assert row["difference"] == pytest.approx(-1.0)
    assert row["overload_share"] == pytest.approx(0.25, abs=0.01)
    assert np.isnan(table.loc[("baseline", "csat"), "mean"])


def test_a_study_that_was_stopped_says_so() -> None:
    found = made()
    assert (found.points, found.interrupted) == (POINTS, False)
    assert ParameterUncertainty(
        found.design, found.options, found.values, found.plain, found.overloaded, POINTS + 5
    ).interrupted
    assert not ParameterUncertainty(
        found.design, found.options, found.values, found.plain, found.overloaded, POINTS + 5, 5
    ).interrupted
