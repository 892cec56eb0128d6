"""Trying rosters and dials out: each is a cell on the same customers, remembered, with as many periods as it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from servsim.cancelling import Cancelled
from servsim.measures.intervals import Interval
from servsim.scenario.options import BASELINE
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.levels import Level
from servsim.study.result import StudyResult
from servsim.study.running.trial_loop import Resources
from servsim.study.searching.meeting_targets import JointChance, chance_of_targets
from servsim.study.searching.roster import Agents
from servsim.study.searching.rosters import Rosters
from servsim.study.sweeping.cells import Cell
from servsim.study.sweeping.grid import Grid

SEEDS = 2**63
OTHERS = 2**62
"""Distance in seeds to the customers with whom a proposal is confirmed."""
GROWTH = 2
"""Factor by which the number of periods grows while a verdict is open."""


class Point(NamedTuple):
    """What is tried: agents by slot (team after team, interval after interval), and the dials in order."""

    agents: Agents
    dials: tuple[float, ...] = ()


@dataclass(frozen=True)
class Tried:
    """A point with what was found."""

    point: Point
    cost: Interval
    """Labour cost of a period."""
    chance: JointChance
    periods: int
    study: StudyResult
    option: str
    """Its name in that study."""


@dataclass(frozen=True)
class Effort:
    """How points are tried."""

    probability: float
    fewest: int
    most: int
    seed: int
    resources: Resources
    """Whoever listens hears how many points have been tried."""


class Bench:
    """Tries points of a scenario: at first with ``fewest`` periods, up to ``most`` when the verdict stays open."""

    def __init__(self, scenario: Scenario, rosters: Rosters, dials: Sequence[str], asked: Effort) -> None:
        self.rosters, self.dials = rosters, tuple(dials)
        self.asked = asked
        self.found: dict[Point, Tried] = {}
        """All points that were tried, with the most periods each has got."""
        self._scenario = scenario
        self._cuts: Any = None

    def changes(self, point: Point) -> Mapping[str, Any]:
        """What a point changes in the scenario, by path."""
        return {**self.rosters.stated(point.agents), **dict(zip(self.dials, point.dials, strict=True))}

    def glance(self, points: Sequence[Point]) -> list[Tried]:
        """Points with the fewest periods at least, all that are new at once."""
        new = [point for point in dict.fromkeys(points) if point not in self.found]
        if new:
            self._simulate(new, self.asked.fewest)
        return [self.found[point] for point in points]

    def decide(self, point: Point) -> Tried:
        """A point with as many periods as its verdict needs, or as many as are allowed."""
        [tried] = self.glance([point])
        while tried.chance.verdict == "open" and tried.periods < self.asked.most:
            self._simulate([point], min(GROWTH * tried.periods, self.asked.most))
            tried = self.found[point]
        return tried

    def confirm(self, point: Point) -> Tried:
        """A point with as many periods as are allowed, on customers whom no other point has met."""
        return self._simulated([point], self.asked.most, (self.asked.seed + OTHERS) % SEEDS)[0]

    def _simulate(self, points: Sequence[Point], periods: int) -> None:
        for tried in self._simulated(points, periods, self.asked.seed):
            self.found[tried.point] = tried
        self.asked.resources.monitor.progress(len(self.found))

    def _simulated(self, points: Sequence[Point], periods: int, seed: int) -> list[Tried]:
        first, *others = points
        base = self._scenario.with_changes(self.changes(first))
        cells = [Cell(f"cell_{slot}", _levels(point), self.changes(point)) for slot, point in enumerate(others)]
        monitor, workers, _, folder = self.asked.resources
        grid = Grid(base, cells, folder, self._cuts)
        grid.leaves_others = True
        self._cuts = grid.baseline.cuts
        study = grid.run(periods, seed, monitor.quietly(), workers)
        if study.interrupted:
            raise Cancelled
        names = [BASELINE, *(cell.name for cell in cells)]
        return [self._tried(point, study, name) for point, name in zip(points, names, strict=True)]

    def _tried(self, point: Point, study: StudyResult, option: str) -> Tried:
        chance = chance_of_targets(study, option, self.asked.probability)
        return Tried(point, study.interval("labour_cost", option), chance, study.replications, study, option)


def _levels(point: Point) -> tuple[Level, ...]:
    return (Level(str(point.agents), point.agents), *(Level(str(dial), dial) for dial in point.dials))
