"""Judging in machine code, from the source of :mod:`servsim.feedback.block`; importing it loads the compiler."""

from typing import Any

from servsim.compiling import compiled_modules, kernel
from servsim.delivery.encounter import dials, encounter
from servsim.delivery.rules import outcomes
from servsim.demand.compiled import keys, quantiles
from servsim.demand.keys import CSAT_NOISE, HIDDEN, RECOMMEND_NOISE, RESPOND, VISIBLE
from servsim.feedback import block, judgement
from servsim.feedback.journey import complaints, journey, journey_state, loyalty
from servsim.feedback.perception import gaps, servqual, wait
from servsim.feedback.rating import ratings, response
from servsim.feedback.satisfaction import attributes, curves, kano, satisfaction

MODULES = (
    outcomes, dials, encounter, curves, wait, servqual, gaps, kano, attributes, satisfaction, ratings, response,
    journey, loyalty, complaints, judgement, journey_state,
)  # fmt: skip
"""What a judgement is made of; each uses only those before it."""

compiled: Any = compiled_modules(*MODULES, block, kernels=("judge_block", "fulfil_block"))
judge_block, fulfil_block = compiled.judge_block, compiled.fulfil_block
uniform, at_contact, standard_normal = keys.uniform, keys.at_contact, quantiles.standard_normal


@kernel
def draw_ratings(rows: Any, rating_draws: Any) -> None:
    """Draw what the judgement of each row needs into columns, as :func:`servsim.feedback.rate.rating_draws_of`."""
    for number in range(rows.size):
        row = rows[number]
        key, contact = row.key, int(row.contact)
        rating_draws.csat[number] = standard_normal(uniform(key, CSAT_NOISE))
        rating_draws.recommend[number] = standard_normal(uniform(key, RECOMMEND_NOISE))
        rating_draws.respond[number] = uniform(key, RESPOND)
        rating_draws.visible[number] = standard_normal(uniform(at_contact(key, contact, 0), VISIBLE))
        rating_draws.hidden[number] = standard_normal(uniform(at_contact(key, contact, int(row.issue)), HIDDEN))
