"""A team and its queue: who serves whom, and when."""

from collections import deque
from heapq import heappop, heappush
from math import exp, inf
from typing import TYPE_CHECKING

from servsim.delivery.encounter.encounter import Condition, serve
from servsim.delivery.events import END, PATIENCE, key
from servsim.delivery.plan.plan import NOBODY
from servsim.delivery.reference.event_clock import Event
from servsim.delivery.reference.recorder import NOT_SERVED, Encounter, Recorder
from servsim.delivery.rules.outcomes import DOORS_CLOSED, LONG_LINE, QUEUE_FULL, SENT_HOME, SERVED
from servsim.delivery.rules.outcomes import PATIENCE as LOST_PATIENCE

if TYPE_CHECKING:
    from servsim.delivery.reference.event_clock import EventClock

NO_PRESSURE = Condition()


class Agent:
    """One person: the pace and style drawn at birth, and the occupancy felt so far."""

    __slots__ = ("bias", "busy", "felt", "number", "pace", "place", "since")

    def __init__(self, recorder: Recorder, number: int, place: int) -> None:
        self.number = number
        self.place = place
        self.bias = recorder.bias[number]
        self.pace = recorder.pace[number]
        self.busy = False
        self.felt = 0.0
        self.since = 0.0

    def feel(self, now: float, memory: float) -> None:
        """Bring the felt occupancy (an exponentially weighted average) up to now."""
        if now > self.since:
            level = 1.0 if self.busy else 0.0
            self.felt = level + (self.felt - level) * exp(-(now - self.since) / memory)
            self.since = now


class WorkingTeam:
    """First come, first served within a priority; the agent who has been idle longest serves.

    Agents 0 .. n-1 are on duty when the roster says n. Who is beyond n finishes the encounter at hand, then leaves.
    """

    def __init__(self, index: int, env: "EventClock", recorder: Recorder) -> None:
        self.index = index
        self.env = env
        self.recorder = recorder
        self.pressure = recorder.plan.pressure
        self.on_duty = 0
        self.waiting = 0
        self.queue: list[tuple[int, int, Encounter]] = []
        self.idle: deque[Agent] = deque()
        self.self_service = index == NOBODY
        if self.self_service:
            return
        teams = recorder.plan.teams
        first, end = int(teams.first_agent[index]), int(teams.first_agent[index + 1])
        self.agents = [Agent(recorder, number, place) for place, number in enumerate(range(first, end))]
        self.queue_limit = int(teams.queue_limit[index])

    def receive(self, encounter: Encounter, admitted: bool) -> None:
        """A customer comes to the touchpoint: joins, or finds the doors closed."""
        encounter.queue = self.index
        if admitted:
            self.join(encounter)
        else:
            encounter.leave(DOORS_CLOSED, self.env.now)

    def join(self, encounter: Encounter) -> None:
        """A customer joins: is served at once, waits, finds the queue full, or walks past the line."""
        encounter.ahead = self.waiting
        if self.self_service:
            self._start(encounter, None)
        elif self.idle:
            self._start(encounter, self.idle.popleft())
        elif self.waiting >= self.queue_limit:
            encounter.leave(QUEUE_FULL, self.env.now)
        elif self.recorder.balks(encounter, self.waiting):
            encounter.leave(LONG_LINE, self.env.now)
        else:
            self._wait(encounter)

    def _wait(self, encounter: Encounter) -> None:
        self.waiting += 1
        heappush(self.queue, (encounter.priority, encounter.row, encounter))
        patience = self.recorder.patience_of(encounter)
        if patience < inf:
            losing_patience = Event((lambda _: self._give_up(encounter),))
            order = key(PATIENCE, encounter.customer, encounter.step)
            self.env.at(encounter.joined + patience, order, losing_patience)

    def _give_up(self, encounter: Encounter) -> None:
        if encounter.cause is None and encounter.served is NOT_SERVED:
            self._withdraw(encounter, LOST_PATIENCE)

    def _withdraw(self, encounter: Encounter, cause: int) -> None:
        self.waiting -= 1
        encounter.leave(cause, self.env.now)
        self.env.tell(encounter)

    def send_home(self) -> None:
        """Everybody who still waits leaves."""
        for _, _, encounter in sorted(self.queue):
            if encounter.cause is None:
                self._withdraw(encounter, SENT_HOME)
        self.queue.clear()

    def _start(self, encounter: Encounter, agent: Agent | None) -> None:
        """Handling begins: everything about it is decided now and takes effect at its end."""
        now = self.env.now
        if agent is None:
            condition, bias = NO_PRESSURE, 0.0
        else:
            condition, bias = self._condition(agent, now), agent.bias
            agent.busy = True
            encounter.server, encounter.agent, encounter.team = agent, agent.number, self.index
        encounter.started = now
        routine, need, chance = self.recorder.facts(encounter, bias)
        served = serve(routine, need, chance, condition)
        encounter.deliver(served, condition, routine.skill)
        self.env.at(now + served.handling_min, key(END, encounter.customer, encounter.step), encounter)

    def _condition(self, agent: Agent, now: float) -> Condition:
        pressure = self.pressure
        agent.feel(now, pressure.overwork_memory)
        load = self.waiting / (pressure.queue_per_agent * self.on_duty)
        overwork = agent.felt - pressure.overwork_above
        return Condition(agent.pace, load if load < 1.0 else 1.0, overwork if overwork > 0.0 else 0.0)

    def finish(self, encounter: Encounter) -> None:
        """Handling ends: the agent takes the next customer, becomes idle, or leaves."""
        now = self.env.now
        encounter.leave(SERVED, now)
        agent = encounter.server
        if agent is None:
            return
        agent.feel(now, self.pressure.overwork_memory)
        agent.busy = False
        if agent.place < self.on_duty:
            self._ready(agent)

    def _ready(self, agent: Agent) -> None:
        while self.queue:
            _, _, encounter = heappop(self.queue)
            if encounter.cause is None:
                self.waiting -= 1
                self._start(encounter, agent)
                return
        self.idle.append(agent)

    def set_on_duty(self, agents: int) -> None:
        """The roster changes: agents leave from the end of the list, or come in its order and start at once."""
        before, self.on_duty = self.on_duty, agents
        if agents < before:
            self.idle = deque(agent for agent in self.idle if agent.place < agents)
        for agent in self.agents[before:agents]:
            if not agent.busy:
                self._ready(agent)
