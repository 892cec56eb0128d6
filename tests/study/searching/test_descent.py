from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.study.searching import descent
from servsim.study.searching.descent import Descent
from servsim.study.searching.evaluation import Point
from servsim.study.searching.limits import Limits
from tests.study.searching.formula_bench import FormulaBench

RICH = Point((9, 9, 9))
WIDE = Limits((1, 1, 1), (12, 12, 12), ())
wages = st.lists(st.integers(10, 90), min_size=3, max_size=3)
weights = st.lists(st.integers(1, 30), min_size=3, max_size=3)


def cheapest_of_all(bench: FormulaBench, most: int) -> float:
    """The lowest cost at which the targets are met, over the whole grid."""
    points = [Point(agents) for agents in product(range(1, most + 1), repeat=len(bench.rosters.prices))]
    return min(one.cost.mean for one in bench.glance(points) if one.chance.verdict == "met")


@given(wages, weights, st.floats(0.15, 0.5))
def test_none_less_and_no_exchange_is_left(paid: list[int], weight: list[int], share: float) -> None:
    def slack(agents: tuple[int, ...]) -> float:
        return share * sum(weight) - sum(one / n for one, n in zip(weight, agents, strict=True))

    bench = FormulaBench(paid, slack)
    bench.glance([RICH])
    found = Descent(bench, WIDE).cheapest(RICH).agents
    assert slack(found) >= 0.0
    for less, more in product(range(3), range(-1, 3)):
        change = [(i == more) - (i == less) for i in range(3)]
        other = tuple(n + one for n, one in zip(found, change, strict=True))
        if less != more and min(other) >= 1 and max(other) <= 12 and bench.cost(other) < bench.cost(found):
            assert slack(other) < 0.0


@given(wages, weights)
def test_teams_that_wait_apart_end_at_the_cheapest_of_all(paid: list[int], weight: list[int]) -> None:
    """Each team has a target of its own: no exchange pays, and the optimum is the smallest number of each."""
    bench = FormulaBench(
        paid, lambda agents: min(n / (1 + one // 4) - 1.0 for one, n in zip(weight, agents, strict=True))
    )
    bench.glance([RICH])
    found = Descent(bench, WIDE).cheapest(RICH).agents
    assert bench.cost(found) == cheapest_of_all(bench, 9)


def dear_for_cheap(agents: tuple[int, ...]) -> float:
    """One of the first team does the work of three of the second."""
    return 3.0 * agents[0] + agents[1] - 12.0


def test_several_of_a_cheap_team_make_room_for_one_of_a_dear_one(monkeypatch: pytest.MonkeyPatch) -> None:
    bench, limits, start = FormulaBench([90.0, 20.0], dear_for_cheap), Limits((1, 1), (9, 9), ()), Point((4, 1))
    bench.glance([start])
    assert Descent(bench, limits).cheapest(start).agents == (1, 9)
    assert bench.cost((1, 9)) == cheapest_of_all(bench, 9)
    monkeypatch.setattr(descent, "swaps", lambda *_: iter(()))  # the twin: without exchanges it stays where it is
    assert Descent(bench, limits).cheapest(start) != Point((1, 9))


def test_no_exchange_that_does_not_pay() -> None:
    bench, limits, start = FormulaBench([59.0, 20.0], dear_for_cheap), Limits((1, 1), (9, 9), ()), Point((3, 3))
    bench.glance([start])
    assert Descent(bench, limits).cheapest(start) == start


def test_spent_teams_cost_no_more_simulations_until_the_end() -> None:
    """Three teams at their smallest, one with far too many: the three are looked at first and last."""
    bench = FormulaBench([20.0] * 4, lambda agents: min(agents) - 2.0)
    limits, start = Limits((1,) * 4, (12,) * 4, ()), Point((12, 2, 2, 2))
    bench.glance([start])
    assert Descent(bench, limits).cheapest(start).agents == (2, 2, 2, 2)
    assert len(bench.found) == 1 + 11 + 2 * 3
