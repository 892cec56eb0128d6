"""Adding up in machine code, from the source of :mod:`servsim.measures.counting.accumulate_batch`; importing it loads
the compiler."""

from typing import Any

from servsim.compiling import compiled_modules, kernel
from servsim.demand.compiled import keys, quantiles
from servsim.demand.keys import CSAT_NOISE, HIDDEN, RECOMMEND_NOISE, RESPOND, VISIBLE
from servsim.feedback.compiled import MODULES
from servsim.measures.counting import accumulate as sums
from servsim.measures.counting import accumulate_batch as adding_up
from servsim.measures.counting import journeys, times

compiled: Any = compiled_modules(*MODULES, times, journeys, sums, adding_up, kernels=("add_up_all", "pick_all"))
add_up_all, pick_all = compiled.add_up_all, compiled.pick_all
uniform, at_contact, standard_normal = keys.uniform, keys.at_contact, quantiles.standard_normal


@kernel
def draw_moods(rows: Any, rating_draws: Any) -> None:
    """Put the moods of all encounters into the columns that are given, as :func:`servsim.feedback.rate.moods_of`."""
    for number in range(rows.size):
        row = rows[number]
        key, contact = row.key, int(row.contact)
        rating_draws.csat[number] = standard_normal(uniform(key, CSAT_NOISE))
        rating_draws.recommend[number] = standard_normal(uniform(key, RECOMMEND_NOISE))
        rating_draws.respond[number] = uniform(key, RESPOND)
        rating_draws.visible[number] = standard_normal(uniform(at_contact(key, contact, 0), VISIBLE))
        rating_draws.hidden[number] = standard_normal(uniform(at_contact(key, contact, int(row.issue)), HIDDEN))
