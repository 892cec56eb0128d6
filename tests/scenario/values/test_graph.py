from collections.abc import Mapping

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from servsim.scenario.values.graph import reachable

NODES = range(6)
graphs = st.fixed_dictionaries({node: st.sets(st.sampled_from(NODES)) for node in NODES})


def test_a_loop_a_tail_and_an_island() -> None:
    onward = {"a": {"b"}, "b": {"a", "c"}, "c": set(), "d": {"a"}}
    assert reachable(onward, ["a"]) == {"a", "b", "c"}
    assert reachable(onward, onward["c"]) == set()
    assert reachable(onward, ["c", "d"]) == {"a", "b", "c", "d"}


@given(graphs, st.sets(st.sampled_from(NODES)))
def test_it_is_the_power_of_the_matrix(onward: Mapping[int, set[int]], start: set[int]) -> None:
    """As many steps as there are nodes lead everywhere where any number of steps leads."""
    matrix = np.array([[goal in onward[node] for goal in NODES] for node in NODES]) | np.eye(len(NODES), dtype=bool)
    power = np.linalg.matrix_power(matrix.astype(int), len(NODES)) > 0
    assert reachable(onward, start) == {goal for node in start for goal in NODES if power[node, goal]}
