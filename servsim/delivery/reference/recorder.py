"""The recorder of one replication: encounters as they happen, the draws they use, and the log they become.

An encounter is an object only while the customer is there; then it is written down as the bytes of a row. With so
little in memory, all of it near, 200,000 customers were simulated 1.4 times as quickly.
"""

from itertools import count
from math import inf, nan
from struct import Struct
from typing import TYPE_CHECKING, Any

import numpy as np

from servsim.delivery.encounter.encounter import Chance, Condition, Need, Served, serve
from servsim.delivery.encounter.person import Person
from servsim.delivery.encounter.practice import NEVER, Practice
from servsim.delivery.events import END, MOST_CUSTOMERS, MOST_STEPS, key
from servsim.delivery.log.encounter_log import ROW, EncounterLog, LogRow
from servsim.delivery.plan.plan import NOBODY, Plan
from servsim.delivery.reference.customer_state import CustomerState
from servsim.delivery.reference.durations import patience, work_content
from servsim.delivery.reference.event_clock import Event, EventClock
from servsim.delivery.rules.outcomes import FINAL, IN_SERVICE, STILL_WAITING
from servsim.delivery.rules.walking import NOWHERE, first_above, is_settled, leads_nowhere
from servsim.demand.draws import Draws

if TYPE_CHECKING:
    from servsim.delivery.reference.team import Agent

_in_bytes = Struct("".join(ROW[name].char for name in ROW.names or ())).pack
"""The fields of a row of the log as the bytes of one."""
_KEPT = {
    **{name: f"condition.{name}" for name in ("load", "overwork")},
    **{name: f"served.{name}" for name in Served._fields if name != "handling_min"},
}
"""Where an encounter keeps a column that is not an attribute of its own."""
# A function made of the names, as namedtuple makes its own: written by hand it would hang on the order of the fields,
# and an attrgetter takes twice as long.
_columns: Any = eval(f"lambda e: ({', '.join(f'e.{_KEPT.get(name, name)}' for name in ROW.names or ())})")
"""The fields of a row of the log, in their order there, from an encounter."""
NOT_SERVED = Served(nan, nan, nan, nan, nan, nan, False, False, nan, False)
"""What an encounter delivered in which no handling began."""
NO_PRESSURE = Condition()
NOBODY_KNOWS = Condition(nan, nan, nan)
"""Under which pressure that was."""


class Encounter(Event):
    """One customer at one touchpoint, from joining the queue to leaving; the moment that it is over."""

    __slots__ = (
        "agent", "ahead", "attempt", "cause", "condition", "contact", "customer", "draw", "ended", "follows", "issue",
        "joined", "key", "priority", "queue", "row", "segment", "served", "server", "skill", "started", "step", "team",
        "touchpoint", "transferred",
    )  # fmt: skip

    def __init__(self, customer_state: CustomerState, row: int, now: float) -> None:
        self.row = row
        self.customer = customer_state.customer
        self.segment = customer_state.segment
        self.touchpoint = customer_state.touchpoint
        self.contact = customer_state.contacts.get(customer_state.touchpoint, 0)
        self.issue = self.contact if customer_state.issue is None else customer_state.issue
        self.attempt = customer_state.attempt
        self.step = customer_state.step
        self.joined = now
        self.started = self.ended = self.skill = nan
        self.cause: int | None = None
        self.served = NOT_SERVED
        self.condition = NOBODY_KNOWS
        self.agent = self.queue = self.team = NOBODY
        self.server: Agent | None = None
        self.ahead = self.draw = self.key = self.priority = 0
        self.follows = FINAL
        self.transferred = False

    def leave(self, cause: int, now: float) -> None:
        """The encounter is over."""
        self.cause = cause
        self.ended = now


class DrawTables(dict[str, Any]):
    """The tables of draws by their names, as lists, made when first used; most services do not need all of them."""

    def __init__(self, plan: Plan, draws: Draws) -> None:
        super().__init__()
        self.plan = plan
        self.draws = draws

    def __missing__(self, name: str) -> Any:
        """(contacts or touchpoints, customers), or (customers,): as in :class:`servsim.demand.Draws`."""
        if name == "work":
            table = work_content(self.plan, self.draws)
        elif name == "patience":
            table = patience(self.plan, self.draws)
        else:
            table = getattr(self.draws, name)
        self[name] = table.tolist()
        return self[name]


