import numpy as np
import pytest
from samples import smallest, town_hall
from scalar_rating import EMPATHY, Facts, likely, rated, stars

from servsim.delivery import EncounterLog, Outcome
from servsim.delivery.log import COLUMNS
from servsim.feedback.kano import KANO_PROFILE
from servsim.feedback.servqual import DIMENSIONS
from servsim.feedback.survey import nonresponse_bias, survey_result
from servsim.scenario import Scenario
from servsim.study import Model, Replication, simulate


@pytest.fixture(scope="module")
def done(town: Scenario) -> Replication:
    return simulate(town, seed=11)


def facts(done: Replication, row: int) -> Facts:
    log, scenario = done.log, done.model.scenario
    segment = list(scenario.segments.values())[log.segment[row]]
    return Facts(
        served=bool(log.outcome[row] == Outcome.SERVED),
        wait=float(log.wait[row]),
        tolerated=segment.tolerated_wait,
        quality=float(log.quality[row]),
        fit=float(log.fit[row]),
        personalization=float(log.personalization[row]),
        defect=bool(log.defect_made[row] and not log.defect_caught[row]),
        skill=float(log.skill[row]),
        load=0.0 if np.isnan(log.load[row]) else float(log.load[row]),
    )


def test_every_encounter_is_rated_by_the_formulas(done: Replication) -> None:
    felt, log = done.feedback, done.log
    first_contact = done.model.plan.journey.first_contact
    assert felt.rated.sum() > 300
    for row in np.flatnonzero(felt.rated):
        expected = rated(facts(done, row))
        assert felt.perceived[row] == pytest.approx(expected.perceived)
        assert felt.servqual_gap[row] == pytest.approx(expected.servqual_gap)
        assert felt.servperf[row] == pytest.approx(expected.servperf)
        assert felt.satisfaction[row] == pytest.approx(expected.satisfaction)
        assert felt.response_probability[row] == pytest.approx(expected.response)
        assert felt.complaint_probability[row] == pytest.approx(expected.complains)
        at = (first_contact[log.touchpoint[row]] + log.contact[row], log.customer[row])
        assert felt.csat[row] == stars(expected.satisfaction, done.draws.csat_noise[at])
        assert felt.recommend[row] == likely(expected.satisfaction, done.draws.recommend_noise[at])
        assert felt.responded[row] == (done.draws.respond[at] < expected.response)


def test_gaps_are_perceptions_minus_what_the_segment_desires(done: Replication) -> None:
    felt, segments = done.feedback, list(done.model.scenario.segments.values())
    for row in np.flatnonzero(felt.rated)[:50]:
        desired = segments[done.log.segment[row]].expectations.desired
        assert felt.gap[row] == pytest.approx(felt.perceived[row] - np.array(desired))


def test_who_waited_too_long(done: Replication) -> None:
    felt, log = done.feedback, done.log
    tolerated = np.array([segment.tolerated_wait for segment in done.model.scenario.segments.values()])
    expected = np.nan_to_num(1.36 * log.wait) > tolerated[log.segment]
    assert (felt.waited_too_long == (felt.rated & expected)).all()
    assert felt.waited_too_long.any()


def test_who_gave_up_found_nothing_reliable_assuring_or_caring(done: Replication) -> None:
    gave_up = done.log.outcome == Outcome.ABANDONED
    assert gave_up.any()
    assert done.feedback.rated[gave_up].all()
    perceived = done.feedback.perceived[gave_up]
    for dimension in ("reliability", "assurance", "empathy"):
        assert (perceived[:, DIMENSIONS.index(dimension)] == 1.0).all()
    assert perceived[:, DIMENSIONS.index("tangibles")] == pytest.approx(1.0 + 6.0 * 0.75)
    assert (perceived[:, DIMENSIONS.index("responsiveness")] > 1.0).all()
    assert (done.feedback.satisfaction[gave_up] < 0.0).all()


def with_outcomes(*outcomes: Outcome) -> EncounterLog:
    """A log of the smallest scenario whose first encounters ended in these ways, after 3 minutes in the queue."""
    log = simulate(Scenario.model_validate(smallest()), seed=1).log
    columns = {name: getattr(log, name).copy() for name in COLUMNS}
    for row, outcome in enumerate(outcomes):
        columns["outcome"][row] = outcome
        columns["started"][row] = np.nan
        columns["ended"][row] = columns["joined"][row] + 3.0
    return EncounterLog.of(columns)


