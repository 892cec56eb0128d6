"""Moves of a search: one agent less, one moved within a team, and one of a team for some of another team."""

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from servsim.study.searching.evaluation import Point
from servsim.study.searching.limits import Limits
from servsim.study.searching.rosters import Rosters

ALL_PAIRS = 6
"""Places up to which every exchange is tried. Of more: within a team only between neighbours, and between teams only
where both work in the same hours."""


class Swap(NamedTuple):
    """Places of two teams between which agents may be exchanged; those there are cheaper."""

    here: int
    there: int


def moves_of(rosters: Rosters, point: Point, limits: Limits, team: int) -> Iterator[Point]:
    """One agent of a team less, or moved from an interval to one that is not dearer."""
    slots, prices = rosters.slots(team), rosters.prices
    fewer = [slot for slot in slots if point.agents[slot] > limits.fewest[slot]]
    yield from (moved(point, {slot: -1}) for slot in fewer)
    for here, there in _pairs(slots):
        if here in fewer and point.agents[there] < limits.most[there] and prices[there] <= prices[here]:
            yield moved(point, {here: -1, there: 1})


def swaps(rosters: Rosters, point: Point, limits: Limits) -> Iterator[Swap]:
    """Where one agent could make room for another one of a team that costs less."""
    prices, team_of = rosters.prices, rosters.team_of
    for here, there in permutations(range(len(prices)), 2):
        possible = point.agents[here] > limits.fewest[here] and point.agents[there] < limits.most[there]
        near = len(prices) <= ALL_PAIRS or rosters.overlap(here, there)
        if possible and near and team_of[here] != team_of[there] and prices[there] < prices[here]:
            yield Swap(here, there)


def moved(point: Point, more: dict[int, int]) -> Point:
    """The point with so many agents more (or fewer) at some slots."""
    return point._replace(agents=tuple(one + more.get(slot, 0) for slot, one in enumerate(point.agents)))


def _pairs(slots: range) -> Iterator[Sequence[int]]:
    for pair in permutations(slots, 2):
        if len(slots) <= ALL_PAIRS or abs(pair[0] - pair[1]) == 1:
            yield pair
