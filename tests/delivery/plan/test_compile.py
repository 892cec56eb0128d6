from math import log
from pathlib import Path

import numpy as np
import pytest

from servsim.delivery import Plan, compile_plan
from servsim.delivery.encounter.dials import mean_distance, time_factor
from servsim.delivery.plan import duty
from servsim.delivery.plan.plan import KEEP_WAITING, NO_LIMIT, SEND_HOME, SERVE_THOSE_INSIDE
from servsim.scenario import Scenario
from tests.delivery.small_services import Raw, counter, team

SHOP: Raw = {"open": "09:00", "close": "17:00", "days": 2}
GUESTS: Raw = {"guests": {"arrivals": {"per_hour": 20}}}
HANDLING: Raw = {"lognormal": {"mean": "6 min", "cv": 0.8}}


def scenario_of(**sections: object) -> Scenario:
    raw = {
        "clock": SHOP,
        "segments": GUESTS,
        "teams": {"desk": team(2)},
        "touchpoints": {"desk": counter(HANDLING, standardization=0.5, personalization=0.3)},
    }
    return Scenario.model_validate(raw | sections, context={"folder": Path()})


def roster_of(clock: Raw, **teams: object) -> list[tuple[float, int, int]]:
    teams = {name: team(agents) for name, agents in teams.items()}
    first = next(iter(teams))
    part = {"desk": {"team": first, "handling": "1 min"}}
    roster = duty.roster_of(compile_plan(scenario_of(clock=clock, teams=teams, touchpoints=part)))
    return list(zip(roster.time.tolist(), roster.team.tolist(), roster.agents.tolist(), strict=True))


def test_a_constant_team_comes_once() -> None:
    assert roster_of(SHOP, desk=2) == [(540.0, 0, 2)]
    assert roster_of({"days": 3}, desk=2) == [(0.0, 0, 2)]


def test_rosters_of_all_days_are_sorted_by_time_then_team() -> None:
    shifts = roster_of(SHOP, desk={"09:00": 2, "12:00": 3}, office={"09:00": 1})
    assert shifts == [(540.0, 0, 2), (540.0, 1, 1), (720.0, 0, 3), (1980.0, 0, 2), (2160.0, 0, 3)]


def test_before_its_first_time_a_roster_has_nobody() -> None:
    assert roster_of(SHOP, desk={"10:00": 2})[0] == (600.0, 0, 2)


def test_a_roster_that_begins_before_opening_holds_at_opening() -> None:
    assert roster_of(SHOP, desk={"08:00": 4}) == [(540.0, 0, 4)]


@pytest.mark.parametrize("rule", ["send_home", "keep_waiting"])
def test_teams_go_home_at_closing_time_unless_they_serve_those_inside(rule: str) -> None:
    shifts = roster_of(SHOP | {"at_close": rule}, desk=2)
    assert shifts == [(540.0, 0, 2), (1020.0, 0, 0), (1980.0, 0, 2), (2460.0, 0, 0)]


def test_around_the_clock_a_team_goes_and_comes_at_the_same_minute() -> None:
    clock = {"open": "08:00", "close": "08:00", "days": 2, "at_close": "send_home"}
    changes = duty.duty_changes(compile_plan(scenario_of(clock=clock, teams={"desk": team(2)})))
    assert changes == [(480.0, 0, (), (0, 1)), (1920.0, 0, (0, 1), (0, 1)), (3360.0, 0, (0, 1), ())]


@pytest.mark.parametrize(
    ("rule", "code"),
    [("serve_those_inside", SERVE_THOSE_INSIDE), ("send_home", SEND_HOME), ("keep_waiting", KEEP_WAITING)],
)
def test_opening_hours(rule: str, code: int) -> None:
    opening = compile_plan(scenario_of(clock=SHOP | {"at_close": rule})).opening
    assert (opening.start, opening.length, opening.days, opening.at_close) == (540.0, 480.0, 2, code)
    assert not opening.never_closes
    assert opening.horizon == np.inf


def test_a_service_that_never_closes_has_a_horizon() -> None:
    opening = compile_plan(scenario_of(clock={"days": 3, "warm_up": "2 h"})).opening
    assert opening.never_closes
    assert (opening.horizon, opening.warm_up, opening.length) == (4320.0, 120.0, 1440.0)


