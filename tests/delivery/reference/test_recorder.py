from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from servsim.delivery import Plan, compile_plan
from servsim.delivery.log.encounter_log import Outcome
from servsim.delivery.reference.recorder import Book
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
def book() -> Book:
    return Book(*planned())


def test_journeys_start_with_the_stated_shares(book: Book) -> None:
    places = np.array([book.traveller(customer).touchpoint for customer in range(len(book.arrival))])
    starts = np.array(book.tables["start"])
    assert (places == np.where(starts < 0.7, 0, 2)).all()
    assert 0.6 < (places == 0).mean() < 0.8


def test_a_customer_walks_on_by_the_uniform_of_the_contact(book: Book) -> None:
    uniforms, goals = [], []
    for customer in range(len(book.arrival)):
        traveller = book.traveller(customer)
        if traveller.touchpoint == 0:
            encounter = book.meet(traveller, 0.0)
            uniforms.append(book.tables["route"][encounter.draw][customer])
            goals.append(book.next_touchpoint(encounter))
    expected = np.select([np.array(uniforms) < 0.2, np.array(uniforms) < 0.5], [0, 1], -1)
    assert goals == expected.tolist()


def test_each_encounter_uses_the_draws_of_its_own_contact(book: Book) -> None:
    traveller = book.traveller(0)
    traveller.touchpoint = 0
    first, second = book.meet(traveller, 0.0), book.meet(traveller, 5.0)
    assert (first.contact, second.contact) == (0, 1)
    assert (first.step, second.step) == (0, 1)
    assert second.draw == first.draw + 1
    traveller.touchpoint = 2
    assert book.meet(traveller, 9.0).draw == book.first_contact[2]


def test_a_repeated_issue_keeps_what_is_hidden_in_it(book: Book) -> None:
    traveller = book.traveller(0)
    traveller.touchpoint = 0
    first = book.meet(traveller, 0.0)
    traveller.issue = first.issue
    again = book.meet(traveller, 5.0)
    traveller.issue = None
    other = book.meet(traveller, 9.0)
    hidden = [book.facts(encounter, 0.0)[1].hidden for encounter in (first, again, other)]
    assert hidden[0] == hidden[1] != hidden[2]
    chances = {book.facts(encounter, 0.0)[2].variation for encounter in (first, again, other)}
    assert len(chances) == 3


@pytest.mark.parametrize(("waiting", "share"), [(0, 0.0), (1, 0.0), (2, 0.25), (3, 0.5), (4, 0.75), (5, 1.0), (9, 1.0)])
def test_the_probability_to_walk_past_rises_in_equal_steps(book: Book, waiting: int, share: float) -> None:
    encounters = [book.meet(book.traveller(customer), 0.0) for customer in range(len(book.arrival))]
    balked = [book.balks(encounter, waiting) for encounter in encounters]
    uniforms = np.array([book.tables["balk"][encounter.draw][encounter.customer] for encounter in encounters])
    assert balked == (uniforms < share).tolist()


def test_who_still_waits_is_marked_in_the_log(book: Book) -> None:
    book.meet(book.traveller(0), 3.0)
    log = book.log()
    assert log.outcome.tolist() == [Outcome.WAITING]
    assert np.isnan(log.ended[0])
    assert np.isnan(log.quality[0])


def test_more_than_the_keys_can_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, draws = planned()
    monkeypatch.setattr("servsim.delivery.reference.recorder.MOST_CUSTOMERS", draws.customers)
    with pytest.raises(ValueError, match="too many customers or contacts"):
        Book(plan, draws)
    monkeypatch.undo()
    journey = replace(plan.journey, contacts=np.array([5000, 1, 1]))
    with pytest.raises(ValueError, match="too many customers or contacts"):
        Book(replace(plan, journey=journey), draws)


def test_what_is_told_of_an_encounter_is_what_is_written_down(book: Book) -> None:
    encounter = book.meet(book.traveller(3), 2.5)
    encounter.leave(Outcome.BALKED, 4.0)
    told = book.row(encounter)
    book.write(encounter)
    [written] = book.log().records
    assert told._fields == written.dtype.names
    assert [getattr(told, name) for name in ("customer", "joined", "outcome", "key")] == [3, 2.5, 2, written["key"]]
    assert np.array([tuple(told)], written.dtype).tobytes() == np.array([written]).tobytes()
