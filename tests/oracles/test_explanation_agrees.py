"""What ``servsim explain`` expects, against the simulation of the same scenario: steady teams, within 4 errors.

The scenario is told to the formulas and to the engine alike, so an error in either, or in the way from the scenario to
the arguments of a formula, shows.
"""

from typing import Any

import pytest

from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.rules.outcomes import Outcome
from servsim.explanation.explanation import explain
from servsim.explanation.outlook import Outlook
from servsim.scenario import Scenario
from tests.oracles.queues import (
    Length,
    Raw,
    counted,
    disagreements,
    exponential,
    measure,
    pool,
    service,
    touchpoint,
    waits,
)
from tests.oracles.queues import segment as stream
from tests.oracles.queues import team as agents

LENGTH = Length(20, 2 * 1440.0, warm_up=240.0)
WITHIN = {"service_level": {"within": "30 s"}}


def expected(raw: Raw) -> Outlook:
    [outlook] = explain(Scenario.model_validate(raw)).outlooks
    return outlook


def simulated(raw: Raw) -> dict[str, Any]:
    def measures(log: EncounterLog, window: Any) -> dict[str, float]:
        within = counted(log, window)
        found = waits(within, 0.5)
        quick = (within.outcome == Outcome.SERVED) & (within.wait <= 0.5)
        return {**found, "level": float(quick.mean()), "contacts": len(within.wait) / (window.end - window.start)}

    return measure(raw, LENGTH, measures)


CASES: dict[str, tuple[Raw, str]] = {
    "M/M/c": (pool(2.0, 5, exponential(2.0)), "erlang_c"),
    "M/M/c+M": (pool(2.4, 5, exponential(2.0), patience=3.0), "erlang_a"),
    "M/M/c/K": (pool(2.4, 5, exponential(2.0), queue_limit=4), "finite_room"),
    "M/G/1": (pool(0.35, 1, {"lognormal": {"mean": "2 min", "cv": 0.5}}), "single_agent"),
}


@pytest.mark.parametrize("name", CASES)
def test_exact_formulas(name: str) -> None:
    raw, formula = CASES[name]
    outlook, found = expected(raw | WITHIN), simulated(raw)
    assert outlook.formula == formula
    theory = {"Wq": outlook.wait, "contacts": outlook.contacts}
    if formula != "single_agent":  # there the service level is an approximation
        theory["level"] = outlook.service_level
    if outlook.abandonment:
        theory["P_abandon"] = outlook.abandonment
    if outlook.turned_away:
        theory["P_block"] = outlook.turned_away
    assert disagreements(found, {key: float(value or 0) for key, value in theory.items()}, 0.06) == []


def balking() -> Raw:
    raw = pool(3.0, 5, exponential(2.0), patience=4.0)
    raw["segments"]["all"]["balking"] = {"starts_at": 1, "certain_at": 5}
    return raw


def test_balking_with_patience() -> None:
    raw = balking()
    outlook, found = expected(raw | WITHIN), simulated(raw)
    assert outlook.formula == "balking"
    theory = {"Wq": outlook.wait or 0.0, "level": outlook.service_level or 0.0}
    assert disagreements(found, theory, 0.06) == []


def test_dials_move_the_expected_wait_as_they_move_the_simulated_one() -> None:
    """Effects switched on, but for pressure: handling away from its anchor, defects, rework, open issues."""
    raw = pool(1.6, 5, {"gamma": {"mean": "2 min", "cv": 1}})
    changed = {
        **raw,
        "time": {},
        "touchpoints": {
            "counter": touchpoint(
                {"gamma": {"mean": "2 min", "cv": 1}},
                defects="10 %",
                personalization=0.9,
                standardization=0.4,
                measured_at={"personalization": 0.3, "standardization": 0.5},
            )
        },
        "defect": {"rework": "30 %"},
        "segments": {"all": stream(1.6, needs={"spread": 0.8})},
    }
    outlook, found = expected(changed), simulated(changed)
    assert outlook.work.handling > 2.2
    assert outlook.wait == pytest.approx(found["Wq"].mean, rel=0.1)
    assert found["Wq"].error < 0.05 * found["Wq"].mean


def test_repeats_and_redials_add_up() -> None:
    raw = pool(2.0, 5, exponential(2.0), patience=2.0)
    raw["touchpoints"]["counter"]["defects"] = "30 %"
    raw |= {
        "quality": {"sd_between": 0, "sd_within": 0},
        "repeat": {"probability": "60 %", "delay": "30 min", "attempts_at_most": 3},
        "redial": {"probability": "50 %", "delay": "30 min", "attempts_at_most": 3},
        "clock": {"days": 3},
    }
    outlook, found = expected(raw), simulated(raw)
    assert outlook.contacts > 2.3
    assert outlook.contacts == pytest.approx(found["contacts"].mean, rel=0.02)
    assert outlook.abandonment == pytest.approx(found["P_abandon"].mean, rel=0.1)


def test_twin_one_agent_more_is_noticed() -> None:
    raw, _ = CASES["M/M/c"]
    more = {**raw, "teams": {"desk": agents(6)}}
    found = simulated(raw)
    assert disagreements(found, {"Wq": float(expected(more).wait or 0)}, 0.06) != []


def test_priorities_of_one_agent() -> None:
    raw = service(
        {"urgent": stream(0.15), "others": stream(0.2, priority=2)},
        {"desk": agents(1)},
        {"counter": touchpoint({"lognormal": {"mean": "2 min", "cv": 0.8}})},
    )
    outlook = expected(raw)

    def measures(log: EncounterLog, window: Any) -> dict[str, float]:
        within = counted(log, window)
        return {str(k + 1): float(within.wait[within.segment == k].mean()) for k in (0, 1)}

    found = measure(raw, LENGTH, measures)
    assert outlook.formula == "priorities"
    assert disagreements(found, {str(rank): wait for rank, wait in outlook.waits}, 0.08) == []
