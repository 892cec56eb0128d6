"""What a replication adds up to, row by row of its log: contacts, waits, quality, CSAT and all that is counted.

Plain scalar Python, as judging and serving are, so that it runs as it stands or compiled and gives the same bits. Each
encounter is looked at once: it is judged, and what it means is added to the cell of its segment, touchpoint and hour.
"""

from math import isnan
from typing import Any

from servsim.delivery.rules.outcomes import OUTCOMES, Outcome, is_lost, is_served, is_unfinished
from servsim.feedback.block import Judging, begin_customers, judge_block
from servsim.measures.counting.cells import GROUPINGS, TEAM, cell_of, roll_up
from servsim.measures.counting.counters import (
    BINS,
    COUNT,
    LIKELY,
    LIKELY_MEASURED,
    STARS,
    STARS_MEASURED,
    CounterLayout,
    RowRanges,
    Sums,
)
from servsim.measures.counting.journeys import close_journeys
from servsim.measures.counting.times import add_times, day_of, hour_of

_COUNTED = {
    Outcome.ABANDONED: COUNT.abandoned,
    Outcome.BALKED: COUNT.balked,
    Outcome.TURNED_AWAY: COUNT.closed,
    Outcome.CLOSED: COUNT.closed,
}
LOSSES = tuple(_COUNTED.get(Outcome(outcome), -1) for outcome in OUTCOMES)
"""[cause] the counter of the lost to which it belongs; -1 where nobody is lost."""


def add_up(batch: RowRanges, number: int, judging: Judging, layout: CounterLayout, sums: Sums) -> None:
    """Look at every encounter of the replication at a position of the batch once, block by block.

    Encounters in the warm-up do not count, but those who had them have learned what to expect.
    """
    first, end = batch.first[number], batch.first[number + 1]
    begin_customers(judging, first, end, batch.customers[number])
    while first < end:
        last = min(first + len(judging.judged), end)
        judge_block(judging, first, last)
        for position in range(first, last):
            row = judging.rows[position]
            add_times(row, layout, sums)
            if row.joined >= layout.warm_up:
                add_row(row, judging.judged[position - first], layout, sums)
        first = last
    close_journeys(judging, batch.customers[number], sums)
    roll_up(layout, sums)


def add_row(row: Any, felt: Any, layout: CounterLayout, sums: Sums) -> None:
    """What happened in an encounter that counts, and what was felt and said."""
    wait, hour = felt.wait_min, hour_of(row.joined, layout)
    cell = cell_of(row, day_of(row.joined, layout), hour, layout, sums)
    into, scopes = sums.cells[cell], sums.cell_scopes[cell]
    queued = scopes[TEAM] >= 0
    add_encounter(into, row, wait, layout)
    add_customer(row.customer, scopes, sums)
    if queued and not isnan(wait):
        add_waiting(into, row, wait)
        add_wait(row, wait, scopes, layout, sums)
    if is_served(row.cause):
        origin = row.segment * layout.touchpoints + row.touchpoint
        add_quality(sums.qualities[origin * (layout.agents + 1) + row.agent + 1], row.quality)
    if felt.rated:
        add_judgement(into, felt, queued)
        add_gaps(into, felt)
        add_ratings(sums.ratings, felt)


def add_encounter(into: Any, row: Any, wait: float, layout: CounterLayout) -> None:
    """What happened, for operations."""
    into[COUNT.contacts] += 1.0
    if not isnan(row.ended):
        into[COUNT.present] += row.ended - row.joined
    if is_unfinished(row.cause):
        return
    into[COUNT.decided] += 1.0
    if is_lost(row.cause):
        into[LOSSES[row.cause]] += 1.0
    if is_served(row.cause):
        if wait <= layout.within:
            into[COUNT.within] += 1.0
        add_delivery(into, row)
        add_failure_work(into, row, layout.rework)


def add_failure_work(into: Any, row: Any, rework: float) -> None:
    """Minutes of work that only failure made necessary: mending, and the rest of contacts about what was not solved."""
    minutes = row.ended - row.started
    mending = minutes * rework if row.defect_caught else 0.0
    into[COUNT.rework] += mending
    if row.attempt > 0:
        into[COUNT.repeated] += minutes - mending


