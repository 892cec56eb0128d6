"""Whole arrays of keys, uniform numbers and values.

Compiled where the compiler is loaded anyway, else by NumPy, or value by value with the same function: the same bits.
"""

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import numba_loaded
from servsim.demand.keys import Keys, uniform
from servsim.scenario.values.distributions import Family
from servsim.scenario.values.quantiles import Law, quantile

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO_POINTS = np.empty(0)


def uniforms(key: Keys, numbers: Ints) -> Floats:
    """(n,) the uniform numbers of keys, by place or purpose; a single key or number goes with all of the others."""
    if numba_loaded():
        from servsim.demand.compiled import fill_uniforms

        result = np.empty(max(key.size, numbers.size) if key.size and numbers.size else 0)
        fill_uniforms(key, numbers, result)
        return result
    return np.asarray(uniform(key, numbers), dtype=np.float64)


def uniform_table(keys: Keys, numbers: Ints) -> Floats:
    """(k, n) the uniform numbers of each of k keys at each of n places."""
    return uniforms(np.repeat(keys, numbers.size), np.tile(numbers, keys.size)).reshape(keys.size, numbers.size)


def values(law: Law, uniform: Floats, points: Floats = NO_POINTS) -> Floats:
    """The quantiles of a law (with its known ``points``) at uniform numbers, same shape."""
    result = np.empty(uniform.shape)
    if numba_loaded():
        from servsim.demand.compiled import fill

        fill((law.kind, law.a, law.b, law.c), points, uniform.reshape(-1), result.reshape(-1))
    else:
        known = points.tolist()
        result.reshape(-1)[:] = [quantile(law, known, number) for number in uniform.reshape(-1).tolist()]
    return result


def durations(family: Family, uniform: Floats) -> Floats:
    """The quantiles (minutes) of a family of distributions at uniform numbers, same shape."""
    return values(family.law(), uniform, family.points())
