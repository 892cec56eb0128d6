"""Points of the ranges: where everything is simulated again to see what nobody has measured does to the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from servsim.scenario.options import BASELINE
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.parameters import CONCENTRATION, PARTS_OF_A_WHOLE, Parameter, whole_of

Floats = NDArray[np.float64]
HELD = 512
"""Scenarios that are kept; one takes some 100 kB, and a millisecond to make."""


class ParameterSpace:
    """A scenario and options of it, to be had where the parameters have other values; the last ones made are kept."""

    def __init__(self, scenario: Scenario, names: Sequence[str]) -> None:
        self.scenario = scenario
        self.paths = {name: {default.path for default in scenario.option(name).defaults()} for name in names}
        """For each option the paths at which a parameter may set a value: of defaults in force, of stated ranges."""
        self.paths[BASELINE] |= set(scenario.uncertain)
        self.at = lru_cache(maxsize=HELD)(self._at)
        """(parameters, their values, option) -> the option there."""

    def _at(self, parameters: tuple[Parameter, ...], values: tuple[float, ...], option: str) -> Scenario:
        pairs, paths = zip(parameters, values, strict=True), self.paths[option]
        changes = [change for parameter, value in pairs for change in parameter.changes(value, paths)]
        if option == BASELINE:
            return self.scenario.with_values(changes)
        there = self.at(parameters, values, BASELINE)
        return there.with_replacements([*there.option_changes(option), *changes])


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
        columns = [_quantiles(parameter, shares[:, column]) for column, parameter in enumerate(parameters)]
        values = np.stack(columns, axis=1) if columns else np.empty((len(shares), 0))
        for whole, total in PARTS_OF_A_WHOLE.items():
            parts = [column for column, parameter in enumerate(parameters) if _is_part(parameter, whole)]
            if parts:
                values[:, parts] *= total / values[:, parts].sum(axis=1, keepdims=True)
        return cls(parameters, values, together)

    def only(self, points: Sequence[int]) -> "Design":
        """The same with only some of the points."""
        return Design(self.parameters, self.values[list(points)], self.together)

    def scenario(self, ground: ParameterSpace, point: int, option: str) -> Scenario:
        """An option at a point. What the option itself states is left as the option states it.

        The data are taken to have been measured in the baseline at the same point. Raises ScenarioError when the
        scenario is unsound there.
        """
        return ground.at(self.parameters, tuple(self.values[point].tolist()), option)


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
