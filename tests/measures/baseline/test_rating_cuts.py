"""Rating cuts matched to observed shares: the baseline then gives these shares, under any way of answering."""

from typing import Any

import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.feedback.rating.ratings import RATING_CUTS
from servsim.measures.baseline.baseline import Baseline
from servsim.measures.baseline.rating_cuts import MOST_REPLICATIONS, matched_rating_cuts
from servsim.measures.trial import run_trials
from servsim.scenario import Scenario
from servsim.study import Study, run, simulate
from servsim.study.running.identity import trial_keys
from servsim.study.running.study_spec import StudySpec, variants_of
from tests.samples import smallest, town_hall

REPLICATIONS = 40
CSAT = {1: "4 %", 2: "6 %", 3: "15 %", 4: "40 %", 5: "35 %"}
RECOMMEND = {0: "2 %", 4: "3 %", 5: "5 %", 6: "10 %", 7: "15 %", 8: "25 %", 9: "25 %", 10: "15 %"}
GROUPS = {"detractors": "22 %", "passives": "38 %", "promoters": "40 %"}
TABLE = {"response": "table", "table": ["35 %", "15 %", "10 %", "15 %", "30 %"]}
SURVEYS: dict[str, Any] = {"none": {"response": "none"}, "logistic": {"invite": "60 %"}, "table": TABLE}


def observing(survey: dict[str, Any], **observed: Any) -> Scenario:
    return Scenario.model_validate(town_hall(survey=survey, satisfaction={"observed": observed}))


def answers_of(scenario: Scenario) -> np.ndarray:
    """(replications, 16) answers by rating 1 to 5 and by score 0 to 10, in a study of the baseline."""
    study = Study(scenario, [])
    trials = run_trials(study.models[0], study.frame, 11, range(REPLICATIONS))
    return np.array([[*trial.profile.csat[1], *trial.profile.recommend[1]] for trial in trials])


def share_of(part: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shares over all replications, and their standard errors (ratio of sums), with that of the cuts."""
    share = part.sum(axis=0) / whole.sum()
    residual = part - share * whole[:, None]
    error = np.sqrt((residual**2).sum(axis=0)) / whole.sum()
    return share, error * np.sqrt(1.0 + REPLICATIONS / MOST_REPLICATIONS)


@pytest.mark.parametrize("survey", SURVEYS)
def test_the_baseline_reproduces_the_observed_shares(survey: str) -> None:
    scenario = observing(SURVEYS[survey], csat=CSAT, recommend=RECOMMEND)
    observed, answers = scenario.satisfaction.observed, answers_of(scenario)
    assert observed is not None
    for part, expected in ((answers[:, :5], observed.star_shares), (answers[:, 5:], observed.score_shares)):
        found, error = share_of(part, part.sum(axis=1))
        assert np.all(np.abs(found - expected) <= 3.0 * error + 1e-12), "twelve shares at once"
        rating = (part @ np.arange(part.shape[1]))[:, None]
        mean, deviation = share_of(rating, part.sum(axis=1))
        assert abs(mean[0] - np.arange(part.shape[1]) @ expected) <= 2.0 * deviation[0]


def test_groups_of_the_recommend_score_are_reproduced() -> None:
    scenario = observing(SURVEYS["logistic"], recommend=GROUPS)
    score = answers_of(scenario)[:, 5:]
    groups = np.stack([score[:, :7].sum(axis=1), score[:, 7:9].sum(axis=1), score[:, 9:].sum(axis=1)], axis=1)
    found, error = share_of(groups, score.sum(axis=1))
    assert np.all(np.abs(found - [0.22, 0.38, 0.40]) <= 2.0 * error)


def test_twin_unmatched_cuts_do_not_reproduce_them() -> None:
    stars = answers_of(observing(TABLE, csat=CSAT).with_changes({"satisfaction.observed": None}))[:, :5]
    found, error = share_of(stars, stars.sum(axis=1))
    assert np.max(np.abs(found - [0.04, 0.06, 0.15, 0.40, 0.35]) / error) > 10.0


def test_cuts_are_frozen_for_all_options_and_travel_with_the_work() -> None:
    study = Study(observing({}, csat=CSAT))
    assert study.baseline.cuts is not None
    assert study.baseline.cuts.csat != RATING_CUTS.csat
    assert study.baseline.cuts.recommend == RATING_CUTS.recommend
    assert {model.ratings.criteria.cuts for model in study.models} == {study.baseline.cuts}
    assert variants_of(StudySpec.of(study)).baseline.cuts == study.baseline.cuts
    option = study.scenario.option("script_it")
    assert matched_rating_cuts(option) == study.baseline.cuts
    assert simulate(option).model.ratings.criteria.cuts == study.baseline.cuts


def test_cuts_do_not_depend_on_seed_engine_or_workers() -> None:
    scenario = observing({}, csat=CSAT)
    known = matched_rating_cuts(scenario)
    one = run(scenario, options=[], replications=2, seed=5)
    slow = scenario.with_changes({"study.engine": "simpy"})
    other = run(slow, options=[], replications=2, seed=5, workers=2)
    assert one.baseline.cuts == other.baseline.cuts == known
    assert one.tables.tobytes() == other.tables.tobytes()


def test_the_cuts_name_the_trials() -> None:
    study = Study(observing({}, csat=CSAT), [])
    before = trial_keys(study, 1)
    assert study.baseline.cuts is not None
    study.baseline = Baseline(cuts=study.baseline.cuts._replace(csat=(-0.4, -0.2, 0.1, 0.4)))
    assert trial_keys(study, 1) != before


def test_without_answers_nothing_can_be_matched() -> None:
    scenario = observing({"invite": "0 %"}, csat=CSAT)
    raw = smallest(segments={"guests": {"arrivals": {"per_hour": 0}}}, satisfaction={"observed": {"csat": CSAT}})
    for silent in (scenario, Scenario.model_validate(raw)):
        with pytest.raises(ServsimError, match="nobody answers in the simulated baseline"):
            Study(silent, [])


def test_nothing_observed_nothing_matched(town: Scenario) -> None:
    assert matched_rating_cuts(town) is None
    assert Study(town).baseline.cuts is None
