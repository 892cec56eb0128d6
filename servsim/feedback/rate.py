"""From the encounter log to what customers felt and said: columns aligned with the log.

Rated is everybody who joined the queue and whose encounter is over: the served, those who gave up, and those sent home
while waiting. Who walked past, found no place or found the doors closed has met no service and rates none (NaN).
"""

from dataclasses import dataclass
from math import nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery import EncounterLog
from servsim.delivery.log.encounter_log import LogRow
from servsim.delivery.rules.outcomes import is_rated, wait_min
from servsim.demand.arrays import uniforms, values
from servsim.demand.draws import STANDARD_NORMAL
from servsim.demand.keys import CSAT_NOISE, HIDDEN, RECOMMEND_NOISE, RESPOND, VISIBLE, at_contact
from servsim.feedback.judgement import Judgement, RatingDraws, RatingTables, experience_of, judge_row, learn
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.perception.wait import perceived_wait_min
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.satisfaction.attributes import Attribute, fulfilment
from servsim.feedback.satisfaction.segment_preferences import ADJUSTMENT, row_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """One row per encounter of the log; NaN (or False) where ``rated`` is False."""

    rated: Flags
    waited_too_long: Flags
    """The perceived wait was longer than the tolerated one."""
    perceived: Floats
    """(n, 5) perceptions P, 1..7."""
    gap: Floats
    """(n, 5) perception minus desired level (superiority)."""
    adequacy: Floats
    """(n, 5) perception minus adequate level."""
    servqual_gap: Floats
    """Weighted gap G."""
    weighted_adequacy: Floats
    below_adequate: Flags
    """The weighted perception lies below the weighted adequate level."""
    servperf: Floats
    """Weighted perceptions, 1..7."""
    gap_knowledge: Floats
    """Gap 1: lost to a wrong belief about the mean need. The five causes add up to the weighted gap."""
    gap_standards: Floats
    """Gap 2: lost to a standard that does not aim where management believes the need is."""
    gap_delivery: Floats
    """Gap 3: lost to not delivering to the standard."""
    gap_communication: Floats
    """Gap 4: lost to what was promised on top."""
    gap_ceiling: Floats
    """What an ideal standard, run with these dials, misses or exceeds."""
    satisfaction: Floats
    """S, -1..1: what the customer feels."""
    csat: Floats
    """1..5: the rating the customer would give."""
    recommend: Floats
    """0..10: the likelihood to recommend the customer would state."""
    response_probability: Floats
    responded: Flags
    """Asked and answered: only these ratings are measured."""
    complaint_probability: Floats
    attributes: Floats
    """(n, k) fulfilment, 0..1, of the Kano attributes that the planner stated, in the order of the file."""


class RatingColumns(NamedTuple):
    """What rating fills, and the memory it works with."""

    rated: Any
    judged: Any
    """Judgement, with a column in each field."""
    attributes: Any
    """[row][Kano attribute] fulfilment."""
    predicted: Any
    """[customer][dimension] what is predicted of the next encounter."""


BY_DIMENSION = ("perceived", "gap", "adequacy")
FLAGS = ("waited_too_long", "below_adequate", "responded")


def rate(ratings: RatingPlan, log: EncounterLog, *, compiled: bool = False) -> Feedback:
    """What customers felt and said; a pure function of the rating plan and the log.

    ``compiled`` gives the same numbers, to the bit, in machine code; it needs Numba.
    """
    tables, customers = tables_of(ratings), int(log.customer.max(initial=-1)) + 1
    felt = RatingColumns(
        np.zeros(len(log), dtype=np.bool_),
        _nothing_felt(len(log)),
        np.full((len(log), len(ratings.criteria.attributes)), nan),
        predicted_of(log, tables, customers),
    )
    if compiled:
        from servsim.feedback.compiled import judge_all

        judge_all(log.records, rating_draws_of(log), tables, felt)
    else:
        _judge_each(log, in_plain_python(tables), felt)
    return Feedback(felt.rated, **felt.judged._asdict(), attributes=felt.attributes)


