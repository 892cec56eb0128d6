from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.satisfaction.kano import BENDS, KANO_PROFILE, KanoCurve, curve_of, kano_curve, rise


def at(kind: str, *fulfilments: float) -> list[float]:
    return [kano_curve(curve_of(kind, 0.6, -0.4), fulfilment) for fulfilment in fulfilments]


@pytest.mark.parametrize("kind", "MOA")
def test_curves_run_from_dissatisfaction_to_satisfaction(kind: str) -> None:
    assert at(kind, 0.0, 1.0) == pytest.approx([-0.4, 0.6], abs=1e-15)


@given(st.sampled_from("MOA"), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_curves_never_fall(kind: str, one: float, other: float) -> None:
    low, high = (rise(BENDS[kind], fulfilment) for fulfilment in sorted((one, other)))
    assert 0.0 <= low <= high <= 1.0


@given(st.floats(0.01, 0.99))
def test_must_be_lies_above_and_attractive_below_the_straight_line(fulfilment: float) -> None:
    assert rise(BENDS["A"], fulfilment) < rise(BENDS["O"], fulfilment) < rise(BENDS["M"], fulfilment)
    assert rise(BENDS["O"], fulfilment) == fulfilment


def test_the_last_tenth_helps_an_attractive_attribute_more_and_the_first_a_must_be() -> None:
    steps = {kind: [b - a for a, b in pairwise(at(kind, 0.0, 0.1, 0.9, 1.0))] for kind in "MA"}
    assert steps["A"][2] > steps["M"][2] + 0.05
    assert steps["M"][0] > steps["A"][0] + 0.05


@pytest.mark.parametrize("kind", "IRQ")
def test_other_categories_move_nothing(kind: str) -> None:
    assert curve_of(kind, 0.6, -0.4) == KanoCurve(0.0, 0.0, 0.0)
    assert at(kind, 0.0, 0.5, 1.0) == [0.0, 0.0, 0.0]


def test_a_profile_has_one_attribute_for_each_dimension() -> None:
    assert [len(column) for column in KANO_PROFILE] == [len(DIMENSIONS)] * 3
    assert set(KANO_PROFILE.category) <= set(BENDS)
