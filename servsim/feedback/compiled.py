"""Rating in machine code, from the source of :mod:`servsim.feedback.judgement`; importing it loads the compiler."""

from typing import Any

from servsim.compiling import compiled_modules, inner, kernel
from servsim.delivery.encounter import dials, encounter
from servsim.delivery.rules import outcomes as waited
from servsim.feedback import judgement
from servsim.feedback.journey import complaints, journey, journey_state, loyalty
from servsim.feedback.judgement import Judgement, RatingDraws, RatingTables
from servsim.feedback.perception import gaps, servqual, wait
from servsim.feedback.rating import ratings, response
from servsim.feedback.satisfaction import attributes, curves, kano, satisfaction, segment_preferences
from servsim.feedback.satisfaction.segment_preferences import ADJUSTMENT

MODULES = (
    waited, dials, encounter, curves, wait, servqual, gaps, kano, attributes, satisfaction, segment_preferences,
    ratings,
    response, journey, loyalty, complaints, judgement, journey_state,
)  # fmt: skip
"""What a judgement is made of; each uses only those before it."""

compiled: Any = compiled_modules(*MODULES[:-1])
judge_row, learn = compiled.judge_row, compiled.learn
experience_of, fulfilment = compiled.experience_of, compiled_modules(curves, attributes).fulfilment
perceived_wait_min = compiled_modules(wait).perceived_wait_min
_outcomes: Any = compiled_modules(waited)
wait_min, is_rated = _outcomes.wait_min, _outcomes.is_rated


@kernel
def judge_all(rows: Any, rating_draws: Any, tables: RatingTables, felt: Any) -> None:
    """Judge all rated encounters and fill ``felt``, as of :class:`servsim.feedback.rate.RatingColumns`."""
    for number in range(rows.size):
        row = rows[number]
        wait = wait_min(row.cause, row.joined, row.started, row.ended)
        if is_rated(row.cause):
            felt.rated[number] = True
            mood = RatingDraws(
                rating_draws.csat[number],
                rating_draws.recommend[number],
                rating_draws.respond[number],
                rating_draws.visible[number],
                rating_draws.hidden[number],
            )
            predicted = felt.predicted[row.customer]
            judged = judge_row(row, wait, mood, tables, predicted)
            learn(predicted, judged.perceived, tables.segments[row.segment, ADJUSTMENT])
            note(felt.judged, number, judged)
            met, perceived_min = experience_of(row, wait), perceived_wait_min(wait, tables.places[row.touchpoint, 2])
            for place in range(len(tables.criteria.attributes)):
                felt.attributes[number, place] = fulfilment(tables.criteria.attributes[place], met, perceived_min)


@inner
def note(felt: Any, row: int, found: Judgement) -> None:
    """Write one judgement down."""
    felt.waited_too_long[row] = found.waited_too_long
    for dimension in range(5):
        felt.perceived[row, dimension] = found.perceived[dimension]
        felt.gap[row, dimension] = found.gap[dimension]
        felt.adequacy[row, dimension] = found.adequacy[dimension]
    felt.weighted_adequacy[row] = found.weighted_adequacy
    felt.below_adequate[row] = found.below_adequate
    felt.gap_knowledge[row] = found.gap_knowledge
    felt.gap_standards[row] = found.gap_standards
    felt.gap_delivery[row] = found.gap_delivery
    felt.gap_communication[row] = found.gap_communication
    felt.gap_ceiling[row] = found.gap_ceiling
    felt.servqual_gap[row] = found.servqual_gap
    felt.servperf[row] = found.servperf
    felt.satisfaction[row] = found.satisfaction
    felt.csat[row] = found.csat
    felt.recommend[row] = found.recommend
    felt.response_probability[row] = found.response_probability
    felt.responded[row] = found.responded
    felt.complaint_probability[row] = found.complaint_probability
