"""The compiled readings of what this room and the quantile functions compute; importing it loads the compiler."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import compiled_modules, kernel
from servsim.demand import keys as plain_keys
from servsim.demand import poisson
from servsim.demand.keys import Keys
from servsim.scenario.values import quantiles as plain_quantiles

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
    for index in range(numbers.size):
        result[index] = quantile(law, points, numbers[index])


@kernel
def fill_uniforms(key: Keys, numbers: Ints, result: Floats) -> None:
    """Put uniform numbers into ``result``, as :func:`servsim.demand.arrays.uniforms`."""
    for index in range(result.size):
        result[index] = uniform(key[0 if key.size == 1 else index], numbers[0 if numbers.size == 1 else index])


@kernel
def lay_out_all(keys: Keys, pieces: Floats, busyness: Floats, into: tuple[Floats, Ints], number: Ints) -> None:
    """As :func:`servsim.demand.poisson.lay_out` for some replications; gaps are drawn here, where instants will lie."""
    times, first = into
    for index in range(keys.size):
        own = times[first[index] : first[index + 1]]
        for gap in range(own.size):
            own[gap] = standard_exponential(uniform(keys[index], gap))
        number[index] = _lay_out(own, pieces, busyness[index], own)


@kernel
def arrange(times: Floats, ahead: Ints, indices: tuple[Ints, Ints], keys: Keys, result: Any) -> None:
    """As :func:`servsim.demand.merge_streams.arranged`; ``ahead`` (k, segments) is who comes next, and is moved on."""
    first, until = indices
    for number in range(first.shape[0]):
        for index in range(result.first[number], result.first[number + 1]):
            segment = -1
            for other in range(first.shape[1]):
                who = ahead[number, other]
                if who < until[number, other] and (segment < 0 or times[who] < times[ahead[number, segment]]):
                    segment = other
            who = ahead[number, segment]
            ahead[number, segment] = who + 1
            result.arrival[index] = times[who]
            result.segment[index] = segment
            result.key[index] = child(keys[number, segment], who - first[number, segment])
