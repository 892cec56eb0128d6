from itertools import product
from pathlib import Path

import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario, load
from servsim.study import run
from servsim.study.searching.meeting_targets import chance_of_targets
from servsim.study.searching.optimize import optimize
from servsim.study.sweeping.cells import Cell
from servsim.study.sweeping.grid import Grid
from tests.measures.services import NO_EFFECTS, erlang_c
from tests.paths import ROOT

GALLERY = ROOT / "scenarios"
ALWAYS = {"days": 2, "warm_up": "4 h"}
LONG = {"open": "08:00", "close": "16:00", "days": 5}


@pytest.mark.parametrize(
    ("per_minute", "handling", "within", "share", "smallest"),
    [
        (5 / 3, "3 min", "20 s", "80 %", 8),
        (0.5, "10 min", "5 min", "90 %", 8),
    ],
)
def test_the_smallest_number_of_agents_is_that_of_erlang_c(
    per_minute: float, handling: str, within: str, share: str, smallest: int
) -> None:
    """Smallest c with P(W <= T) >= target in M/M/c (oracle staffing_min_servers); periods are two days."""
    stated = {"clock": ALWAYS, "service_level": {"within": within}, "targets": {"service_level": f">= {share}"}}
    found = optimize(erlang_c(60 * per_minute, handling, 20, **stated), teams=["desk"], probability=0.8)
    assert found.meets_targets
    assert abs(found.best.point.agents[0] - smallest) <= 1


def test_a_roster_follows_its_load() -> None:
    rates, roster = {"08:00": 60, "12:00": 240}, {"08:00": 9, "12:00": 9}
    stated = {"clock": LONG, "targets": {"wait_p90": "<= 3 min"}}
    service = erlang_c(rates, "3 min", roster, **stated)
    found = optimize(service, teams=["desk"], probability=0.8)
    early, late = found.best.point.agents
    assert found.meets_targets
    assert (4 <= early <= 7, 13 <= late <= 18) == (True, True)  # offered loads 3 and 12
    assert found.changes == {"teams.desk.agents": {"08:00": early, "12:00": late}}
    assert found.best.chance.share.low >= 0.8
    fewer = service.with_changes({"teams.desk.agents": {"08:00": early - 1, "12:00": late - 2}})
    less = run(fewer, replications=60, seed=3)
    assert chance_of_targets(less, "baseline", 0.8).verdict == "missed"


def test_a_proposal_is_confirmed_on_other_customers() -> None:
    stated = {"clock": LONG, "targets": {"wait_p90": "<= 5 min"}}
    found = optimize(erlang_c(60, "3 min", 6, **stated), teams=["desk"], probability=0.5)
    assert found.best.study.seed not in {one.study.seed for one in found.tried}
    assert found.best.periods >= max(one.periods for one in found.tried)


def test_targets_out_of_reach_are_told_with_the_nearest() -> None:
    stated = {"clock": LONG, "targets": {"wait_mean": "<= 1 s", "labour_cost": "<= 10"}}
    found = optimize(erlang_c(60, "3 min", 3, **stated), teams=["desk"], probability=0.5, most_agents=4)
    assert not found.meets_targets
    assert found.binding.kpi == "labour_cost"
    assert all(one.chance.verdict == "missed" for one in found.tried)
    assert found.best.point.agents[0] <= 4


