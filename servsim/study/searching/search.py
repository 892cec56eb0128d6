"""The search for the cheapest roster and dials that keep a promise.

Up: as long as the promise is not kept, one agent more where that gains the most slack for its money. Down: as long as
it stays kept, one agent less where that saves the most. Exchange: one agent from a dear interval to a cheap one. What
is left cannot be bettered by any of these steps (a local optimum, as of every such search). Dials have no price of
their own; each is turned to where the slack is largest, by a bounded scalar search (Brent) on the same customers.

What was chosen among many looks better than it is. So the cheapest point that kept the promise is confirmed on
customers whom the search has never met; when it fails there, the next one is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from servsim.study.searching.trying import Bench, Point, Tried, with_agents

ROUNDS = 3
"""Times that dials are turned and the roster is searched again, unless nothing changes before."""
TURNS = 14
"""Settings of a dial that one search for its best place may try."""
STEPS = 100
"""A dial is set in hundredths of its range, so that what is proposed can be read and tried settings meet again."""
ALL_PAIRS = 6
"""Intervals up to which every exchange is tried; of more, only those between neighbours."""


@dataclass(frozen=True)
class Limits:
    """What may be proposed."""

    fewest: tuple[int, ...]
    """Agents by interval."""
    most: tuple[int, ...]
    dials: tuple[tuple[float, float], ...]
    """Lowest and highest setting of each dial."""


def search(bench: Bench, start: Point, limits: Limits) -> Tried:
    """The cheapest point that keeps the promise, confirmed; or the nearest to it when there is none in the limits."""
    point = _clipped(start, limits)
    for _ in range(ROUNDS):
        before = point
        point = _turn(bench, point, limits)
        point = _up(bench, point, limits)
        if bench.decide(point).kept.verdict == "kept":
            point = _down(bench, point, limits)
        if not limits.dials or point == before:
            break
    allowed = [tried for tried in bench.found.values() if _clipped(tried.point, limits) == tried.point]
    for tried in sorted((one for one in allowed if one.kept.verdict == "kept"), key=_price):
        confirmed = bench.confirm(tried.point)
        if confirmed.kept.verdict == "kept":
            return confirmed
    return _risen(bench, max(allowed, key=lambda tried: tried.kept.slack).point, limits)


def _risen(bench: Bench, point: Point, limits: Limits) -> Tried:
    """The first point on the way up that is confirmed, or the last one there is."""
    tried = bench.confirm(point)
    while tried.kept.verdict != "kept":
        richer = _richer(bench, point, limits)
        if richer is None:
            return tried
        point, tried = richer, bench.confirm(richer)
    return tried


def _price(tried: Tried) -> tuple[float, float]:
    return tried.cost.mean, -tried.kept.slack


def _clipped(point: Point, limits: Limits) -> Point:
    agents = zip(point.agents, limits.fewest, limits.most, strict=True)
    dials = zip(point.dials, limits.dials, strict=True)
    return Point(
        tuple(min(max(one, low), high) for one, low, high in agents),
        tuple(min(max(one, low), high) for one, (low, high) in dials),
    )


def _turn(bench: Bench, point: Point, limits: Limits) -> Point:
    """Every dial at the place with the largest slack, one after the other."""
    from scipy.optimize import minimize_scalar

    for place, (low, high) in enumerate(limits.dials):

        def at(value: float, place: int = place, low: float = low, high: float = high, point: Point = point) -> Point:
            step = (high - low) / STEPS
            dials = list(point.dials)
            dials[place] = round(low + step * round((value - low) / step), 10)
            return point._replace(dials=tuple(dials))

        def want(value: float) -> float:
            return -bench.glance([at(value)])[0].kept.slack

        found = minimize_scalar(
            want, bounds=(low, high), method="bounded", options={"maxiter": TURNS, "xatol": (high - low) / STEPS}
        )
        best = float(found.x)
        choices = bench.glance([point, at(low), at(best), at(high)])
        point = max(choices, key=lambda tried: tried.kept.slack).point
    return point


def _up(bench: Bench, point: Point, limits: Limits) -> Point:
    while bench.decide(point).kept.verdict != "kept":
        richer = _richer(bench, point, limits)
        if richer is None:
            return point
        point = richer
    return point


def _richer(bench: Bench, point: Point, limits: Limits) -> Point | None:
    """The point with one agent more where that gains the most slack for its money; None at the limits."""
    steps = [place for place, most in enumerate(limits.most) if point.agents[place] < most]
    if not steps:
        return None
    now, *tried = bench.glance([point, *(with_agents(point, place, 1) for place in steps)])
    minutes = bench.roster.minutes
    gains = [(one.kept.slack - now.kept.slack) / minutes[place] for place, one in zip(steps, tried, strict=True)]
    if max(gains) > 0.0:
        return tried[gains.index(max(gains))].point
    # no interval alone helps: all of them one step
    return point._replace(agents=tuple(one + (place in steps) for place, one in enumerate(point.agents)))


def _down(bench: Bench, point: Point, limits: Limits) -> Point:
    """Cheaper points that keep the promise, step by step, until there is none."""
    while True:
        now = bench.found[point]
        moves = list(_moves(bench, point, limits))
        cheaper = [tried for tried in bench.glance(moves) if tried.cost.mean < now.cost.mean and _may_keep(tried)]
        ordered = sorted(cheaper, key=_price)
        found = next((one.point for one in ordered if bench.decide(one.point).kept.verdict == "kept"), None)
        if found is None:
            return point
        point = found


def _may_keep(tried: Tried) -> bool:
    return tried.kept.verdict != "broken"


def _moves(bench: Bench, point: Point, limits: Limits) -> Iterator[Point]:
    """One agent less, or moved from an interval to one that is not longer."""
    minutes = bench.roster.minutes
    fewer = [place for place, least in enumerate(limits.fewest) if point.agents[place] > least]
    yield from (with_agents(point, place, -1) for place in fewer)
    for here, there in _pairs(len(minutes)):
        if here in fewer and point.agents[there] < limits.most[there] and minutes[there] <= minutes[here]:
            yield with_agents(with_agents(point, here, -1), there, 1)


def _pairs(number: int) -> Iterator[Sequence[int]]:
    for pair in permutations(range(number), 2):
        if number <= ALL_PAIRS or abs(pair[0] - pair[1]) == 1:
            yield pair
