from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.calibration.surveys.kano_intervals import (
    changes_to_flip,
    counted,
    pairs_of,
    resampled_counts,
    resampled_people,
    standing,
)
from servsim.feedback.satisfaction.kano_questionnaire import Tally, category

SMALL_TALLIES = st.lists(st.integers(0, 4), min_size=6, max_size=6).filter(any).map(lambda counts: Tally(*counts))


def one_change_away(counts: Tally) -> set[Tally]:
    """All tallies in which one pair is in another category."""
    moved = set()
    for taken, given_to in product(range(6), repeat=2):
        if counts[taken] > 0 and taken != given_to:
            changed = list(counts)
            changed[taken] -= 1
            changed[given_to] += 1
            moved.add(Tally(*changed))
    return moved


def changes_by_trying(counts: Tally) -> int:
    reached, changes = {counts}, 0
    while all(category(one) == category(counts) for one in reached):
        reached = {further for one in reached for further in one_change_away(one)}
        changes += 1
    return changes


@given(SMALL_TALLIES)
def test_the_changes_are_the_fewest_of_all_that_can_be_tried(counts: Tally) -> None:
    assert changes_to_flip(counts) == changes_by_trying(counts)


@pytest.mark.parametrize(
    ("counts", "changes"),
    [
        (Tally(10, 4, 0, 0), 4),  # 7 with 7 still goes to M
        (Tally(4, 10, 0, 0), 3),  # 7 with 7 goes to M
        (Tally(5, 5, 0, 0), 1),
        (Tally(0, 5, 0, 0, 0, 4), 1),
        (Tally(0, 0, 0, 0, 0, 1), 1),
    ],
)
def test_a_tie_is_enough_for_the_more_demanding_category(counts: Tally, changes: int) -> None:
    assert changes_to_flip(counts) == changes


def test_counts_and_pairs_belong_together() -> None:
    counts = Tally(5, 0, 3, 2, 0, 1)
    assert Tally(*counted(pairs_of(counts))[0]) == counts


def test_every_resample_asks_as_many_people() -> None:
    drawn = resampled_people(37, resamples=50)
    assert drawn.shape == (50, 37)
    assert (drawn.sum(axis=1) == 37).all()
    assert drawn.min() == 0


def test_the_seed_decides() -> None:
    assert (resampled_people(20, 5, seed=3) == resampled_people(20, 5, seed=3)).all()
    assert (resampled_people(20, 5, seed=3) != resampled_people(20, 5, seed=4)).any()


def test_people_are_resampled_with_all_their_answers() -> None:
    pairs = np.repeat(pairs_of(Tally(6, 5, 4, 3, 2, 1)), 2, axis=1)
    resampled = resampled_counts(pairs, resamples=40)
    assert (resampled[:, 0] == resampled[:, 1]).all()
    twin = np.column_stack([pairs[:, 0], pairs[::-1, 0]])
    assert (resampled_counts(twin, resamples=40)[:, 0] != resampled_counts(twin, resamples=40)[:, 1]).any()


def test_resampled_counts_spread_as_the_multinomial_says() -> None:
    counts = np.array([60.0, 40.0, 50.0, 30.0, 10.0, 10.0])
    resampled = resampled_counts(pairs_of(Tally(*counts)), resamples=4000)[:, 0]
    shares = counts / counts.sum()
    error = np.sqrt(counts * (1 - shares) / len(resampled))
    assert (np.abs(resampled.mean(axis=0) - counts) < 4 * error).all()
    assert resampled.var(axis=0) == pytest.approx(counts * (1 - shares), rel=0.1)
    assert np.cov(resampled[:, 0], resampled[:, 1])[0, 1] == pytest.approx(-60 * 40 / 200, rel=0.15)


def test_intervals_are_as_wide_as_the_normal_approximation_says() -> None:
    counts = Tally(60.0, 40.0, 50.0, 50.0)
    found = standing(counts, resampled_counts(pairs_of(counts), resamples=4000)[:, 0])
    value, low, high = found.better
    assert value == 90 / 200
    assert (high - low) / 2 == pytest.approx(1.96 * np.sqrt(0.45 * 0.55 / 200), rel=0.06)
    assert found.worse[0] == -0.5
    assert found.worse[1] < -0.5 < found.worse[2]


def test_a_clear_majority_is_firm_and_a_close_one_is_not() -> None:
    clear, close = Tally(150.0, 20.0, 20.0, 10.0), Tally(60.0, 58.0, 50.0, 32.0)
    firm, open_ = (standing(one, resampled_counts(pairs_of(one))[:, 0]) for one in (clear, close))
    assert (firm.category, firm.share, firm.decided_by_few) == ("M", 1.0, False)
    assert open_.decided_by_few
    assert open_.changes == 2
    assert 0.4 < open_.share < 0.7
    assert sum(open_.wins) == pytest.approx(1.0)


def test_resamples_without_a_usable_pair_say_nothing_about_the_coefficients() -> None:
    counts = Tally(1.0, 0.0, 0.0, 0.0, 1.0, 1.0)
    found = standing(counts, resampled_counts(pairs_of(counts), resamples=200)[:, 0])
    assert found.worse == (-1.0, -1.0, -1.0)
    with pytest.raises(ValueError, match="neither reverse nor questionable; found none"):
        standing(Tally(reverse=2), resampled_counts(pairs_of(Tally(reverse=2)), resamples=5)[:, 0])
