"""Twins: engines with one thing wrong. Each must break the law that forbids it, or the laws prove nothing."""

from collections import deque
from collections.abc import Callable
from heapq import heappush
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, settings

from servsim.delivery import events
from servsim.delivery.plan.duty import DutyChange
from servsim.delivery.plan.plan import KEEP_WAITING
from servsim.delivery.reference import customer_state, queue, recorder, service, team
from servsim.delivery.reference.queue import Queue
from servsim.delivery.reference.recorder import CustomerState, Encounter, Recorder
from servsim.delivery.reference.service import Service
from servsim.delivery.reference.team import Agent, WorkingTeam
from servsim.delivery.rules.outcomes import QUEUE_FULL
from servsim.delivery.rules.pressure import load_of
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
right_join, right_wait, right_give_up = Queue.join, Queue.wait, Queue.give_up
right_start, right_facts, right_meet, right_key = WorkingTeam.start, Recorder.facts, Recorder.meet, events.key


def queue_by(order: Callable[[Encounter], tuple[int, int]]) -> Any:
    def wait(self: Queue, encounter: Encounter) -> None:
        before = list(self.line)
        right_wait(self, encounter)
        self.line = before
        heappush(self.line, (*order(encounter), encounter))

    return wait


def everybody_stays(self: WorkingTeam, agent: Agent) -> None:
    agent.busy = False
    if self.on_duty > 0:
        self.ready(agent)


def nobody_comes_to_help(self: WorkingTeam, change: DutyChange) -> None:
    self.on_duty += len(change.coming) - len(change.leaving)
    for number in self.agents:
        self.agents[number].on_duty = number in change.coming or (
            self.agents[number].on_duty and number not in change.leaving
        )
    self.idle = deque(agent for agent in self.idle if agent.on_duty)
    self.idle.extend(self.agents[number] for number in change.coming if not self.agents[number].busy)


def stays_taken(self: Queue) -> Agent | None:
    return next((team.idle[0] for _, team in self.teams if team.idle), None)


def last_idle_first(self: Queue) -> Agent | None:
    return next((team.idle.pop() for _, team in self.teams if team.idle), None)


def endless_patience(self: Queue, encounter: Encounter) -> None:
    if encounter.row % 2:
        right_give_up(self, encounter)


def refuses_at_once(self: Queue, encounter: Encounter) -> None:
    if encounter.row % 5 == 4:
        encounter.ahead = self.waiting
        encounter.leave(QUEUE_FULL, self.clock.now)
    else:
        right_join(self, encounter)


def counts_itself(self: Queue, encounter: Encounter) -> None:
    right_join(self, encounter)
    encounter.ahead = self.waiting


def another_need(self: Recorder, encounter: Encounter, bias: float) -> Any:
    practice, need, chance = right_facts(self, encounter, bias)
    return practice, need._replace(visible=-need.visible), chance


def a_new_issue_each_time(self: Recorder, state: CustomerState, now: float) -> Encounter:
    encounter = right_meet(self, state, now)
    encounter.issue = encounter.contact
    return encounter


def loses_some(self: Service) -> Any:
    for customer, arrival in enumerate(self.recorder.arrival):
        yield self.clock.at(arrival, right_key(events.ARRIVAL, customer, 0))
        if customer % 7 != 6:
            self.clock.follow(self.journey(customer))


def starts_early(self: WorkingTeam, encounter: Encounter, agent: Agent) -> None:
    right_start(self, encounter, agent)
    encounter.started -= 0.5


def of_class(kind: int, other: int) -> Callable[[int, int, int], int]:
    return lambda known, customer, step: right_key(other if known == kind else known, customer, step)


def from_the_last(kind: int, customer: int, step: int) -> int:
    return right_key(kind, (1 << 30) - customer, step)


def put(owner: Any, name: str, value: Any) -> Patch:
    return lambda monkeypatch: monkeypatch.setattr(owner, name, value)


TWINS: dict[str, tuple[Patch, Callable[[Run], None]]] = {
    "last come, first served": (put(Queue, "wait", queue_by(lambda e: (e.priority, -e.row))), first_come_first_served),
    "no priorities": (put(Queue, "wait", queue_by(lambda e: (0, e.row))), higher_priority_first),
    "agents never go home": (put(WorkingTeam, "release", everybody_stays), agents_start_only_on_duty),
    "who comes sits down": (put(WorkingTeam, "change_duty", nobody_comes_to_help), nobody_waits_while_an_agent_is_idle),
    "one agent serves many": (put(Queue, "idle_agent", stays_taken), agents_serve_one_at_a_time),
    "the last idle serves": (put(Queue, "idle_agent", last_idle_first), who_was_idle_longest_serves),
    "some wait for ever": (put(Queue, "give_up", endless_patience), patience_is_kept),
    "room for one too many": (put(queue, "is_full", lambda n, limit: n >= limit + 1), waiting_room_and_long_lines),
    "long lines repel nobody": (put(queue, "may_balk", lambda *_: False), waiting_room_and_long_lines),
    "refused without need": (put(Queue, "join", refuses_at_once), nobody_is_refused_while_an_agent_is_idle),
    "oneself ahead": (put(Queue, "join", counts_itself), people_ahead_are_counted),
    "oneself pressing": (put(team, "load_of", lambda n, *rest: load_of(n + 1, *rest)), pressure_is_as_measured),
    "no memory of rest": (put(team, "felt_occupancy", lambda _, busy, *__: float(busy)), pressure_is_as_measured),
    "another's needs": (put(Recorder, "facts", another_need), facts_follow_from_draws),
    "returns with another issue": (put(Recorder, "meet", a_new_issue_each_time), encounters_follow_each_other),
    "customers lost": (put(Service, "customers", loses_some), nobody_is_lost),
    "doors always open": (put(service, "may_enter", lambda *_: True), closing_rules_are_kept),
    "sent out of the house": (
        put(service, "may_enter", lambda is_open, _, at_close: is_open or at_close == KEEP_WAITING),
        closing_rules_are_kept,
    ),
    "tries too often": (put(customer_state, "may_redial", lambda n, most: n < most + 1), limits_are_respected),
    "starts before coming": (put(WorkingTeam, "start", starts_early), time_runs_forward),
    "arrivals before ends": (
        put(service, "key", of_class(events.ARRIVAL, 0)), nobody_is_refused_while_an_agent_is_idle
    ),
    "patience ends before handling": (put(queue, "key", of_class(events.PATIENCE, 1)), first_come_first_served),
    "ends from the last customer on": (put(recorder, "key", from_the_last), simultaneous_events_keep_their_order),
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
