"""Mean satisfaction of an M/M/c pool at its anchor, through scenario, engine, rating and KPI table.

The reference switches off all that would let the queue act on the work: pressure, checks for defects, crowding, and the
time that unusual needs take.
"""

from typing import Any

import numpy as np
import pytest

from servsim.measures.kpi_table import COLUMN, kpi_table
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import Model, replicate
from tests.oracles.queues import Estimate, Raw
from tests.oracles.reference import Case, cases

SEED = 20240601
NAMES = {
    "wait_mean": "Wq",
    "quality": "E_Q",
    "perceived_reliability": "E_P_reliability",
    "perceived_responsiveness": "E_P_responsiveness",
    "perceived_assurance": "E_P_assurance",
    "perceived_empathy": "E_P_empathy",
    "perceived_tangibles": "E_P_tangibles",
    "servqual_gap": "E_gap",
    "satisfaction": "E_S",
}
SAMPLED = {
    "csat": "E_csat",
    "csat_measured": "measured_csat",
    "nps": "NPS",
    "return_rate": "P_return",
    "response_rate": "response_rate",
}


def pool(params: dict[str, Any], **changed: Any) -> Raw:
    dials = {"standardization": params["s"], "personalization": params["p"]}
    point = {"handling": {"exponential": {"mean": f"{params['m']} min"}}, "defects": f"{100 * params['e0']} %"}
    return {
        "clock": {"days": 2, "warm_up": "8 h"},
        "segments": {
            "all": {
                "arrivals": {"per_hour": 60 * params["lambda_per_min"]},
                "tolerated_wait": f"{params['tau']} min",
                "needs": {"spread": params["h"]},
            }
        },
        "teams": {"desk": {"agents": params["c"], "speed_cv": 0}},
        "touchpoints": {"desk": {"team": "desk", **point, **dials}},
        "time": {"distance_cost": 0},
        "load": {"speed_up": 0, "overwork_slowdown": 0, "discretion_cut": 0},
        "defect": {"log_or_load": 0, "log_or_overwork": 0, "detect_base": 0, "detect_standard": 0},
        "servqual": {"crowding": 0},
        **changed,
    }


def estimates(raw: Raw, replications: int) -> dict[str, Estimate]:
    model = Model.of(Scenario.model_validate(raw))
    rows = np.array([kpi_table(summary_of(replicate(model, SEED, number)))[0] for number in range(replications)])
    return {kpi: Estimate.of(rows[:, COLUMN[kpi]]) for kpi in KPIS}


def disagreeing(found: dict[str, Estimate], case: Case) -> list[str]:
    values, sampled = case.values, case.values["monte_carlo"]
    theory = {kpi: (values[name], 0.0) for kpi, name in NAMES.items()}
    theory |= {kpi: (sampled[name], sampled.get(f"se_{name}", 1e-3)) for kpi, name in SAMPLED.items()}
    return [kpi for kpi, (value, error) in theory.items() if not found[kpi].agrees(value, error + 1e-9)]


def assert_sharp(found: dict[str, Estimate], satisfaction: float, wait: float) -> None:
    """The errors are small enough for an agreement to mean something."""
    assert found["satisfaction"].error < satisfaction
    assert found["wait_mean"].error < wait * found["wait_mean"].mean


@pytest.mark.parametrize("case", [cases("model_mean_satisfaction")[number] for number in (0, 2)], ids=str)
def test_mean_satisfaction_through_the_whole_program(case: Case) -> None:
    found = estimates(pool(case.params), 20)
    assert_sharp(found, satisfaction=0.02, wait=0.12)
    assert disagreeing(found, case) == []


@pytest.mark.long
@pytest.mark.parametrize("case", cases("model_mean_satisfaction"), ids=str)
def test_mean_satisfaction_exact(case: Case) -> None:
    slow = case.number == 1  # five agents, 96 % busy: the queue forgets within days, not hours
    raw = pool(case.params, clock={"days": 30, "warm_up": "10 days"}) if slow else pool(case.params)
    found = estimates(raw, 30 if slow else 100)
    assert_sharp(found, satisfaction=0.01, wait=0.12 if slow else 0.05)
    assert disagreeing(found, case) == []


def test_twins_are_noticed() -> None:
    case = cases("model_mean_satisfaction")[0]
    more = estimates(pool(case.params | {"c": case.params["c"] + 1}), 10)
    assert {"wait_mean", "perceived_responsiveness", "satisfaction", "csat"} <= set(disagreeing(more, case))
    stricter = estimates(pool(case.params | {"s": case.params["s"] + 0.1}), 10)
    assert "perceived_empathy" in disagreeing(stricter, case)
