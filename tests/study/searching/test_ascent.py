from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from servsim.study.searching.ascent import Ascent
from servsim.study.searching.evaluation import Point
from servsim.study.searching.limits import Limits
from tests.study.searching.formula_bench import FormulaBench

TEAMS = 4
START = Point((1,) * TEAMS)
WIDE = Limits((1,) * TEAMS, (12,) * TEAMS, ())
wages = st.lists(st.integers(10, 90), min_size=TEAMS, max_size=TEAMS)
weights = st.tuples(*(st.integers(1, 50).map(lambda one, of=of: one * (of / 7) ** 0.5) for of in (2, 3, 5, 7)))
"""Incommensurable, so that no two gains are equal."""


def greedy(bench: FormulaBench, goal: Point) -> Point:
    """One more where that gains the most for its money, every team looked at in every step."""
    point = START
    while bench.glance([point])[0].chance.slack < 0.0 and point != goal:
        steps = [Point(tuple(n + (i == j) for j, n in enumerate(point.agents))) for i in range(TEAMS)]
        now, *tried = bench.glance([point, *steps])
        gains = [
            (one.chance.slack - now.chance.slack) / price
            for one, price in zip(tried, bench.rosters.prices, strict=True)
        ]
        point = steps[gains.index(max(gains))]
    return point


@given(wages, weights, st.floats(0.2, 0.8))
def test_lazy_steps_are_those_of_one_who_looks_everywhere(
    paid: list[int], weight: tuple[float, ...], share: float
) -> None:
    """Waits that fall like 1 / agents, added up: the gains of a team fall, and no other team changes them."""

    def slack(agents: tuple[int, ...]) -> float:
        return share * sum(weight) - sum(one / n for one, n in zip(weight, agents, strict=True))

    lazy, thorough = FormulaBench(paid, slack), FormulaBench(paid, slack)
    assert Ascent(lazy, WIDE).meeting(START) == greedy(thorough, Point((12,) * TEAMS))
    assert len(lazy.found) <= len(thorough.found)


def test_teams_that_do_not_bind_are_hardly_looked_at() -> None:
    bench = FormulaBench([20.0] * TEAMS, lambda agents: 1.0 - 10.0 / agents[0])
    assert Ascent(bench, WIDE).meeting(START).agents == (10, 1, 1, 1)
    assert len(bench.found) == 1 + TEAMS + 8


@given(wages, weights)
def test_it_goes_on_where_another_team_begins_to_bind(paid: list[int], weight: tuple[float, ...]) -> None:
    """The hardest target decides: at first the other teams gain nothing at all."""

    def slack(agents: tuple[int, ...]) -> float:
        return min(1.0 - 0.2 * one / n for one, n in zip(weight, agents, strict=True))

    bench = FormulaBench(paid, slack)
    found = Ascent(bench, WIDE).meeting(START)
    assert slack(found.agents) >= 0.0
    assert found.agents == tuple(max(1, ceil(0.2 * one)) for one in weight)


def test_where_no_team_alone_helps_all_take_a_step_and_limits_end_it() -> None:
    together = FormulaBench([20.0] * 2, lambda agents: min(agents) - 3.0)
    limits = Limits((1, 1), (9, 9), ())
    assert Ascent(together, limits).meeting(Point((1, 1))).agents == (3, 3)
    narrow = Limits((1, 1), (9, 2), ())
    assert Ascent(together, narrow).meeting(Point((1, 1))).agents == (9, 2)
