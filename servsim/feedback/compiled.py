"""Rating in machine code, from the source of :mod:`servsim.feedback.judgement`; importing it loads the compiler."""

from typing import Any

from servsim.compiling import compiled_modules, inner, kernel
from servsim.delivery import waited
from servsim.feedback import (
    complaints,
    curves,
    journey,
    judgement,
    kano,
    loyalty,
    ratings,
    response,
    satisfaction,
    servqual,
    wait,
)
from servsim.feedback.judgement import Judgement, Moods, Tables

MODULES = (
    waited, curves, wait, servqual, kano, satisfaction, ratings, response, journey, loyalty, complaints, judgement,
)  # fmt: skip
"""What a judgement is made of; each uses only those before it."""

compiled: Any = compiled_modules(*MODULES)
judge_row, is_rated = compiled.judge_row, compiled.is_rated
wait_min: Any = compiled_modules(waited).wait_min


@kernel
def judge_all(rows: Any, moods: Any, tables: Tables, rated: Any, felt: Any) -> None:
    """Judge all rated encounters and fill the columns of ``felt``, a Judgement with a column in each field."""
    for number in range(rows.size):
        row = rows[number]
        wait = wait_min(row.outcome, row.joined, row.started, row.ended)
        if is_rated(row, wait):
            rated[number] = True
            mood = Moods(moods.csat[number], moods.recommend[number], moods.respond[number])
            note(felt, number, judge_row(row, wait, mood, tables))


@inner
def note(felt: Any, row: int, found: Judgement) -> None:
    """Write one judgement down."""
    felt.waited_too_long[row] = found.waited_too_long
    for dimension in range(5):
        felt.perceived[row, dimension] = found.perceived[dimension]
        felt.gap[row, dimension] = found.gap[dimension]
    felt.servqual_gap[row] = found.servqual_gap
    felt.servperf[row] = found.servperf
    felt.satisfaction[row] = found.satisfaction
    felt.csat[row] = found.csat
    felt.recommend[row] = found.recommend
    felt.response_probability[row] = found.response_probability
    felt.responded[row] = found.responded
    felt.complaint_probability[row] = found.complaint_probability
