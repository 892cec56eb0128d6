"""What a replication adds up to, from the rows of its log.

Plain scalar Python, as judging and serving are, so that it runs as it stands or compiled and gives the same bits. Each
encounter is looked at once: it is judged, and what it means is added to the cell of its segment, touchpoint and hour.
"""

from math import isnan
from typing import Any

from servsim.delivery.rules.outcomes import (
    ABANDONED,
    BALKED,
    CLOSED,
    IN_SERVICE,
    SERVED,
    TURNED_AWAY,
    WAITING,
    wait_min,
)
from servsim.feedback.journey.journey_state import flawless_satisfaction, hear, note_end
from servsim.feedback.judgement import Judgement, RatingDraws, RatingTables, is_rated, judge_row, learn
from servsim.feedback.satisfaction.segment_preferences import ADJUSTMENT
from servsim.measures.counting.counters import (
    BINS,
    COUNT,
    LIKELY,
    LIKELY_MEASURED,
    STARS,
    STARS_MEASURED,
    CounterLayout,
    Encounters,
    Sums,
)
from servsim.measures.counting.journeys import close_journeys
from servsim.measures.counting.times import add_times, hour_of


def add_up(journey_state: Encounters, number: int, tables: RatingTables, layout: CounterLayout, sums: Sums) -> None:
    """Look at every encounter of the replication at a place of the batch once.

    Encounters in the warm-up do not count, but those who had them have learned what to expect.
    """
    for place in range(journey_state.first[number], journey_state.first[number + 1]):
        row = journey_state.rows[place]
        add_times(row, layout, sums)
        counts = row.joined >= layout.warm_up
        wait = wait_min(row.outcome, row.joined, row.started, row.ended)
        cell = add_row(row, wait, layout, sums) if counts else -1
        if counts:
            note_end(sums.journey_state[row.customer], row, tables.criteria.recovery)
        if is_rated(row, wait):
            felt = judge_row(
                row, wait, mood_of(place, journey_state.rating_draws), tables, sums.predicted[row.customer]
            )
            flawless = felt.satisfaction
            if layout.complaints_heard and row.defect_made and not row.defect_caught:
                flawless = flawless_satisfaction(row, wait, tables, sums.predicted[row.customer])
            learn(sums.predicted[row.customer], felt.perceived, tables.segments[row.segment][ADJUSTMENT])
            if counts:
                add_judgement(sums.cells[cell], felt, layout.team_of[row.touchpoint] >= 0)
                add_gaps(sums.cells[cell], felt)
                add_ratings(sums.ratings, felt)
                hear(row, felt.satisfaction, flawless, sums.journey_state[row.customer], tables.criteria.recovery)
    close_journeys(tables.criteria, journey_state.customers[number], sums)


def mood_of(number: int, rating_draws: Any) -> RatingDraws:
    """The moods of one judgement, from those with a column in each field."""
    return RatingDraws(
        rating_draws.csat[number],
        rating_draws.recommend[number],
        rating_draws.respond[number],
        rating_draws.visible[number],
        rating_draws.hidden[number],
    )


def add_row(row: Any, wait: float, layout: CounterLayout, sums: Sums) -> int:
    """What happened in an encounter that counts; the number of its cell."""
    team, hour = layout.team_of[row.touchpoint], hour_of(row.joined, layout)
    place = row.segment * layout.touchpoints + row.touchpoint
    cell: int = place * (layout.hours + 1) + hour
    into = sums.cells[cell]
    add_encounter(into, row, wait, layout)
    add_customer(row, team, hour, layout, sums)
    if team >= 0 and not isnan(wait):
        add_waiting(into, row, wait)
        add_wait(row, wait, (team, hour), layout, sums)
    if row.outcome == SERVED:
        add_quality(sums.qualities[place * (layout.agents + 1) + row.agent + 1], row.quality)
    return cell


