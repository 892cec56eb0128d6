import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from servsim.study.sweeping.frontier import standings

STEADY = np.tile(np.array([-0.1, 0.0, 0.1, 0.0])[None, :, None], (1, 1, 2))


def cells(*means: tuple[float, float]) -> np.ndarray:
    """Cells with these means, moving together from replication to replication."""
    return np.array(means)[:, None, :] + STEADY


def test_what_is_nowhere_worse_and_somewhere_better_dominates() -> None:
    assert standings(cells((2, 1), (1, 2), (1, 1), (2, 0.5))) == ["frontier", "frontier", "dominated", "dominated"]


def test_equal_cells_stand_there_together() -> None:
    assert standings(cells((1, 1), (1, 1), (0, 2))) == ["frontier"] * 3


def test_what_chance_could_have_done_is_too_close_to_tell() -> None:
    noisy = cells((1, 1), (1.01, 1.01))
    noisy[1] += np.array([0.5, -0.5, 0.5, -0.5])[:, None]
    assert standings(noisy) == ["close", "frontier"]
    assert standings(cells((1, 1), (1.01, 1.01))) == ["dominated", "frontier"]


def test_what_has_no_value_is_not_judged_and_judges_nobody() -> None:
    values = cells((1, 1), (5, 5))
    values[1, 0, 0] = np.nan
    assert standings(values) == ["frontier", "unknown"]


@given(arrays(float, (8, 1, 3), elements=st.integers(0, 3).map(float)))
def test_the_frontier_is_what_nothing_betters(values: np.ndarray) -> None:
    values = np.repeat(values, 3, axis=1)
    means = values[:, 0]
    found = standings(values)
    assert "frontier" in found
    for place, standing in enumerate(found):
        bettered = any((one >= means[place]).all() and (one > means[place]).any() for one in means)
        assert (standing == "frontier") != bettered
        assert standing in ("frontier", "dominated")