class Recorder:
    """All encounters of a replication and the tables they are decided from, as plain lists for a quick hand."""

    def __init__(self, plan: Plan, draws: Draws) -> None:
        if draws.customers >= MOST_CUSTOMERS or int(plan.journey.contacts.sum()) >= MOST_STEPS:
            raise ValueError("too many customers or contacts for one replication")
        self.plan = plan
        self.rows: list[Encounter | bytes] = []  # who is still here, and what is written of encounters that are over
        self.arrival: list[float] = draws.arrival.tolist()
        self.segment: list[int] = draws.segment.tolist()
        self.tables = DrawTables(plan, draws)
        self.keys = draws.encounter_keys
        self.bias: list[float] = draws.agent_bias.tolist()
        self.pace: list[float] = draws.agent_pace.tolist()
        journey, segments = plan.journey, plan.segments
        self.first_contact: list[int] = journey.first_contact.tolist()
        self.visits_at_most: list[int] = journey.visits_at_most.tolist()
        self.starts: list[list[float]] = journey.start.tolist()
        self.routes: list[list[list[float] | None]] = [
            [None if leads_nowhere(shares) else shares for shares in from_each] for from_each in journey.route.tolist()
        ]
        """[segment][touchpoint] cumulative shares of the next touchpoint; None where nobody walks on."""
        self.practice = plan.practice
        self.turns = count(1)
        """Of agents, as they become idle."""
        self.priority: list[int] = segments.priority.tolist()
        means, spreads = segments.need_mean.tolist(), segments.need_spread.tolist()
        self.needs = [Need(mean, spread, 0.0, 0.0) for mean, spread in zip(means, spreads, strict=True)]
        self.balking: list[tuple[int, int]] = list(
            zip(segments.balk_starts.tolist(), segments.balk_certain.tolist(), strict=True)
        )

    def customer_state(self, customer: int) -> CustomerState:
        """A customer at the start of the journey."""
        shares = self.starts[self.segment[customer]]
        start = 0 if is_settled(shares) else first_above(shares, self.tables["start"][customer])
        return CustomerState(self, customer, start)

    def meet(self, customer_state: CustomerState, now: float) -> Encounter:
        """A customer comes to a touchpoint: a new row of the log."""
        encounter = Encounter(customer_state, len(self.rows), now)
        encounter.draw = self.first_contact[encounter.touchpoint] + encounter.contact
        encounter.priority = self.priority[encounter.segment]
        customer_state.contacts[encounter.touchpoint] = encounter.contact + 1
        customer_state.step += 1
        self.rows.append(encounter)
        return encounter

    def patience_of(self, encounter: Encounter) -> float:
        """Minutes until the customer gives up waiting; infinite for ever."""
        if self.plan.patience[encounter.touchpoint][encounter.segment] is None:
            return inf
        return self.drawn("patience", encounter)

    def drawn(self, name: str, encounter: Encounter) -> float:
        """The number of a table of draws for an encounter."""
        number: float = self.tables[name][encounter.draw][encounter.customer]
        return number

    def facts(self, encounter: Encounter, bias: float) -> tuple[Practice, Need, Chance]:
        """What the encounter is decided from; nothing is looked up that cannot matter."""
        draw, customer, touchpoint, tables = encounter.draw, encounter.customer, encounter.touchpoint, self.tables
        practice, need = self.practice[touchpoint][encounter.segment], self.needs[encounter.segment]
        if need.spread != 0.0:
            hidden = tables["hidden"][self.first_contact[touchpoint] + encounter.issue][customer]
            need = Need(need.mean, need.spread, tables["visible"][touchpoint][customer], hidden)
        work, variation, defect, detection = tables["work"][draw][customer], 0.0, 1.0, 1.0
        if practice.sd_within != 0.0:
            variation = tables["variation"][draw][customer]
        if practice.defect_logit != NEVER:
            defect, detection = tables["defect"][draw][customer], tables["detection"][draw][customer]
        return practice, need, Chance(work, bias, variation, defect, detection)

    def next_touchpoint(self, encounter: Encounter) -> int:
        """Where the customer goes from here; -1 for leaving."""
        shares = self.routes[encounter.segment][encounter.touchpoint]
        return NOWHERE if shares is None else first_above(shares, self.drawn("route", encounter))

    def deliver(self, encounter: Encounter, person: Person, bias: float, clock: EventClock) -> None:
        """Handling begins now, by a person with a style, in its condition; what it delivers is known when it ends."""
        practice, need, chance = self.facts(encounter, bias)
        encounter.served = served = serve(practice, person, need, chance, encounter.condition)
        encounter.started = now = clock.now
        encounter.skill = person.skill
        clock.at(now + served.handling_min, key(END, encounter.customer, encounter.step), encounter)

    def row(self, encounter: Encounter) -> LogRow:
        """An encounter that is over as a row of the log."""
        encounter.key = self.keys[encounter.draw, encounter.customer]
        return LogRow(*_columns(encounter))

    def write(self, encounter: Encounter) -> None:
        """Write down an encounter that is over."""
        self.rows[encounter.row] = _in_bytes(*_columns(encounter))

    def log(self) -> EncounterLog:
        """The log, with those still present marked as such."""
        for encounter in self.rows:
            if isinstance(encounter, Encounter):
                encounter.cause = STILL_WAITING if encounter.served is NOT_SERVED else IN_SERVICE
                # a delivery takes effect at its end
                encounter.served, encounter.condition, encounter.skill = NOT_SERVED, NOBODY_KNOWS, nan
                self.write(encounter)
        rows: list[Any] = self.rows  # by now all are written
        log = EncounterLog(np.frombuffer(bytearray().join(rows), ROW))
        draws = np.asarray(self.first_contact)[log.touchpoint] + log.contact
        log.records["key"] = self.keys[draws, log.customer]
        return log