def clinic(wage: str, targets: dict[str, str]) -> Scenario:
    """A desk and then doctors, both with exponential times: 1.6 and 4 erlang."""
    return Scenario.model_validate(
        {
            **NO_EFFECTS,
            "clock": LONG,
            "segments": {"patients": {"arrivals": {"per_hour": 24}, "needs": {"spread": 0}}},
            "teams": {
                "reception": {"agents": 2, "speed_cv": 0, "wage": wage},
                "doctors": {"agents": 3, "speed_cv": 0, "wage": "70 per hour"},
            },
            "touchpoints": {
                "desk": {
                    "team": "reception", "handling": {"exponential": {"mean": "4 min"}}, "defects": "0 %",
                    "next": {"room": "100 %"},
                },
                "room": {"team": "doctors", "handling": {"exponential": {"mean": "10 min"}}, "defects": "0 %"},
            },
            "start": "desk",
            "targets": targets,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wage", "targets"),
    [
        ("20 per hour", {"journey_mean": "<= 22 min"}),
        pytest.param("60 per hour", {"journey_mean": "<= 24 min"}, marks=pytest.mark.long),
        pytest.param("60 per hour", {"wait_p90": "<= 4 min"}, marks=pytest.mark.long),
    ],
)
def test_two_teams_end_where_the_whole_grid_is_cheapest(wage: str, targets: dict[str, str]) -> None:
    """By brute force: every combination with as many periods as the search may use."""
    service = clinic(wage, targets)
    found = optimize(service, probability=0.8)
    cells = {
        f"r{desk}_d{room}": {"teams.reception.agents": desk, "teams.doctors.agents": room}
        for desk, room in product(range(2, 6), range(4, 8))
    }
    grid = run(service.model_copy(update={"options": cells}), replications=160)
    kept = [cell for cell in cells if chance_of_targets(grid, cell, 0.8).verdict == "met"]
    cheapest = min(kept, key=lambda cell: grid.interval("labour_cost", cell).mean)
    assert found.meets_targets
    assert (
        dict(zip(("teams.reception.agents", "teams.doctors.agents"), found.best.point.agents, strict=True))
        == (cells[cheapest])
    )
    assert len(found.tried) < len(cells) // 2


@pytest.mark.long
def test_six_teams_end_where_no_roster_around_is_cheaper() -> None:
    """By brute force over all rosters that differ by one agent a team at most, and cost no more."""
    hospital = load(GALLERY / "hospital_outpatients.yaml")
    found = optimize(hospital, probability=0.8)
    best, prices = found.best.point.agents, found.rosters.prices
    around = [
        agents
        for agents in product(*(range(max(1, one - 1), one + 2) for one in best))
        if sum(price * (one - now) for price, one, now in zip(prices, agents, best, strict=True)) <= 0.0
    ]
    cells = [Cell(f"cell_{place}", (), found.rosters.stated(agents)) for place, agents in enumerate(around)]
    grid = Grid(hospital, cells).run(160, hospital.study.seed)
    kept = [cell.name for cell in cells if chance_of_targets(grid, cell.name, 0.8).verdict == "met"]
    cheapest = min(kept, key=lambda name: grid.interval("labour_cost", name).mean)
    assert found.meets_targets
    assert len(around) > 200
    assert len(found.tried) < 60
    assert cheapest == cells[around.index(best)].name


def test_one_team_cannot_do_the_work_of_both() -> None:
    """The twin: with three doctors for four erlang no reception is large enough."""
    service = clinic("20 per hour", {"journey_mean": "<= 22 min"})
    alone = optimize(service, teams=["reception"], probability=0.8)
    both = optimize(service, teams=["doctors", "reception"], probability=0.8)
    assert (alone.meets_targets, both.meets_targets) == (False, True)
    assert list(both.table().columns[:2]) == ["doctors", "reception"]


def test_what_a_team_does_not_need_changes_nothing() -> None:
    """A second team without any work is brought to its fewest, and the first ends where it ends alone."""
    stated = {"clock": LONG, "targets": {"wait_p90": "<= 5 min"}}
    idle = {"agents": 3, "wage": "20 per hour", "speed_cv": 0}
    service = erlang_c(60, "3 min", 6, **stated)
    more = Scenario.model_validate({**service._raw, "teams": {**service._raw["teams"], "idle": idle}})
    alone, both = optimize(service, teams=["desk"], probability=0.5), optimize(more, probability=0.5)
    assert both.best.point.agents == (*alone.best.point.agents, 1)


def test_the_most_agents_of_each_team() -> None:
    service = clinic("20 per hour", {"journey_mean": "<= 22 min"})
    found = optimize(service, probability=0.8, most_agents={"doctors": 4})
    assert not found.meets_targets
    assert {one.point.agents[1] for one in found.tried} <= {3, 4}


def test_a_dial_can_save_an_agent(tiny: Scenario) -> None:
    stated = {"targets": {"quality": ">= 0.86"}, "clock": LONG}
    service = Scenario.model_validate(
        {
            **stated,
            "segments": {"guests": {"arrivals": {"per_hour": 30}, "needs": {"spread": 0.3}}},
            "teams": {"desk": {"agents": 4}},
            "touchpoints": {"desk": {"team": "desk", "handling": "4 min", "standardization": 0.2}},
        }
    )
    dial = "touchpoints.desk.standardization"
    without = optimize(service, teams=["desk"], probability=0.8, most_agents=5)
    found = optimize(service, teams=["desk"], vary={dial: "0:1"}, probability=0.8, most_agents=5)
    assert not without.meets_targets
    assert found.meets_targets
    assert found.changes[dial] > 0.5
    assert service.with_changes(found.changes).touchpoints["desk"].standardization == found.best.point.dials[0]


def test_every_point_is_kept_and_found_again(tmp_path: Path) -> None:
    stated = {"clock": LONG, "targets": {"wait_p90": "<= 5 min"}}
    service = erlang_c(60, "3 min", 6, **stated)
    first, again = (optimize(service, teams=["desk"], probability=0.5, folder=tmp_path) for _ in range(2))
    assert again.table().equals(first.table())
    assert again.best.study.execution.reused == again.best.periods


def test_what_cannot_be_searched(tiny: Scenario, town: Scenario) -> None:
    for scenario, asked, told in (
        (tiny, {"teams": ["desk"]}, "the scenario has no targets"),
        (town, {"teams": ["dsk"]}, 'did you mean "desk"'),
        (town, {"teams": ["desk"], "probability": 1.0}, "below 100 %"),
        (town, {"teams": ["desk"], "replications": 5}, "needs at least"),
        (town, {"teams": ["dsk", "desk", "bar"]}, 'did you mean "desk"[?]\nunknown team "bar"; allowed: desk, office'),
        (town, {"teams": ["desk"], "most_agents": 0}, "at least 1 is needed"),
        (town, {"teams": ["desk"], "most_agents": {"office": 2}}, 'team "office" is not searched'),
        (town, {"vary": {"teams.office.agents": "1:3"}}, 'the roster of team "office" is searched already'),
        (town, {"teams": ["desk"], "vary": {"teams.desk.wage": "20 per hour,30 per hour"}}, "a dial is a plain number"),
        (town, {"teams": ["desk"], "vary": {"time.personal_cots": "0:1"}}, 'did you mean "personal_cost"'),
    ):
        with pytest.raises(ServsimError, match=told):
            optimize(scenario, **asked)