def add_encounter(into: Any, row: Any, wait: float, layout: CounterLayout) -> None:
    """What happened, for operations."""
    into[COUNT.contacts] += 1.0
    if not isnan(row.ended):
        into[COUNT.present] += row.ended - row.joined
    if row.outcome in (WAITING, IN_SERVICE):
        return
    into[COUNT.decided] += 1.0
    if row.outcome == ABANDONED:
        into[COUNT.abandoned] += 1.0
    elif row.outcome == BALKED:
        into[COUNT.balked] += 1.0
    elif row.outcome in (TURNED_AWAY, CLOSED):
        into[COUNT.closed] += 1.0
    else:
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


def add_customer(row: Any, team: int, hour: int, layout: CounterLayout, sums: Sums) -> None:
    """Count a customer once in every scope: everybody, segment, touchpoint, team, hour."""
    count_once(row.customer, 0, sums)
    count_once(row.customer, 1 + row.segment, sums)
    place = 1 + layout.segments
    count_once(row.customer, place + row.touchpoint, sums)
    place += layout.touchpoints
    if team >= 0:
        count_once(row.customer, place + team, sums)
    if hour < layout.hours:
        count_once(row.customer, place + layout.teams + hour, sums)


def count_once(customer: int, scope: int, sums: Sums) -> None:
    """Count a customer in a scope, unless that was done before."""
    place = customer * len(sums.customers) + scope
    if not sums.seen[place]:
        sums.seen[place] = True
        sums.customers[scope] += 1.0


def add_waiting(into: Any, row: Any, wait: float) -> None:
    """A wait in a queue."""
    into[COUNT.waited] += 1.0
    into[COUNT.wait] += wait
    if row.outcome == SERVED:
        into[COUNT.answered] += 1.0
        into[COUNT.answer_wait] += wait


def add_wait(row: Any, wait: float, where: tuple[int, int], layout: CounterLayout, sums: Sums) -> None:
    """A wait in a queue, for the distribution of waits; ``where`` is (team, hour)."""
    team, hour = where
    sums.bins[row.segment][1 + min(int(wait / layout.bin_width), BINS) if wait > 0.0 else 0] += 1.0
    number = sums.waited[0]
    sums.waited[0] = number + 1
    sums.waits[number] = wait
    scopes, place = sums.wait_scopes[number], 1 + layout.segments
    scopes[0] = 1 + row.segment
    scopes[1] = place + row.touchpoint
    scopes[2] = place + layout.touchpoints + team
    scopes[3] = place + layout.touchpoints + layout.teams + hour if hour < layout.hours else -1
    for grouping in range(4):
        if scopes[grouping] >= 0:
            sums.waited[scopes[grouping]] += 1


def add_quality(into: Any, quality: float) -> None:
    """The quality of one encounter, for its variance."""
    into[0] += 1.0
    into[1] += quality
    into[2] += quality * quality


def add_judgement(into: Any, felt: Judgement, queued: bool) -> None:
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


def add_gaps(into: Any, felt: Judgement) -> None:
    """By whom the points were lost, and whether what is left is tolerable."""
    into[COUNT.knowledge] += felt.gap_knowledge
    into[COUNT.standards] += felt.gap_standards
    into[COUNT.delivery] += felt.gap_delivery
    into[COUNT.communication] += felt.gap_communication
    into[COUNT.ceiling] += felt.gap_ceiling
    into[COUNT.adequacy] += felt.weighted_adequacy
    if felt.below_adequate:
        into[COUNT.below] += 1.0


def add_ratings(ratings: Any, felt: Judgement) -> None:
    """Count the ratings: of all, and of those who answered."""
    stars, likely = int(felt.csat) - 1, int(felt.recommend)
    ratings[STARS][stars] += 1.0
    ratings[LIKELY][likely] += 1.0
    if felt.responded:
        ratings[STARS_MEASURED][stars] += 1.0
        ratings[LIKELY_MEASURED][likely] += 1.0
