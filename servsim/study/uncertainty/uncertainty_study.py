"""Every option of a study at every point of the ranges, as one long row of variants."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from servsim.errors import ScenarioError
from servsim.measures.baseline.baseline import Baseline
from servsim.measures.model import Model
from servsim.scenario.scenario import Scenario
from servsim.study.uncertainty.design import HELD, Design, ParameterSpace
from servsim.study.variants import Variants


class UncertaintyStudy(Variants):
    """The variants of a study at the points of a design: number ``point * options + option``.

    Options meet the same points. Pictures keep the axes, ratings the cuts, and the clock the warm-up of the study
    without ranges.
    """

    def __init__(
        self,
        scenario: Scenario,
        options: Sequence[str],
        baseline: Baseline,
        design: Design,
    ) -> None:
        super().__init__(scenario, options, baseline)
        self.ground, self.design = ParameterSpace(scenario, self.names), design
        self._compiled = lru_cache(maxsize=HELD)(self._compile)

    @property
    def count(self) -> int:
        """How many models there are to simulate."""
        return len(self.design.values) * len(self.names)

    def variant(self, index: int) -> Scenario:
        """The scenario with a number; raises ScenarioError when it is unsound there."""
        point, option = divmod(index, len(self.names))
        there = self.design.scenario(self.ground, point, self.names[option])
        return self.baseline.settled(there)

    def model(self, index: int) -> Model:
        """The model with a number, ready to be simulated; raises ScenarioError like the scenario there."""
        return self._compiled(index).with_engine(self.engine, self.compiled)

    def recipe(self) -> tuple[Callable[..., Variants], tuple[Any, ...]]:
        """What makes the same variants elsewhere: a class and its arguments."""
        return UncertaintyStudy, (self.scenario, self.names, self.baseline, self.design)

    def _compile(self, index: int) -> Model:
        return Model.of(self.variant(index), self.baseline)


def sound_study(variants: Variants, design: Design) -> UncertaintyStudy:
    """The variants at the points where all its options are sound, as at those compared with them.

    At some points parameters can contradict each other.
    """
    study = UncertaintyStudy(variants.scenario, variants.names, variants.baseline, design)
    points = range(len(design.values))
    groups = [points[first : first + design.together] for first in points[:: design.together]]
    study.design = design.only([one for group in groups if all(_sound(study, one) for one in group) for one in group])
    return study


def _sound(study: UncertaintyStudy, point: int) -> bool:
    try:
        for option in study.names:
            study.design.scenario(study.ground, point, option)
    except ScenarioError:
        return False
    return True
