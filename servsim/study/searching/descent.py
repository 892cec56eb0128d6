"""Down: cheaper points that meet the targets, step by step, until none of the moves leads to one.

Fewer agents elsewhere hardly ever allow what a team could not give before. So a team that had nothing to give is
*spent* and costs no simulations until all are; then each is looked at again where the search has come to. When nothing
is left within the teams, exchanges between them are tried, and whatever succeeds gives all teams another chance.
"""

from collections.abc import Iterable
from math import ceil

from servsim.study.searching.evaluation import Bench, Point, Tried
from servsim.study.searching.limits import Limits
from servsim.study.searching.moves import Swap, moved, moves_of, swaps


class Descent:
    """Steps down from point to point; it remembers where each team was found to be spent."""

    def __init__(self, bench: Bench, limits: Limits) -> None:
        self._bench, self._limits = bench, limits
        self._spent: dict[int, Point] = {}

    def cheapest(self, point: Point) -> Point:
        """The point that none of the moves makes cheaper without missing the targets, from one that meets them."""
        while True:
            teams = self._teams(point)
            found = self._within(point, teams) if teams else self._between(point)
            if found is None and not teams:
                return point
            point = found or point

    def _teams(self, point: Point) -> list[int]:
        """The teams to be looked at: those that are not spent, else those that were spent at another point."""
        teams = range(len(self._bench.rosters.parts))
        return [team for team in teams if team not in self._spent] or [
            team for team in teams if self._spent[team] != point
        ]

    def _within(self, point: Point, teams: list[int]) -> Point | None:
        moves = {team: list(moves_of(self._bench.rosters, point, self._limits, team)) for team in teams}
        found = self._first_kept(point, [move for team in teams for move in moves[team]])
        for team in teams:
            if found in moves[team]:
                self._spent.pop(team, None)
            elif not any(self._may_keep(point, self._bench.found[move]) for move in moves[team]):
                self._spent[team] = point
        return found

    def _between(self, point: Point) -> Point | None:
        """An exchange of one agent for one of a team that costs less, or for as many as are needed and still do."""
        pairs = list(swaps(self._bench.rosters, point, self._limits))
        less = self._bench.glance([moved(point, {swap.here: -1}) for swap in pairs])
        one = self._bench.glance([moved(point, {swap.here: -1, swap.there: 1}) for swap in pairs])
        more = [
            moved(point, {swap.here: -1, swap.there: number})
            for swap, without, exchanged in zip(pairs, less, one, strict=True)
            for number in _needed(without, exchanged)
            if self._pays(point, swap, number)
        ]
        found = self._first_kept(point, [*(exchanged.point for exchanged in one), *more])
        if found is not None:
            self._spent.clear()
        return found

    def _pays(self, point: Point, swap: Swap, number: int) -> bool:
        prices = self._bench.rosters.prices
        allowed = point.agents[swap.there] + number <= self._limits.most[swap.there]
        return allowed and number * prices[swap.there] < prices[swap.here]

    def _first_kept(self, point: Point, moves: Iterable[Point]) -> Point | None:
        """The cheapest of these points that meets the targets and costs less than the present one."""
        cheaper = [tried for tried in self._bench.glance(list(moves)) if self._may_keep(point, tried)]
        ordered = sorted(cheaper, key=price)
        return next((one.point for one in ordered if self._bench.decide(one.point).chance.verdict == "met"), None)

    def _may_keep(self, point: Point, tried: Tried) -> bool:
        """Whether a point is cheaper, and either meets the targets or has not shown yet that it does not."""
        undecided = tried.chance.verdict == "open" and tried.periods < self._bench.asked.most
        return tried.cost.mean < self._bench.found[point].cost.mean and (undecided or tried.chance.verdict == "met")


def price(tried: Tried) -> tuple[float, float]:
    """What a point costs; of equals the one with more slack comes first."""
    return tried.cost.mean, -tried.chance.slack


def _needed(without: Tried, exchanged: Tried) -> tuple[int, ...]:
    """How many agents may make up for one, by what the first of them gained: that many, and one more; none if one does.

    The gain of each falls as they become more, hence one more.
    """
    gain = exchanged.chance.slack - without.chance.slack
    if exchanged.chance.slack >= 0.0 or gain <= 0.0:
        return ()
    number = 1 + ceil(-exchanged.chance.slack / gain)
    return number, number + 1
