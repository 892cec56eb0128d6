"""Every engine gives the log of the naive one, to the bit, simultaneous events included."""

import pytest
from hypothesis import HealthCheck, given, settings

from servsim.delivery.log.encounter_log import COLUMNS, EncounterLog
from servsim.scenario import Scenario
from tests.examples import examples
from tests.laws.naive import simulate_naively
from tests.laws.runs import ENGINES, hook_of, run_of
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


def different_columns(one: EncounterLog, other: EncounterLog) -> list[str]:
    return [name for name in COLUMNS if getattr(one, name).tobytes() != getattr(other, name).tobytes()]


def compare(engine: str, scenario: Scenario) -> None:
    run = run_of(scenario, engine)
    expected = simulate_naively(run.plan, run.draws, hook_of(scenario))
    assert different_columns(run.log, expected) == []
    assert run.log.same_as(expected)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=examples(100), **FIXED)
@given(scenario=scenarios())
def test_engine_agrees_with_the_naive_one(engine: str, scenario: Scenario) -> None:
    compare(engine, scenario)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=2000, **FIXED)
@given(scenario=scenarios())
def test_engine_agrees_with_the_naive_one_on_many_scenarios(engine: str, scenario: Scenario) -> None:
    compare(engine, scenario)
