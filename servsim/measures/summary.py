"""From the logs of replications to their summary: what is kept of them, whatever their length."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.log.logs import Logs
from servsim.demand.batch import starts
from servsim.feedback.block import BLOCK, Judging
from servsim.feedback.feedback import JUDGED
from servsim.feedback.journey.journey_state import NOTES
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.rate import empty_draws, plain_draws_of, rows_of
from servsim.feedback.tables import plain_tables_of, tables_of
from servsim.measures.counting import accumulate_batch
from servsim.measures.counting.cells import GROUPINGS, Cells, kept_cells
from servsim.measures.counting.counters import BINS, COUNT, JOURNEY, CounterLayout, Picking, RowRanges, Sums
from servsim.measures.counting.frame import Frame
from servsim.measures.counting.scheduled_minutes import Schedule
from servsim.measures.model import Model
from servsim.measures.replication import Replication
from servsim.records import plain_rows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

QUANTILES = {"wait_p50": 0.5, "wait_p90": 0.9, "wait_p95": 0.95}
"""The KPIs that are quantiles of waits: below which share of the waits they lie."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The sums of n replications; s segments, m touchpoints, h hours, t teams, a agents."""

    model: Model
    frame: Frame
    days: int
    """Days that are counted in the slots of the day."""
    scheduled: Floats
    """(t, slots) mean number of agents on schedule."""
    on_schedule: Floats
    """(t,) agent minutes on schedule."""
    facts: Floats
    """(n, scopes, counters) sums over encounters."""
    qualities: Floats
    """(n, s, m, a + 1, 3) number, sum and sum of squares of quality by agent; the first is nobody (self-service)."""
    customers: Floats
    """(n, scopes) different customers."""
    quantiles: Floats
    """(n, scopes, 3) quantiles of waits, minutes; NaN without any."""
    work: Floats
    """(n, t, 2) busy minutes, and those on schedule."""
    journeys: Floats
    """(n, s, journey counters) sums over journeys."""
    bins: Floats
    """(n, s, bins + 1) waits."""
    ratings: Floats
    """(n, 4, 11) stars, stars measured, likelihood to recommend, and that measured."""
    waiting: Floats
    """(n, t, slots) minutes waited in each slot of the day."""
    busy: Floats
    """(n, t, slots) minutes worked."""
    cells: Cells | None
    """The same sums by segment, touchpoint, team, day and hour, when somebody asks for days."""

    def __len__(self) -> int:
        return len(self.facts)


class Summarizer:
    """Makes the summaries of batches of replications of one model, within one frame; not for two threads at once."""

    def __init__(self, model: Model, frame: Frame) -> None:
        self.model = model
        self.frame = frame
        self.layout = layout_of(model, frame)
        duties = [Schedule.of(model.plan, team) for team in range(self.layout.teams)]
        days = np.arange(self.layout.first_day, self.layout.last_day + 1)
        edges = 1440.0 * days[:, None] + frame.slots.edges
        self.scheduled = np.zeros((len(duties), frame.slots.number))
        for team, duty in enumerate(duties):
            self.scheduled[team] = np.diff(duty.total(edges), axis=1).mean(axis=0) / frame.slots.width
        self.on_schedule = np.asarray([duty.since(model.plan.opening.warm_up) for duty in duties])
        if model.compiled:
            import servsim.measures.counting.compiled  # noqa: F401  # at once, so that drawing is compiled from the first customer on

            self.tables = tables_of(model.ratings)
        else:
            self.tables = plain_tables_of(model.ratings)
            self.layout = CounterLayout._make(_plain(part) for part in self.layout)

    def sum_up(self, logs: Logs, customers: Ints) -> Summary:
        """The summary of a batch of replications with so many ``customers`` (n,) each."""
        sums = self._empty(logs, customers)
        passed = np.zeros(sums.customers.shape, np.int64)
        picking = Picking(np.array(list(QUANTILES.values())), passed, np.full((*passed.shape, len(QUANTILES)), np.nan))
        judging = self._judging(logs, int(customers.max()))
        if self.model.compiled:
            from servsim.measures.counting.compiled import add_up_all, pick_all

            add_up_all(RowRanges(logs.first, customers), judging, self.layout, sums)
            pick_all(_order(sums), sums, picking)
        else:
            sums, picking = Sums._make(map(_plain, sums)), Picking._make(map(_plain, picking))
            batch = RowRanges(logs.first.tolist(), customers.tolist())
            accumulate_batch.add_up_all(batch, judging, self.layout, sums)
            accumulate_batch.pick_all(_order(sums).tolist(), sums, picking)
        return self._summary(sums, picking)

    def _judging(self, logs: Logs, customers: int) -> Judging:
        """What the rows of a batch are judged with; a block of judgements is used again and again."""
        notes, predicted = np.empty((customers, NOTES)), np.empty((customers, len(DIMENSIONS)))
        block = min(BLOCK, int(np.diff(logs.first).max()))
        if not self.model.compiled:
            rows, draws, judged = rows_of(logs.together), plain_draws_of(logs.together), plain_rows(JUDGED, block)
            since = self.layout.warm_up
            return Judging(rows, draws, self.tables, since, predicted.tolist(), notes.tolist(), judged)
        from servsim.feedback.compiled import draw_ratings

        drawn = empty_draws(logs.records.size)
        draw_ratings(logs.records, drawn)
        judged_rows = np.empty(block, JUDGED)
        return Judging(logs.records, drawn, self.tables, self.layout.warm_up, predicted, notes, judged_rows)

    def _empty(self, logs: Logs, customers: Ints) -> Sums:
        of, number = self.layout, len(logs)
        scopes = 1 + of.segments + of.touchpoints + of.teams + of.hours
        origins, rows, most = of.segments * of.touchpoints, np.diff(logs.first), int(customers.max())
        keys = origins * (of.teams + 1) * of.days * (of.hours + 1)
        occurring = np.minimum(rows, keys)  # no replication has more cells than encounters
        cells = int(occurring.sum() if of.keeps_cells else occurring.max())
        return Sums(
            facts=np.zeros((number, scopes, len(COUNT))),
            qualities=np.zeros((number, origins * (of.agents + 1), 3)),
            customers=np.zeros((number, scopes)),
            journeys=np.zeros((number, of.segments, len(JOURNEY))),
            bins=np.zeros((number, of.segments, BINS + 2)),
            ratings=np.zeros((number, 4, 11)),
            work=np.zeros((number, of.teams, 2)),
            waiting=np.zeros((number, of.teams, of.slots)),
            busy=np.zeros((number, of.teams, of.slots)),
            waits=np.full((number, int(rows.max())), np.inf),
            wait_scopes=np.empty((number, int(rows.max()), GROUPINGS), np.int32),
            waited=np.zeros((number, scopes), np.int64),
            cells=np.empty((cells, len(COUNT))),
            cell_keys=np.empty(cells, np.int64),
            cell_scopes=np.empty((cells, GROUPINGS), np.int32),
            cell_of_key=np.full(keys, -1, np.int64),
            cells_in_use=np.zeros(2, np.int64),
            cells_until=np.zeros(number, np.int64),
            by_origin=np.empty((origins, len(COUNT))),
            by_hour=np.empty((of.touchpoints * of.hours, len(COUNT))),
            seen=np.empty(most * scopes, np.bool_),
            cursor=np.empty(of.agents, np.int64),
        )

    def _summary(self, sums: Sums, picking: Picking) -> Summary:
        of, number = self.layout, len(sums.customers)
        return Summary(
            model=self.model,
            frame=self.frame,
            days=of.last_day + 1 - of.first_day,
            scheduled=self.scheduled,
            on_schedule=self.on_schedule,
            facts=np.asarray(sums.facts),
            qualities=np.asarray(sums.qualities).reshape(number, of.segments, of.touchpoints, of.agents + 1, 3),
            customers=np.asarray(sums.customers),
            quantiles=np.asarray(picking.found),
            work=np.asarray(sums.work).reshape(number, of.teams, 2),
            journeys=np.asarray(sums.journeys),
            bins=np.asarray(sums.bins),
            ratings=np.asarray(sums.ratings),
            waiting=np.asarray(sums.waiting).reshape(number, of.teams, of.slots),
            busy=np.asarray(sums.busy).reshape(number, of.teams, of.slots),
            cells=kept_cells(sums, of) if of.keeps_cells else None,
        )


