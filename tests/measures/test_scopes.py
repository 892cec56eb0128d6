import numpy as np

from servsim.measures.scopes import Scope, all_scopes, codes, groupings, scopes
from servsim.scenario import Scenario
from servsim.scenario.kpis.kpi import SCOPE_KINDS
from servsim.study import simulate
from tests.samples import smallest, town_hall


def test_the_parts_of_a_service_in_order(town: Scenario) -> None:
    assert scopes(town) == [
        Scope("all", ""),
        Scope("segment", "walk_in"),
        Scope("segment", "regulars"),
        Scope("touchpoint", "kiosk"),
        Scope("touchpoint", "counter"),
        Scope("touchpoint", "back_office"),
        Scope("team", "desk"),
        Scope("team", "office"),
        *(Scope("hour", hour) for hour in ("09:00", "10:00", "11:00", "12:00")),
    ]
    assert tuple(grouping.kind for grouping in groupings(town)) == SCOPE_KINDS


def hours(clock: dict[str, object]) -> list[str]:
    return [name for kind, name in scopes(Scenario.model_validate(smallest(clock=clock))) if kind == "hour"]


def test_hours_are_counted_from_opening_and_over_midnight() -> None:
    assert hours({"open": "22:30", "close": "01:00"}) == ["22:30", "23:30", "00:30"]
    assert hours({"open": "22:00", "close": "02:00"}) == ["22:00", "23:00", "00:00", "01:00"]
    assert hours({"days": 2}) == [f"{hour:02d}:00" for hour in range(24)]


def test_options_may_add_parts() -> None:
    base = Scenario.model_validate(town_hall())
    wider = base.with_changes(
        {
            "teams.night": {"agents": 1},
            "touchpoints.mail_box": {"team": "night", "handling": "2 min"},
            "touchpoints.kiosk.next": {"counter": "60 %", "mail_box": "10 %"},
            "clock.open": "08:00",
        }
    )
    both = all_scopes([base, wider])
    assert both[0] == Scope("all", "")
    assert set(both) == {*scopes(base), *scopes(wider)}
    assert [SCOPE_KINDS.index(scope.kind) for scope in both] == sorted(SCOPE_KINDS.index(scope.kind) for scope in both)
    assert [scope for scope in both if scope in scopes(base)] == scopes(base)
    assert {Scope("team", "night"), Scope("touchpoint", "mail_box"), Scope("hour", "08:00")} <= set(both)


def test_codes_name_the_part_of_each_encounter(town: Scenario) -> None:
    done = simulate(town, seed=1)
    log, team_of = done.log, done.model.plan.journey.team
    table = done.encounters()
    segments, touchpoints, teams = list(town.segments), list(town.touchpoints), list(town.teams)
    assert (codes(town, team_of, log, "all") == 0).all()
    assert [segments[code] for code in codes(town, team_of, log, "segment")] == table["segment"].tolist()
    assert [touchpoints[code] for code in codes(town, team_of, log, "touchpoint")] == table["touchpoint"].tolist()
    named = [teams[code] if code >= 0 else None for code in codes(town, team_of, log, "team")]
    assert named == [town.touchpoints[name].team for name in table["touchpoint"]]


def test_encounters_after_closing_belong_to_no_hour(town: Scenario) -> None:
    done = simulate(town, seed=1)
    code = codes(town, done.model.plan.journey.team, done.log, "hour")
    into_the_day = done.log.joined % 1440.0 - 540.0
    assert (into_the_day >= 210.0).any()
    expected = np.where(into_the_day < 210.0, into_the_day // 60.0, -1)
    assert (code == expected).all()
