import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.demand.expected_visits import expected_visits
from servsim.explanation import transitions as ways_module
from servsim.explanation.transitions import expected_transitions, walking_order
from servsim.scenario import Scenario
from servsim.study import simulate
from tests.demand.demands import coming, demand

SELF = {"handling": "1 min"}
CLINIC = {
    "pay": SELF,
    "tests": {**SELF, "next": {"doctor": "100 %"}, "visits_at_most": 1},
    "doctor": {**SELF, "next": {"tests": "50 %", "pay": "40 %"}, "visits_at_most": 2},
    "door": {**SELF, "next": {"doctor": "100 %"}},
}


def service(touchpoints: dict[str, object], **more: object) -> Scenario:
    return demand({"guests": coming(200)}, {"days": 1}, touchpoints=touchpoints, **more)


def order_of(scenario: Scenario) -> list[str]:
    names = list(scenario.touchpoints)
    return [names[place] for place in walking_order(expected_transitions(scenario, "guests"))]


def test_a_loop_is_walked_as_often_as_it_may_be() -> None:
    """By hand: half go to the tests once and come back; of these half would have to go again, and leave."""
    ways = expected_transitions(service(CLINIC, start="door"), "guests")
    expected = np.zeros((5, 5))
    expected[4, 3] = expected[3, 2] = 1.0
    expected[2, 1] = expected[1, 2] = 0.5
    expected[2, 0] = expected[0, 4] = 0.4 + 0.5 * 0.4
    expected[2, 4] = 0.1 + 0.5 * (0.1 + 0.5)
    assert ways == pytest.approx(expected)


def test_the_engine_walks_the_same_ways() -> None:
    """Encounters per customer, within four standard errors; the traffic equations, without limits, are far off."""
    scenario = service(CLINIC, start="door")
    visits = expected_transitions(scenario, "guests")[:, :-1].sum(axis=0)
    log = simulate(scenario, seed=1).log
    counts = np.zeros((log.customer.max() + 1, 4))
    np.add.at(counts, (log.customer, log.touchpoint), 1.0)
    error = counts.std(axis=0) / np.sqrt(len(counts))
    assert len(counts) > 4000
    assert (np.abs(counts.mean(axis=0) - visits) <= 4 * error).all()
    unlimited = expected_visits(scenario)[0] / 4800.0
    assert abs(unlimited[2] - counts[:, 2].mean()) > 10 * error[2]


def test_without_limits_that_bite_the_traffic_equations_hold() -> None:
    parts = {name: {**part, "visits_at_most": 50} for name, part in CLINIC.items()}
    scenario = service(parts, start={"door": "80 %", "doctor": "20 %"})
    visits = expected_transitions(scenario, "guests")[:, :-1].sum(axis=0)
    assert visits == pytest.approx(expected_visits(scenario)[0] / 4800.0, rel=1e-3)


def test_walks_that_are_not_followed_to_the_end_hardly_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {
        "desk": {**SELF, "next": {"desk": "10 %", "forms": "40 %", "cash": "30 %"}},
        "forms": {**SELF, "next": {"desk": "40 %", "cash": "40 %"}},
        "cash": {**SELF, "next": {"forms": "30 %", "desk": "10 %"}},
    }
    scenario = service(parts, start="desk")
    quick = expected_transitions(scenario, "guests")
    monkeypatch.setattr(ways_module, "NEGLIGIBLE", 0.0)
    exact = expected_transitions(scenario, "guests")
    assert np.abs(quick - exact).max() < 2e-3
    assert quick.sum() != exact.sum()


@given(st.data())
def test_as_many_leave_a_touchpoint_as_come(data: st.DataObject) -> None:
    names = [f"step_{number}" for number in range(data.draw(st.integers(1, 5)))]
    share = st.integers(0, 90 // len(names))
    parts = {
        name: {
            **SELF,
            "next": {goal: f"{data.draw(share)} %" for goal in names},
            "visits_at_most": data.draw(st.integers(1, 3)),
        }
        for name in names
    }
    parts[names[0]]["next"] |= dict.fromkeys(names[1:], "2 %")
    ways = expected_transitions(service(parts, start=names[0]), "guests")
    assert ways.sum(axis=0)[:-1] == pytest.approx(ways.sum(axis=1)[:-1])
    assert ways[:, -1].sum() == pytest.approx(1.0)
    assert sorted(walking_order(ways)) == list(range(len(names)))


def test_the_order_of_the_walk_is_not_that_of_the_file() -> None:
    assert order_of(service(CLINIC, start="door")) == ["door", "doctor", "tests", "pay"]


def test_where_more_customers_come_to_stands_first() -> None:
    parts = {
        "late": SELF,
        "rare": {**SELF, "next": {"late": "100 %"}},
        "frequent": {**SELF, "next": {"late": "50 %"}},
        "door": {**SELF, "next": {"rare": "30 %", "frequent": "60 %", "late": "10 %"}},
    }
    assert order_of(service(parts, start="door")) == ["door", "frequent", "rare", "late"]


def test_a_rare_way_back_does_not_turn_the_order_around() -> None:
    """One in twenty goes back from the expert to the reception; the kiosk leads past the reception."""
    parts = {
        "expert": {**SELF, "next": {"reception": "5 %"}},
        "desk": {**SELF, "next": {"expert": "40 %"}},
        "reception": {**SELF, "next": {"desk": "90 %"}},
        "kiosk": {**SELF, "next": {"desk": "70 %", "reception": "30 %"}},
    }
    assert order_of(service(parts, start={"reception": "60 %", "kiosk": "40 %"})) == [
        "kiosk",
        "reception",
        "desk",
        "expert",
    ]


def test_whoever_comes_from_a_loop_stands_after_the_whole_loop() -> None:
    """Most go from the door to the exit at once, but customers come to it from the loop too."""
    parts = {
        "door": {**SELF, "next": {"exit": "60 %", "desk": "40 %"}},
        "exit": SELF,
        "desk": {**SELF, "next": {"forms": "100 %"}},
        "forms": {**SELF, "next": {"desk": "50 %", "exit": "50 %"}},
    }
    assert order_of(service(parts, start="door")) == ["door", "desk", "forms", "exit"]


def test_where_nobody_comes_is_no_step() -> None:
    parts = {"door": SELF, "app": SELF}
    segments = {"guests": coming(10), "app_users": {**coming(0), "start": "app"}}
    scenario = demand(segments, {"days": 1}, touchpoints=parts, start="door")
    assert walking_order(expected_transitions(scenario, "guests")) == [0]
