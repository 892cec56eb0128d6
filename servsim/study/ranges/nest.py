"""A nest: every option of a study at every point of the ranges, as one long line-up."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from servsim.errors import ScenarioError
from servsim.feedback.ratings import RatingCuts
from servsim.scenario import Scenario
from servsim.study.lineup import Lineup
from servsim.study.model import Model
from servsim.study.ranges.design import Design, Ground
from servsim.study.warm_up import WarmUp, settled

HELD = 256
"""Models that are kept ready; one takes some 50 kB, and two milliseconds to compile."""


class Nest(Lineup):
    """The options of a line-up at the points of a design: place ``point * options + option``.

    Options meet the same points. Pictures keep the axes, ratings the cuts, and the clock the warm-up of the line-up
    without ranges.
    """

    def __init__(
        self,
        scenario: Scenario,
        options: Sequence[str],
        cuts: RatingCuts | None,
        warm_up: WarmUp | None,
        design: Design,
    ) -> None:
        super().__init__(scenario, options, cuts, warm_up)
        self.design = design
        self._ground = Ground.of(scenario, self.names)
        self._compiled = lru_cache(maxsize=HELD)(self._compile)

    @property
    def places(self) -> int:
        """How many models there are to simulate."""
        return len(self.design.values) * len(self.names)

    def variant(self, place: int) -> Scenario:
        """The scenario at a place; raises ScenarioError when it is unsound there."""
        point, option = divmod(place, len(self.names))
        there = self.design.scenario(self._ground, point, self.names[option])
        return there if self.warm_up is None else settled(there, self.warm_up.minutes)

    def model(self, place: int) -> Model:
        """The model at a place, ready to be simulated; raises ScenarioError like the scenario there."""
        return self._compiled(place).with_engine(self.engine, self.compiled)

    def recipe(self) -> tuple[Callable[..., Lineup], tuple[Any, ...]]:
        """What makes the same line-up elsewhere: a class and its arguments."""
        return Nest, (self.scenario, self.names, self.cuts, self.warm_up, self.design)

    def _compile(self, place: int) -> Model:
        return Model.of(self.variant(place), self.cuts)


def sound_points(lineup: Lineup, design: Design) -> Design:
    """The points at which all options are sound, and those compared with them; at some, parameters contradict."""
    ground = Ground.of(lineup.scenario, lineup.names)
    points = range(len(design.values))
    groups = [points[first : first + design.together] for first in points[:: design.together]]
    return design.only([k for group in groups if all(_sound(ground, design, one) for one in group) for k in group])


def _sound(ground: Ground, design: Design, point: int) -> bool:
    try:
        for option in ground.places:
            design.scenario(ground, point, option)
    except ScenarioError:
        return False
    return True
