"""Journeys as the replication adds them up, against the same formula over the columns of its log."""

import numpy as np
import pytest

from servsim.feedback.journey.journey import JourneyWeights, journey_satisfaction
from servsim.feedback.journey.loyalty import return_probability
from servsim.measures.kpi_table import COLUMN, kpi_table
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.study import Replication, simulate
from tests.samples import smallest

WHOLE = ("journeys", "journey_satisfaction", "return_rate")


def journeys_of(done: Replication, segment: int | None = None) -> np.ndarray:
    """(journeys,) S_J of the customers who rated anything, from the columns of the log."""
    rows = done.feedback.rated & done.counted
    if segment is not None:
        rows &= done.log.segment == segment
    _, journey = np.unique(done.log.customer[rows], return_inverse=True)
    return journey_satisfaction(done.feedback.satisfaction[rows], journey, done.model.ratings.criteria.journey)


def expected(whole: np.ndarray) -> list[float]:
    return [whole.size, whole.mean(), np.mean([return_probability(felt) for felt in whole.tolist()])]


@pytest.mark.parametrize("seed", range(3))
def test_the_journeys_of_a_simulated_log_agree_with_the_analysis(town: Scenario, seed: int) -> None:
    done = simulate(town.with_changes({"satisfaction.journey": {"mean": 0.5, "worst": 0.25, "last": 0.1}}), seed=seed)
    assert done.model.ratings.criteria.journey == JourneyWeights(0.5, 0.15, 0.25, 0.1)
    table = kpi_table(summary_of(done))[:, [COLUMN[kpi] for kpi in WHOLE]]
    assert table[0] == pytest.approx(expected(journeys_of(done)), abs=1e-12)
    for segment in range(2):
        assert table[1 + segment] == pytest.approx(expected(journeys_of(done, segment)), abs=1e-12)
    assert np.isnan(table[3:]).all()


def test_repeat_contacts_belong_to_the_journey(town: Scenario) -> None:
    done = simulate(town, seed=1)
    rated = done.log.where(done.feedback.rated)
    found = kpi_table(summary_of(done))[0]
    assert found[COLUMN["journeys"]] == np.unique(rated.customer).size < len(rated)
    assert (rated.attempt > 0).any()


def test_a_customer_who_met_no_service_has_no_journey(town: Scenario) -> None:
    found = kpi_table(summary_of(simulate(town, seed=1)))[0]
    assert found[COLUMN["journeys"]] < found[COLUMN["customers"]]


def test_twin_return_after_each_encounter_is_another_number(town: Scenario) -> None:
    done = simulate(town, seed=1)
    felt = done.feedback.satisfaction[done.feedback.rated].tolist()
    found = kpi_table(summary_of(done))[0, COLUMN["return_rate"]]
    assert abs(np.mean([return_probability(one) for one in felt]) - found) > 1e-3


def test_who_has_one_encounter_only_feels_about_the_journey_what_that_was_like() -> None:
    found = kpi_table(summary_of(simulate(Scenario.model_validate(smallest()), seed=1)))[0]
    assert found[COLUMN["journeys"]] == found[COLUMN["contacts"]] > 30
    assert found[COLUMN["journey_satisfaction"]] == pytest.approx(found[COLUMN["satisfaction"]], abs=1e-12)
