from servsim.scenario import Scenario
from servsim.study.searching.evaluation import Point
from servsim.study.searching.limits import Limits
from servsim.study.searching.moves import Swap, moved, moves_of, swaps
from servsim.study.searching.rosters import Rosters
from tests.samples import smallest

WIDE = Limits((1,) * 4, (9,) * 4, ())


def test_one_less_or_moved_to_an_interval_that_is_not_dearer(town: Scenario) -> None:
    """An agent costs 24, 48 and 12 in the intervals of the desk."""
    found = {point.agents for point in moves_of(Rosters.of(town), Point((2, 3, 1, 1)), WIDE, team=0)}
    assert found == {(1, 3, 1, 1), (2, 2, 1, 1), (1, 3, 2, 1), (3, 2, 1, 1), (2, 2, 2, 1)}
    assert list(moves_of(Rosters.of(town), Point((2, 3, 1, 1)), WIDE, team=1)) == []  # at its fewest


def test_one_for_another_team_that_costs_less(town: Scenario) -> None:
    """The office costs 126 a day, every interval of the desk less."""
    both = Rosters.of(town)
    assert list(swaps(both, Point((2, 3, 1, 2)), WIDE)) == [Swap(3, 0), Swap(3, 1), Swap(3, 2)]
    assert list(swaps(both, Point((2, 9, 1, 2)), WIDE)) == [Swap(3, 0), Swap(3, 2)]
    assert list(swaps(both, Point((2, 3, 1, 1)), WIDE)) == []
    assert list(swaps(Rosters.of(town, ["desk"]), Point((2, 3, 2)), Limits((1,) * 3, (9,) * 3, ()))) == []


def test_of_many_intervals_only_neighbours_and_the_same_hours() -> None:
    hours = [f"{hour:02}:00" for hour in range(9, 13)]
    teams = {
        name: {"agents": dict.fromkeys(hours, 2), "wage": f"{wage} per hour"}
        for name, wage in (("desk", 20), ("bar", 60))
    }
    service = Scenario.model_validate(smallest(teams=teams, clock={"open": "09:00", "close": "13:00"}))
    both, limits = Rosters.of(service), Limits((1,) * 8, (9,) * 8, ())
    assert list(swaps(both, Point((2,) * 8), limits)) == [Swap(4 + hour, hour) for hour in range(4)]
    many = {name: team | {"agents": {f"{hour:02}:00": 2 for hour in range(7)}} for name, team in teams.items()}
    night = Scenario.model_validate(smallest(teams=many, clock={"open": "00:00", "close": "07:00"}))
    found = list(moves_of(Rosters.of(night), Point((2,) * 14), Limits((1,) * 14, (9,) * 14, ()), team=0))
    assert len(found) == 7 + 2 * 6


def test_agents_more_and_fewer() -> None:
    assert moved(Point((1, 2, 3), (0.5,)), {0: 2, 2: -1}) == Point((3, 2, 2), (0.5,))
