"""The counters: what is added up over a replication, and from which the ratios among the KPIs are made.

A counter is declared here and filled where its kind is counted: those of encounters in
:mod:`servsim.measures.counting.accumulate`, by segment, touchpoint, team, day and hour; those of journeys in
:mod:`servsim.measures.counting.journeys`, by segment; customers once in each scope.
"""

from typing import NamedTuple


class Counter(NamedTuple):
    """A number that is added up: of encounters unless it says otherwise."""

    name: str
    about: str
    """What one encounter, or one journey, adds."""


ENCOUNTER_COUNTERS: tuple[Counter, ...] = (
    Counter("contacts", "1"),
    Counter("present", "minutes from joining to the end, when it has one"),
    Counter("decided", "1 when it was over at the end of the replication"),
    Counter("abandoned", "1 when the customer gave up waiting"),
    Counter("balked", "1 when the customer walked past"),
    Counter("closed", "1 when there was no room, or the doors were closed"),
    Counter("within", "1 when it was served within the stated wait"),
    Counter("waited", "1 when the customer waited for a team, however shortly"),
    Counter("wait", "minutes of that wait"),
    Counter("answered", "1 when the customer waited for a team and was served"),
    Counter("answer_wait", "minutes of that wait"),
    Counter("served", "1 when it was served to the end"),
    Counter("handling", "minutes of handling"),
    Counter("quality", "quality delivered, 0..1"),
    Counter("missed", "1 when the deviation from the need lay beyond the functional limits"),
    Counter("made", "1 when a defect was made"),
    Counter("caught", "1 when a defect was made and caught"),
    Counter("met", "1 when a defect reached the customer"),
    Counter("first", "1 when the issue had not come back before"),
    Counter("resolved", "1 when such a first contact resolved it"),
    Counter("rated", "1 when the customer judged it"),
    Counter("rated_waited", "1 when the customer judged it and had queued"),
    Counter("too_long", "1 when such a wait felt longer than tolerated"),
    Counter("gap", "weighted SERVQUAL gap, scale points"),
    Counter("servperf", "weighted perception, 1..7"),
    Counter("satisfaction", "satisfaction, -1..1"),
    Counter("csat", "stars, 1..5"),
    Counter("net", "100 for a promoter, -100 for a detractor"),
    Counter("responded", "1 when the survey was answered"),
    Counter("csat_measured", "stars of an answer"),
    Counter("net_measured", "promoter points of an answer"),
    Counter("complaining", "probability of a complaint"),
    Counter("knowledge", "gap 1, scale points"),
    Counter("standards", "gap 2, scale points"),
    Counter("delivery", "gap 3, scale points"),
    Counter("communication", "gap 4, scale points"),
    Counter("ceiling", "what an ideal standard misses or exceeds, scale points"),
    Counter("adequacy", "weighted perception minus adequate level, scale points"),
    Counter("below", "1 when that was negative"),
    Counter("rework", "minutes of mending what went wrong"),
    Counter("repeated", "other minutes of contacts about what had not been solved"),
    Counter("perceived_reliability", "perception, 1..7"),
    Counter("perceived_responsiveness", "perception, 1..7"),
    Counter("perceived_assurance", "perception, 1..7"),
    Counter("perceived_empathy", "perception, 1..7"),
    Counter("perceived_tangibles", "perception, 1..7"),
    Counter("gap_reliability", "perception minus desired level, scale points"),
    Counter("gap_responsiveness", "perception minus desired level, scale points"),
    Counter("gap_assurance", "perception minus desired level, scale points"),
    Counter("gap_empathy", "perception minus desired level, scale points"),
    Counter("gap_tangibles", "perception minus desired level, scale points"),
)
JOURNEY_COUNTERS: tuple[Counter, ...] = (
    Counter("journeys", "1"),
    Counter("journey_satisfaction", "satisfaction with the whole, -1..1"),
    Counter("returning", "probability of coming back"),
    Counter("complaints", "1 when it was complained about"),
    Counter("recovered", "1 when that complaint was answered with success"),
    Counter("recovered_quickly", "1 when that was quick"),
    Counter("completed", "1 when its last encounter was served to the end"),
)
CUSTOMER_COUNTERS: tuple[Counter, ...] = (Counter("customers", "1 for a customer not seen in this scope before"),)


def names(counters: tuple[Counter, ...]) -> tuple[str, ...]:
    """The names of counters, in order."""
    return tuple(counter.name for counter in counters)


COUNTERS = names(ENCOUNTER_COUNTERS + CUSTOMER_COUNTERS + JOURNEY_COUNTERS)
"""All that a numerator or denominator may name, in the order of the columns of a counted table."""
