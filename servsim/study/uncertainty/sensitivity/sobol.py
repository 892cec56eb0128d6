"""Which parameter the variance of a result comes from: Sobol' indices of first order and total, by SALib.

``S_i`` is the share that would vanish if parameter i were known; ``T_i`` the share that would be left if all others
were. Points and estimators are SALib's (Saltelli et al. 2010; Jansen for T). What SALib does not do is ours: to deduct
the chance of a simulation. All that is estimated are mean products of two results. With two replications at each point,
the same products of half their differences hold chance and nothing else, and as much of it as those of their means. So
they are taken off, whatever the customers that points have in common.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.study.uncertainty.sensitivity.salib import unit_cube

Floats = NDArray[np.float64]
RESAMPLES = 1000


class Index(NamedTuple):
    """An estimated index with its 95 % interval (bootstrap over the rows)."""

    value: float
    low: float
    high: float

    @property
    def separable(self) -> bool:
        """Whether it can be told from 0."""
        return self.low > 0.0


class Indices(NamedTuple):
    """Indices of the parameters, in their order."""

    first: tuple[Index, ...]
    total: tuple[Index, ...]
    noise_share: float
    """Share of chance in the variance between the simulated points; it is deducted."""


def saltelli_shares(parameters: int, rows: int, seed: int) -> Floats:
    """(rows * (parameters + 2), parameters) shares in [0, 1), row by row: A, A with each column of B in turn, and B.

    Scrambled Sobol' points; ``rows`` is a power of two.
    """
    from SALib.sample.sobol import sample

    return np.asarray(sample(unit_cube(parameters), rows, calc_second_order=False, seed=seed), dtype=np.float64)


def sobol_indices(results: Floats, parameters: int, seed: int) -> Indices:
    """Indices from the results (points, 2) of two replications at :func:`saltelli_shares`.

    ``seed`` is that of the bootstrap. All indices are 0 where nothing varies beyond chance.
    """
    found = _parts(results.mean(axis=1), parameters, seed)
    chance = _parts(0.5 * (results[:, 0] - results[:, 1]), parameters, seed)
    variance = found.variance - chance.variance
    share = min(1.0, chance.variance / found.variance) if found.variance > 0 else 0.0
    if not variance > 0:
        nothing = (Index(0.0, 0.0, 0.0),) * parameters
        return Indices(nothing, nothing, share)
    values = (found.parts - chance.parts) / variance
    half = np.hypot(found.half_widths, chance.half_widths) / variance
    first, total = (
        tuple(Index(*ends) for ends in np.stack([value, value - width, value + width], axis=1).tolist())
        for value, width in zip(values, half, strict=True)
    )
    return Indices(first, total, share)


class _Parts(NamedTuple):
    """What SALib tells of results, not yet divided by their variance."""

    parts: Floats
    """(2, parameters) of the variance: of first order, and in all."""
    half_widths: Floats
    """(2, parameters) of their 95 % intervals."""
    variance: float


def _parts(results: Floats, parameters: int, seed: int) -> _Parts:
    from SALib.analyze.sobol import analyze

    rows = results.reshape(-1, parameters + 2)
    variance = float(rows[:, [0, -1]].var())
    if not variance > 0:  # SALib would divide by it
        return _Parts(np.zeros((2, parameters)), np.zeros((2, parameters)), 0.0)
    answer: dict[str, Any] = analyze(
        unit_cube(parameters), results, calc_second_order=False, num_resamples=RESAMPLES, seed=seed + 1
    )  # a seed of 0 would be taken for none
    parts, half = (np.stack([answer[f"S1{end}"], answer[f"ST{end}"]]) for end in ("", "_conf"))
    return _Parts(variance * parts, variance * half, variance)
