"""From the encounter log to what customers felt and said: columns aligned with the log.

Rated is everybody who joined the queue and whose encounter is over: the served, those who gave up, and those sent home
while waiting. Who walked past, found no place or found the doors closed has met no service and rates none (NaN).
"""

from collections import namedtuple
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.delivery import EncounterLog
from servsim.delivery.log import ROW
from servsim.delivery.waited import wait_min
from servsim.demand.draws import STANDARD_NORMAL
from servsim.demand.keys import CSAT_NOISE, RECOMMEND_NOISE, RESPOND
from servsim.demand.values import uniforms, values
from servsim.feedback.judgement import Judgement, Moods, Tables, is_rated, judge_row
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.servqual import DIMENSIONS

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
    """(n, 5) perception minus desired level."""
    servqual_gap: Floats
    """Weighted gap G."""
    servperf: Floats
    """Weighted perceptions, 1..7."""
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


BY_DIMENSION = ("perceived", "gap")
FLAGS = ("waited_too_long", "responded")

Row: Any = namedtuple("Row", ROW.names or ())  # type: ignore[misc]  # the fields are those of ROW
"""A row of the log in plain Python."""


def rate(ratings: RatingPlan, log: EncounterLog, *, compiled: bool = False) -> Feedback:
    """What customers felt and said; a pure function of the rating plan and the log.

    ``compiled`` gives the same numbers, to the bit, in machine code; it needs Numba.
    """
    felt = _nothing_felt(len(log))
    rated = np.zeros(len(log), dtype=np.bool_)
    if compiled:
        from servsim.feedback.compiled import judge_all

        judge_all(log.records, moods_of(log), tables_of(ratings), rated, felt)
    else:
        _judge_each(log, ratings, rated, felt)
    return Feedback(rated, **felt._asdict())


def moods_of(log: EncounterLog) -> Any:
    """Moods, with a column in each field."""
    key = np.ascontiguousarray(log.records["key"])
    csat, recommend = (
        values(STANDARD_NORMAL, uniforms(key, np.array([purpose]))) for purpose in (CSAT_NOISE, RECOMMEND_NOISE)
    )
    return Moods._make((csat, recommend, uniforms(key, np.array([RESPOND]))))


def tables_of(ratings: RatingPlan) -> Tables:
    """The tables of a rating plan, as arrays."""
    yardsticks = [(one.tolerated_min, *one.levels.desired, *one.levels.predicted) for one in ratings.yardsticks]
    return Tables(np.array(ratings.places, dtype=np.float64), np.array(yardsticks, dtype=np.float64), ratings.criteria)


def in_plain_python(tables: Tables) -> Tables:
    """Tables as lists, which plain Python reads more quickly than arrays."""
    return tables._replace(places=tables.places.tolist(), yardsticks=tables.yardsticks.tolist())


def rows_of(log: EncounterLog) -> list[Any]:
    """The rows of a log for plain Python."""
    return [Row._make(row) for row in log.records.tolist()]


def _nothing_felt(rows: int) -> Any:
    """Judgement, with a column in each field, as it stays where nobody rates."""
    shapes = {name: (rows, len(DIMENSIONS)) if name in BY_DIMENSION else (rows,) for name in Judgement._fields}
    return Judgement._make(np.full(shape, False if name in FLAGS else nan) for name, shape in shapes.items())


def _judge_each(log: EncounterLog, ratings: RatingPlan, rated: Flags, felt: Any) -> None:
    """Judge all rated encounters in plain Python and fill the columns."""
    tables = in_plain_python(tables_of(ratings))
    moods = zip(*(column.tolist() for column in moods_of(log)), strict=True)
    found, judgements = [], []
    for number, (row, mood) in enumerate(zip(rows_of(log), moods, strict=True)):
        wait = wait_min(row.outcome, row.joined, row.started, row.ended)
        if is_rated(row, wait):
            found.append(number)
            judgements.append(judge_row(row, wait, Moods._make(mood), tables))
    rated[found] = True
    for column, judged in zip(felt, zip(*judgements, strict=True), strict=False):  # without a row there are no values
        column[found] = judged
