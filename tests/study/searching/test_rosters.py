import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study.searching.rosters import Rosters
from tests.samples import smallest


def test_team_after_team_interval_after_interval(town: Scenario) -> None:
    both = Rosters.of(town)
    assert both.agents == (2, 3, 2, 1)
    assert both.team_of == (0, 0, 0, 1)
    assert (list(both.slots(0)), list(both.slots(1))) == ([0, 1, 2], [3])
    assert both.prices == pytest.approx((24.0, 48.0, 12.0, 36.0 * 3.5))
    assert [both.name(place) for place in (0, 3)] == ["desk 09:00 to 10:00", "office"]
    assert town.with_changes(both.stated(both.agents)).teams == town.teams
    assert both.stated((4, 5, 6, 7)) == {
        "teams.desk.agents": {"09:00": 4, "10:00": 5, "12:00": 6},
        "teams.office.agents": 7,
    }


def test_teams_in_the_order_asked_for_each_once(town: Scenario) -> None:
    assert Rosters.of(town, ["office", "desk", "office"]).agents == (1, 2, 3, 2)


def test_a_single_team_needs_no_name(town: Scenario, tiny: Scenario) -> None:
    assert Rosters.of(town, ["desk"]).name(1) == "10:00 to 12:00"
    assert Rosters.of(tiny).name(0) == "agents"


def test_which_places_share_some_of_the_day(town: Scenario) -> None:
    both = Rosters.of(town)
    assert [both.overlap(place, 3) for place in (0, 1, 2)] == [True, True, True]
    assert not both.overlap(0, 1)


def test_all_unknown_teams_are_told_at_once(town: Scenario) -> None:
    with pytest.raises(ServsimError) as raised:
        Rosters.of(town, ["dsk", "desk", "bar"])
    assert str(raised.value) == 'unknown team "dsk"; did you mean "desk"?\nunknown team "bar"; allowed: desk, office'


def test_a_text_is_no_list_and_no_team_is_nothing_to_search(town: Scenario) -> None:
    with pytest.raises(ServsimError, match=r'found teams="desk"; teams are a list, such as teams=\["desk"\]'):
        Rosters.of(town, "desk")
    with pytest.raises(ServsimError, match="there is no team"):
        Rosters.of(Scenario.model_validate(smallest(teams={}, touchpoints={"check_in": {"handling": "4 min"}})))
