"""Judging and adding up give the same bits in plain Python and compiled, whatever the scenario."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from servsim.delivery.engines import stage
from servsim.measures.counting.frame import Frame
from servsim.measures.kpi_table import kpi_tables
from servsim.measures.summary import Summarizer, Summary, summary_of
from servsim.scenario import Scenario
from servsim.study import Model, replicate
from tests.examples import examples
from tests.laws.runs import SEED
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


def both_ways(scenario: Scenario) -> tuple[Summary, Summary]:
    compiled = Model.of(scenario).with_engine("compiled", compiled=True)
    plain, frame = compiled.with_engine("simpy", compiled=False), Frame.of([scenario])
    batch = compiled.demand.draw_many(SEED, range(2))
    logs = stage("compiled", compiled.plan, compiled.hook)(batch)
    one, other = (Summarizer(model, frame).sum_up(logs, batch.customers) for model in (plain, compiled))
    return one, other


def different_parts(one: Summary, other: Summary) -> list[str]:
    names = [field.name for field in fields(Summary) if isinstance(getattr(one, field.name), np.ndarray)]
    assert len(names) > 8
    return [name for name in names if getattr(one, name).tobytes() != getattr(other, name).tobytes()]


@settings(max_examples=examples(50), **FIXED)
@given(scenario=scenarios())
def test_summaries_agree(scenario: Scenario) -> None:
    one, other = both_ways(scenario)
    assert different_parts(one, other) == []
    assert kpi_tables(one).tobytes() == kpi_tables(other).tobytes()


@pytest.mark.long
@settings(max_examples=500, **FIXED)
@given(scenario=scenarios())
def test_summaries_agree_on_many(scenario: Scenario) -> None:
    one, other = both_ways(scenario)
    assert different_parts(one, other) == []


def test_twin_another_seed_is_noticed() -> None:
    raw = {
        "segments": {"guests": {"arrivals": {"per_hour": 40}}},
        "touchpoints": {"kiosk": {"handling": {"exponential": {"mean": "5 min"}}}},
    }
    scenario = Scenario.model_validate(raw)
    model = Model.of(scenario)
    found = [replicate(model, seed, 0) for seed in (1, 2)]
    one, other = (summary_of(done) for done in found)
    assert "facts" in different_parts(one, other)