def add_delivery(into: Any, row: Any) -> None:
    """What was delivered to a customer who was served."""
    into[COUNT.served] += 1.0
    into[COUNT.handling] += row.ended - row.started
    into[COUNT.quality] += row.quality
    if row.deviation > 1.0 or row.deviation < -1.0:
        into[COUNT.missed] += 1.0
    if row.defect_made:
        into[COUNT.made] += 1.0
        into[COUNT.caught if row.defect_caught else COUNT.met] += 1.0
    if row.attempt == 0:
        into[COUNT.first] += 1.0
        if row.resolved:
            into[COUNT.resolved] += 1.0


def add_customer(customer: int, scopes: Any, sums: Sums) -> None:
    """Count a customer once in every scope."""
    for grouping in range(GROUPINGS):
        scope = scopes[grouping]
        if scope >= 0:
            seen = customer * len(sums.customers) + scope
            if not sums.seen[seen]:
                sums.seen[seen] = True
                sums.customers[scope] += 1.0


def add_waiting(into: Any, row: Any, wait: float) -> None:
    """A wait in a queue."""
    into[COUNT.waited] += 1.0
    into[COUNT.wait] += wait
    if is_served(row.cause):
        into[COUNT.answered] += 1.0
        into[COUNT.answer_wait] += wait


def add_wait(row: Any, wait: float, scopes: Any, layout: CounterLayout, sums: Sums) -> None:
    """A wait in a queue, for the distribution of waits."""
    sums.bins[row.segment][1 + min(int(wait / layout.bin_width), BINS) if wait > 0.0 else 0] += 1.0
    number = sums.waited[0]
    sums.waits[number] = wait
    for grouping in range(GROUPINGS):
        scope = scopes[grouping]
        sums.wait_scopes[number][grouping] = scope
        if scope >= 0:
            sums.waited[scope] += 1


def add_quality(into: Any, quality: float) -> None:
    """The quality of one encounter, for its variance."""
    into[0] += 1.0
    into[1] += quality
    into[2] += quality * quality


def add_judgement(into: Any, felt: Any, queued: bool) -> None:
    """What a customer felt, and what the survey heard of it."""
    into[COUNT.rated] += 1.0
    if queued:
        into[COUNT.rated_waited] += 1.0
        if felt.waited_too_long:
            into[COUNT.too_long] += 1.0
    into[COUNT.gap] += felt.servqual_gap
    into[COUNT.servperf] += felt.servperf
    into[COUNT.satisfaction] += felt.satisfaction
    into[COUNT.complaining] += felt.complaint_probability
    net = 100.0 if felt.recommend >= 9.0 else -100.0 if felt.recommend <= 6.0 else 0.0
    into[COUNT.csat] += felt.csat
    into[COUNT.net] += net
    if felt.responded:
        into[COUNT.responded] += 1.0
        into[COUNT.csat_measured] += felt.csat
        into[COUNT.net_measured] += net
    for dimension in range(5):
        into[COUNT.perceived_reliability + dimension] += felt.perceived[dimension]
        into[COUNT.gap_reliability + dimension] += felt.gap[dimension]


def add_gaps(into: Any, felt: Any) -> None:
    """By whom the points were lost, and whether what is left is tolerable."""
    into[COUNT.knowledge] += felt.gap_knowledge
    into[COUNT.standards] += felt.gap_standards
    into[COUNT.delivery] += felt.gap_delivery
    into[COUNT.communication] += felt.gap_communication
    into[COUNT.ceiling] += felt.gap_ceiling
    into[COUNT.adequacy] += felt.weighted_adequacy
    if felt.below_adequate:
        into[COUNT.below] += 1.0


def add_ratings(ratings: Any, felt: Any) -> None:
    """Count the ratings: of all, and of those who answered."""
    stars, likely = int(felt.csat) - 1, int(felt.recommend)
    ratings[STARS][stars] += 1.0
    ratings[LIKELY][likely] += 1.0
    if felt.responded:
        ratings[STARS_MEASURED][stars] += 1.0
        ratings[LIKELY_MEASURED][likely] += 1.0