def rating_draws_of(log: EncounterLog) -> Any:
    """RatingDraws, with a column in each field."""
    key = np.ascontiguousarray(log.records["key"])
    first, issue = (at_contact(key, log.contact, other) for other in (np.zeros_like(log.contact), log.issue))
    drawn = ((key, CSAT_NOISE), (key, RECOMMEND_NOISE), (first, VISIBLE), (issue, HIDDEN))
    csat, recommend, visible, hidden = (
        values(STANDARD_NORMAL, uniforms(keys, np.array([purpose]))) for keys, purpose in drawn
    )
    return RatingDraws._make((csat, recommend, uniforms(key, np.array([RESPOND])), visible, hidden))


def predicted_of(log: EncounterLog, tables: RatingTables, customers: int) -> Floats:
    """(customers, 5) what so many customers predict of their first encounter, 1..7."""
    predicted = np.zeros((customers, len(DIMENSIONS)))
    predicted[log.records["customer"]] = np.asarray(tables.predicted)[log.records["segment"]]
    return predicted


def tables_of(ratings: RatingPlan) -> RatingTables:
    """The tables of a rating plan, as arrays."""
    places = [(*place, *standard) for place, standard in zip(ratings.places, ratings.standards, strict=True)]
    criteria = ratings.criteria._replace(
        wait_points=np.array(ratings.criteria.wait_points, dtype=np.float64).reshape(-1, 2),
        attributes=np.array(ratings.criteria.attributes, dtype=np.float64).reshape(-1, len(Attribute._fields)),
    )
    return RatingTables(
        np.array(places, dtype=np.float64),
        np.array([row_of(segment) for segment in ratings.segments], dtype=np.float64),
        np.array([segment.predicted for segment in ratings.segments]),
        criteria,
    )


def in_plain_python(tables: RatingTables) -> RatingTables:
    """RatingTables as lists, which plain Python reads more quickly than arrays."""
    criteria = tables.criteria._replace(
        wait_points=tables.criteria.wait_points.tolist(), attributes=tables.criteria.attributes.tolist()
    )
    return RatingTables(tables.places.tolist(), tables.segments.tolist(), tables.predicted.tolist(), criteria)


def rows_of(log: EncounterLog) -> list[Any]:
    """The rows of a log for plain Python."""
    return [LogRow._make(row) for row in log.records.tolist()]


def _nothing_felt(rows: int) -> Any:
    """Judgement, with a column in each field, as it stays where nobody rates."""
    shapes = {name: (rows, len(DIMENSIONS)) if name in BY_DIMENSION else (rows,) for name in Judgement._fields}
    return Judgement._make(np.full(shape, False if name in FLAGS else nan) for name, shape in shapes.items())


def _judge_each(log: EncounterLog, tables: RatingTables, felt: RatingColumns) -> None:
    """Judge all rated encounters in plain Python and fill the columns."""
    rating_draws = zip(*(column.tolist() for column in rating_draws_of(log)), strict=True)
    predicted, found, judgements = felt.predicted.tolist(), [], []
    for number, (row, mood) in enumerate(zip(rows_of(log), rating_draws, strict=True)):
        wait = wait_min(row.cause, row.joined, row.started, row.ended)
        if is_rated(row.cause):
            found.append(number)
            judgement = judge_row(row, wait, RatingDraws._make(mood), tables, predicted[row.customer])
            judgements.append(judgement)
            learn(predicted[row.customer], judgement.perceived, tables.segments[row.segment][ADJUSTMENT])
            felt.attributes[number] = fulfilments(row, wait, tables)
    felt.rated[found] = True
    for column, judged in zip(felt.judged, zip(*judgements, strict=True), strict=False):  # without a row, no values
        column[found] = judged


def fulfilments(row: Any, wait: float, tables: RatingTables) -> list[float]:
    """The fulfilment of each Kano attribute in an encounter that is a row of the log."""
    met, perceived_min = experience_of(row, wait), perceived_wait_min(wait, tables.places[row.touchpoint][2])
    return [fulfilment(attribute, met, perceived_min) for attribute in tables.criteria.attributes]
