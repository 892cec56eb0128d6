"""Complaints use staff: heard while a replication runs, by both engines alike, and found again in the log."""

import numpy as np
import pytest

from servsim.measures.kpi_table import COLUMN, kpi_table
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.study import Model, Replication, replicate, run

OFFICE = 1


def service(**more: object) -> Scenario:
    """A busy desk with defects, and an office that hears of it."""
    raw = {
        "clock": {"open": "09:00", "close": "17:00", "days": 3},
        "segments": {
            "calm": {"arrivals": {"per_hour": 12}, "patience": {"exponential": {"mean": "8 min"}}},
            "hurried": {"arrivals": {"per_hour": 8}, "tolerated_wait": "1 min"},
        },
        "teams": {"desk": {"agents": 2}, "office": {"agents": 1}},
        "touchpoints": {
            "desk": {"team": "desk", "handling": {"exponential": {"mean": "5 min"}}, "defects": "15 %"},
            "answers": {"team": "office", "handling": {"exponential": {"mean": "15 min"}}},
        },
        "complaints": {"touchpoint": "answers", "delay": "2 h"},
    }
    return Scenario.model_validate(raw | more)


def done_with(engine: str, scenario: Scenario, replication: int = 0) -> Replication:
    return replicate(Model.of(scenario).with_engine(engine, engine == "compiled"), 5, replication)


def found(done: Replication) -> dict[str, float]:
    row = kpi_table(summary_of(done))[0]
    return {name: float(row[place]) for name, place in COLUMN.items()}


@pytest.mark.parametrize("replication", range(3))
def test_both_engines_hear_the_same_complaints(replication: int) -> None:
    pytest.importorskip("numba", reason="the compiler is not installed here")
    scenario = service(repeat={"delay": "1 h"}, redial={"delay": "20 min"})
    one, other = (done_with(engine, scenario, replication) for engine in ("simpy", "compiled"))
    assert (one.log.touchpoint == OFFICE).sum() > 10
    assert one.log.same_as(other.log)
    for name, value in found(one).items():
        assert np.array_equal(value, found(other)[name], equal_nan=True), name


def test_complaints_in_the_log_are_those_that_are_counted() -> None:
    done = done_with("simpy", service())
    office = done.log.touchpoint == OFFICE
    who = done.log.customer[office]
    assert found(done)["complaints"] == np.unique(who).size == office.sum() > 10
    well = office & done.log.served & done.log.resolved
    assert found(done)["recovery_rate"] == well.sum() / office.sum()


def test_who_complains_does_so_once_and_after_the_journey() -> None:
    log = done_with("simpy", service()).log
    for customer in np.unique(log.customer[log.touchpoint == OFFICE]):
        rows = np.flatnonzero(log.customer == customer)
        assert (log.touchpoint[rows] == OFFICE).tolist() == [False] * (rows.size - 1) + [True]
        assert log.joined[rows[-1]] >= log.ended[rows[-2]]


def test_as_many_complain_as_their_journeys_suggest() -> None:
    """Within the replication comes who complains before its end; over many days nearly all do."""
    scenario = service(clock={"days": 30}, complaints={"touchpoint": "answers", "delay": "10 min"})
    drawn, expected, variance = 0.0, 0.0, 0.0
    for replication in range(4):
        done = done_with("compiled", scenario, replication)
        desk = done.log.where(done.log.touchpoint == 0)
        odds = done.feedback.complaint_probability[done.log.touchpoint == 0]  # one encounter is the whole journey
        rated = odds[~np.isnan(odds) & (desk.contact == 0)]
        drawn += found(done)["complaints"]
        expected += rated.sum()
        variance += (rated * (1 - rated)).sum()
    assert abs(drawn - expected) < 4 * np.sqrt(variance)
    assert expected > 2000


def test_complaints_take_the_time_of_staff() -> None:
    shared = service().with_changes({"touchpoints.answers.team": "desk", "teams.office": None})
    heard = run(shared, replications=20, seed=2)
    silent = run(shared.with_changes({"loyalty.complain_most": 0}), replications=20, seed=2)
    more = (heard.tables[0, :, 0] - silent.tables[0, :, 0])[:, [COLUMN["occupancy"], COLUMN["wait_mean"]]]
    assert (more.mean(axis=0) > 4 * more.std(axis=0, ddof=1) / np.sqrt(20)).all()


def test_answering_well_brings_customers_back() -> None:
    worse = {f"complaints.recovered_{how}": -0.5 for how in ("quick", "slow")}
    good, bad = (run(scenario, replications=20, seed=2) for scenario in (service(), service().with_changes(worse)))
    gain = good.tables[0, :, 0, COLUMN["return_rate"]] - bad.tables[0, :, 0, COLUMN["return_rate"]]
    assert gain.min() > 0
    assert good.tables[0, :, 0, COLUMN["complaints"]].tolist() == bad.tables[0, :, 0, COLUMN["complaints"]].tolist()


def test_without_the_key_nobody_is_heard() -> None:
    silent = service().with_changes({"complaints": None, "touchpoints.answers": None})
    assert np.isnan(found(done_with("simpy", silent))["complaints"])
