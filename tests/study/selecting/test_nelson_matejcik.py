import numpy as np
import pytest

from servsim.study.selecting.equicoordinate import equicoordinate_point
from servsim.study.selecting.nelson_matejcik import second_stage


def test_the_second_stage_is_as_large_as_the_formula_says() -> None:
    first = np.random.default_rng(1).normal(0, 2, (4, 10))
    stage = second_stage(first, 0.5, 0.95)
    assert stage.point == equicoordinate_point(3, 27, 0.95)
    assert stage.replications == np.ceil((stage.point / 0.5) ** 2 * stage.variance)
    assert stage.width(stage.replications) <= 0.5 < stage.width(stage.replications - 1)


def test_never_fewer_than_there_are() -> None:
    first = np.random.default_rng(1).normal(0, 2, (4, 10))
    assert second_stage(first, 100.0, 0.95).replications == 10


def test_options_that_move_together_need_no_more() -> None:
    first = np.random.default_rng(1).normal(0, 20, 10) + np.array([[0.0], [1.0], [5.0]])
    assert second_stage(first, 0.01, 0.95).replications == 10


def test_an_indifference_of_nothing_is_refused() -> None:
    with pytest.raises((ValueError, ZeroDivisionError)):
        second_stage(np.random.default_rng(1).normal(0, 2, (4, 10)), 0.0, 0.95)
