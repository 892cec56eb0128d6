"""The checks of the report never cry wolf: conservation and Little's law hold on any service."""

import numpy as np
from hypothesis import HealthCheck, given, settings

from servsim.delivery import Outcome
from servsim.measures.model import Model
from servsim.scenario import Scenario
from servsim.study.checking.conservation import conservation
from servsim.study.checking.littles_law import littles_law
from servsim.study.checking.replication import CheckedReplication, StudyFigures
from tests.examples import examples
from tests.laws.runs import run_of
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


def mean(values: np.ndarray) -> float:
    return float(values.mean()) if values.size else np.nan


def period_of(scenario: Scenario) -> CheckedReplication:
    """A period with means taken from its log the plain way, as a study would tell them."""
    run, model = run_of(scenario), Model.of(scenario)
    counted = run.log.joined >= model.plan.opening.warm_up
    decided = run.in_queue & counted & (run.log.outcome != Outcome.WAITING)
    served = run.log.served & counted
    teams = range(len(scenario.teams))
    told = StudyFigures(
        contacts=float(counted.sum()),
        wait_mean=np.array([mean((run.left_queue - run.log.joined)[decided & (run.team == team)]) for team in teams]),
        served=np.array([(served & (run.team == team)).sum() for team in teams], dtype=float),
        handling=np.array([mean((run.ended - run.log.started)[served & (run.team == team)]) for team in teams]),
    )
    return CheckedReplication("baseline", model, run.draws, run.log, told)


@settings(max_examples=examples(120), **FIXED)
@given(scenario=scenarios())
def test_no_service_fails_its_checks(scenario: Scenario) -> None:
    period = period_of(scenario)
    assert [check for check in (*conservation(period), *littles_law(period)) if check.failed] == []
