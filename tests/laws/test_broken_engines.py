"""Twins: engines with one thing wrong. Each must break the law that forbids it, or the laws prove nothing."""

from collections import deque
from collections.abc import Callable
from heapq import heappush
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, settings

from servsim.delivery.plan.plan import KEEP_WAITING
from servsim.delivery.reference import service as simpy_engine
from servsim.delivery.reference import team
from servsim.delivery.reference.recorder import CustomerState, Encounter, Recorder
from servsim.delivery.reference.service import Service
from servsim.delivery.reference.team import Agent, WorkingTeam
from servsim.delivery.rules.outcomes import Outcome
from servsim.scenario import Scenario
from tests.laws.customer_laws import (
    closing_rules_are_kept,
    encounters_follow_each_other,
    limits_are_respected,
    nobody_is_lost,
    patience_is_kept,
    simultaneous_events_keep_their_order,
    time_runs_forward,
)
from tests.laws.runs import Run, run_of
from tests.laws.strategies import scenarios
from tests.laws.team_laws import (
    agents_serve_one_at_a_time,
    agents_start_only_on_duty,
    facts_follow_from_draws,
    first_come_first_served,
    higher_priority_first,
    nobody_is_refused_while_an_agent_is_idle,
    nobody_waits_while_an_agent_is_idle,
    people_ahead_are_counted,
    pressure_is_as_measured,
    waiting_room_and_long_lines,
    who_was_idle_longest_serves,
)

