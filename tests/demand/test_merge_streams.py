"""Customers of several segments in their order of arrival, in plain NumPy and compiled."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servsim.demand import merge_streams as arranging
from servsim.demand.batch import starts
from servsim.demand.keys import child
from servsim.demand.merge_streams import Arranged, Instants, arranged

LATTICE = st.lists(st.integers(0, 6).map(float), max_size=8).map(sorted)
"""Instants full of ties."""


def instants(replications: list[list[float]], room: int) -> Instants:
    """Instants with some unused room behind each replication."""
    first = starts([len(times) + room for times in replications])
    at = np.full(first[-1], np.nan)
    for begin, times in zip(first[:-1], replications, strict=True):
        at[begin : begin + len(times)] = times
    return Instants(at, first[:-1], np.array([len(times) for times in replications]))


def both_ways(parts: list[Instants], keys: np.ndarray) -> tuple[Arranged, Arranged]:
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for loaded in (False, True):
            patch.setattr(arranging, "numba_loaded", lambda loaded=loaded: loaded)
            found.append(arranged(parts, keys))
    return found[0], found[1]


@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(st.integers(1, 3).flatmap(lambda k: st.lists(st.lists(LATTICE, min_size=k, max_size=k), min_size=1, max_size=3)))
def test_everybody_stands_in_the_order_of_arrival(segments: list[list[list[float]]]) -> None:
    keys = np.arange(1, len(segments[0]) * len(segments) + 1, dtype=np.uint64).reshape(len(segments[0]), -1)
    plain, compiled = both_ways([instants(part, room) for room, part in enumerate(segments)], keys)
    assert [part.tobytes() for part in plain] == [part.tobytes() for part in compiled]
    for number in range(len(segments[0])):
        own = slice(plain.first[number], plain.first[number + 1])
        coming = sorted(
            (time, segment, place) for segment, part in enumerate(segments) for place, time in enumerate(part[number])
        )
        assert list(zip(plain.arrival[own], plain.segment[own], strict=True)) == [who[:2] for who in coming]
        expected = [child(keys[number, [segment]], np.array([place]))[0] for _, segment, place in coming]
        assert plain.key[own].tolist() == expected
