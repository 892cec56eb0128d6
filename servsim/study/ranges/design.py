"""Points of the ranges: where everything is simulated again to see what nobody has measured does to the results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.scenario import BASELINE, Scenario
from servsim.scenario.options import Change
from servsim.scenario.parameters import CONCENTRATION, PARTS_OF_A_WHOLE, Parameter, whole_of

Floats = NDArray[np.float64]


class Ground(NamedTuple):
    """A scenario, and for each of its options the paths at which a parameter may set a value."""

    scenario: Scenario
    places: dict[str, set[str]]

    @classmethod
    def of(cls, scenario: Scenario, names: Sequence[str]) -> "Ground":
        """Defaults in force under an option; of the baseline also the paths whose ranges are stated."""
        places = {name: {default.path for default in scenario.option(name).defaults()} for name in names}
        places[BASELINE] |= set(scenario.uncertain)
        return cls(scenario, places)


@dataclass(frozen=True)
class Design:
    """Values of the parameters at some points."""

    parameters: tuple[Parameter, ...]
    values: Floats
    """(points, parameters) in inner units."""
    together: int = 1
    """So many points in a row are compared with each other: they meet the same customers, and one that is left out
    takes the others along."""

    @classmethod
    def drawn(cls, parameters: tuple[Parameter, ...], points: int, seed: int) -> "Design":
        """A Latin hypercube: each parameter takes its range in as many equal steps as there are points.

        Sobol' points are no choice here: with few of them in some seventy dimensions, two parameters can move together
        almost perfectly (correlations up to 0.9 at 64 points), and nobody could say which one drives a result.
        """
        from scipy.stats import qmc

        return cls.at(parameters, np.asarray(qmc.LatinHypercube(len(parameters), rng=seed).random(points)))

    @classmethod
    def at(cls, parameters: tuple[Parameter, ...], shares: Floats, together: int = 1) -> "Design":
        """The points at which each parameter reaches these shares (points, parameters) of its distribution."""
        columns = [_quantiles(parameter, shares[:, place]) for place, parameter in enumerate(parameters)]
        values = np.stack(columns, axis=1) if columns else np.empty((len(shares), 0))
        for whole, total in PARTS_OF_A_WHOLE.items():
            parts = [place for place, parameter in enumerate(parameters) if _is_part(parameter, whole)]
            if parts:
                values[:, parts] *= total / values[:, parts].sum(axis=1, keepdims=True)
        return cls(parameters, values, together)

    def only(self, points: Sequence[int]) -> "Design":
        """The same with only some of the points."""
        return Design(self.parameters, self.values[list(points)], self.together)

    def scenario(self, ground: "Ground", point: int, option: str) -> Scenario:
        """An option at a point. What the option itself states is left as the option states it.

        The data are taken to have been measured in the baseline at the same point. Raises ScenarioError when the
        scenario is unsound there.
        """
        there = ground.scenario.with_values(self._changes(point, ground.places[BASELINE]))
        if option == BASELINE:
            return there
        return there.option(option).with_replacements(self._changes(point, ground.places[option]))

    def _changes(self, point: int, places: set[str]) -> list[Change]:
        pairs: Iterable[tuple[Parameter, float]] = zip(self.parameters, self.values[point].tolist(), strict=True)
        return [change for parameter, value in pairs for change in parameter.changes(value, places)]


def _is_part(parameter: Parameter, whole: str) -> bool:
    return not parameter.stated and whole_of(parameter.name) == whole


def _quantiles(parameter: Parameter, shares: Floats) -> Floats:
    low, high = parameter.low, parameter.high
    if parameter.form == "whole":
        return np.minimum(np.floor(low + shares * (high - low + 1.0)), high)
    if parameter.shape == "gamma":  # independent gammas, divided by their sum, are a Dirichlet
        from scipy.special import gammaincinv

        return np.asarray(gammaincinv(CONCENTRATION * parameter.value / 100.0, shares))
    if parameter.shape == "triangular":
        from scipy.stats import triang

        peak = (parameter.value - low) / (high - low)
        return np.asarray(triang.ppf(shares, peak, loc=low, scale=high - low))
    return low + shares * (high - low)
