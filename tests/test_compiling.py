"""What is asked of the compiler holds for the kernels here and for nobody else."""

from typing import Any

import numpy as np
import pytest

numba = pytest.importorskip("numba")

from servsim.compiling import kernel  # noqa: E402


def last(values: Any, place: int) -> float:
    """Also what others compile."""
    return float(values[place])


def test_kernels_do_not_count_from_the_end() -> None:
    values = np.arange(5.0)
    code = kernel(last)
    assert code(values[2:], 1) == 3.0
    assert code(values[2:], -1) == 1.0  # the place before the first, in the same memory


def test_others_still_count_from_the_end() -> None:
    kernel(last)(np.arange(3.0), 1)
    assert numba.njit(last)(np.arange(3.0), -1) == 2.0
