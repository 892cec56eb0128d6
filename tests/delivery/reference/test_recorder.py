from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from servsim.delivery import Plan, compile_plan
from servsim.delivery.reference.recorder import Recorder
from servsim.delivery.rules.outcomes import Outcome
from servsim.demand import Draws, draw_customers
from tests.delivery.small_services import Raw, counter, scenario_of, team

WAYS: Raw = {
    "desk": counter("4 min", next={"bar": "30 %", "desk": "20 %"}),
    "bar": {"handling": "3 min"},
    "office": counter("2 min"),
}
GUESTS: Raw = {"guests": {"arrivals": {"per_hour": 600}, "balking": {"starts_at": 2, "certain_at": 5}}}


def planned(**more: object) -> tuple[Plan, Draws]:
    start = {"desk": "70 %", "office": "30 %"}
    scenario = scenario_of(Path(), GUESTS, {"desk": team(1)}, WAYS, start=start, **more)
    return compile_plan(scenario), draw_customers(scenario, 8, 0)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder(*planned())


def test_journeys_start_with_the_stated_shares(recorder: Recorder) -> None:
    places = np.array([recorder.customer_state(customer).touchpoint for customer in range(len(recorder.arrival))])
    starts = np.array(recorder.tables["start"])
    assert (places == np.where(starts < 0.7, 0, 2)).all()
    assert 0.6 < (places == 0).mean() < 0.8


def test_a_customer_walks_on_by_the_uniform_of_the_contact(recorder: Recorder) -> None:
    uniforms, goals = [], []
    for customer in range(len(recorder.arrival)):
        customer_state = recorder.customer_state(customer)
        if customer_state.touchpoint == 0:
            encounter = recorder.meet(customer_state, 0.0)
            uniforms.append(recorder.tables["route"][encounter.draw][customer])
            goals.append(recorder.next_touchpoint(encounter))
    expected = np.select([np.array(uniforms) < 0.2, np.array(uniforms) < 0.5], [0, 1], -1)
    assert goals == expected.tolist()


def test_each_encounter_uses_the_draws_of_its_own_contact(recorder: Recorder) -> None:
    customer_state = recorder.customer_state(0)
    customer_state.touchpoint = 0
    first, second = recorder.meet(customer_state, 0.0), recorder.meet(customer_state, 5.0)
    assert (first.contact, second.contact) == (0, 1)
    assert (first.step, second.step) == (0, 1)
    assert second.draw == first.draw + 1
    customer_state.touchpoint = 2
    assert recorder.meet(customer_state, 9.0).draw == recorder.first_contact[2]


def test_a_repeated_issue_keeps_what_is_hidden_in_it(recorder: Recorder) -> None:
    customer_state = recorder.customer_state(0)
    customer_state.touchpoint = 0
    first = recorder.meet(customer_state, 0.0)
    customer_state.issue = first.issue
    again = recorder.meet(customer_state, 5.0)
    customer_state.issue = None
    other = recorder.meet(customer_state, 9.0)
    hidden = [recorder.facts(encounter, 0.0)[1].hidden for encounter in (first, again, other)]
    assert hidden[0] == hidden[1] != hidden[2]
    chances = {recorder.facts(encounter, 0.0)[2].variation for encounter in (first, again, other)}
    assert len(chances) == 3


def test_who_still_waits_is_marked_in_the_log(recorder: Recorder) -> None:
    recorder.meet(recorder.customer_state(0), 3.0)
    log = recorder.log()
    assert log.outcome.tolist() == [Outcome.WAITING]
    assert np.isnan(log.ended[0])
    assert np.isnan(log.quality[0])


def test_more_than_the_keys_can_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, draws = planned()
    monkeypatch.setattr("servsim.delivery.reference.recorder.MOST_CUSTOMERS", draws.customers)
    with pytest.raises(ValueError, match="too many customers or contacts"):
        Recorder(plan, draws)
    monkeypatch.undo()
    journey = replace(plan.journey, contacts=np.array([5000, 1, 1]))
    with pytest.raises(ValueError, match="too many customers or contacts"):
        Recorder(replace(plan, journey=journey), draws)


def test_what_is_told_of_an_encounter_is_what_is_written_down(recorder: Recorder) -> None:
    encounter = recorder.meet(recorder.customer_state(3), 2.5)
    encounter.leave(Outcome.BALKED, 4.0)
    told = recorder.row(encounter)
    recorder.write(encounter)
    [written] = recorder.log().records
    assert told._fields == written.dtype.names
    assert [getattr(told, name) for name in ("customer", "joined", "cause", "key")] == [3, 2.5, 2, written["key"]]
    assert np.array([tuple(told)], written.dtype).tobytes() == np.array([written]).tobytes()
