"""First come, first served with one team is a recursion over customers: no clock, no events, the same bits.

A customer starts when coming or when the first agent is free, whichever is later, unless patience ends before
(Kiefer & Wolfowitz 1955; with patience: Baccelli & Hebuterne 1981).
"""

from heapq import heapify, heapreplace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servsim.delivery.reference.durations import work_content
from servsim.delivery.rules.outcomes import Outcome
from servsim.scenario import Scenario
from tests.examples import examples
from tests.laws.runs import ENGINES, run_of
from tests.laws.strategies import FOLDER, NO_TIME_EFFECTS, durations, replays

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


@st.composite
def counters(draw: st.DrawFn) -> Scenario:
    """One segment, one team of constant size, one touchpoint, around the clock."""
    lattice = draw(st.booleans())
    per_hour = st.sampled_from([2, 6, 12])
    arrivals: Any = {"replay": draw(replays({"days": 1}))} if lattice else {"per_hour": draw(per_hour)}
    segment = {"arrivals": arrivals | {"group_size": draw(st.integers(1, 2))}, "needs": {"spread": 0}}
    if draw(st.booleans()):
        segment["patience"] = draw(durations(lattice))
    raw = {
        "clock": {"days": 1},
        "segments": {"all": segment},
        "teams": {"desk": {"agents": draw(st.integers(1, 4)), "speed_cv": 0}},
        "touchpoints": {"desk": {"team": "desk", "handling": draw(durations(lattice)), "defects": "0 %"}},
        **NO_TIME_EFFECTS,
    }
    return Scenario.model_validate(raw, context={"folder": FOLDER})


def recursion(arrival: list[float], patience: list[float], service: list[float], agents: int) -> list[float]:
    """When each customer starts; infinite for who gives up."""
    free = [0.0] * agents
    heapify(free)
    starts = []
    for came, waits, time in zip(arrival, patience, service, strict=True):
        start = max(came, free[0])
        served = start <= came + waits
        starts.append(start if served else np.inf)
        if served:
            heapreplace(free, start + time)
    return starts


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=examples(100), **FIXED)
@given(scenario=counters())
def test_starts_are_those_of_the_recursion(engine: str, scenario: Scenario) -> None:
    run = run_of(scenario, engine)
    work = work_content(run.plan, run.draws)[0]
    handling = run.plan.dials[0][0].handling_min * (1.0 + (work - 1.0))
    agents = scenario.teams["desk"].agents
    expected = recursion(run.draws.arrival.tolist(), run.patience[0].tolist(), handling.tolist(), agents)
    kept = run.draws.arrival < run.horizon
    starts = np.asarray(expected)[kept]
    assert (run.started == np.where(starts < run.horizon, starts, np.inf)).all()
    gave_up = np.isinf(starts) & (run.draws.arrival + run.patience[0] < run.horizon)[kept]
    assert ((run.log.outcome == Outcome.ABANDONED) == gave_up).all()
