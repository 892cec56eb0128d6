"""Laws that hold in every service, for every engine, on random scenarios (half of them full of simultaneous events)."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from servsim.scenario import Scenario
from tests.examples import examples
from tests.laws.customer_laws import CUSTOMER_LAWS
from tests.laws.runs import ENGINES, Run, run_of
from tests.laws.strategies import scenarios
from tests.laws.team_laws import TEAM_LAWS

LAWS = (*CUSTOMER_LAWS, *TEAM_LAWS)
FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
Law = Callable[[Run], None]


@cache
def runs(engine: str) -> list[Run]:
    """Random scenarios, simulated once for all laws."""
    found: list[Run] = []

    @settings(max_examples=examples(60), **FIXED)
    @given(scenario=scenarios())
    def collect(scenario: Scenario) -> None:
        found.append(run_of(scenario, engine))

    collect()
    return found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law: Law, engine: str) -> None:
    for run in runs(engine):
        try:
            law(run)
        except AssertionError as broken:
            broken.add_note(f"in {run.scenario!r}")
            raise


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=2000, **FIXED)
@given(scenario=scenarios())
def test_all_laws_on_many_scenarios(engine: str, scenario: Scenario) -> None:
    run = run_of(scenario, engine)
    for law in LAWS:
        law(run)