def rate_again(log: EncounterLog) -> Replication:

    model = Model.of(Scenario.model_validate(smallest()))
    draws = model.crowd.draw(1, 0)
    return Replication(model, draws, log)


@pytest.mark.parametrize("outcome", [Outcome.BALKED, Outcome.TURNED_AWAY, Outcome.WAITING, Outcome.IN_SERVICE])
def test_who_met_no_service_or_is_still_there_rates_none(outcome: Outcome) -> None:
    felt = rate_again(with_outcomes(outcome)).feedback
    assert not felt.rated[0]
    assert felt.rated[1:].all()
    for name in ("perceived", "gap", "servqual_gap", "satisfaction", "csat", "recommend"):
        assert np.isnan(getattr(felt, name)[0]).all(), name
    assert not felt.responded[0]
    assert not felt.waited_too_long[0]


def test_who_was_sent_home_from_the_queue_rates_like_one_who_gave_up() -> None:
    done = rate_again(with_outcomes(Outcome.CLOSED, Outcome.ABANDONED))
    assert done.feedback.rated[:2].all()
    assert (done.feedback.perceived[0] == done.feedback.perceived[1]).all()


def test_who_found_the_doors_closed_rates_none() -> None:
    log = with_outcomes(Outcome.CLOSED)
    log.ended[0] = log.joined[0]
    assert not rate_again(log).feedback.rated[0]


def test_a_log_without_encounters_gives_columns_without_rows() -> None:
    raw = smallest(segments={"guests": {"arrivals": {"per_hour": 0}}})
    felt = simulate(Scenario.model_validate(raw)).feedback
    assert felt.perceived.shape == (0, 5)
    assert felt.csat.shape == felt.rated.shape == (0,)


def test_without_response_model_the_survey_measures_the_truth() -> None:
    done = simulate(Scenario.model_validate(town_hall(survey={"response": "none"})), seed=3)
    felt = done.feedback
    assert (felt.responded == felt.rated).all()
    result = survey_result(felt.csat[felt.rated], felt.responded[felt.rated])
    assert result.measured_mean == result.true_mean


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rating", ["csat", "recommend", "satisfaction"])
def test_measured_minus_true_is_the_covariance_with_answering(town: Scenario, seed: int, rating: str) -> None:
    felt = simulate(town, seed=seed).feedback
    values, answered = getattr(felt, rating)[felt.rated], felt.responded[felt.rated]
    result = survey_result(values, answered)
    bias = nonresponse_bias(values, answered.astype(float))
    assert result.measured_mean - result.true_mean == pytest.approx(bias, abs=1e-12)
    assert abs(bias) > 1e-3


def test_half_invited_about_half_answer(town: Scenario) -> None:
    everybody, half = (
        simulate(Scenario.model_validate(town_hall(survey={"invite": share})), seed=3).feedback
        for share in ("100 %", "50 %")
    )
    rows = everybody.rated
    assert half.response_probability[rows] == pytest.approx(0.5 * everybody.response_probability[rows])
    assert not (half.responded & ~everybody.responded).any()


@pytest.mark.parametrize("model", ["servperf", "servqual", "kano", "blend"])
def test_the_models_of_satisfaction(model: str) -> None:
    done = simulate(Scenario.model_validate(town_hall(satisfaction={"model": model})), seed=3)
    felt, rows = done.feedback, done.feedback.rated
    values = felt.satisfaction[rows]
    assert ((values >= -1.0) & (values <= 1.0)).all()
    if model == "servperf":
        assert values == pytest.approx((felt.servperf[rows] - 4.0) / 3.0)
    if model == "servqual":
        assert values == pytest.approx(np.clip(felt.servqual_gap[rows] / 3.0, -1.0, 1.0))
    if model == "kano":
        best = np.dot((0.32, 0.22, 0.19, 0.16, 0.11), KANO_PROFILE.satisfaction)
        assert values.max() <= best / 0.56


def test_self_service_has_neutral_culture_and_no_pressure(done: Replication) -> None:
    kiosk = done.log.touchpoint == list(done.model.scenario.touchpoints).index("kiosk")
    rows = np.flatnonzero(kiosk & done.log.served)
    empathy = done.feedback.perceived[rows, DIMENSIONS.index("empathy")]
    expected = EMPATHY + (1 - EMPATHY) * done.log.personalization[rows] * done.log.fit[rows]
    assert empathy == pytest.approx(1.0 + 6.0 * expected)
    assert (done.feedback.perceived[rows, DIMENSIONS.index("responsiveness")] == 7.0).all()
