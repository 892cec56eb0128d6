"""The search for the cheapest rosters and dials that meet the targets.

Up, as long as the targets are not met: one agent more where that gains the most slack for its money. Down, as long as
they stay met: one agent less where that saves the most, one moved from a dear interval to a cheap one, one of a dear
team for some of a cheap one. What is left cannot be bettered by any of these steps (a local optimum, as of every such
search). Dials have no price of their own; each is turned to where the slack is largest, by a bounded scalar search
(Brent) on the same customers.

What was chosen among many looks better than it is. So the cheapest point that met the targets is confirmed on
customers whom the search has never met; when it fails there, the next one is.
"""

from servsim.study.searching.ascent import Ascent
from servsim.study.searching.descent import Descent, price
from servsim.study.searching.evaluation import Bench, Point, Tried
from servsim.study.searching.limits import Limits

ROUNDS = 3
"""Times that dials are turned and the rosters are searched again, unless nothing changes before."""
TURNS = 14
"""Settings of a dial that one search for its best setting may try."""
STEPS = 100
"""A dial is set in hundredths of its range, so that what is proposed can be read and tried settings meet again."""


def search(bench: Bench, start: Point, limits: Limits) -> Tried:
    """The cheapest point that meets the targets, confirmed; or the nearest to it when there is none in the limits."""
    point = limits.clipped(start)
    for _ in range(ROUNDS):
        before = point
        point = _turn(bench, point, limits)
        point = Ascent(bench, limits).meeting(point)
        if bench.found[point].chance.verdict == "met":
            point = Descent(bench, limits).cheapest(point)
        if not limits.dials or point == before:
            break
    allowed = [tried for tried in bench.found.values() if limits.clipped(tried.point) == tried.point]
    for tried in sorted((one for one in allowed if one.chance.verdict == "met"), key=price):
        confirmed = bench.confirm(tried.point)
        if confirmed.chance.verdict == "met":
            return confirmed
    return _risen(bench, max(allowed, key=lambda tried: tried.chance.slack).point, limits)


def _risen(bench: Bench, point: Point, limits: Limits) -> Tried:
    """The first point on the way up that is confirmed, or the last one there is."""
    ascent, tried = Ascent(bench, limits), bench.confirm(point)
    while tried.chance.verdict != "met":
        richer = ascent.step(point)
        if richer is None:
            return tried
        point, tried = richer, bench.confirm(richer)
    return tried


def _turn(bench: Bench, point: Point, limits: Limits) -> Point:
    """Every dial where the slack is largest, one after the other."""
    from scipy.optimize import minimize_scalar

    for number, (low, high) in enumerate(limits.dials):

        def at(value: float, number: int = number, low: float = low, high: float = high, point: Point = point) -> Point:
            step = (high - low) / STEPS
            dials = list(point.dials)
            dials[number] = round(low + step * round((value - low) / step), 10)
            return point._replace(dials=tuple(dials))

        def want(value: float) -> float:
            return -bench.glance([at(value)])[0].chance.slack

        found = minimize_scalar(
            want, bounds=(low, high), method="bounded", options={"maxiter": TURNS, "xatol": (high - low) / STEPS}
        )
        best = float(found.x)
        choices = bench.glance([point, at(low), at(best), at(high)])
        point = max(choices, key=lambda tried: tried.chance.slack).point
    return point
