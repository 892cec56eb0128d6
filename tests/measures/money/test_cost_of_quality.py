"""Cost of quality: reference values, its definition on a simulated log, and where standards go too far (T8.1)."""

from itertools import pairwise
from math import erfc, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.encounter.dials import Dials, adaptation
from servsim.delivery.encounter.encounter import Condition, defect_probability
from servsim.delivery.encounter.person import USUAL
from servsim.delivery.encounter.practice import practice_of
from servsim.measures.money.cost_of_quality import CostOfQuality, lost_through_quality, worth_lost
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.oracles.encounters import EFFECTS
from tests.oracles.reference import Case, cases
from tests.samples import Raw, smallest


@pytest.mark.parametrize("case", cases("cost_of_quality"), ids=str)
def test_reference_values(case: Case) -> None:
    given = case.params
    made = given["encounters"] * given["defect_prob"]
    caught = made * given["caught_before_customer"]
    felt = made - caught
    contacts = felt * (given["repeat_prob"] * given["contact_cost"] + given["complain_prob"] * given["complaint_cost"])
    lost = worth_lost(felt * given["lost_prob"], given["clv"])
    found = CostOfQuality(given["prevention"], given["appraisal"], caught * given["rework_cost"], contacts, lost)
    assert found.internal == pytest.approx(case.values["internal_failure"])
    assert found.external == pytest.approx(case.values["external_failure"])
    assert found.total == pytest.approx(case.values["total"])


def test_a_customer_who_brings_no_profit_is_no_loss() -> None:
    assert [worth_lost(3.0, worth) for worth in (20.0, 0.0, -20.0)] == [60.0, 0.0, 0.0]


@given(st.floats(0.0, 1e6), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_only_losses_beyond_the_unavoidable_count(journeys: float, returning: float, anyway: float) -> None:
    lost = lost_through_quality(journeys, returning, anyway)
    assert 0.0 <= lost <= journeys * (1.0 - returning)
    assert lost_through_quality(journeys, 1.0 - anyway, anyway) == pytest.approx(0.0, abs=1e-9)
    assert lost_through_quality(journeys, returning, 0.0) == pytest.approx(journeys * (1.0 - returning))


def unresolved(standardization: float, spread: float, personalization: float = 0.8) -> float:
    """Probability that an encounter leaves the need unmet or a defect: data measured at .6 and .4, no load."""
    dials = Dials(standardization, personalization, 0.0, 0.6, 0.4, 5.0, 1.0, 1.0, log(0.05 / 0.95))
    adapted = adaptation(personalization, standardization, 1.0, EFFECTS.rigidity)
    noise = 1.0 + EFFECTS.improvisation_noise * personalization * (1.0 - standardization)
    between = (1.0 - EFFECTS.cut_between * standardization) * noise * EFFECTS.sd_between
    within = (1.0 - EFFECTS.cut_within * standardization) * noise * EFFECTS.sd_within
    seen = EFFECTS.need_visibility
    variance = spread**2 * (1.0 - seen + seen * (1.0 - adapted) ** 2) + between**2 + within**2
    made = defect_probability(practice_of(dials, EFFECTS), USUAL, personalization, Condition())
    felt = made * (1.0 - EFFECTS.detect_base - EFFECTS.detect_standard * standardization)
    return 1.0 - erfc_inside(variance) * (1.0 - felt)


def erfc_inside(variance: float) -> float:
    """Probability that a normal deviation with this variance stays within 1."""
    return 1.0 - erfc(1.0 / sqrt(2.0 * variance))


def test_failure_is_u_shaped_in_the_standard_where_needs_differ() -> None:
    assert [unresolved(s, 0.8) for s in (0.0, 0.8, 1.0)] == pytest.approx([0.372, 0.179, 0.204], abs=1e-3)
    alike = [unresolved(s / 20, 0.3) for s in range(21)]
    assert all(low > high for low, high in pairwise(alike))


def standards(spread: float) -> StudyResult:
    """The same customers under no, much and full standardization, one team that is never busy."""
    desk: Raw = {
        "team": "desk",
        "handling": "5 min",
        "personalization": 0.8,
        "standardization": 0.8,
        "measured_at": {"standardization": 0.6, "personalization": 0.4},
        "defects": "5 %",
    }
    raw = smallest(
        clock={"open": "09:00", "close": "17:00", "days": 5},
        segments={"guests": {"arrivals": {"per_hour": 60}, "needs": {"spread": spread}}},
        teams={"desk": {"agents": 40}},
        touchpoints={"desk": desk},
        repeat={"probability": 0.5, "delay": "30 min", "attempts_at_most": 1},
        load={"overwork_slowdown": 0},
        economics={},
        options={
            "none": {"touchpoints.desk.standardization": 0.0},
            "full": {"touchpoints.desk.standardization": 1.0},
        },
    )
    return run(Scenario.model_validate(raw), replications=12, seed=3)


def failure(result: StudyResult, option: str) -> np.ndarray:
    return result.values("cost_internal_failure", option) + result.values("cost_external_failure", option)


def clearly_above(one: np.ndarray, other: np.ndarray) -> bool:
    more = one - other
    return bool(more.mean() > 4.0 * more.std(ddof=1) / np.sqrt(more.size))


def test_simulated_failure_cost_is_u_shaped_where_needs_differ() -> None:
    result = standards(0.8)
    assert clearly_above(failure(result, "none"), failure(result, "baseline"))
    assert clearly_above(failure(result, "full"), failure(result, "baseline"))


def test_twin_where_needs_are_alike_it_only_falls() -> None:
    result = standards(0.3)
    assert clearly_above(failure(result, "none"), failure(result, "baseline"))
    assert clearly_above(failure(result, "baseline"), failure(result, "full"))
