"""Who comes and who serves."""

import pytest

from servsim.scenario.parts.people import Arrivals, Expectations
from tests.scenario.small import faults, loaded, small

ARRIVALS = "{per_hour: 10}"


@pytest.mark.parametrize(
    ("group", "mean"),
    [("1", 1), ("4", 4), ("{1: 60 %, 2: 40 %}", 1.4), ("{1000: 100 %}", 1000), ("{1: 0 %, 3: 100 %}", 3)],
)
def test_mean_group(group: str, mean: float) -> None:
    scenario = loaded(small((ARRIVALS, f"{{per_hour: 10, group_size: {group}}}")))
    assert scenario.segments["guest"].arrivals.mean_group == pytest.approx(mean)


def test_rates_and_rosters_by_time_of_day() -> None:
    scenario = loaded(small((ARRIVALS, '{per_hour: {"09:00": 10, 12:30: 4.5}}'), ("agents: 2", 'agents: {"9:00": 2}')))
    assert scenario.segments["guest"].arrivals.per_hour == {540: 10, 750: 4.5}
    assert scenario.teams["desk"].agents == {540: 2}


def test_a_roster_needs_as_many_agents_as_its_largest_number() -> None:
    assert loaded(small()).teams["desk"].largest_roster == 2
    changing = loaded(small(("agents: 2", 'agents: {"00:00": 2, "10:00": 7, "15:00": 0}')))
    assert changing.teams["desk"].largest_roster == 7


def test_defaults() -> None:
    guest = loaded(small()).segments["guest"]
    assert guest.patience is None
    assert guest.priority == 1
    assert guest.arrivals == Arrivals(per_hour=10)
    assert Expectations().desired == (6.3, 6.0, 6.1, 5.7, 5.2)
    assert loaded(small()).teams["desk"].wage * 60 == pytest.approx(20)


@pytest.mark.parametrize(
    ("arrivals", "expected"),
    [
        ("{}", "4:15 state either per_hour or replay"),
        ("{per_hour: many}", '4:26 found "many"; a plain number is needed, without unit'),
        ("{per_hour: 28 per hour}", '4:26 found "28 per hour"; a plain number is needed, without unit'),
        ("{per_hour: 1e7}", "4:26 found 10000000; at most 1000000 is possible"),
        ("{per_hour: [1, 2]}", "4:26 found a list; a plain number is needed, without unit"),
        ('{per_hour: {"09:00": -1}}', "4:36 found -1; at least 0 is needed"),
        ("{per_hour: 10, group_size: 2.5}", "4:42 found 2.5; a whole number is needed"),
        ("{per_hour: 10, group_size: 1001}", "4:42 found 1001; at most 1000 is possible"),
        ("{per_hour: 10, group_size: {}}", "4:42 the shares of group sizes add up to 0 %, not 100 %"),
        ("{per_hour: 10, group_size: {2: 0.5}}", '4:46 found 0.5; a share is stated in per cent ("15 %")'),
        ("{per_hour: 10, group_size: {pair: 100 %}}", '4:43 found "pair"; a group has 1 to 1000 customers'),
        ("{per_hour: 10, day_to_day_cv: 6}", "4:45 found 6; at most 5 is possible"),
    ],
)
def test_refused_arrivals(arrivals: str, expected: str) -> None:
    assert faults(small((ARRIVALS, arrivals))) == [expected]


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        ('{agents: {"09:00": 2.5}}', "7:28 found 2.5; a whole number is needed"),
        ("{agents: 100001}", "7:18 found 100001; at most 100000 is possible"),
        ("{agents: true}", "7:18 found true; a whole number is needed"),
        ("{agents: {}}", "7:18 found no entry; at least 1 needed"),
        ("{agents: 2, skill: 2}", "7:28 found 2; at most 1.2 is possible"),
        ("{agents: 2, queue_limit: -1}", "7:34 found -1; at least 0 is needed"),
        ("{agents: 2, speed_cv: 3}", "7:31 found 3; at most 2 is possible"),
        ("{agents: 2, source: [a]}", "7:29 found a list; a text is needed"),
        ("3", "7:9 found 3; a mapping of keys is needed"),
    ],
)
def test_refused_teams(team: str, expected: str) -> None:
    assert faults(small(("{agents: 2}", team))) == [expected]
