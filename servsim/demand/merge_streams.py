"""The customers of all segments in the order in which they arrive, replication by replication.

Compiled where the compiler is loaded anyway, else by NumPy: the same bits. Of customers who arrive at the same instant,
those of the segment that stands first in the file come first.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import numba_loaded
from servsim.demand.batch import starts
from servsim.demand.keys import Keys, child

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Instants(NamedTuple):
    """When the customers of one segment arrive in k replications: never falling within one."""

    at: Floats
    """Minutes; the instants of a replication lie side by side, and there may be room between replications."""
    first: Ints
    """(k,) where those of a replication begin."""
    number: Ints
    """(k,) how many there are."""


class Arranged(NamedTuple):
    """The customers of k replications, one replication after the other, each in order of arrival: n in all."""

    first: Ints
    """(k + 1,) where the customers of a replication begin; the last is n."""
    arrival: Floats
    segment: Ints
    key: Keys


def arranged(segments: Sequence[Instants], keys: Keys) -> Arranged:
    """The customers of all segments; ``keys`` (k, segments) are those from which customers get theirs, by number."""
    ends = starts([part.at.size for part in segments])
    at = segments[0].at if len(segments) == 1 else np.concatenate([part.at for part in segments])
    first = np.stack([part.first for part in segments], axis=1) + ends[:-1]
    until = first + np.stack([part.number for part in segments], axis=1)
    found = starts((until - first).sum(axis=1))
    size = int(found[-1])
    result = Arranged(found, np.empty(size), np.empty(size, np.int64), np.empty(size, np.uint64))
    _arrange(at, (first, until), np.ascontiguousarray(keys), result)
    return result


def _arrange(at: Floats, indices: tuple[Ints, Ints], keys: Keys, result: Arranged) -> None:
    first, until = indices
    if numba_loaded():
        from servsim.demand.compiled import arrange

        arrange(at, first.copy(), (first, until), keys, result)
        return
    for number, begin in enumerate(result.first[:-1]):
        own = slice(begin, result.first[number + 1])
        sizes = until[number] - first[number]
        index = np.concatenate([np.arange(*ends) for ends in zip(first[number], until[number], strict=True)])
        order = np.argsort(at[index], kind="stable")
        segment = np.repeat(np.arange(sizes.size), sizes)[order]
        result.arrival[own], result.segment[own] = at[index][order], segment
        result.key[own] = child(keys[number][segment], index[order] - first[number][segment])
