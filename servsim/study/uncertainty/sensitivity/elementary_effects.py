"""Which of many parameters matter at all: Morris's elementary effects (1991), by SALib, beside those of pure chance.

A trajectory begins at a point of the ranges and moves one parameter after the other over two thirds of its range. An
elementary effect is the change of the result, scaled to the whole range. ``mu*`` is its mean size over trajectories
(Campolongo et al. 2007), ``sigma`` how much it differs between them: curvature, or interplay with other parameters.

Of a simulation, chance is part of every effect. With two replications at each point it can be told how large: in half
their difference everything cancels but chance, which has there the variance that it has in their mean. What Morris's
method finds in these halves is the floor under ``mu*``, and the part of ``sigma`` that is deducted.
"""

from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.measures.intervals import t_quantile
from servsim.study.uncertainty.sensitivity.salib import unit_cube

Floats = NDArray[np.float64]
LEVELS = 4
"""Steps of a range; the usual number (Saltelli et al. 2008)."""
POOL = 4
"""So many times the trajectories are drawn, and those farthest apart are taken (Ruano et al. 2012) ..."""
MOST_CHOSEN = 20
"""... up to so many; more would take minutes to choose, and fill the ranges anyway."""
RESAMPLES = 1000
ERROR = 0.05
"""That a parameter without effect is taken for one with an effect, over all parameters."""


class ElementaryEffect(NamedTuple):
    """The elementary effects of a parameter, in units of the result, each over the whole range."""

    mean: float
    """Mean effect, with its sign (mu)."""
    size: float
    """Mean size of the effects (mu*)."""
    half_width: float
    """Of the 95 % interval of the size (bootstrap over trajectories)."""
    spread: float
    """Standard deviation of the effects between trajectories (sigma), chance deducted; 0 for a straight line."""
    chance: float
    """The size that chance alone gives."""
    separable: bool
    """Whether the interval of the size lies above that of chance, or the mean is not 0 (5 % for all parameters)."""


class ElementaryEffects(NamedTuple):
    """Effects of the parameters, in their order."""

    each: tuple[ElementaryEffect, ...]
    noise_share: float
    """Share of chance in the squared effects of all parameters together."""


def trajectory_shares(parameters: int, trajectories: int, seed: int) -> Floats:
    """(trajectories * (parameters + 1), parameters) shares from 0 to 1, trajectory by trajectory.

    At least two trajectories; few of them lie farther apart than if they were drawn blindly.
    """
    from SALib.sample.morris import sample

    chosen = trajectories <= MOST_CHOSEN
    drawn = sample(
        unit_cube(parameters),
        POOL * trajectories if chosen else trajectories,
        num_levels=LEVELS,
        optimal_trajectories=trajectories if chosen else None,
        seed=seed,
    )
    return np.asarray(drawn, dtype=np.float64)


def elementary_effects(points: Floats, results: Floats, seed: int) -> ElementaryEffects:
    """Effects from the results (points, 2) of two replications at the points (points, parameters) of trajectories.

    The points may be shares or the values that parameters have there: of them only counts which one rose or fell.
    ``seed`` is that of the bootstrap.
    """
    found = _morris(points, results.mean(axis=1), seed)
    chance = _morris(points, 0.5 * (results[:, 0] - results[:, 1]), seed)
    trajectories = len(points) // (len(found) + 1)
    limit = float(t_quantile(trajectories - 1, 1.0 - 0.5 * ERROR / len(found))) / sqrt(trajectories)
    each = tuple(_effect(one, other, limit) for one, other in zip(found, chance, strict=True))
    squares, noise = (sum(one.mean_square for one in part) for part in (found, chance))
    return ElementaryEffects(each, min(1.0, noise / squares) if squares > 0 else 0.0)


class _Moments(NamedTuple):
    """What SALib tells of a parameter."""

    mean: float
    size: float
    half_width: float
    sigma: float

    @property
    def mean_square(self) -> float:
        return self.mean**2 + self.sigma**2


def _morris(points: Floats, results: Floats, seed: int) -> list[_Moments]:
    from SALib.analyze.morris import analyze

    answer: dict[str, Any] = analyze(
        unit_cube(points.shape[1]), points, results, num_resamples=RESAMPLES, num_levels=LEVELS, seed=seed
    )
    columns = (
        np.asarray(answer[name], dtype=np.float64).tolist() for name in ("mu", "mu_star", "mu_star_conf", "sigma")
    )
    return [_Moments(*row) for row in zip(*columns, strict=True)]


def _effect(found: _Moments, chance: _Moments, limit: float) -> ElementaryEffect:
    """An effect beside that of chance; ``limit`` is how many standard deviations of effects their mean may be off 0."""
    spread = sqrt(max(0.0, found.sigma**2 - chance.sigma**2))
    above = found.size - found.half_width > chance.size + chance.half_width
    return ElementaryEffect(
        found.mean, found.size, found.half_width, spread, chance.size, above or abs(found.mean) > limit * found.sigma
    )