def journey() -> Scenario:
    return scenario_of(
        segments=GUESTS | {"family": {"arrivals": {"per_hour": 5}, "start": "bar", "priority": 3}},
        teams={"desk": team(2, queue_limit=4), "cooks": team({"09:00": 1, "12:00": 3})},
        touchpoints={
            "desk": counter("4 min", next={"bar": "25 %", "desk": "10 %"}, visits_at_most=4),
            "kiosk": {"handling": "1 min"},
            "bar": {"team": "cooks", "handling": "2 min", "next_by_segment": {"family": {"kiosk": "50 %"}}},
        },
        start={"desk": "60 %", "kiosk": "40 %"},
        repeat={"probability": 0.4, "delay": "2 h", "attempts_at_most": 2},
    )


def test_journeys_are_cumulative_shares_by_segment() -> None:
    plan = compile_plan(journey()).journey
    assert plan.team.tolist() == plan.queue.tolist() == [0, -1, 1]
    assert plan.start.tolist() == [pytest.approx([0.6, 1.0, 1.0]), [0.0, 0.0, 1.0]]
    assert plan.route[0].tolist() == [pytest.approx([0.1, 0.1, 0.35]), [0.0] * 3, [0.0] * 3]
    assert plan.route[1, 2].tolist() == pytest.approx([0.0, 0.5, 0.5])
    assert plan.visits_at_most.tolist() == [4, 3, 3]
    assert plan.contacts.tolist() == [4 + 2, 1 + 2, 1 + 2]
    assert plan.first_contact.tolist() == [0, 6, 9]


def test_teams_segments_and_returns() -> None:
    plan = compile_plan(journey())
    assert plan.teams.first_agent.tolist() == [0, 2, 5]
    assert plan.queues.limit.tolist() == [4, NO_LIMIT]
    assert plan.segments.priority.tolist() == [1, 3]
    returning = plan.returning
    assert (returning.repeat_probability, returning.repeat_delay, returning.repeats_at_most) == (0.4, 120.0, 2)
    assert (returning.redial_probability, returning.redials_at_most) == (0.0, 0)


def test_balking_only_where_it_is_stated() -> None:
    balking = GUESTS["guests"] | {"balking": {"starts_at": 2, "certain_at": 5}}
    segments = compile_plan(scenario_of(segments={"a": GUESTS["guests"], "b": balking})).segments
    assert segments.balk_starts.tolist() == [NO_LIMIT, 2]
    assert segments.balk_certain.tolist() == [2 * NO_LIMIT, 5]


@pytest.mark.parametrize(("text", "odds"), [("0 %", -700.0), ("100 %", 700.0), ("20 %", log(0.25))])
def test_defects_become_log_odds(text: str, odds: float) -> None:
    part = counter(HANDLING) | {"defects": text}
    assert compile_plan(scenario_of(touchpoints={"desk": part})).dials[0][0].defect_logit == pytest.approx(odds)


def factor(plan: Plan, s: float, p: float, mean: float, spread: float) -> float:
    return time_factor(s, p, mean_distance(mean, spread), plan.effects)


def test_at_the_baseline_the_anchor_is_the_touchpoint_itself() -> None:
    plan = compile_plan(scenario_of())
    dials = plan.dials[0][0]
    assert (dials.standardization_observed, dials.personalization_observed) == (0.5, 0.3)
    assert dials.handling_min == pytest.approx(6.0)
    assert dials.time_factor_observed == pytest.approx(factor(plan, 0.5, 0.3, 0.0, 0.5))


def test_an_option_stays_anchored_where_the_baseline_was_measured() -> None:
    baseline = scenario_of()
    once = baseline.with_changes({"touchpoints.desk": {"standardization": 0.9, "personalization": 0.1}})
    twice = once.with_changes({"touchpoints.desk.target": 0.4, "teams.desk.agents": 5})
    for option in (once, twice):
        dials = compile_plan(option).dials[0][0]
        assert (dials.standardization, dials.personalization) == (0.9, 0.1)
        assert (dials.standardization_observed, dials.personalization_observed) == (0.5, 0.3)
        assert dials.time_factor_observed == compile_plan(baseline).dials[0][0].time_factor_observed
    assert compile_plan(twice).dials[0][0].target == 0.4


def test_what_was_measured_elsewhere_is_anchored_there() -> None:
    part = counter(HANDLING, standardization=0.9, measured_at={"standardization": 0.4, "target": 0.2})
    plan = compile_plan(scenario_of(touchpoints={"desk": part}))
    dials = plan.dials[0][0]
    assert (dials.standardization_observed, dials.personalization_observed) == (0.4, 0.5)
    assert dials.time_factor_observed == pytest.approx(factor(plan, 0.4, 0.5, -0.2, 0.5))


