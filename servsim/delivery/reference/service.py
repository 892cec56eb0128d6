"""The reference engine: SimPy processes that read like the service itself. What it does is what servsim means.

A process per customer walks the journey; queues hold who waits (:mod:`servsim.delivery.reference.queue`), teams work
(:mod:`servsim.delivery.reference.team`). All decisions are made at once in the event that causes them, by the rules of
:mod:`servsim.delivery.rules`; the order of simultaneous events is that of :mod:`servsim.delivery.events`.
"""

import gc
from collections.abc import Generator
from math import inf
from typing import Any

from servsim.cancelling import CancelToken
from servsim.delivery.events import ARRIVAL, DUTY, key
from servsim.delivery.hooks import Hook
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.plan.duty import duty_changes
from servsim.delivery.plan.openings import doors
from servsim.delivery.plan.plan import NOBODY, SEND_HOME, Plan
from servsim.delivery.reference.customer_state import CustomerState
from servsim.delivery.reference.event_clock import Event, EventClock
from servsim.delivery.reference.queue import Queue, SelfService
from servsim.delivery.reference.recorder import Encounter, Recorder
from servsim.delivery.reference.team import WorkingTeam
from servsim.delivery.rules.joining import may_enter
from servsim.delivery.rules.outcomes import COMES_BACK, DOORS_CLOSED, FINAL, SERVED, WALKS_ON
from servsim.delivery.rules.returning import comes_back_at, keeps_hours
from servsim.demand.draws import Draws

Process = Generator[Event, Any, None]
LOOK = 1024
"""Customers who arrive between two looks whether to go on."""


class Service:
    """One replication of a plan."""

    def __init__(self, plan: Plan, draws: Draws, hook: Hook | None = None, token: CancelToken | None = None) -> None:
        self.clock = EventClock()
        self.plan = plan
        self.hook = hook
        self.token = token
        self.notes = None if hook is None else hook.plain_notes(draws.customers)
        self.recorder = Recorder(plan, draws)
        self.open = plan.opening.never_closes
        self.at_close = plan.opening.at_close
        self.queues = [Queue(index, self.clock, self.recorder) for index in range(plan.queues.limit.size)]
        self.teams = [WorkingTeam(index, self.clock, self.recorder) for index in range(plan.teams.wage.size)]
        self.match()
        alone = SelfService(self.clock, self.recorder)
        self.queue_at = [alone if queue == NOBODY else self.queues[queue] for queue in plan.journey.queue.tolist()]

    def match(self) -> None:
        """Queues know the teams that take from them, and teams the queues, lowest rank first."""
        matching = self.plan.matching
        pairs = zip(matching.rank.tolist(), matching.queue.tolist(), matching.team.tolist(), strict=True)
        for rank, of, by in sorted(pairs):
            self.queues[of].teams.append((rank, self.teams[by]))
            self.teams[by].queues.append((rank, self.queues[of]))
        for queue in self.queues:
            queue.only = queue.teams[0][1] if len(queue.teams) == 1 else None
        for team in self.teams:
            team.only = team.queues[0][1] if len(team.queues) == 1 else None

    def run(self) -> EncounterLog:
        """Simulate to the end and return the log."""
        for process in (self.duty(), self.doors(), self.customers()):
            self.clock.follow(process)
        horizon = self.plan.opening.horizon
        self.clock.run(None if horizon == inf else horizon)
        return self.recorder.log()

    def duty(self) -> Process:
        """Agents come on duty and go off."""
        for change in duty_changes(self.plan):
            yield self.clock.at(change.time, key(DUTY, change.team, 0))
            self.teams[change.team].change_duty(change)

    def doors(self) -> Process:
        """The service opens and closes."""
        for instant, opens in doors(self.plan.opening):
            yield self.clock.at(instant, key(DUTY, len(self.teams), 0))
            self.open = opens
            if not opens and self.plan.opening.at_close == SEND_HOME:
                for queue in self.queues:
                    queue.send_home()

    def customers(self) -> Process:
        """Customers arrive and begin their journeys."""
        for customer, arrival in enumerate(self.recorder.arrival):
            yield self.clock.at(arrival, key(ARRIVAL, customer, 0))
            if self.token is not None and customer % LOOK == 0:
                self.token.check()
            self.clock.follow(self.journey(customer))

    def journey(self, customer: int) -> Process:
        """A customer walks from touchpoint to touchpoint, comes again, and leaves."""
        recorder, clock = self.recorder, self.clock
        customer_state = recorder.customer_state(customer)
        if self.hook is not None:
            self.hook.meet(self.notes, customer, customer_state.segment)
        follows = FINAL
        while True:
            encounter = recorder.meet(customer_state, clock.now)
            encounter.transferred = inside = follows == WALKS_ON
            queue = self.queue_at[encounter.touchpoint]
            encounter.queue = queue.index
            if self.open or may_enter(False, inside, self.at_close):
                queue.join(encounter)
            else:
                encounter.leave(DOORS_CLOSED, clock.now)
            if encounter.cause is None:
                yield encounter  # until it is over
                if encounter.cause is None:
                    self.finish(encounter)
            instant = self.what_follows(encounter, customer_state)
            recorder.write(encounter)
            follows = encounter.follows
            if follows == COMES_BACK:
                yield clock.at(instant, key(ARRIVAL, customer, customer_state.step))
            elif follows == FINAL:
                return

    def finish(self, encounter: Encounter) -> None:
        """Handling ends; who served is free again."""
        encounter.leave(SERVED, self.clock.now)
        if encounter.server is not None:
            encounter.server.team.release(encounter.server)

    def what_follows(self, encounter: Encounter, customer_state: CustomerState) -> float:
        """Decide what the customer does next; the instant of coming back."""
        pause = customer_state.move_on(encounter)
        if self.hook is not None:
            gone = pause is None and customer_state.gone
            probability = self.hook.after(self.notes, self.recorder.row(encounter), gone)
            pause = customer_state.complain(probability) if gone else pause
        if pause is None:
            encounter.follows = FINAL if customer_state.touchpoint == NOBODY else WALKS_ON
            return inf
        instant = self.return_instant(self.clock.now + pause)
        if instant < self.plan.opening.horizon:
            encounter.follows = COMES_BACK
        return instant

    def return_instant(self, instant: float) -> float:
        """When a customer who wants to come back at ``instant`` can, minutes."""
        opening = self.plan.opening
        if not keeps_hours(opening.never_closes, opening.at_close):
            return instant
        return comes_back_at(instant, opening.start, opening.length, opening.days)

    def part(self) -> None:
        """Teams, queues and agents forget each other, so that nothing refers to itself in a circle."""
        for queue in self.queues:
            queue.teams.clear()
            queue.only = None
        for team in self.teams:
            team.queues.clear()
            team.only = None
            team.agents.clear()
            team.idle.clear()


def simulate(plan: Plan, draws: Draws, hook: Hook | None = None, token: CancelToken | None = None) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws, and of the hook.

    Raises Cancelled soon after the token is cancelled.
    """
    # Looking for circles among all encounters, again and again while they become more, took up to a sixth of the time.
    collecting = gc.isenabled()
    gc.disable()
    service = Service(plan, draws, hook, token)
    try:
        return service.run()
    finally:
        service.part()
        if collecting:
            gc.enable()
