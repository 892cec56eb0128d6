"""The comparison with formulas never cries wolf: whatever sets a random service apart from its formulas has a name."""

from hypothesis import HealthCheck, given, settings

from servsim.scenario import Scenario
from servsim.study import run
from tests.examples import examples
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=examples(60), **FIXED)
@given(scenario=scenarios())
def test_no_service_fails_without_a_reason(scenario: Scenario) -> None:
    checked = run(scenario, options=[], replications=8, seed=4).checked
    assert checked.failed == ()