def test_a_touchpoint_that_an_option_adds_is_anchored_at_itself() -> None:
    more = {
        "touchpoints.desk.next": {"bar": "50 %"},
        "touchpoints.bar": counter(HANDLING, standardization=0.8, personalization=0.2),
        "start": "desk",
    }
    dials = compile_plan(scenario_of().with_changes(more)).dials[1][0]
    assert (dials.standardization_observed, dials.personalization_observed) == (0.8, 0.2)


MIXED: Raw = {
    "guests": {"arrivals": {"per_hour": 30}, "needs": {"spread": 0.2}},
    "family": {"arrivals": {"per_hour": 5, "group_size": 2}, "needs": {"mean": 0.5, "spread": 1.0}},
}


def test_one_handling_time_was_measured_on_the_mix_of_segments() -> None:
    plan = compile_plan(scenario_of(segments=MIXED))
    mixed = 0.75 * factor(plan, 0.5, 0.3, 0.0, 0.2) + 0.25 * factor(plan, 0.5, 0.3, 0.5, 1.0)
    assert [dials.time_factor_observed for dials in plan.dials[0]] == [pytest.approx(mixed)] * 2


def test_a_change_of_demand_does_not_change_what_was_measured() -> None:
    more = {"segments.family.arrivals": {"per_hour": 100}, "segments.guests.needs": {"spread": 1.5}}
    baseline = scenario_of(segments=MIXED)
    one, other = (compile_plan(part).dials[0][0] for part in (baseline, baseline.with_changes(more)))
    assert one.time_factor_observed == other.time_factor_observed


def test_handling_times_by_segment_were_measured_on_each() -> None:
    by_segment = {"by_segment": {"guests": "4 min", "family": HANDLING}}
    part = counter(by_segment, standardization=0.5, personalization=0.3)
    plan = compile_plan(scenario_of(segments=MIXED, touchpoints={"desk": part}))
    guests, family = plan.dials[0]
    assert (guests.handling_min, family.handling_min) == (4.0, pytest.approx(6.0))
    assert guests.time_factor_observed == pytest.approx(factor(plan, 0.5, 0.3, 0.0, 0.2))
    assert family.time_factor_observed == pytest.approx(factor(plan, 0.5, 0.3, 0.5, 1.0))


def test_segments_that_an_option_adds_are_measured_as_they_come() -> None:
    by_segment = {"by_segment": {"guests": "4 min", "family": HANDLING}}
    part = counter(by_segment, standardization=0.5, personalization=0.3)
    baseline = scenario_of(segments=MIXED, touchpoints={"desk": part})
    times = {"by_segment": {**by_segment["by_segment"], "clubs": "9 min"}}
    option = baseline.with_changes(
        {
            "segments.clubs": {"arrivals": {"per_hour": 3}, "needs": {"spread": 2}},
            "segments.family.needs": {"spread": 0},
            "touchpoints.desk.handling": times,
        }
    )
    plan = compile_plan(option)
    known = [dials.time_factor_observed for dials in compile_plan(baseline).dials[0]]
    found = [dials.time_factor_observed for dials in plan.dials[0]]
    assert found == [*known, pytest.approx(factor(plan, 0.5, 0.3, 0.0, 2.0))]


@pytest.mark.parametrize(("s", "widened"), [(0.1, 0.95 / 0.75), (0.5, 1.0), (0.9, 1.0)])
def test_work_is_drawn_wider_than_measured_only_below_the_standard(s: float, widened: float) -> None:
    plan = compile_plan(scenario_of().with_changes({"touchpoints.desk.standardization": s}))
    assert plan.dials[0][0].work_cv_ratio == pytest.approx(widened)
    assert plan.work[0][0].moments().cv == pytest.approx(0.8 * widened)


def test_a_family_without_a_free_spread_is_stretched() -> None:
    part = counter({"uniform": {"low": "5 min", "high": "7 min"}}, standardization=0.5, personalization=0.3)
    plan = compile_plan(scenario_of(touchpoints={"desk": part}).with_changes({"touchpoints.desk.standardization": 0}))
    assert plan.dials[0][0].work_cv_ratio == 1.0
    assert plan.work[0][0].minimum() == 5.0


def test_effects_and_pressure_are_the_scenarios() -> None:
    load = {"queue_per_agent": 2, "overwork_above": 0.7, "overwork_memory": "1 h", "speed_up": 0.25}
    plan = compile_plan(scenario_of(load=load, time={"standard_saving": 0.33}, defect={"rework": "40 %"}))
    pressure = plan.pressure
    assert (pressure.queue_per_agent, pressure.overwork_above, pressure.overwork_memory) == (2.0, 0.7, 60.0)
    assert (plan.effects.load_speedup, plan.effects.standard_saving, plan.effects.rework) == (0.25, 0.33, 0.4)