def _order(sums: Sums) -> Ints:
    """(n, waits) the waits of each replication in rising order; the room behind them is infinite and comes last."""
    most = int(np.asarray(sums.waited)[:, 0].max())
    return np.argsort(np.asarray(sums.waits)[:, :most], axis=1)


def _plain(part: Any) -> Any:
    """Arrays as lists, for plain Python."""
    return part.tolist() if isinstance(part, np.ndarray) else part


def layout_of(model: Model, frame: Frame) -> CounterLayout:
    """Over what the sums of a model are made."""
    scenario, plan = model.scenario, model.plan
    clock, opening = scenario.clock, plan.opening
    sizes = np.diff(plan.teams.first_agent)
    duties = [Schedule.of(plan, team) for team in range(sizes.size)]
    by_agent = [(duty, agent) for duty, size in zip(duties, sizes, strict=True) for agent in range(size)]
    on_duty = [np.append((duty.agents > agent)[:-1], False).astype(np.float64) for duty, agent in by_agent]
    first_day = min(int(np.ceil(opening.warm_up / 1440.0)), opening.days - 1)
    return CounterLayout(
        segments=len(scenario.segments),
        touchpoints=len(scenario.touchpoints),
        teams=sizes.size,
        hours=int(-(-clock.open_minutes // 60)),
        days=opening.days if frame.by_day else 1,
        keeps_cells=frame.by_day,
        agents=int(sizes.sum()),
        team_of=plan.journey.team,
        team_of_agent=np.repeat(np.arange(sizes.size), sizes),
        knots_from=starts([duty.time.size for duty in duties]),
        knots=np.concatenate([np.empty(0), *(duty.time for duty in duties)]),
        duty_from=starts([part.size for part in on_duty]),
        on_duty=np.concatenate([np.empty(0), *on_duty]),
        scheduled=np.concatenate([np.empty(0), *(duty.scheduled(agent, duty.time) for duty, agent in by_agent)]),
        rework=scenario.defect.rework / (1.0 + scenario.defect.rework),
        warm_up=opening.warm_up,
        horizon=opening.horizon,
        within=scenario.service_level.within,
        opened=clock.open or 0.0,
        open_minutes=clock.open_minutes,
        bin_width=float(frame.wait_edges[1]),
        slot_start=frame.slots.start,
        slot_width=frame.slots.width,
        slots=frame.slots.number,
        first_day=first_day,
        last_day=opening.days - 1,
    )


def summary_of(replication: Replication, frame: Frame | None = None) -> Summary:
    """The summary of a replication that was kept whole."""
    model = replication.model
    summarizer = Summarizer(model, frame or Frame.of([model.scenario]))
    return summarizer.sum_up(Logs.of([replication.log]), np.array([replication.draws.customers]))
