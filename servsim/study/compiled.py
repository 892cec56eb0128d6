"""Adding up in machine code, from the source of :mod:`servsim.study.sums`; importing it loads the compiler."""

from typing import Any

from servsim.compiling import compiled_modules, kernel
from servsim.demand.compiled import keys, quantiles
from servsim.demand.keys import CSAT_NOISE, HIDDEN, RECOMMEND_NOISE, RESPOND, VISIBLE
from servsim.feedback.compiled import MODULES
from servsim.study import journeys, times
from servsim.study import sums as plain

compiled: Any = compiled_modules(*MODULES, times, journeys, plain)
uniform, at_contact, standard_normal = keys.uniform, keys.at_contact, quantiles.standard_normal
_add_up, _pick_quantiles = compiled.add_up, compiled.pick_quantiles


@kernel
def add_up(rows: Any, moods: Any, tables: Any, layout: Any, sums: Any) -> None:
    """As :func:`servsim.study.sums.add_up`, on arrays; the moods are drawn here, into the columns that are given."""
    for number in range(rows.size):
        row = rows[number]
        key, contact = row.key, int(row.contact)
        moods.csat[number] = standard_normal(uniform(key, CSAT_NOISE))
        moods.recommend[number] = standard_normal(uniform(key, RECOMMEND_NOISE))
        moods.respond[number] = uniform(key, RESPOND)
        moods.visible[number] = standard_normal(uniform(at_contact(key, contact, 0), VISIBLE))
        moods.hidden[number] = standard_normal(uniform(at_contact(key, contact, int(row.issue)), HIDDEN))
    _add_up(rows, moods, tables, layout, sums)


@kernel
def pick_quantiles(order: Any, sums: Any, picking: Any) -> None:
    """As :func:`servsim.study.sums.pick_quantiles`, on arrays."""
    _pick_quantiles(order, sums, picking)
