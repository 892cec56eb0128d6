"""The compiled readings of what this room and the quantile functions compute; importing it loads the compiler."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import compiled_modules, kernel
from servsim.demand import keys as plain_keys
from servsim.demand import poisson
from servsim.demand.keys import Keys
from servsim.scenario import quantiles as plain_quantiles

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

keys: Any = compiled_modules(plain_keys)
quantiles: Any = compiled_modules(plain_quantiles)
quantile = quantiles.quantile
_lay_out: Any = compiled_modules(poisson).lay_out
child, uniform = keys.child, keys.uniform
standard_exponential = quantiles.standard_exponential


@kernel
def fill(law: tuple[int, float, float, float], points: Floats, numbers: Floats, result: Floats) -> None:
    """Put the quantiles of a law at the uniform numbers into ``result``."""
    for place in range(numbers.size):
        result[place] = quantile(law, points, numbers[place])


@kernel
def fill_children(key: Keys, numbers: Ints, result: Keys) -> None:
    """Put the keys of children into ``result``, as :func:`servsim.demand.values.children`."""
    for place in range(result.size):
        result[place] = child(key[0 if key.size == 1 else place], numbers[0 if numbers.size == 1 else place])


@kernel
def fill_uniforms(key: Keys, numbers: Ints, result: Floats) -> None:
    """Put uniform numbers into ``result``, as :func:`servsim.demand.values.uniforms`."""
    for place in range(result.size):
        result[place] = uniform(key[0 if key.size == 1 else place], numbers[0 if numbers.size == 1 else place])


@kernel
def lay_out(key: Keys, gaps: Floats, pieces: Floats, busyness: Floats, result: Floats) -> int:
    """As :func:`servsim.demand.poisson.lay_out`, on arrays; the gaps are drawn here, into the array that is given."""
    for place in range(gaps.size):
        gaps[place] = standard_exponential(uniform(key[0], place))
    return int(_lay_out(gaps, pieces, busyness, result))
