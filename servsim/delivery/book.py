"""The book of one replication: encounters as they happen, the draws they use, and the log they become."""

from bisect import bisect_right
from collections.abc import Callable
from math import inf, nan
from struct import Struct
from typing import TYPE_CHECKING, Any

import numpy as np

from servsim.delivery.clockwork import Moment
from servsim.delivery.durations import patience, work_content
from servsim.delivery.encounter import Chance, Condition, Need, Served
from servsim.delivery.log import ROW, EncounterLog, LogRow
from servsim.delivery.order import MOST_CUSTOMERS, MOST_STEPS
from servsim.delivery.plan import NOBODY, Plan
from servsim.delivery.routine import NEVER, Routine
from servsim.delivery.traveller import Traveller
from servsim.delivery.waited import IN_SERVICE, WAITING
from servsim.demand import Draws

if TYPE_CHECKING:
    from servsim.delivery.team import Agent

_in_bytes = Struct("".join(ROW[name].char for name in ROW.names or ())).pack
"""The fields of a row of the log as the bytes of one."""
NOT_SERVED = Served(nan, nan, nan, nan, nan, nan, False, False, nan, False)
NOBODY_KNOWS = Condition(nan, nan, nan)
"""Nothing is known of a delivery that did not end."""


class Encounter(Moment):
    """One customer at one touchpoint, from joining the queue to leaving; the moment that it is over."""

    __slots__ = (
        "agent", "ahead", "attempt", "comes_back", "condition", "contact", "customer", "draw", "ended", "issue",
        "joined", "outcome", "priority", "row", "segment", "served", "server", "skill", "started", "step", "touchpoint",
        "transferred",
    )  # fmt: skip

    def __init__(self, traveller: Traveller, row: int, now: float) -> None:
        self.row = row
        self.customer = traveller.customer
        self.segment = traveller.segment
        self.touchpoint = traveller.touchpoint
        self.contact = traveller.contacts.get(traveller.touchpoint, 0)
        self.issue = self.contact if traveller.issue is None else traveller.issue
        self.attempt = traveller.attempt
        self.step = traveller.step
        self.joined = now
        self.started = self.ended = self.skill = nan
        self.outcome: int | None = None
        self.served = NOT_SERVED
        self.condition = NOBODY_KNOWS
        self.agent = NOBODY
        self.server: Agent | None = None
        self.ahead = self.draw = self.priority = 0
        self.comes_back = self.transferred = False

    def leave(self, outcome: int, now: float) -> None:
        """The encounter is over."""
        self.outcome = outcome
        self.ended = now

    def deliver(self, served: Served, condition: Condition, skill: float) -> None:
        """What is delivered when it ends, and under which pressure."""
        self.served = served
        self.condition = condition
        self.skill = skill


def _of_draws(table: str) -> Callable[[Plan, Draws], Any]:
    return lambda _, draws: getattr(draws, table)


TABLES: dict[str, Callable[[Plan, Draws], Any]] = {
    **{
        name: _of_draws(name)
        for name in (
            "start", "visible", "hidden", "variation", "defect", "detection", "balk", "route", "repeat",
            "repeat_delay", "redial", "redial_delay", "complain", "complain_delay",
        )
    },
    "work": work_content,
    "patience": patience,
}  # fmt: skip


