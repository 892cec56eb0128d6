import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study.searching.evaluation import Point
from servsim.study.searching.limits import Limits, most_agents, stated_most
from servsim.study.searching.rosters import Rosters

START = (2, 3, 2, 1)


def test_the_most_agents_for_all_by_team_or_from_the_start(town: Scenario) -> None:
    both = Rosters.of(town)
    assert most_agents(both, START, None) == (9, 11, 9, 7)
    assert most_agents(both, START, 4) == (4, 4, 4, 4)
    assert most_agents(both, START, {"office": 2}) == (9, 11, 9, 2)
    assert most_agents(both, START, {"office": 2, "desk": 6}) == (6, 6, 6, 2)


def test_all_that_is_wrong_with_them_at_once(town: Scenario) -> None:
    with pytest.raises(ServsimError) as raised:
        most_agents(Rosters.of(town, ["desk"]), START[:3], {"office": 2, "desk": 0})
    assert str(raised.value).splitlines() == [
        'most agents: the roster of team "office" is not searched; allowed: desk',
        "found at most 0 agents; at least 1 is needed",
    ]
    with pytest.raises(ServsimError, match="found at most 0 agents"):
        most_agents(Rosters.of(town), START, 0)


def test_as_they_are_written() -> None:
    assert stated_most([]) is None
    assert stated_most(["6"]) == 6
    assert stated_most(["desk=6", "office = 2"]) == {"desk": 6, "office": 2}
    with pytest.raises(ServsimError) as raised:
        stated_most(["desk=six", "-1", "desk=2"])
    assert [line.split(";")[0] for line in str(raised.value).splitlines()] == [
        'found "six"',
        'found "-1"',
        "found several numbers for the same teams",
    ]
    with pytest.raises(ServsimError, match="several numbers"):
        stated_most(["6", "desk=4"])


def test_the_nearest_point_within() -> None:
    limits = Limits((1, 1), (4, 4), ((0.0, 0.5),))
    assert limits.clipped(Point((0, 9), (0.7,))) == Point((1, 4), (0.5,))
    assert limits.clipped(Point((2, 3), (0.2,))) == Point((2, 3), (0.2,))
