"""A planner's own scores of waits, in place of the wait curve."""

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from servsim.errors import shown
from servsim.scenario.values.units import Minutes, duration

MOST_POINTS = 100


def _distinct(raw: object) -> object:
    """Refuse a table that names one wait twice (60 s and 1 min)."""
    seen: dict[float, object] = {}
    for key in raw if isinstance(raw, dict) else ():
        try:
            wait = duration(key)
        except ValueError:
            continue
        if wait in seen:
            raise ValueError(f"found {shown(seen[wait])} and {shown(key)}, which are the same wait")
        seen[wait] = key
    return raw


def _falling(points: dict[float, float]) -> dict[float, float]:
    table = dict(sorted(points.items()))
    for (short, better), (long, worse) in pairwise(table.items()):
        if worse > better:
            raise ValueError(
                f"found {worse:g} at {long:g} min above {better:g} at {short:g} min; a longer wait cannot score better"
            )
    return table


Score = Annotated[float, Field(ge=0, le=1)]
WaitTable = Annotated[
    dict[Minutes, Score],
    Field(min_length=2, max_length=MOST_POINTS),
    BeforeValidator(_distinct),
    AfterValidator(_falling),
]
"""Scores (1 for no wait to complain of, 0 for the worst) by *perceived* wait, in rising order of the waits."""
