"""The reference engine: SimPy processes that read like the service itself. What it does is what servsim means.

A process per customer walks the journey; teams (:mod:`servsim.delivery.reference.team`) serve their queue. All
decisions are made at once in the event that causes them; the order of simultaneous events is the rule of
:mod:`servsim.delivery.events`.
"""

import gc
from collections.abc import Generator
from math import inf
from typing import Any

from servsim.delivery.events import ARRIVAL, ROSTER, key
from servsim.delivery.listener import Hearing, Listener
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.plan.plan import KEEP_WAITING, NOBODY, SEND_HOME, Plan
from servsim.delivery.reference.customer_state import CustomerState
from servsim.delivery.reference.event_clock import Event, EventClock
from servsim.delivery.reference.recorder import Encounter, Recorder
from servsim.delivery.reference.team import WorkingTeam
from servsim.delivery.rules.outcomes import COMES_BACK, FINAL, WALKS_ON
from servsim.delivery.rules.returning import comes_back_at
from servsim.demand import Draws

Process = Generator[Event, Any, None]


class Service:
    """One replication of a plan."""

    def __init__(self, plan: Plan, draws: Draws, listener: Listener | None = None) -> None:
        self.env = EventClock()
        self.plan = plan
        self.listener = listener
        self.recorder = Recorder(plan, draws)
        self.open = plan.opening.never_closes
        self.teams = [WorkingTeam(index, self.env, self.recorder) for index in range(plan.teams.queue_limit.size)]
        counter = WorkingTeam(NOBODY, self.env, self.recorder)  # self-service, where nobody waits
        self.team_at = [counter if team == NOBODY else self.teams[team] for team in plan.journey.team.tolist()]

    def run(self) -> EncounterLog:
        """Simulate to the end and return the log."""
        for process in (self.roster(), self.doors(), self.customers()):
            self.env.follow(process)
        horizon = self.plan.opening.horizon
        self.env.run(None if horizon == inf else horizon)
        return self.recorder.log()

    def roster(self) -> Process:
        """Teams follow their rosters."""
        roster = self.plan.roster
        for time, team, agents in zip(
            *(column.tolist() for column in (roster.time, roster.team, roster.agents)), strict=True
        ):
            yield self.env.at(time, key(ROSTER, team, 0))
            self.teams[team].set_on_duty(agents)

    def doors(self) -> Process:
        """The service opens and closes."""
        opening = self.plan.opening
        if opening.never_closes:
            return
        order = key(ROSTER, len(self.teams), 0)
        for day in range(opening.days):
            opened = day * 1440.0 + opening.start
            yield self.env.at(opened, order)
            self.open = True
            if opening.length < 1440.0 or day == opening.days - 1:
                yield self.env.at(opened + opening.length, order)
                self.close()

    def close(self) -> None:
        """Closing time: who still waits is sent home, if that is the rule."""
        self.open = False
        if self.plan.opening.at_close == SEND_HOME:
            for team in self.teams:
                team.send_home()

    def customers(self) -> Process:
        """Customers arrive and begin their journeys."""
        for customer, arrival in enumerate(self.recorder.arrival):
            yield self.env.at(arrival, key(ARRIVAL, customer, 0))
            self.env.follow(self.journey(customer))

    def journey(self, customer: int) -> Process:
        """A customer walks from touchpoint to touchpoint, comes again, and leaves."""
        customer_state = self.recorder.customer_state(customer)
        follows = FINAL
        while True:
            encounter = self.recorder.meet(customer_state, self.env.now)
            encounter.transferred = inside = follows == WALKS_ON
            team = self.team_at[customer_state.touchpoint]
            team.receive(encounter, self.open or self.may_enter(inside))
            if encounter.cause is None:
                yield encounter  # until it is over
                if encounter.cause is None:
                    team.finish(encounter)
            instant = self.what_follows(encounter, customer_state)
            self.recorder.write(encounter)
            follows = encounter.follows
            if follows == COMES_BACK:
                yield self.env.at(instant, key(ARRIVAL, customer, customer_state.step))
            elif follows == FINAL:
                return

    def what_follows(self, encounter: Encounter, customer_state: CustomerState) -> float:
        """Decide what the customer does next; the instant of coming back."""
        pause = customer_state.move_on(encounter)
        if self.listener is not None:
            pause = self.ask_listener(encounter, customer_state, pause)
        if pause is None:
            encounter.follows = FINAL if customer_state.gone else WALKS_ON
            return inf
        instant = self.return_instant(self.env.now + pause)
        if instant < self.plan.opening.horizon:
            encounter.follows = COMES_BACK
        return instant

    def ask_listener(self, encounter: Encounter, customer_state: CustomerState, pause: float | None) -> float | None:
        """Let the listener know that an encounter is over; who is gone may then decide to complain."""
        assert self.listener is not None
        gone = pause is None and customer_state.gone
        probability = self.listener(self.recorder.row(encounter), gone)
        return customer_state.complain(probability) if gone else pause

    def may_enter(self, inside: bool) -> bool:
        """Whether a customer may join a queue while the doors are closed, as the closing rule says."""
        at_close = self.plan.opening.at_close
        return at_close == KEEP_WAITING or (inside and at_close != SEND_HOME)

    def return_instant(self, instant: float) -> float:
        """When a customer who wants to come back at ``instant`` can."""
        opening = self.plan.opening
        if opening.never_closes or opening.at_close == KEEP_WAITING:
            return instant
        return comes_back_at(instant, opening.start, opening.length, opening.days)


def simulate(plan: Plan, draws: Draws, hearing: Hearing | None = None) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws, and of who hears complaints."""
    # Nobody in a replication refers to himself in a circle; looking for circles among all encounters, again and again
    # while they become more, took up to a sixth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Service(plan, draws, None if hearing is None else hearing.listener(draws)).run()
    finally:
        if collecting:
            gc.enable()
