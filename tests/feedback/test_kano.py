import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.kano import (
    ANSWERS,
    KANO_PROFILE,
    Coefficients,
    Tally,
    answer_category,
    category,
    coefficients,
    counts_for_satisfaction,
    kano_curve,
    rise,
    tally,
    total_strength,
)
from servsim.feedback.servqual import DIMENSIONS

ENDS = Coefficients(0.6, -0.4)


@pytest.mark.parametrize(
    ("functional", "dysfunctional", "expected"),
    [
        ("like", "dislike", "O"),
        ("like", "neutral", "A"),
        ("neutral", "dislike", "M"),
        ("neutral", "live-with", "I"),
        ("dislike", "like", "R"),
        ("must-be", "like", "R"),
        ("like", "like", "Q"),
        ("dislike", "dislike", "Q"),
    ],
)
def test_answer_pairs(functional: str, dysfunctional: str, expected: str) -> None:
    assert answer_category(functional, dysfunctional) == expected
    assert answer_category(functional, dysfunctional, strict=True) == expected


def test_the_strict_table_differs_in_two_pairs_only() -> None:
    pairs = [(a, b) for a in ANSWERS for b in ANSWERS]
    differing = [pair for pair in pairs if answer_category(*pair) != answer_category(*pair, strict=True)]
    assert differing == [("must-be", "must-be"), ("live-with", "live-with")]
    assert [answer_category(*pair, strict=True) for pair in differing] == ["Q", "Q"]


def test_every_category_comes_from_its_number_of_pairs() -> None:
    pairs = [(a, b) for a in ANSWERS for b in ANSWERS]
    assert tally([a for a, _ in pairs], [b for _, b in pairs]) == Tally(3, 1, 3, 9, 7, 2)


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="one of like, must-be, neutral, live-with, dislike; found 'love'"):
        answer_category("like", "love")


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="come in pairs; found 2 with and 1 without"):
        tally(["like", "like"], ["dislike"])


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Tally(5, 5, 5, 5, 5, 5), "M"),
        (Tally(4, 5, 5, 5, 5, 5), "O"),
        (Tally(4, 4, 5, 5), "A"),
        (Tally(0, 0, 4, 5), "I"),
        (Tally(reverse=3, questionable=3), "R"),
        (Tally(questionable=1), "Q"),
    ],
)
def test_ties_go_to_the_more_demanding_category(counts: Tally, expected: str) -> None:
    assert category(counts) == expected


def test_coefficients_of_bootstrap_resamples_come_as_columns() -> None:
    ends = coefficients(Tally(np.array([40.0, 35.0]), np.array([30.0, 30.0]), np.array([20.0, 25.0]), 8.0, 1.0, 1.0))
    assert ends.satisfaction == pytest.approx([50 / 98, 55 / 98])
    assert ends.dissatisfaction == pytest.approx([-70 / 98, -65 / 98])


def test_coefficients_without_a_usable_pair_are_refused() -> None:
    with pytest.raises(ValueError, match="neither reverse nor questionable; found none"):
        coefficients(Tally(reverse=4, questionable=1))


def test_total_strength_leaves_out_those_who_do_not_care() -> None:
    assert total_strength(Tally(1, 2, 3, 2, 1, 1)) == pytest.approx(0.6)


@pytest.mark.parametrize("kind", "MOA")
def test_curves_run_from_dissatisfaction_to_satisfaction(kind: str) -> None:
    assert kano_curve(kind, ENDS, np.array([0.0, 1.0])).tolist() == pytest.approx([-0.4, 0.6], abs=1e-15)


@given(st.sampled_from("MOA"), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_curves_never_fall(kind: str, one: float, other: float) -> None:
    low, high = rise(kind, np.sort([one, other]))
    assert 0.0 <= low <= high <= 1.0


@given(st.floats(0.01, 0.99))
def test_must_be_lies_above_and_attractive_below_the_straight_line(fulfilment: float) -> None:
    assert rise("A", fulfilment) < rise("O", fulfilment) < rise("M", fulfilment)


def test_the_last_tenth_helps_an_attractive_attribute_more_and_the_first_a_must_be() -> None:
    must_be, attractive = (np.diff(kano_curve(kind, ENDS, np.array([0.0, 0.1, 0.9, 1.0]))) for kind in "MA")
    assert attractive[2] > must_be[2] + 0.05
    assert must_be[0] > attractive[0] + 0.05


@pytest.mark.parametrize("kind", "IRQ")
def test_other_categories_move_nothing(kind: str) -> None:
    assert kano_curve(kind, ENDS, np.array([0.0, 0.5, 1.0])).tolist() == [0.0, 0.0, 0.0]
    assert not counts_for_satisfaction(kind)


def test_a_profile_has_one_attribute_for_each_dimension() -> None:
    assert [len(column) for column in KANO_PROFILE] == [len(DIMENSIONS)] * 3
    assert counts_for_satisfaction(KANO_PROFILE.category).all()
    scores = np.full((3, 5), 0.5)
    curves = kano_curve(
        KANO_PROFILE.category,
        Coefficients(np.array(KANO_PROFILE.satisfaction), np.array(KANO_PROFILE.dissatisfaction)),
        scores,
    )
    assert curves[2] == pytest.approx([-0.1030488026, -0.05, -0.025, 0.1209095685, 0.0076473678], rel=1e-6)
