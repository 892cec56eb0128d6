import numpy as np
import pytest

from servsim.feedback.satisfaction.kano_questionnaire import (
    ANSWERS,
    CATEGORIES,
    Tally,
    answer_category,
    category,
    coefficients,
    known_coefficients,
    pair_numbers,
    tally,
    total_strength,
)


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


def test_coefficients_without_a_usable_pair_are_unknown_among_resamples() -> None:
    ends = known_coefficients(Tally(np.array([1.0, 0.0]), reverse=np.array([1.0, 2.0])))
    assert np.asarray(ends.dissatisfaction) == pytest.approx([-1.0, np.nan], nan_ok=True)


@pytest.mark.parametrize("strict", [False, True])
def test_whole_columns_get_the_categories_of_their_pairs(strict: bool) -> None:
    rows, columns = np.indices((5, 5))
    found = pair_numbers(rows, columns, strict)
    for row, column in np.ndindex(5, 5):
        assert CATEGORIES[found[row, column]] == answer_category(ANSWERS[row], ANSWERS[column], strict)
