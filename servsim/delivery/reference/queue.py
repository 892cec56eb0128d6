"""A queue: who waits, in which order, and when they stop waiting. Who works is a team's matter."""

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from servsim.delivery.encounter.person import USUAL
from servsim.delivery.events import PATIENCE, key
from servsim.delivery.reference.event_clock import Event, EventClock
from servsim.delivery.reference.recorder import NO_PRESSURE, NOT_SERVED, Encounter, Recorder
from servsim.delivery.rules.joining import balks, is_full, may_balk
from servsim.delivery.rules.matching import serves_before
from servsim.delivery.rules.outcomes import LONG_LINE, QUEUE_FULL, SENT_HOME
from servsim.delivery.rules.outcomes import PATIENCE as LOST_PATIENCE

if TYPE_CHECKING:
    from servsim.delivery.reference.team import Agent, WorkingTeam


class Queue:
    """First come, first served within a priority."""

    def __init__(self, index: int, clock: EventClock, recorder: Recorder) -> None:
        self.index = index
        self.clock = clock
        self.recorder = recorder
        self.limit = int(recorder.plan.queues.limit[index])
        self.waiting = 0
        self.line: list[tuple[int, int, Encounter]] = []
        """(priority, row, encounter); those who left the line stay in it until they would be next."""
        self.teams: list[tuple[int, WorkingTeam]] = []
        """(rank, team) that takes from here, lowest rank first."""
        self.only: WorkingTeam | None = None
        """The team of a queue that has but one."""

    def join(self, encounter: Encounter) -> None:
        """A customer joins: is served at once, waits, finds the queue full, or walks past the line."""
        encounter.ahead = waiting = self.waiting
        agent = self.idle_agent()
        if agent is not None:
            agent.team.start(encounter, agent)
        elif is_full(waiting, self.limit):
            encounter.leave(QUEUE_FULL, self.clock.now)
        elif self.repels(encounter):
            encounter.leave(LONG_LINE, self.clock.now)
        else:
            self.wait(encounter)

    def idle_agent(self) -> "Agent | None":
        """Take the idle agent who serves next; None when all are busy."""
        only = self.only
        if only is not None:
            return only.idle.popleft() if only.idle else None
        found: Agent | None = None
        found_rank = 0
        for rank, team in self.teams:
            if team.idle and (found is None or serves_before((rank, team.idle[0].turn), (found_rank, found.turn))):
                found, found_rank = team.idle[0], rank
        if found is not None:
            found.team.idle.popleft()
        return found

    def repels(self, encounter: Encounter) -> bool:
        """Whether the line is too long for this customer."""
        starts_at, certain_at = self.recorder.balking[encounter.segment]
        if not may_balk(self.waiting, starts_at):
            return False
        return balks(self.waiting, starts_at, certain_at, self.recorder.drawn("balk", encounter))

    def wait(self, encounter: Encounter) -> None:
        """The customer lines up, perhaps not for ever."""
        self.waiting += 1
        heappush(self.line, (encounter.priority, encounter.row, encounter))
        patience = self.recorder.patience_of(encounter)
        if patience < inf:
            losing_patience = Event((lambda _: self.give_up(encounter),))
            order = key(PATIENCE, encounter.customer, encounter.step)
            self.clock.at(encounter.joined + patience, order, losing_patience)

    def give_up(self, encounter: Encounter) -> None:
        """Patience ends: who still waits leaves."""
        if encounter.cause is None and encounter.served is NOT_SERVED:
            self.withdraw(encounter, LOST_PATIENCE)

    def withdraw(self, encounter: Encounter, cause: int) -> None:
        """A waiting customer leaves."""
        self.waiting -= 1
        encounter.leave(cause, self.clock.now)
        self.clock.announce(encounter)

    def send_home(self) -> None:
        """Everybody who still waits leaves."""
        for _, _, encounter in sorted(self.line):
            if encounter.cause is None:
                self.withdraw(encounter, SENT_HOME)
        self.line.clear()

    def head(self) -> tuple[int, int, Encounter] | None:
        """The next in line; None when nobody waits."""
        line = self.line
        while line:
            if line[0][2].cause is None:
                return line[0]
            heappop(line)
        return None

    def take_head(self) -> Encounter:
        """Take the head out of the line."""
        self.waiting -= 1
        return heappop(self.line)[2]


class SelfService:
    """A touchpoint without staff, where nobody waits."""

    index = -1

    def __init__(self, clock: EventClock, recorder: Recorder) -> None:
        self.clock = clock
        self.recorder = recorder

    def join(self, encounter: Encounter) -> None:
        """A customer comes, and begins at once."""
        encounter.condition = NO_PRESSURE
        self.recorder.deliver(encounter, USUAL, 0.0, self.clock)
