"""Up: one agent more where that gains the most slack for its money, until the targets are met.

A team's *shadow* is what its best interval gained for its money when the team was last looked at. Because the gain of
one more agent mostly falls as teams grow, a team is looked at again only when its shadow reaches what the others gain
now (lazy greedy search, Minoux 1978). Where one team's waits bind, the others cost no simulations.
"""

from math import inf
from typing import NamedTuple

from servsim.study.searching.evaluation import Bench, Point
from servsim.study.searching.limits import Limits
from servsim.study.searching.moves import moved


class AscentStep(NamedTuple):
    """One agent more, and the slack it gains for its money."""

    gain: float
    point: Point


class Ascent:
    """Steps up from point to point; it remembers the shadows."""

    def __init__(self, bench: Bench, limits: Limits) -> None:
        self._bench, self._limits = bench, limits
        self._shadows: dict[int, float] = {}

    def meeting(self, point: Point) -> Point:
        """The first point on the way up that meets the targets, or the last one there is."""
        while self._bench.decide(point).chance.verdict != "met":
            richer = self.step(point)
            if richer is None:
                return point
            point = richer
        return point

    def step(self, point: Point) -> Point | None:
        """The point with one agent more where that gains the most; None when all stand at their limits."""
        rosters = self._bench.rosters
        free = [slot for slot, most in enumerate(self._limits.most) if point.agents[slot] < most]
        if not free:
            return None
        best = AscentStep(0.0, point)
        left = {rosters.team_of[slot] for slot in free}
        while left:
            top = max(self._shadows.get(team, inf) for team in left)
            if best.gain > max(0.0, top):
                break
            looked = {team for team in left if self._shadows.get(team, inf) == top}
            slots = [slot for slot in free if rosters.team_of[slot] in looked]
            best = max(best, self._look(point, slots), key=_gain)
            left -= looked
        if best.gain > 0.0:
            return best.point
        return moved(point, dict.fromkeys(free, 1))  # no slot alone helps

    def _look(self, point: Point, slots: list[int]) -> AscentStep:
        """The best step among these slots; notes the shadows of their teams."""
        rosters = self._bench.rosters
        now, *tried = self._bench.glance([point, *(moved(point, {slot: 1}) for slot in slots)])
        steps = [
            AscentStep((one.chance.slack - now.chance.slack) / rosters.prices[slot], one.point)
            for slot, one in zip(slots, tried, strict=True)
        ]
        for team in {rosters.team_of[slot] for slot in slots}:
            of_team = (step.gain for slot, step in zip(slots, steps, strict=True) if rosters.team_of[slot] == team)
            self._shadows[team] = max(of_team)
        return max(steps, key=_gain)


def _gain(step: AscentStep) -> float:
    return step.gain
