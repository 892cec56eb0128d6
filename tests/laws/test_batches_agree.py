"""A batch gives its replications the same logs and sums, to the bit, as they have one by one."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from servsim.delivery import Plan, compile_plan
from servsim.delivery.engines import stage
from servsim.delivery.hooks import Hook
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.log.logs import Logs
from servsim.demand import Batch, Demand
from servsim.measures.counting.frame import Frame
from servsim.measures.summary import Summarizer, Summary
from servsim.scenario import Scenario
from servsim.study import Model
from tests.examples import examples
from tests.laws.runs import ENGINES, SEED, hook_of
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
SIZE = 3


def one_by_one(engine: str, plan: Plan, batch: Batch, hook: Hook | None) -> list[EncounterLog]:
    return [ENGINES[engine](plan, batch.draws(number), hook) for number in range(len(batch))]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=examples(40), **FIXED)
@given(scenario=scenarios())
def test_logs_agree(engine: str, scenario: Scenario) -> None:
    plan, hook = compile_plan(scenario), hook_of(scenario)
    simulate, demand = stage(engine, plan, hook), Demand(scenario)
    for first in (0, 1):  # the stage is used again
        batch = demand.draw_many(SEED, range(first, first + SIZE))
        logs = simulate(batch)
        expected = one_by_one(engine, plan, batch, hook)
        assert len(logs) == SIZE
        assert all(logs.log(number).same_as(log) for number, log in enumerate(expected))
        assert logs.together.same_as(Logs.of(expected).together)


def arrays(summary: Summary) -> dict[str, np.ndarray]:
    """What a summary has for each replication."""
    shared = ("scheduled", "on_schedule")
    parts = {field.name: getattr(summary, field.name) for field in fields(Summary) if field.name not in shared}
    return {name: part for name, part in parts.items() if isinstance(part, np.ndarray)}


@pytest.mark.parametrize("compiled", [False, True])
@settings(max_examples=examples(25), **FIXED)
@given(scenario=scenarios())
def test_sums_agree(compiled: bool, scenario: Scenario) -> None:
    model = Model.of(scenario).with_engine("compiled", compiled)
    summarizer = Summarizer(model, Frame.of([scenario]))
    batch = model.demand.draw_many(SEED, range(SIZE))
    logs = stage("compiled", model.plan, model.hook)(batch)
    together = arrays(summarizer.sum_up(logs, batch.customers))
    for number in range(SIZE):
        alone = arrays(summarizer.sum_up(Logs.of([logs.log(number)]), batch.customers[number : number + 1]))
        assert [name for name in together if together[name][number].tobytes() != alone[name][0].tobytes()] == []


def test_twin_customers_of_another_replication_are_noticed() -> None:
    raw = {
        "segments": {"guests": {"arrivals": {"per_hour": 40}}},
        "touchpoints": {"kiosk": {"handling": {"exponential": {"mean": "5 min"}}}},
    }
    scenario = Scenario.model_validate(raw)
    batch = Demand(scenario).draw_many(SEED, range(2))
    first, second = one_by_one("compiled", compile_plan(scenario), batch, None)
    assert not first.same_as(second)
