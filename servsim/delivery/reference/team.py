"""A team: who works, on whom, and when; where customers wait is a queue's matter."""

from collections import deque
from typing import TYPE_CHECKING

from servsim.delivery.encounter.encounter import Condition
from servsim.delivery.encounter.person import Person
from servsim.delivery.plan.duty import DutyChange
from servsim.delivery.reference.event_clock import EventClock
from servsim.delivery.reference.recorder import Encounter, Recorder
from servsim.delivery.rules.matching import is_taken_before
from servsim.delivery.rules.pressure import felt_occupancy, load_of, overwork_of

if TYPE_CHECKING:
    from servsim.delivery.reference.queue import Queue


class Agent:
    """One person: the pace and style drawn at birth, and the occupancy felt so far."""

    __slots__ = ("bias", "busy", "felt", "number", "on_duty", "pace", "person", "since", "team", "turn")

    def __init__(self, number: int, team: "WorkingTeam", recorder: Recorder) -> None:
        self.number = number
        self.team = team
        self.person: Person = recorder.plan.person[number]
        self.bias = recorder.bias[number]
        self.pace = recorder.pace[number]
        self.busy = self.on_duty = False
        self.felt = self.since = 0.0
        self.turn = 0
        """Counts up over all agents as they become idle."""

    def feel(self, now: float, memory_min: float) -> None:
        """Bring the felt occupancy up to now."""
        self.felt = felt_occupancy(self.felt, self.busy, now - self.since, memory_min)
        self.since = now


class WorkingTeam:
    """Its agents on duty take the next customer from its queues; the one who has been idle longest serves first."""

    def __init__(self, index: int, clock: EventClock, recorder: Recorder) -> None:
        self.index = index
        self.clock = clock
        self.recorder = recorder
        self.pressure = recorder.plan.pressure
        self.on_duty = 0
        self.idle: deque[Agent] = deque()
        first, end = (int(number) for number in recorder.plan.teams.first_agent[index : index + 2])
        self.agents = {number: Agent(number, self, recorder) for number in range(first, end)}
        self.queues: list[tuple[int, Queue]] = []
        """(rank, queue) from which the team takes, lowest rank first."""
        self.only: Queue | None = None
        """The queue of a team that has but one: most have, and it is found without a search."""

    def start(self, encounter: Encounter, agent: Agent) -> None:
        """Handling begins, under the pressure of this moment; everything about it takes effect at its end."""
        now, pressure = self.clock.now, self.pressure
        if now > agent.since:
            agent.feel(now, pressure.overwork_memory)
        waiting = self.waiting if self.only is None else self.only.waiting
        load = load_of(waiting, pressure.queue_per_agent, self.on_duty)
        encounter.condition = Condition(agent.pace, load, overwork_of(agent.felt, pressure.overwork_above))
        agent.busy = True
        encounter.server, encounter.agent, encounter.team = agent, agent.number, self.index
        self.recorder.deliver(encounter, agent.person, agent.bias, self.clock)

    @property
    def waiting(self) -> int:
        """Customers who wait where the team takes from."""
        return sum([queue.waiting for _, queue in self.queues])

    def release(self, agent: Agent) -> None:
        """Handling ends: the agent takes the next customer, becomes idle, or goes off duty."""
        now = self.clock.now
        if now > agent.since:
            agent.feel(now, self.pressure.overwork_memory)
        agent.busy = False
        if agent.on_duty:
            self.ready(agent)

    def ready(self, agent: Agent) -> None:
        """A free agent takes the next customer or becomes idle."""
        only = self.only
        queue = self.next_queue() if only is None else only if only.line and only.head() else None
        if queue is not None:
            self.start(queue.take_head(), agent)
            return
        agent.turn = next(self.recorder.turns)
        self.idle.append(agent)

    def next_queue(self) -> "Queue | None":
        """The queue whose head is taken next; None when nobody waits."""
        found: Queue | None = None
        best = (0, 0, 0)
        for rank, queue in self.queues:
            head = queue.head() if queue.waiting else None
            if head is not None and (found is None or is_taken_before((rank, head[0], head[1]), best)):
                found, best = queue, (rank, head[0], head[1])
        return found

    def change_duty(self, change: DutyChange) -> None:
        """Agents go off duty, with the encounter at hand finished; others come and start at once."""
        for number in change.leaving:
            self.agents[number].on_duty = False
        self.on_duty += len(change.coming) - len(change.leaving)
        if change.leaving:
            self.idle = deque(agent for agent in self.idle if agent.on_duty)
        for number in change.coming:
            self.agents[number].on_duty = True
        for number in change.coming:
            if not self.agents[number].busy:
                self.ready(self.agents[number])
