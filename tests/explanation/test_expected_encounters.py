"""Expected encounters against averages over the encounters that the formulas of one encounter give."""

import numpy as np
import pytest

from servsim.delivery.encounter.encounter import Chance, Condition, Need, serve
from servsim.delivery.plan.compile import compile_plan
from servsim.explanation.expected_encounters import Usual, usual_encounters
from servsim.scenario import Scenario
from tests.samples import smallest

DRAWS = 40_000


def scenario(**touchpoint: object) -> Scenario:
    raw = smallest()
    raw["segments"]["guests"]["needs"] = {"mean": 0.2, "spread": 0.7}
    raw["teams"]["desk"].update(skill=0.8, speed_incentive=0.9, culture=0.3, speed_cv=0.2)
    raw["touchpoints"]["check_in"].update(
        handling={"lognormal": {"mean": "6 min", "cv": 0.7}}, defects="20 %", personalization=0.8, **touchpoint
    )
    return Scenario.model_validate(raw)


def averaged(service: Scenario) -> tuple[Usual, Usual]:
    """Averages over many encounters, and their standard errors."""
    plan = compile_plan(service)
    practice, person, family = plan.practice[0][0], plan.person[0], plan.work[0][0]
    draw = np.random.default_rng(7)
    work = family.quantile(draw.random(DRAWS)) / family.moments().mean
    normal, uniform = draw.standard_normal((4, DRAWS)), draw.random((2, DRAWS))
    spread = np.log1p(0.2**2)
    pace = np.exp(np.sqrt(spread) * draw.standard_normal(DRAWS) - spread / 2)
    rows = []
    for i in range(DRAWS):
        need = Need(0.2, 0.7, *normal[:2, i])
        condition = Condition(pace=pace[i])
        served = serve(practice, person, need, Chance(work[i], *normal[2:, i], *uniform[:, i]), condition)
        rows.append((served.handling_min, served.handling_min**2, not served.resolved))
    table = np.array(rows, dtype=float)
    return Usual(*table.mean(axis=0)), Usual(*(table.std(axis=0) / DRAWS**0.5))


@pytest.mark.parametrize("measured_at", [{}, {"standardization": 0.9, "personalization": 0.1}])
def test_moments_and_open_issues_are_those_of_many_encounters(measured_at: dict[str, float]) -> None:
    service = scenario(measured_at=measured_at)
    mean, error = averaged(service)
    [[found]] = usual_encounters(service)
    for value, expected, own_error in zip(found, mean, error, strict=True):
        assert abs(value - expected) < 4 * own_error
        assert own_error < 0.02 * expected  # else it proves nothing


def test_twin_another_dial_is_noticed() -> None:
    mean, error = averaged(scenario())
    [[other]] = usual_encounters(scenario(standardization=0.6, measured_at={"standardization": 0.5}))
    assert abs(other.handling - mean.handling) > 4 * error.handling


def test_at_the_anchor_the_measured_time_comes_out() -> None:
    raw = smallest()
    raw["defect"] = {"rework": "0 %"}
    [[found]] = usual_encounters(Scenario.model_validate(raw))
    assert found.handling == pytest.approx(4.0)


def test_a_need_that_is_always_met_leaves_defects_only() -> None:
    raw = smallest()
    raw["segments"]["guests"]["needs"] = {"spread": 0}
    raw["quality"] = {"sd_between": 0, "sd_within": 0}
    raw["touchpoints"]["check_in"]["defects"] = "0 %"
    [[found]] = usual_encounters(Scenario.model_validate(raw))
    assert found.unresolved == 0
