"""Procedures on several KPIs at once, with numbers instead of a simulation."""

from collections.abc import Sequence

import numpy as np
import pytest

from servsim.study.selecting.comparison_settings import FIRST_STAGE
from servsim.study.selecting.nelson_matejcik import second_stage
from servsim.study.selecting.procedures import PROCEDURES, Found, Race

MEANS = np.array([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]])
"""Of two KPIs and three options: the last is best in the one, the first in the other."""


def raced(method: str, spread: Sequence[float] = (1.0, 1.0), at_most: int = 500) -> list[Found]:
    chance = np.random.default_rng(4)
    samples = MEANS[:, :, None] + np.array(spread)[:, None, None] * chance.normal(size=(2, 3, at_most * 3))

    def values(kpi: int, option: int, count: int) -> np.ndarray:
        return np.asarray(samples[kpi, option, :count])

    return PROCEDURES[method](Race(3, values, lambda _: None, (0.5, 0.5), at_most, 0.975))  # type: ignore[index]


@pytest.mark.parametrize("method", PROCEDURES)
def test_every_kpi_has_its_own_winner(method: str) -> None:
    found = raced(method)
    assert [int(np.argmax([sample.mean() for sample in one.samples])) for one in found] == [2, 0]
    assert not any(one.capped for one in found)


def test_two_stages_take_what_the_most_demanding_kpi_needs() -> None:
    narrow, wide = raced("nm", (1.0, 2.0))
    first = np.array([sample[:FIRST_STAGE] for sample in wide.samples])
    wanted = second_stage(first, 0.5, 0.975).replications
    assert {sample.size for sample in (*narrow.samples, *wide.samples)} == {wanted}
    assert narrow.widths[0, 1] < wide.widths[0, 1] <= 0.5


def test_the_cap_is_told_for_the_kpi_that_reached_it() -> None:
    assert [one.capped for one in raced("nm", (0.1, 9.0), at_most=40)] == [False, True]
    assert [one.capped for one in raced("kn", (0.1, 9.0), at_most=40)] == [False, True]


def test_races_drop_their_losers_apart() -> None:
    quick, slow = raced("kn", (0.2, 2.0))
    assert {sample.size for sample in quick.samples} == {FIRST_STAGE}
    assert max(sample.size for sample in slow.samples) > FIRST_STAGE


def test_a_budget_is_spent_once_for_all_kpis() -> None:
    one, other = raced("ocba", at_most=60)
    counts = [sample.size for sample in one.samples]
    assert counts == [sample.size for sample in other.samples]
    assert sum(counts) == 180
