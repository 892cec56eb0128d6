"""What the plan can say before any scenario does: queues shared by teams, agents away, several hooks."""

from math import inf, isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servsim.compiling import inner
from servsim.delivery import compile_plan
from servsim.delivery import compiled as compiled_engine
from servsim.delivery.hooks import Hooks
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.plan.plan import Plan
from servsim.demand import draw_customers
from servsim.scenario import Scenario
from tests.laws.hearing import Anger
from tests.laws.naive import simulate_naively
from tests.laws.plans import altered, away, matched
from tests.laws.runs import ENGINES, SEED, hook_of
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
DESKS = {
    "clock": {"open": "09:00", "close": "12:00", "days": 1},
    "segments": {"all": {"arrivals": {"per_hour": 30}}},
    "teams": {"desk": {"agents": 2}, "office": {"agents": 2}},
    "touchpoints": {
        "desk": {"team": "desk", "handling": {"exponential": {"mean": "5 min"}}},
        "office": {"team": "office", "handling": "1 min"},
    },
    "start": "desk",
}
ENGINE = pytest.mark.parametrize("engine", ENGINES)


def simulated(engine: str, change: Any, raw: dict[str, Any] = DESKS) -> tuple[Plan, EncounterLog]:
    scenario = Scenario.model_validate(raw)
    plan = change(compile_plan(scenario))
    return plan, ENGINES[engine](plan, draw_customers(scenario, 3, 0), None)


def busy_at(log: EncounterLog, agents: list[int], instant: float) -> int:
    return int((np.isin(log.agent, agents) & (log.started <= instant) & ~(log.ended <= instant)).sum())


@ENGINE
def test_two_teams_for_one_queue(engine: str) -> None:
    _, alone = simulated(engine, lambda plan: plan)
    _, log = simulated(engine, lambda plan: matched(plan, [(0, 0, 0), (0, 1, 1), (1, 1, 0)]))
    helped = np.flatnonzero(log.team == 1)
    assert 0 < helped.size < np.count_nonzero(log.team == 0)
    assert (log.queue == 0).all()
    assert np.nanmean(log.wait) < 0.5 * np.nanmean(alone.wait)
    for row in helped.tolist():  # the office, of the higher rank number, helps only while the desk is busy
        assert busy_at(log, [0, 1], log.started[row]) == 2
    starts = log.started[np.argsort(log.joined)]
    assert (np.diff(starts[~np.isnan(starts)]) >= 0.0).all()  # first come, first served, whoever serves


@ENGINE
def test_one_team_for_two_queues_takes_the_lower_rank_first(engine: str) -> None:
    raw = DESKS | {"segments": {"a": {"arrivals": {"per_hour": 20}}, "b": {"arrivals": {"per_hour": 20}}}}
    raw["touchpoints"] = DESKS["touchpoints"] | {
        "desk": {"team": "desk", "handling": "4 min", "next": {"office": "50 %"}}
    }
    _, log = simulated(engine, lambda plan: matched(plan, [(0, 0, 1), (1, 0, 0)]), raw)
    assert set(log.team[log.served].tolist()) == {0}
    rows = np.flatnonzero((log.queue == 0) & (log.wait > 0))
    for row in rows.tolist():  # nobody of queue 1, of the lower rank number, waited on when one of queue 0 began
        waited_on = (log.queue == 1) & (log.joined < log.started[row]) & (log.started > log.started[row])
        assert not waited_on.any()


@ENGINE
def test_an_agent_away_for_half_an_hour(engine: str) -> None:
    leaves, returns = 600.0, 630.0
    _, log = simulated(engine, lambda plan: away(plan, 0, leaves, returns))
    own = log.agent == 0
    assert not (own & (log.started >= leaves) & (log.started < returns)).any()
    assert (own & (log.started < leaves)).any()
    assert (own & (log.started >= returns)).any()
    across = own & (log.started < leaves) & (log.ended > leaves)
    assert across.sum() == 1  # the work in hand is finished
    assert log.served[across].all()
    other = np.flatnonzero((log.agent == 1) & (log.started > leaves) & (log.started < returns))
    assert other.size > 2


def compare(engine: str, data: st.DataObject, scenario: Scenario) -> None:
    """The engine against the naive one, on a plan with other teams at the queues and agents who are away."""
    plan = data.draw(altered(compile_plan(scenario)))
    draws = draw_customers(scenario, SEED, 0)
    found = ENGINES[engine](plan, draws, hook_of(scenario))
    assert found.same_as(simulate_naively(plan, draws, hook_of(scenario)))


@ENGINE
@settings(max_examples=40, **FIXED)
@given(data=st.data(), scenario=scenarios())
def test_engines_agree_on_plans_that_nobody_states_yet(engine: str, data: st.DataObject, scenario: Scenario) -> None:
    compare(engine, data, scenario)


@pytest.mark.long
@ENGINE
@settings(max_examples=1000, **FIXED)
@given(data=st.data(), scenario=scenarios())
def test_engines_agree_on_many_plans(engine: str, data: st.DataObject, scenario: Scenario) -> None:
    compare(engine, data, scenario)


def none(notes: Any, customer: int, segment: int) -> None:
    if customer == 0:  # the first of a replication
        notes[0][0] = 0.0


class Impatience:
    """A second hook: who waited more than a minute complains at every other encounter, and it counts who did."""

    name = "impatience"

    def meet(self, notes: Any, customer: int, segment: int) -> None:
        none(notes, customer, segment)

    def after(self, notes: Any, row: Any, gone: bool) -> float:
        return _count(notes, row.started - row.joined, gone)

    def compiled(self) -> tuple[Any, Any]:
        count = inner(_count)

        def after(notes: Any, row: Any, gone: bool) -> float:
            return float(count(notes, row.started - row.joined, gone))

        return inner(none), inner(after)

    def notes(self, customers: int) -> Any:
        return (np.zeros(customers),)

    def plain_notes(self, customers: int) -> Any:
        return ([0.0] * customers,)


def _count(notes: Any, wait: float, gone: bool) -> float:
    if isnan(wait) or wait <= 1.0:
        return 0.0
    notes[0][0] += 1.0
    return 0.6 if gone and notes[0][0] % 2.0 == 0.0 else 0.0


COMPLAINTS = DESKS | {"complaints": {"touchpoint": "office", "delay": "3 min"}}


@ENGINE
def test_a_second_hook_beside_the_first(engine: str) -> None:
    scenario = Scenario.model_validate(COMPLAINTS)
    plan, draws = compile_plan(scenario), draw_customers(scenario, 3, 0)
    both = ENGINES[engine](plan, draws, Hooks(Anger(), Impatience()))
    assert both.same_as(simulate_naively(plan, draws, Hooks(Anger(), Impatience())))
    one = ENGINES[engine](plan, draws, Anger())
    assert not both.same_as(one)
    assert both.comes_back.sum() > one.comes_back.sum() > 0
    assert inf not in both.joined


def test_a_hook_compiles_nothing_anew_for_those_without() -> None:
    pytest.importorskip("numba", reason="without Numba nothing is compiled")
    simulated("compiled", lambda plan: plan)
    plain = compiled_engine._loops["run_all"]
    before = list(plain.signatures)
    scenario = Scenario.model_validate(COMPLAINTS)
    plan, draws = compile_plan(scenario), draw_customers(scenario, 3, 0)
    ENGINES["compiled"](plan, draws, Hooks(Anger(), Impatience()))
    simulated("compiled", lambda plan: plan)
    assert compiled_engine._loops["run_all"] is plain
    assert list(plain.signatures) == before
