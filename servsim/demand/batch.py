"""A batch: the customers of some replications, one replication after the other in the same arrays.

A short replication is over before Python has called all that it needs; a batch is drawn, simulated and added up in a
few calls, however many replications are in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.demand.draws import Draws
from servsim.demand.keys import Keys

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GOOD_ENCOUNTERS = 30_000.0
"""Encounters of a good batch: Python's part in it costs some nanoseconds for each of them, and their log and all that
is added up takes some 7 MB."""
MOST_REPLICATIONS = 64
"""Replications of a batch at most; some 50 kB of sums each."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The randomness of k replications: n customers in all, m touchpoints, a agents; fields as in :class:`Draws`."""

    first: Ints
    """(k + 1,) where the customers of a replication begin; the last is n."""
    arrival: Floats
    """(n,) minutes from the start of the replication, never falling within one."""
    segment: Ints
    """(n,)"""
    key: Keys
    """(n,)"""
    touchpoint_words: Keys
    """(m,)"""
    contacts: Ints
    """(m,)"""
    agent_bias: Floats
    """(k, a)"""
    agent_pace: Floats
    """(k, a)"""

    @classmethod
    def of(cls, draws: Draws) -> "Batch":
        """A batch of one replication."""
        return cls(
            starts([draws.customers]),
            draws.arrival,
            draws.segment,
            draws.key,
            draws.touchpoint_words,
            draws.contacts,
            draws.agent_bias[None],
            draws.agent_pace[None],
        )

    def __len__(self) -> int:
        return self.first.size - 1

    @property
    def customers(self) -> Ints:
        """(k,) number of customers who arrive in each replication."""
        return np.diff(self.first)

    def draws(self, number: int) -> Draws:
        """The replication at a place of the batch."""
        own = slice(self.first[number], self.first[number + 1])
        return Draws(
            self.arrival[own],
            self.segment[own],
            self.key[own],
            self.touchpoint_words,
            self.contacts,
            self.agent_bias[number],
            self.agent_pace[number],
        )


def batches(replications: range, encounters: float) -> Iterator[range]:
    """Consecutive replications with about so many encounters each, cut into good batches; results do not depend on it.

    A long replication is a batch of its own.
    """
    size = min(MOST_REPLICATIONS, max(1, int(GOOD_ENCOUNTERS / max(encounters, 1.0))))
    for first in range(replications.start, replications.stop, size):
        yield range(first, min(first + size, replications.stop))


def starts(sizes: Ints | list[int]) -> Ints:
    """(k + 1,) where k pieces of these sizes begin when they lie one after the other, and where the last one ends."""
    result = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=result[1:])
    return result
