"""Judging a block of rows of the log: each row once, in order, because customers learn from row to row.

Plain scalar Python like :mod:`servsim.feedback.judgement`. What was judged is written into as many rows of
:class:`servsim.feedback.feedback.Feedback` as a block has; who asks uses them again for the next block, so that their
memory does not grow with the log.
"""

from typing import Any, NamedTuple

from servsim.delivery.rules.outcomes import is_rated, wait_min
from servsim.feedback.journey.journey_state import flawless_satisfaction, hear, note_end
from servsim.feedback.judgement import Perspective, RatingTables, draws_of, felt_defect, judge, learn, met_in
from servsim.feedback.perception.wait import perceived_wait_min
from servsim.feedback.satisfaction.attributes import fulfilment

BLOCK = 1024
"""Rows that are judged before they are counted: with their judgements some 400 kB, which stay near the processor."""


class Judging(NamedTuple):
    """What rows are judged with, and the memory of customers; lists or arrays."""

    rows: Any
    """Rows of the log."""
    rating_draws: Any
    """RatingDraws, with a column in each field: quicker to draw than records."""
    tables: RatingTables
    since: float
    """The instant (minutes) from which on encounters belong to the journeys of customers."""
    predicted: Any
    """[customer][dimension] what is predicted of the next encounter, 1..7."""
    journey_state: Any
    """[customer] what is noted of the journey, as of :mod:`servsim.feedback.journey.journey_state`."""
    judged: Any
    """[row of the block] what was felt and said."""


def begin_customers(judging: Judging, first: int, last: int, customers: int) -> None:
    """The customers of a replication, whose rows these are, before they have met anything."""
    for number in range(first, last):
        row = judging.rows[number]
        for dimension in range(5):
            judging.predicted[row.customer][dimension] = judging.tables.predicted[row.segment][dimension]
    for customer in range(customers):
        notes = judging.journey_state[customer]
        for note in range(len(notes)):
            notes[note] = 0.0


def judge_block(judging: Judging, first: int, last: int) -> None:
    """Judge the rows from ``first`` to ``last``; the first of them fills the first row of the block.

    Who had encounters before ``since`` has learned from them what to expect.
    """
    criteria = judging.tables.criteria
    for number in range(first, last):
        row, into = judging.rows[number], judging.judged[number - first]
        wait, counts = wait_min(row.cause, row.joined, row.started, row.ended), row.joined >= judging.since
        rated = is_rated(row.cause)
        into.wait_min = wait
        into.rated = rated
        if counts:
            note_end(judging.journey_state[row.customer], row, criteria.recovery)
        if rated:
            judge_one(into, row, wait, draws_of(number, judging.rating_draws), judging)
            if counts:
                journey_state = judging.journey_state[row.customer]
                hear(row, into.satisfaction, into.flawless, journey_state, criteria.recovery)


def judge_one(into: Any, row: Any, wait: float, rating_draws: Any, judging: Judging) -> None:
    """Judge one row, with the defect and without it where complaints are heard; the customer learns."""
    criteria, predicted = judging.tables.criteria, judging.predicted[row.customer]
    view = Perspective(judging.tables.settings[row.touchpoint], judging.tables.segments[row.segment], predicted)
    judge(into, met_in(row, wait), view, rating_draws, criteria)
    into.flawless = into.satisfaction
    if criteria.recovery.touchpoint >= 0 and felt_defect(row):
        into.flawless = flawless_satisfaction(row, wait, view, criteria)
    learn(predicted, into.perceived, view.segment.adjustment)


def fulfil_block(judging: Judging, rows: int, fulfilled: Any) -> None:
    """The fulfilment of each Kano attribute in the first rows, which were judged before: [row][attribute]."""
    attributes = judging.tables.criteria.attributes
    for number in range(rows):
        row, wait = judging.rows[number], judging.judged[number].wait_min
        if judging.judged[number].rated:
            surroundings = judging.tables.settings[row.touchpoint].surroundings
            perceived_min = perceived_wait_min(wait, surroundings.perception_factor)
            for attribute in range(len(attributes)):
                fulfilled[number][attribute] = fulfilment(attributes[attribute], met_in(row, wait), perceived_min)