class Book:
    """All encounters of a replication and the tables they are decided from, as plain lists for a quick hand."""

    start: list[float]
    visible: list[list[float]]
    hidden: list[list[float]]
    work: list[list[float]]
    variation: list[list[float]]
    defect: list[list[float]]
    detection: list[list[float]]
    patience: list[list[float]]
    balk: list[list[float]]
    route: list[list[float]]
    repeat: list[list[float]]
    repeat_delay: list[list[float]]
    redial: list[list[float]]
    redial_delay: list[list[float]]
    complain: list[float]
    complain_delay: list[float]

    def __init__(self, plan: Plan, draws: Draws) -> None:
        if draws.customers >= MOST_CUSTOMERS or int(plan.journey.contacts.sum()) >= MOST_STEPS:
            raise ValueError("too many customers or contacts for one replication")
        self.plan = plan
        self.rows: list[Encounter | bytes] = []  # who is still here, and what is written of encounters that are over
        self.arrival: list[float] = draws.arrival.tolist()
        self.segment: list[int] = draws.segment.tolist()
        self.draws = draws
        self.keys = draws.encounter_keys
        self.bias: list[float] = draws.agent_bias.tolist()
        self.pace: list[float] = draws.agent_pace.tolist()
        journey, segments = plan.journey, plan.segments
        self.team_of: list[int] = journey.team.tolist()
        self.first_contact: list[int] = journey.first_contact.tolist()
        self.visits_at_most: list[int] = journey.visits_at_most.tolist()
        self.starts: list[list[float]] = journey.start.tolist()
        self.routes: list[list[list[float]]] = journey.route.tolist()
        self.routine = plan.routine
        self.priority: list[int] = segments.priority.tolist()
        means, spreads = segments.need_mean.tolist(), segments.need_spread.tolist()
        self.needs = [Need(mean, spread, 0.0, 0.0) for mean, spread in zip(means, spreads, strict=True)]
        self.balking: list[tuple[int, int]] = list(
            zip(segments.balk_starts.tolist(), segments.balk_certain.tolist(), strict=True)
        )

    def __getattr__(self, table: str) -> Any:
        """A table of draws as lists, made when it is first used; most services do not need all of them."""
        if table not in TABLES:
            raise AttributeError(table)
        made = TABLES[table](self.plan, self.draws).tolist()
        setattr(self, table, made)
        return made

    def traveller(self, customer: int) -> Traveller:
        """A customer at the start of the journey."""
        ways = self.starts[self.segment[customer]]
        start = 0 if ways[0] >= 1.0 else _place(ways, self.start[customer])
        return Traveller(self, customer, start)

    def meet(self, traveller: Traveller, now: float) -> Encounter:
        """A customer comes to a touchpoint: a new row of the log."""
        encounter = Encounter(traveller, len(self.rows), now)
        encounter.draw = self.first_contact[encounter.touchpoint] + encounter.contact
        encounter.priority = self.priority[encounter.segment]
        traveller.contacts[encounter.touchpoint] = encounter.contact + 1
        traveller.step += 1
        self.rows.append(encounter)
        return encounter

    def balks(self, encounter: Encounter, waiting: int) -> bool:
        """Whether the customer walks past a line of this length."""
        starts, certain = self.balking[encounter.segment]
        if waiting < starts:
            return False
        probability: float = (waiting - starts + 1) / (certain - starts + 1)
        return self.balk[encounter.draw][encounter.customer] < probability

    def patience_of(self, encounter: Encounter) -> float:
        """Minutes until the customer gives up waiting; infinite for ever."""
        if self.plan.patience[encounter.touchpoint][encounter.segment] is None:
            return inf
        return self.patience[encounter.draw][encounter.customer]

    def facts(self, encounter: Encounter, bias: float) -> tuple[Routine, Need, Chance]:
        """What the encounter is decided from; nothing is looked up that cannot matter."""
        draw, customer, touchpoint = encounter.draw, encounter.customer, encounter.touchpoint
        routine, need = self.routine[touchpoint][encounter.segment], self.needs[encounter.segment]
        if need.spread != 0.0:
            hidden = self.hidden[self.first_contact[touchpoint] + encounter.issue][customer]
            need = Need(need.mean, need.spread, self.visible[touchpoint][customer], hidden)
        variation = 0.0 if routine.sd_within == 0.0 else self.variation[draw][customer]
        work = self.work[draw][customer]
        if routine.defect_logit == NEVER:
            return routine, need, Chance(work, bias, variation, 1.0, 1.0)
        return routine, need, Chance(work, bias, variation, self.defect[draw][customer], self.detection[draw][customer])

    def next_touchpoint(self, encounter: Encounter) -> int:
        """Where the customer goes from here; -1 for leaving."""
        ways = self.routes[encounter.segment][encounter.touchpoint]
        if ways[-1] <= 0.0:
            return NOBODY
        return _place(ways, self.route[encounter.draw][encounter.customer])

    def row(self, encounter: Encounter) -> LogRow:
        """An encounter that is over as a row of the log."""
        return LogRow(*_facts(encounter, self.keys[encounter.draw, encounter.customer]))

    def write(self, encounter: Encounter) -> None:
        """Write down an encounter that is over."""
        self.rows[encounter.row] = _in_bytes(*_facts(encounter))

    def log(self) -> EncounterLog:
        """The log, with those still present marked as such."""
        for encounter in self.rows:
            if isinstance(encounter, Encounter):
                encounter.outcome = WAITING if encounter.served is NOT_SERVED else IN_SERVICE
                encounter.deliver(NOT_SERVED, NOBODY_KNOWS, nan)
                self.write(encounter)
        rows: list[Any] = self.rows  # by now all are written
        log = EncounterLog(np.frombuffer(bytearray().join(rows), ROW))
        draws = np.asarray(self.first_contact)[log.touchpoint] + log.contact
        log.records["key"] = self.keys[draws, log.customer]
        return log


def _facts(encounter: Encounter, key: Any = 0) -> tuple[Any, ...]:
    """The fields of a row of the log, in their order there."""
    _, load, overwork = encounter.condition
    personalization, distance, misfit, deviation, quality, fit, made, caught, _, resolved = encounter.served
    return (
        encounter.joined,
        encounter.started,
        encounter.ended,
        load,
        overwork,
        encounter.skill,
        personalization,
        distance,
        misfit,
        deviation,
        quality,
        fit,
        key,
        encounter.customer,
        encounter.agent,
        encounter.ahead,
        NOBODY,
        encounter.segment,
        encounter.touchpoint,
        encounter.contact,
        encounter.issue,
        encounter.attempt,
        encounter.outcome,
        made,
        caught,
        resolved,
        encounter.comes_back,
        encounter.transferred,
    )


def _place(cumulative: list[float], uniform: float) -> int:
    """The first place whose cumulative share lies above a uniform number; -1 beyond the last."""
    place = bisect_right(cumulative, uniform)
    return place if place < len(cumulative) else NOBODY
