"""Points of the ranges: evenly spread, parts of a whole together, and made into sound scenarios."""

import numpy as np
import pytest

from servsim.errors import ScenarioError
from servsim.scenario import Scenario
from servsim.scenario.variants.parameters import Parameter, parameters
from servsim.study.uncertainty.design import Design, ParameterSpace
from tests.samples import town_hall


def one(name: str = "x", shape: str = "uniform", form: str = "", value: float = 3.0) -> Parameter:
    return Parameter(name, (name,), value, 2.0, 6.0, shape, form, False, "")  # type: ignore[arg-type]


def test_each_parameter_takes_its_range_in_equal_steps() -> None:
    design = Design.drawn((one("x"), one("y")), 32, seed=3)
    steps = np.sort(np.floor((design.values - 2.0) / 4.0 * 32), axis=0)
    assert (steps == np.arange(32)[:, None]).all()
    assert (design.values == Design.drawn((one("x"), one("y")), 32, seed=3).values).all()
    assert (design.values != Design.drawn((one("x"), one("y")), 32, seed=4).values).any()


def test_parameters_do_not_move_together() -> None:
    """With Sobol' points of as many dimensions two parameters would."""
    names = tuple(one(f"x{number}") for number in range(70))
    apart = np.corrcoef(Design.drawn(names, 64, seed=1).values.T) - np.eye(70)
    assert np.abs(apart).max() < 0.6


def test_shapes() -> None:
    shares = np.linspace(0.0, 1.0, 1001)[:, None]
    triangle = Design.at((one(shape="triangular"),), shares).values
    assert (triangle.min(), triangle.max()) == (2.0, 6.0)
    assert triangle.mean() == pytest.approx((2.0 + 3.0 + 6.0) / 3, abs=0.01)
    whole = Design.at((one(form="whole"),), shares).values
    assert np.unique(whole).tolist() == [2.0, 3.0, 4.0, 5.0, 6.0]
    assert np.bincount(whole[:, 0].astype(int))[2:].tolist() == pytest.approx([200] * 5, abs=2)


def test_weights_are_a_dirichlet(town: Scenario) -> None:
    """Mean w and variance w (1 - w) / 21, as a Dirichlet(20 w) has."""
    names = tuple(found for found in parameters(town, ()) if found.name.startswith("servqual.weights"))
    weights = Design.drawn(names, 4096, seed=1).values / 100.0
    means = np.array([found.value for found in names]) / 100.0
    assert weights.sum(axis=1) == pytest.approx(1.0)
    assert weights.mean(axis=0) == pytest.approx(means, abs=0.006)
    assert weights.var(axis=0) == pytest.approx(means * (1 - means) / 21.0, rel=0.1)


def test_journey_weights_stay_parts_of_one(town: Scenario) -> None:
    names = tuple(found for found in parameters(town, ()) if found.name.startswith("satisfaction.journey"))
    assert Design.drawn(names, 16, seed=1).values.sum(axis=1) == pytest.approx(1.0)


def test_a_point_of_an_option_keeps_what_the_option_states() -> None:
    raw = town_hall(options={"slow": {"redial.delay": "50 min"}, "other": {"teams.desk.queue_limit": 5}})
    raw["uncertain"] = {"redial.delay": {"between": ["5 min", "20 min"]}}
    scenario = Scenario.model_validate(raw)
    names = ("baseline", "slow", "other")
    design = Design.drawn(parameters(scenario, names), 8, seed=1)
    ground = ParameterSpace(scenario, names)
    today, slow, other = (design.scenario(ground, 3, name) for name in names)
    assert today.redial.delay == pytest.approx(design.values[3, 0])
    assert (slow.redial.delay, other.redial.delay) == (50.0, today.redial.delay)
    assert slow.time == today.time != scenario.time
    assert slow.anchor is slow.anchor.anchor
    assert slow.anchor == today, "the data were measured in the baseline at the same point"


def test_what_was_measured_stays_measured_at_every_point(town: Scenario) -> None:
    """Handling times are anchored in the baseline: whatever the dials' effects are, its mean stays the stated one."""
    names = ("baseline", "script_it")
    design, ground = Design.drawn(parameters(town, names), 8, seed=2), ParameterSpace(town, names)
    changed = town.with_changes({"touchpoints.counter.standardization": 0.9})
    there = ParameterSpace(changed, ("baseline",))
    for point in range(8):
        assert design.scenario(ground, point, "baseline").anchor.time != town.time
        made = design.scenario(there, point, "baseline")
        assert made.anchor.time == made.time
        assert made.anchor.touchpoints["counter"].standardization == 0.5


def test_all_defaults_together_are_sound_at_every_point(town: Scenario) -> None:
    names = ("baseline", *town.options)
    design, ground = Design.drawn(parameters(town, names), 16, seed=2), ParameterSpace(town, names)
    varied = [design.scenario(ground, point, name) for point in range(16) for name in names]
    assert len({str(scenario.model_dump()) for scenario in varied}) == len(varied)


def test_contradictions_are_told() -> None:
    raw = town_hall(uncertain={"touchpoints.kiosk.next.counter": {"between": ["50 %", "90 %"]}}, options={})
    raw["touchpoints"]["kiosk"]["next"] = {"counter": "50 %", "back_office": "10 %"}
    raw["uncertain"]["touchpoints.kiosk.next.back_office"] = {"between": ["0 %", "50 %"]}
    scenario = Scenario.model_validate(raw)
    names = parameters(scenario, ())[:2]
    design = Design(names, np.array([[0.6, 0.2], [0.9, 0.4]]))
    ground = ParameterSpace(scenario, ("baseline",))
    assert design.scenario(ground, 0, "baseline").touchpoints["kiosk"].next["counter"] == 0.6
    with pytest.raises(ScenarioError, match="add up to 130 %"):
        design.scenario(ground, 1, "baseline")


def test_a_scenario_at_a_point_is_made_once(town: Scenario) -> None:
    names = ("baseline", "one_more_clerk")
    design, ground = Design.drawn(parameters(town, names), 8, seed=2), ParameterSpace(town, names)
    assert design.scenario(ground, 3, "one_more_clerk") is design.only([3]).scenario(ground, 0, "one_more_clerk")
    assert design.scenario(ground, 3, "one_more_clerk") is not design.scenario(ground, 4, "one_more_clerk")
