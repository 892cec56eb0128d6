"""A third engine for the tests: slow, plain, written from the documented rules alone.

The next event is looked up among all pending ones, the next customer among all who wait, the next agent among all who
are idle. Nothing is clever, so that little can be wrong; every engine must give the same log to the bit.
"""

from math import inf, nan
from typing import Any

import numpy as np

from servsim.delivery.encounter.encounter import Chance, Condition, Need, Served, serve
from servsim.delivery.hooks import Hook
from servsim.delivery.log.encounter_log import STORED, EncounterLog, LogRow
from servsim.delivery.plan.plan import KEEP_WAITING, SEND_HOME, SERVE_THOSE_INSIDE, Plan
from servsim.delivery.reference.durations import patience, work_content
from servsim.delivery.rules import outcomes
from servsim.delivery.rules.outcomes import COMES_BACK, WALKS_ON
from servsim.delivery.rules.returning import comes_back_at
from servsim.demand import Draws
from servsim.demand.keys import encounter_key
from tests.laws.naive_people import Customer, Meeting, Worker, person_of, rank_of

DUTY, END, PATIENCE, ARRIVAL = range(4)
UNKNOWN = Served(*[nan] * 6, False, False, nan, False)


class Naive:
    """One replication."""

    def __init__(self, plan: Plan, draws: Draws, hook: Hook | None = None) -> None:
        self.hook = hook
        self.notes = hook and hook.plain_notes(draws.customers)
        self.plan, self.draws, self.work = plan, draws, work_content(plan, draws)
        self.patience = patience(plan, draws)
        self.pending: list[tuple[tuple[float, int, int, int], Any, Any]] = []
        self.meetings: list[Meeting] = []
        first = plan.teams.first_agent
        self.teams = range(len(first) - 1)
        self.workers = [Worker(n, t) for t in self.teams for n in range(first[t], first[t + 1])]
        self.open = plan.opening.never_closes
        self.now = 0.0
        self.turns = 0

    def run(self) -> EncounterLog:
        opening = self.plan.opening
        intervals = self.plan.duty.intervals
        instants = {(instant, self.workers[agent].team) for *ends, agent in intervals for instant in ends}
        for time, team in sorted(one for one in instants if one[0] < inf):
            self.plan_event((time, DUTY, team, 0), self.change_duty, team)
        for day in [] if opening.never_closes else range(opening.days):
            opened, doors = day * 1440.0 + opening.start, len(self.teams)
            self.plan_event((opened, DUTY, doors, 0), self.turn_doors, True)
            if opening.length < 1440.0 or day == opening.days - 1:
                self.plan_event((opened + opening.length, DUTY, doors, 0), self.turn_doors, False)
        for customer, instant in enumerate(self.draws.arrival.tolist()):
            starts = self.plan.journey.start[self.draws.segment[customer]]
            place = next((n for n, share in enumerate(starts) if self.draws.start[customer] < share), len(starts) - 1)
            person = Customer(customer, place, routed={place: 1})
            self.plan_event((instant, ARRIVAL, customer, 0), self.arrive, person)
        while self.pending:
            event = min(self.pending, key=lambda pending: pending[0])
            self.now = event[0][0]
            if self.now >= opening.horizon:
                break
            self.pending.remove(event)
            event[1](event[2])
        return self.log()

    def plan_event(self, key: tuple[float, int, int, int], action: Any, about: Any) -> None:
        self.pending.append((key, action, about))

    def change_duty(self, team: int) -> None:
        """Who goes is no longer idle; then all who come are on duty, and begin in the order of their numbers."""
        mine = [worker for worker in self.workers if worker.team == team]
        for worker in mine:
            if any(end == self.now for _, end in self.intervals(worker)):
                worker.on_duty, worker.idle = False, None
        coming = [worker for worker in mine if any(start == self.now for start, _ in self.intervals(worker))]
        for worker in coming:
            worker.on_duty = True
        for worker in coming:
            if not worker.busy:
                self.take_next(worker)

    def intervals(self, worker: Worker) -> list[tuple[float, float]]:
        return [(start, end) for start, end, agent in self.plan.duty.intervals if agent == worker.number]

    def turn_doors(self, is_open: bool) -> None:
        self.open = is_open
        if not is_open and self.plan.opening.at_close == SEND_HOME:
            for meeting in [meeting for meeting in self.meetings if meeting.waits]:
                meeting.waits = False
                self.over(meeting, outcomes.SENT_HOME)

    def arrive(self, person: Customer) -> None:
        if self.hook is not None:
            self.hook.meet(self.notes, person.number, int(self.draws.segment[person.number]))
        self.come(person)

    def come(self, person: Customer, inside: bool = False) -> None:
        contact = person.met.get(person.place, 0)
        issue = contact if person.issue is None else person.issue
        meeting = Meeting(person, person.place, contact, issue, person.attempt, person.step, self.now)
        person.met[person.place] = contact + 1
        person.step += 1
        meeting.transferred = inside
        self.meetings.append(meeting)
        rule = self.plan.opening.at_close
        if self.open or rule == KEEP_WAITING or (inside and rule == SERVE_THOSE_INSIDE):
            self.join(meeting)
        else:
            self.over(meeting, outcomes.DOORS_CLOSED)

    def line(self, queue: int) -> list[Meeting]:
        """Who waits in a queue."""
        return [meeting for meeting in self.meetings if meeting.waits and self.queue_at(meeting) == queue]

    def queue_at(self, meeting: Meeting) -> int:
        return int(self.plan.journey.queue[meeting.place])

    def waiting_for(self, team: int) -> list[Meeting]:
        """Who may be served by a team, the next one first: by rank, priority and order of joining."""
        waiting = [meeting for meeting in self.meetings if meeting.waits]
        ranked = [(rank_of(self.plan, self.queue_at(meeting), team), meeting) for meeting in waiting]
        allowed = [(rank, meeting) for rank, meeting in ranked if rank is not None]
        priority = self.plan.segments.priority
        return [one for _, one in sorted(allowed, key=lambda pair: (pair[0], priority[self.segment(pair[1])]))]

    def segment(self, meeting: Meeting) -> int:
        return int(self.draws.segment[meeting.person.number])

    def drawn(self, table: np.ndarray, meeting: Meeting, contact: int | None = None) -> float:
        row = self.plan.journey.first_contact[meeting.place] + (meeting.contact if contact is None else contact)
        return float(table[row, meeting.person.number])

    def join(self, meeting: Meeting) -> None:
        queue = self.queue_at(meeting)
        if queue < 0:
            return self.start(meeting, None)
        meeting.ahead = len(self.line(queue))
        ranked = [
            (rank_of(self.plan, queue, worker.team), worker) for worker in self.workers if worker.idle is not None
        ]
        idle = [(rank, worker.idle, worker) for rank, worker in ranked if rank is not None]
        if idle:
            return self.start(meeting, min(idle, key=lambda one: one[:2])[2])
        if meeting.ahead >= self.plan.queues.limit[queue]:
            return self.over(meeting, outcomes.QUEUE_FULL)
        segment = self.segment(meeting)
        starts, certain = self.plan.segments.balk_starts[segment], self.plan.segments.balk_certain[segment]
        if self.drawn(self.draws.balk, meeting) < (meeting.ahead - starts + 1) / (certain - starts + 1):
            return self.over(meeting, outcomes.LONG_LINE)
        meeting.waits = True
        patience = self.drawn(self.patience, meeting)
        if patience < inf:
            key = (self.now + patience, PATIENCE, meeting.person.number, meeting.step)
            self.plan_event(key, self.lose_patience, meeting)
        return None

    def lose_patience(self, meeting: Meeting) -> None:
        if meeting.waits:
            meeting.waits = False
            self.over(meeting, outcomes.PATIENCE)

    def start(self, meeting: Meeting, worker: Worker | None) -> None:
        plan, draws, person = self.plan, self.draws, meeting.person.number
        meeting.waits, meeting.started, meeting.agent = False, self.now, worker
        meeting.condition, bias = Condition(), 0.0
        if worker is not None:
            team, pressure = worker.team, plan.pressure
            on_duty = sum(one.on_duty for one in self.workers if one.team == team)
            worker.feel(self.now, pressure.overwork_memory)
            worker.busy, worker.idle, bias = True, None, float(draws.agent_bias[worker.number])
            meeting.condition = Condition(
                float(draws.agent_pace[worker.number]),
                min(1.0, len(self.waiting_for(team)) / (pressure.queue_per_agent * on_duty)),
                max(0.0, worker.felt - pressure.overwork_above),
            )
        segment, hidden = self.segment(meeting), self.drawn(draws.hidden, meeting, meeting.issue)
        mean, spread = float(plan.segments.need_mean[segment]), float(plan.segments.need_spread[segment])
        need = Need(mean, spread, float(draws.visible[meeting.place, person]), hidden)
        others = (self.drawn(table, meeting) for table in (draws.variation, draws.defect, draws.detection))
        chance = Chance(self.drawn(self.work, meeting), bias, *others)
        meeting.served = serve(
            plan.practice[meeting.place][segment], person_of(self.plan, worker), need, chance, meeting.condition
        )
        end = self.now + meeting.served.handling_min
        self.plan_event((end, END, person, meeting.step), self.finish, meeting)

    def finish(self, meeting: Meeting) -> None:
        worker = meeting.agent
        if worker is not None:
            worker.feel(self.now, self.plan.pressure.overwork_memory)
            worker.busy = False
            if worker.on_duty:
                self.take_next(worker)
        self.over(meeting, outcomes.SERVED)

    def take_next(self, worker: Worker) -> None:
        line = self.waiting_for(worker.team)
        if line:
            return self.start(line[0], worker)
        self.turns += 1
        worker.idle = self.turns
        return None

    def over(self, meeting: Meeting, cause: int) -> None:
        """The encounter is over: the customer comes back, walks on, or leaves."""
        meeting.cause, meeting.ended = cause, self.now
        person, rule = meeting.person, self.plan.returning
        repeats = self.drawn(self.draws.repeat, meeting) < rule.repeat_probability
        redials = self.drawn(self.draws.redial, meeting) < rule.redial_probability
        served = cause == outcomes.SERVED
        if served and not meeting.served.resolved and repeats and person.repeats < rule.repeats_at_most:
            self.heard(meeting, gone=False)
            person.repeats += 1
            person.attempt += 1
            self.come_back(meeting, rule.repeat_delay * self.drawn(self.draws.repeat_delay, meeting))
        elif cause == outcomes.PATIENCE and redials and person.redials < rule.redials_at_most:
            self.heard(meeting, gone=False)
            person.redials += 1
            self.come_back(meeting, rule.redial_delay * self.drawn(self.draws.redial_delay, meeting))
        elif served and self.finds_a_way_on(meeting):
            meeting.follows = WALKS_ON
            self.heard(meeting, gone=False)
            self.come(person, inside=True)
        else:
            self.complain(meeting, self.heard(meeting, gone=True))

    def heard(self, meeting: Meeting, gone: bool) -> float:
        """Let the hook know, if there is one; the probability that the customer complains."""
        if self.hook is None:
            return 0.0
        key = encounter_key(
            self.draws.key[[meeting.person.number]],
            self.draws.touchpoint_words[meeting.place],
            np.array([meeting.contact]),
        )
        facts = {name: self.row(meeting)[name] for name in STORED}
        return self.hook.after(self.notes, LogRow(**facts, key=key[0]), gone)

    def complain(self, meeting: Meeting, probability: float) -> None:
        person, rule = meeting.person, self.plan.complaining
        if not person.complained and self.draws.complain[person.number] < probability:
            person.complained, person.attempt, person.place = True, 0, rule.touchpoint
            self.come_back(meeting, rule.delay * float(self.draws.complain_delay[person.number]))
            person.issue = None

    def come_back(self, meeting: Meeting, pause: float) -> None:
        person, opening = meeting.person, self.plan.opening
        person.issue = meeting.issue
        instant = self.now + pause
        if not opening.never_closes and opening.at_close != KEEP_WAITING:
            instant = comes_back_at(instant, opening.start, opening.length, opening.days)
        if instant < opening.horizon:
            meeting.follows = COMES_BACK
            self.plan_event((instant, ARRIVAL, person.number, person.step), self.come, person)

    def finds_a_way_on(self, meeting: Meeting) -> bool:
        person, uniform = meeting.person, self.drawn(self.draws.route, meeting)
        person.issue, person.attempt = None, 0
        ways = self.plan.journey.route[self.segment(meeting), meeting.place]
        goal = next((place for place, share in enumerate(ways) if uniform < share), None)
        if goal is None or person.routed.get(goal, 0) >= self.plan.journey.visits_at_most[goal]:
            return False
        person.routed[goal] = person.routed.get(goal, 0) + 1
        person.place = goal
        return True

    def log(self) -> EncounterLog:
        rows = [self.row(meeting) for meeting in self.meetings]
        return EncounterLog.of({name: [row[name] for row in rows] for name in STORED})

    def row(self, meeting: Meeting) -> dict[str, Any]:
        present = outcomes.STILL_WAITING if meeting.served is None else outcomes.IN_SERVICE
        done = meeting.cause == outcomes.SERVED
        served, condition = (meeting.served, meeting.condition) if done else (UNKNOWN, Condition(*[nan] * 3))
        same = ("contact", "issue", "attempt", "joined", "started", "ended", "ahead", "follows", "transferred")
        return {
            **{name: getattr(meeting, name) for name in same},
            **{name: getattr(served, name) for name in Served._fields},
            **{name: getattr(condition, name) for name in ("load", "overwork")},
            "skill": person_of(self.plan, meeting.agent).skill if done else nan,
            "customer": meeting.person.number,
            "segment": self.segment(meeting),
            "touchpoint": meeting.place,
            "queue": self.queue_at(meeting),
            "team": -1 if meeting.agent is None else meeting.agent.team,
            "agent": -1 if meeting.agent is None else meeting.agent.number,
            "cause": present if meeting.cause is None else meeting.cause,
        }


def simulate_naively(plan: Plan, draws: Draws, hook: Hook | None = None) -> EncounterLog:
    """The encounter log by the plainest way."""
    return Naive(plan, draws, hook).run()
