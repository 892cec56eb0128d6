import numpy as np
import pytest
from scipy.stats import kstest

from servsim.delivery import compile_plan
from servsim.delivery.reference.durations import patience, work_content
from servsim.demand import draw_customers
from servsim.scenario import Scenario
from tests.delivery.small_services import counter, team

FAMILIES = [
    {"exponential": {"mean": "3 min"}},
    {"lognormal": {"mean": "3 min", "cv": 0.6}},
    {"gamma": {"mean": "3 min", "cv": 1.4}},
    {"uniform": {"low": "1 min", "high": "5 min"}},
    {"empirical": ["1 min", "2 min", "6 min"]},
]


def work_of(handling: object, *segments: str) -> tuple[Scenario, np.ndarray, np.ndarray]:
    raw = {
        "segments": {name: {"arrivals": {"per_hour": 400}} for name in segments or ("all",)},
        "teams": {"desk": team(1)},
        "touchpoints": {"desk": counter(handling)},
    }
    scenario = Scenario.model_validate(raw)
    draws = draw_customers(scenario, 4, 0)
    return scenario, work_content(compile_plan(scenario), draws), draws.segment


@pytest.mark.parametrize("handling", FAMILIES, ids=lambda family: next(iter(family)))
def test_work_has_mean_one_and_the_cv_of_its_family(handling: object) -> None:
    scenario, work, _ = work_of(handling)
    cv = scenario.touchpoints["desk"].handling.family.moments().cv
    assert work.shape[0] == 1
    assert work.mean() == pytest.approx(1.0, abs=4 * cv / np.sqrt(work.size))
    assert work.std() == pytest.approx(cv, rel=0.1)


def test_constant_work_is_one_even_when_it_takes_no_time() -> None:
    for handling in ("3 min", "0 min"):
        assert (work_of(handling)[1] == 1.0).all()


def test_each_segment_has_its_own_family() -> None:
    handling = {"by_segment": {"guests": "2 min", "family": {"uniform": {"low": "0 min", "high": "4 min"}}}}
    _, work, segment = work_of(handling, "guests", "family")
    assert (work[0, segment == 0] == 1.0).all()
    assert work[0, segment == 1].max() == pytest.approx(2.0, abs=0.01)
    assert work[0, segment == 1].mean() == pytest.approx(1.0, abs=0.05)


WAYS = {"desk": counter("2 min", next={"bar": "50 %"}), "bar": counter("1 min", next={"bar": "50 %"})}


def patience_of(guests: object, **touchpoints: object) -> tuple[np.ndarray, np.ndarray]:
    segments = {
        "guests": {"arrivals": {"per_hour": 400}, "patience": guests},
        "family": {"arrivals": {"per_hour": 200}},
    }
    ways = {name: {**part, **touchpoints.get(name, {})} for name, part in WAYS.items()}
    raw = {"segments": segments, "teams": {"desk": team(1)}, "touchpoints": ways, "start": "desk"}
    scenario = Scenario.model_validate(raw)
    draws = draw_customers(scenario, 4, 0)
    return patience(compile_plan(scenario), draws), draws.segment == 0


def test_patience_comes_from_the_segment_or_the_touchpoint() -> None:
    found, guests = patience_of({"exponential": {"mean": "4 min"}})
    assert kstest(found[0, guests] / 4.0, "expon").pvalue > 1e-3
    assert np.isinf(found[:, ~guests]).all()
    other, _ = patience_of({"exponential": {"mean": "4 min"}}, bar={"patience": {"by_segment": {"family": "7 min"}}})
    assert (other[1:, ~guests] == 7.0).all()
    assert (other[:, guests] == found[:, guests]).all()
    assert np.isinf(other[0, ~guests]).all()


def test_another_mean_keeps_each_customers_place_in_the_distribution() -> None:
    found, guests = patience_of({"exponential": {"mean": "4 min"}})
    other, _ = patience_of({"exponential": {"mean": "8 min"}})
    assert other[:, guests] == pytest.approx(2.0 * found[:, guests], rel=1e-12)