Patch = Callable[[pytest.MonkeyPatch], None]
TRIES = settings(
    max_examples=400, derandomize=True, database=None, deadline=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
right_join, right_start, right_facts, right_meet = WorkingTeam.join, WorkingTeam._start, Recorder.facts, Recorder.meet
right_move_on, right_give_up, right_key = CustomerState.move_on, WorkingTeam._give_up, team.key
right_wait, right_condition = WorkingTeam._wait, WorkingTeam._condition


def queue_by(order: Callable[[Encounter], tuple[int, int]]) -> Any:
    def wait(self: WorkingTeam, encounter: Encounter) -> None:
        before = list(self.queue)
        right_wait(self, encounter)
        self.queue = before
        heappush(self.queue, (*order(encounter), encounter))

    return wait


def everybody_stays(self: WorkingTeam, encounter: Encounter) -> None:
    encounter.leave(Outcome.SERVED, self.env.now)
    if encounter.server is not None:
        encounter.server.busy = False
        if self.on_duty > 0:
            self._ready(encounter.server)


def nobody_comes_to_help(self: WorkingTeam, agents: int) -> None:
    before, self.on_duty = self.on_duty, agents
    self.idle = deque(agent for agent in self.idle if agent.place < agents)
    self.idle.extend(agent for agent in self.agents[before:agents] if not agent.busy)


def stays_taken(self: WorkingTeam, encounter: Encounter) -> None:
    encounter.ahead = self.waiting
    if not self.self_service and self.idle and self.waiting == 0:
        self._start(encounter, self.idle[0])
    else:
        right_join(self, encounter)


def last_idle_first(self: WorkingTeam, encounter: Encounter) -> None:
    self.idle.reverse() if not self.self_service else None
    right_join(self, encounter)
    self.idle.reverse() if not self.self_service else None


def endless_patience(self: WorkingTeam, encounter: Encounter) -> None:
    if encounter.row % 2:
        right_give_up(self, encounter)


def one_place_more(self: WorkingTeam, encounter: Encounter) -> None:
    if not self.self_service:
        limit, self.queue_limit = self.queue_limit, self.queue_limit + 1
        right_join(self, encounter)
        self.queue_limit = limit
    else:
        right_join(self, encounter)


def refuses_at_once(self: WorkingTeam, encounter: Encounter) -> None:
    if not self.self_service and encounter.row % 5 == 4:
        encounter.ahead = self.waiting
        encounter.leave(Outcome.TURNED_AWAY, self.env.now)
    else:
        right_join(self, encounter)


def counts_itself(self: WorkingTeam, encounter: Encounter) -> None:
    right_join(self, encounter)
    encounter.ahead = self.waiting


def presses_itself(self: WorkingTeam, agent: Agent, now: float) -> Any:
    self.waiting += 1
    condition = right_condition(self, agent, now)
    self.waiting -= 1
    return condition


def forgets_rest(self: Agent, now: float, memory: float) -> None:
    self.felt = 1.0 if self.busy else 0.0
    self.since = now


def another_need(self: Recorder, encounter: Encounter, bias: float) -> Any:
    dials, need, chance = right_facts(self, encounter, bias)
    return dials, need._replace(visible=-need.visible), chance


def a_new_issue_each_time(self: Recorder, customer_state: CustomerState, now: float) -> Encounter:
    encounter = right_meet(self, customer_state, now)
    encounter.issue = encounter.contact
    return encounter


def loses_some(self: Service) -> Any:
    for customer, arrival in enumerate(self.recorder.arrival):
        yield self.env.at(arrival, right_key(simpy_engine.ARRIVAL, customer, 0))
        if customer % 7 != 6:
            self.env.follow(self.journey(customer))


def always_walks_in(self: Service, inside: bool) -> bool:
    return self.open or self.plan.opening.at_close == KEEP_WAITING or inside or True


def nobody_stays_inside(self: Service, inside: bool) -> bool:
    return self.open or self.plan.opening.at_close == KEEP_WAITING


def comes_for_ever(self: CustomerState, encounter: Encounter) -> float | None:
    self.redials = 0
    return right_move_on(self, encounter) if self.step < 3 else None


def starts_early(self: WorkingTeam, encounter: Encounter, agent: Agent | None) -> None:
    right_start(self, encounter, agent)
    encounter.started -= 0.5


def of_class(kind: int, other: int) -> Callable[[int, int, int], int]:
    return lambda known, customer, step: right_key(other if known == kind else known, customer, step)


def from_the_last(kind: int, customer: int, step: int) -> int:
    return right_key(kind, (1 << 30) - customer, step)


def put(owner: Any, name: str, value: Any) -> Patch:
    return lambda monkeypatch: monkeypatch.setattr(owner, name, value)


TWINS: dict[str, tuple[Patch, Callable[[Run], None]]] = {
    "last come, first served": (
        put(WorkingTeam, "_wait", queue_by(lambda e: (e.priority, -e.row))),
        first_come_first_served,
    ),
    "no priorities": (put(WorkingTeam, "_wait", queue_by(lambda e: (0, e.row))), higher_priority_first),
    "agents never go home": (put(WorkingTeam, "finish", everybody_stays), agents_start_only_on_duty),
    "who comes sits down": (put(WorkingTeam, "set_on_duty", nobody_comes_to_help), nobody_waits_while_an_agent_is_idle),
    "one agent serves many": (put(WorkingTeam, "join", stays_taken), agents_serve_one_at_a_time),
    "the last idle serves": (put(WorkingTeam, "join", last_idle_first), who_was_idle_longest_serves),
    "some wait for ever": (put(WorkingTeam, "_give_up", endless_patience), patience_is_kept),
    "a place too many": (put(WorkingTeam, "join", one_place_more), waiting_room_and_long_lines),
    "long lines repel nobody": (put(Recorder, "balks", lambda *_: False), waiting_room_and_long_lines),
    "refused without need": (put(WorkingTeam, "join", refuses_at_once), nobody_is_refused_while_an_agent_is_idle),
    "oneself ahead": (put(WorkingTeam, "join", counts_itself), people_ahead_are_counted),
    "oneself pressing": (put(WorkingTeam, "_condition", presses_itself), pressure_is_as_measured),
    "no memory of rest": (put(Agent, "feel", forgets_rest), pressure_is_as_measured),
    "another's needs": (put(Recorder, "facts", another_need), facts_follow_from_draws),
    "returns with another issue": (put(Recorder, "meet", a_new_issue_each_time), encounters_follow_each_other),
    "customers lost": (put(Service, "customers", loses_some), nobody_is_lost),
    "doors always open": (put(Service, "may_enter", always_walks_in), closing_rules_are_kept),
    "sent out of the house": (put(Service, "may_enter", nobody_stays_inside), closing_rules_are_kept),
    "tries for ever": (put(CustomerState, "move_on", comes_for_ever), limits_are_respected),
    "starts before coming": (put(WorkingTeam, "_start", starts_early), time_runs_forward),
    "arrivals before ends": (
        put(simpy_engine, "key", of_class(simpy_engine.ARRIVAL, 0)), nobody_is_refused_while_an_agent_is_idle
    ),
    "patience ends before handling": (put(team, "key", of_class(team.PATIENCE, 1)), first_come_first_served),
    "ends from the last customer on": (put(team, "key", from_the_last), simultaneous_events_keep_their_order),
}  # fmt: skip


@pytest.mark.parametrize("twin", TWINS)
def test_a_broken_engine_breaks_its_law(twin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patch, law = TWINS[twin]
    patch(monkeypatch)

    def is_broken(scenario: Scenario) -> bool:
        try:
            law(run_of(scenario))
        except (AssertionError, IndexError):
            return True
        return False

    assert find(scenarios(), is_broken, settings=TRIES) is not None
