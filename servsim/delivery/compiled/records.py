"""The records of the compiled engine: customers, agents, teams, queues and events as rows of arrays."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.compiled.durations import LAW
from servsim.delivery.encounter.person import Person
from servsim.delivery.encounter.practice import Practice

Records = NDArray[Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

whole: Any = np.int64
# NumPy integers, because the compiler would make a function of its own for each literal one.
DOORS: Any = np.int64(-1)
NONE: Any = np.int64(-1)
FIRST: Any = np.int64(0)
UNDECIDED = -1
"""The cause of an encounter that is not over."""
REAL, WHOLE, FLAG, KEY = np.float64, np.int64, np.bool_, np.uint64


CUSTOMER = np.dtype(
    [
        ("key", KEY), ("segment", WHOLE), ("touchpoint", WHOLE), ("step", WHOLE), ("attempt", WHOLE), ("issue", WHOLE),
        ("repeats", WHOLE), ("redials", WHOLE), ("left_after", WHOLE), ("complained", FLAG),
    ]
)  # fmt: skip
"""A customer on the way; all is set on arrival."""
AGENT = np.dtype(
    [
        ("bias", REAL), ("pace", REAL), ("felt", REAL), ("since", REAL), ("team", WHOLE), ("behind", WHOLE),
        ("turn", WHOLE), ("busy", FLAG), ("on_duty", FLAG),
    ]
)  # fmt: skip
"""An agent; ``behind`` is who became idle next, ``turn`` counts up over all agents as they become idle."""
TEAM = np.dtype(
    [("on_duty", WHOLE), ("idle_first", WHOLE), ("idle_last", WHOLE), ("first_pair", WHOLE), ("end_pair", WHOLE)]
)
"""A team; its pairs with queues lie together, lowest rank first."""
QUEUE = np.dtype([("limit", WHOLE), ("waiting", WHOLE), ("first_pair", WHOLE), ("end_pair", WHOLE)])
"""A queue; its pairs with teams lie together, lowest rank first."""
PAIR = np.dtype([("rank", WHOLE), ("other", WHOLE)])
"""Who may serve what, from one side: the rank, and the queue or team on the other side."""
SEGMENT = np.dtype(
    [("rank", WHOLE), ("need_mean", REAL), ("need_spread", REAL), ("balk_starts", WHOLE), ("balk_certain", WHOLE)]
)
TOUCHPOINT = np.dtype([("queue", WHOLE), ("visits_at_most", WHOLE), ("word", KEY)])
LINE = np.dtype([("first", WHOLE), ("last", WHOLE)])
EVENT = np.dtype([("time", REAL), ("order", WHOLE), ("about", WHOLE)])
CHANGE = np.dtype(
    [
        ("time", REAL), ("order", WHOLE), ("team", WHOLE), ("opens", FLAG), ("leaving", WHOLE), ("coming", WHOLE),
        ("end", WHOLE),
    ]
)  # fmt: skip
"""Agents of a team leave and come (those from ``leaving`` on up to ``coming``, and from there up to ``end`` in the list
of moves), or the doors open or close (team -1)."""
RULES = [
    ("never_closes", FLAG), ("at_close", WHOLE), ("opened", REAL), ("open_minutes", REAL), ("days", WHOLE),
    ("horizon", REAL), ("repeat_probability", REAL), ("repeat_delay", REAL), ("repeats_at_most", WHOLE),
    ("redial_probability", REAL), ("redial_delay", REAL), ("redials_at_most", WHOLE), ("complaints_at", WHOLE),
    ("complaint_delay", REAL), ("queue_per_agent", REAL), ("overwork_above", REAL), ("overwork_memory", REAL),
]  # fmt: skip
STATE = [
    ("open", FLAG), ("hole", FLAG), ("change", WHOLE), ("first", WHOLE), ("coming", WHOLE), ("arrived", WHOLE),
    ("rows", WHOLE), ("present", WHOLE), ("events", WHOLE), ("starting", WHOLE), ("over", WHOLE), ("turns", WHOLE),
    ("looks", WHOLE),
]  # fmt: skip
LOOP_STATE = np.dtype([*RULES, *STATE])
"""The rules that hold for everybody, and the state of the loop: whether the doors are open, or the heap has a hole, the
next change; where in the batch the customers of this replication begin, how many they are, and the next to arrive;
how many rows (of the batch), encounters under way and events to come there are; the last encounter that begins in the
event at hand, how many end in it; how often an agent became idle, and events until the next look whether to go on."""
_PRACTICE = [field.name for field in fields(Practice)]
PRACTICE = np.dtype([*((name, REAL) for name in _PRACTICE), ("work", LAW), ("patience", LAW)])
"""How a touchpoint is run for a segment, how much work it is, and how long who waits there is patient."""
PERSON = np.dtype([(name, REAL) for name in Person._fields])
