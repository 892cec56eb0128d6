"""The same seed gives the same bytes, and what an option leaves alone sees the same random numbers, to the bit."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servsim.delivery import compile_plan
from servsim.demand import Draws, draw_customers
from servsim.demand.contacts import contact_limits
from servsim.scenario import Scenario
from tests.examples import examples
from tests.laws.runs import ENGINES, SEED, hook_of, run_of
from tests.laws.strategies import DAYTIME, FOLDER, raw_scenarios, scenarios

Raw = dict[str, Any]
FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
BY_CONTACT = ("work", "patience", "variation", "hidden", "defect", "detection", "balk", "route", "repeat",
              "repeat_delay", "redial", "redial_delay", "csat_noise", "recommend_noise", "respond")  # fmt: skip
EXTRA_SEGMENT: Raw = {"arrivals": {"per_hour": 10}, "patience": "3 min", "priority": 2}


def read(raw: Raw) -> Scenario:
    return Scenario.model_validate(raw, context={"folder": FOLDER})


def same_bytes(one: Draws, other: Draws) -> bool:
    columns = [column.name for column in fields(one)]
    return all(getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in columns)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=examples(60), **FIXED)
@given(raw=raw_scenarios())
def test_same_seed_same_bytes(engine: str, raw: Raw) -> None:
    one, other = run_of(read(raw), engine), run_of(read(raw), engine)
    assert same_bytes(one.draws, other.draws)
    assert one.log.same_as(other.log)
    again = ENGINES[engine](one.plan, one.draws, hook_of(one.scenario))
    assert again.same_as(one.log)
    assert same_bytes(one.draws, other.draws)


@settings(max_examples=examples(30), **FIXED)
@given(scenario=scenarios())
def test_another_replication_is_another_day(scenario: Scenario) -> None:
    one, other = (draw_customers(scenario, SEED, replication) for replication in (0, 1))
    if one.customers and other.customers:
        assert one.work[0, 0] != other.work[0, 0]
        assert one.agent_bias.size == 0 or one.agent_bias[0] != other.agent_bias[0]


def table_of(scenario: Scenario, draws: Draws, name: str, touchpoint: str, segment: str) -> np.ndarray:
    """The draws of one segment at one touchpoint, (contacts, customers of the segment)."""
    limits = dict(zip(scenario.touchpoints, contact_limits(scenario), strict=True))
    before = list(scenario.touchpoints).index(touchpoint)
    first = sum(list(limits.values())[:before])
    rows = getattr(draws, name)[first : first + limits[touchpoint]]
    return rows[:, draws.segment == list(scenario.segments).index(segment)]


def assert_same_customers(one: Scenario, other: Scenario) -> None:
    """Segments, touchpoints and teams that both know have the same draws."""
    mine, theirs = draw_customers(one, SEED, 0), draw_customers(other, SEED, 0)
    for segment in one.segments.keys() & other.segments.keys():
        both = ((one, mine), (other, theirs))
        here = [draws.segment == list(part.segments).index(segment) for part, draws in both]
        for name in ("arrival", "start"):
            assert getattr(mine, name)[here[0]].tobytes() == getattr(theirs, name)[here[1]].tobytes()
        for touchpoint in one.touchpoints.keys() & other.touchpoints.keys():
            places = [list(part.touchpoints).index(touchpoint) for part in (one, other)]
            visible = mine.visible[places[0], here[0]].tobytes() == theirs.visible[places[1], here[1]].tobytes()
            assert visible
            for name in BY_CONTACT:
                a = table_of(one, mine, name, touchpoint, segment)
                b = table_of(other, theirs, name, touchpoint, segment)
                common = min(len(a), len(b))
                assert a[:common].tobytes() == b[:common].tobytes(), (segment, touchpoint, name)
    assert_same_agents(one, other, mine, theirs)


def agents_of(scenario: Scenario, draws: Draws, team: str) -> np.ndarray:
    first = compile_plan(scenario).teams.first_agent
    place = list(scenario.teams).index(team)
    return np.stack([draws.agent_bias, draws.agent_pace])[:, first[place] : first[place + 1]]


def assert_same_agents(one: Scenario, other: Scenario, mine: Draws, theirs: Draws) -> None:
    for team in one.teams.keys() & other.teams.keys():
        if one.teams[team].speed_cv == other.teams[team].speed_cv:
            a, b = agents_of(one, mine, team), agents_of(other, theirs, team)
            common = min(a.shape[1], b.shape[1])
            assert a[:, :common].tobytes() == b[:, :common].tobytes()


@settings(max_examples=examples(60), **FIXED)
@given(raw=raw_scenarios(), first=st.booleans())
def test_a_segment_more_leaves_the_others_alone(raw: Raw, first: bool) -> None:
    extra = {"extra": EXTRA_SEGMENT}
    segments = extra | raw["segments"] if first else raw["segments"] | extra
    touchpoints = {
        name: {**part, "handling": "2 min"} if "by_segment" in str(part["handling"]) else part
        for name, part in raw["touchpoints"].items()
    }
    assert_same_customers(read(raw), read(raw | {"segments": segments, "touchpoints": touchpoints}))


@settings(max_examples=examples(60), **FIXED)
@given(raw=raw_scenarios())
def test_a_touchpoint_and_a_team_more_leave_the_others_alone(raw: Raw) -> None:
    more = {"team": "helpers", "handling": {"exponential": {"mean": "1 min"}}, "next": {"p0": "50 %"}}
    touchpoints = {"extra": more} | raw["touchpoints"]
    teams = {"helpers": {"agents": 2}} | raw["teams"]
    start = {"extra": "100 %"}
    assert_same_customers(read(raw), read(raw | {"touchpoints": touchpoints, "teams": teams, "start": start}))


@settings(max_examples=examples(60), **FIXED)
@given(raw=raw_scenarios(), agents=st.integers(0, 6))
def test_other_staff_and_other_dials_meet_the_same_customers(raw: Raw, agents: int) -> None:
    teams = {name: {**part, "agents": agents} for name, part in raw["teams"].items()}
    dials = {"standardization": 0.9, "personalization": 0.1, "visits_at_most": 4, "next": {}, "handling": "1 min"}
    touchpoints = {name: {**part, **dials} for name, part in raw["touchpoints"].items()}
    repeat = {"probability": 0.9, "delay": "5 min", "attempts_at_most": 3}
    assert_same_customers(read(raw), read(raw | {"teams": teams, "touchpoints": touchpoints, "repeat": repeat}))


def test_another_rate_only_moves_customers_in_time() -> None:
    clock = DAYTIME[0]
    part = {"desk": {"team": "desk", "handling": "2 min"}}
    raw: Raw = {"clock": clock, "teams": {"desk": {"agents": 1}}, "touchpoints": part}
    drawn = [
        draw_customers(read(raw | {"segments": {"all": {"arrivals": {"per_hour": rate}}}}), SEED, 0)
        for rate in (60, 90)
    ]
    common = min(draws.customers for draws in drawn)
    assert common > 30
    assert (drawn[0].work[0, :common] == drawn[1].work[0, :common]).all()
    later = (drawn[0].arrival[:common] - 480.0) / (drawn[1].arrival[:common] - 480.0)
    assert later == pytest.approx(1.5, rel=1e-9)


def test_twin_a_seed_more_changes_everything() -> None:
    raw: Raw = {"segments": {"all": {"arrivals": {"per_hour": 20}}}, "touchpoints": {"kiosk": {"handling": "2 min"}}}
    one, other = draw_customers(read(raw), SEED, 0), draw_customers(read(raw), SEED + 1, 0)
    assert not np.isin(one.arrival, other.arrival).any()
    assert not np.isin(one.work, other.work).any()
