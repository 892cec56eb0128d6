"""Adding up in machine code, from the source of :mod:`servsim.study.adding_up`; importing it loads the compiler."""

from typing import Any

from servsim.compiling import compiled_modules, kernel
from servsim.demand.compiled import keys, quantiles
from servsim.demand.keys import CSAT_NOISE, HIDDEN, RECOMMEND_NOISE, RESPOND, VISIBLE
from servsim.feedback.compiled import MODULES
from servsim.study import adding_up, journeys, times
from servsim.study import sums as sums_of_one

compiled: Any = compiled_modules(*MODULES, times, journeys, sums_of_one, adding_up)
uniform, at_contact, standard_normal = keys.uniform, keys.at_contact, quantiles.standard_normal
_add_up_all, _pick_all = compiled.add_up_all, compiled.pick_all


@kernel
def add_up_all(lived: Any, tables: Any, layout: Any, sums: Any) -> None:
    """As :func:`servsim.study.adding_up.add_up_all`; the moods are drawn here, into the columns that are given."""
    moods = lived.moods
    for number in range(lived.rows.size):
        row = lived.rows[number]
        key, contact = row.key, int(row.contact)
        moods.csat[number] = standard_normal(uniform(key, CSAT_NOISE))
        moods.recommend[number] = standard_normal(uniform(key, RECOMMEND_NOISE))
        moods.respond[number] = uniform(key, RESPOND)
        moods.visible[number] = standard_normal(uniform(at_contact(key, contact, 0), VISIBLE))
        moods.hidden[number] = standard_normal(uniform(at_contact(key, contact, int(row.issue)), HIDDEN))
    _add_up_all(lived, tables, layout, sums)


@kernel
def pick_all(orders: Any, sums: Any, picking: Any) -> None:
    """As :func:`servsim.study.adding_up.pick_all`, on arrays."""
    _pick_all(orders, sums, picking)
