"""From the encounter log to what customers felt and said: columns aligned with the log.

Rated is everybody who joined the queue and whose encounter is over: the served, those who gave up, and those sent home
while waiting. Who walked past, found no place or found the doors closed has met no service and rates none (NaN).
"""

from math import inf, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.log.encounter_log import EncounterLog, LogRow
from servsim.demand.arrays import uniforms, values
from servsim.demand.draws import STANDARD_NORMAL
from servsim.demand.keys import CSAT_NOISE, HIDDEN, RECOMMEND_NOISE, RESPOND, VISIBLE, at_contact
from servsim.feedback import block
from servsim.feedback.block import Judging
from servsim.feedback.feedback import JUDGED, Feedback, leave_blank
from servsim.feedback.judgement import RatingDraws, RatingTables
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.tables import plain_tables_of, tables_of
from servsim.records import fill_records, plain_rows

Floats = NDArray[np.float64]


def rate(ratings: RatingPlan, log: EncounterLog, *, compiled: bool = False) -> Feedback:
    """What customers felt and said; a pure function of the rating plan and the log.

    ``compiled`` gives the same numbers, to the bit, in machine code; it needs Numba.
    """
    felt = Feedback(np.zeros(len(log), JUDGED), np.full((len(log), len(ratings.criteria.attributes)), nan))
    (_judge_compiled if compiled else _judge_plain)(ratings, log, felt)
    leave_blank(felt.records)
    return felt


def _judge_compiled(ratings: RatingPlan, log: EncounterLog, felt: Feedback) -> None:
    from servsim.feedback.compiled import draw_ratings, fulfil_block, judge_block

    tables, draws = tables_of(ratings), empty_draws(len(log))
    draw_ratings(log.records, draws)
    predicted = _predicted_of(log, tables)
    judging = Judging(log.records, draws, tables, inf, predicted, predicted, felt.records)
    judge_block(judging, 0, len(log))
    fulfil_block(judging, len(log), felt.attributes)


def _judge_plain(ratings: RatingPlan, log: EncounterLog, felt: Feedback) -> None:
    tables, judged = plain_tables_of(ratings), plain_rows(JUDGED, len(log))
    predicted = _predicted_of(log, tables).tolist()
    judging = Judging(rows_of(log), plain_draws_of(log), tables, inf, predicted, predicted, judged)
    block.judge_block(judging, 0, len(log))
    block.fulfil_block(judging, len(log), felt.attributes)
    fill_records(felt.records, judged)


def rating_draws_of(log: EncounterLog) -> Any:
    """RatingDraws, with a column in each field: what the judgement of each row draws."""
    key = np.ascontiguousarray(log.records["key"])
    first, issue = (at_contact(key, log.contact, other) for other in (np.zeros_like(log.contact), log.issue))

    def normal(keys: Any, purpose: np.integer[Any]) -> Floats:
        return values(STANDARD_NORMAL, uniforms(keys, np.array([purpose])))

    columns: Any = RatingDraws  # of arrays
    return columns(
        csat=normal(key, CSAT_NOISE),
        recommend=normal(key, RECOMMEND_NOISE),
        respond=uniforms(key, np.array([RESPOND])),
        visible=normal(first, VISIBLE),
        hidden=normal(issue, HIDDEN),
    )


def plain_draws_of(log: EncounterLog) -> Any:
    """The same as lists, for plain Python."""
    return RatingDraws._make(column.tolist() for column in rating_draws_of(log))


def empty_draws(rows: int) -> Any:
    """Columns to be filled."""
    return RatingDraws._make(np.empty(rows) for _ in RatingDraws._fields)


def rows_of(log: EncounterLog) -> list[Any]:
    """The rows of a log for plain Python."""
    return [LogRow._make(row) for row in log.records.tolist()]


def _predicted_of(log: EncounterLog, tables: RatingTables) -> Floats:
    """(customers, 5) what customers predict of their first encounter, 1..7."""
    predicted = np.zeros((int(log.customer.max(initial=-1)) + 1, len(DIMENSIONS)))
    predicted[log.records["customer"]] = np.asarray(tables.predicted)[log.records["segment"]]
    return predicted
