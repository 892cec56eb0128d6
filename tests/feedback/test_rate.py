import numpy as np
import pytest

from servsim.delivery import EncounterLog, Outcome
from servsim.delivery.log.encounter_log import STORED
from servsim.delivery.rules import outcomes
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.satisfaction.kano import KANO_PROFILE
from servsim.scenario import Scenario
from servsim.study import Model, Replication, simulate
from tests.feedback.scalar_rating import EMPATHY, PREDICTED, Facts, likely, rated, stars, worth_at
from tests.samples import smallest, town_hall
from tests.survey_sample import nonresponse_bias, survey_result


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
    predicted = dict.fromkeys(log.customer.tolist(), PREDICTED)
    for row in np.flatnonzero(felt.rated):
        before = predicted[log.customer[row]]
        expected = rated(facts(done, row), before)
        predicted[log.customer[row]] = tuple(v + 0.1 * (p - v) for v, p in zip(before, expected.perceived, strict=True))
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


CAUSES = ("gap_knowledge", "gap_standards", "gap_delivery", "gap_communication", "gap_ceiling")


def test_the_causes_add_up_to_the_gap_of_every_encounter() -> None:
    raw = town_hall()
    raw["segments"]["regulars"]["expectations"] = {"promise": 0.4}
    raw["touchpoints"]["counter"] |= {"target": 0.4, "believed_need": -0.2}
    felt = simulate(Scenario.model_validate(raw), seed=11).feedback
    rows = felt.rated
    total = sum(getattr(felt, cause)[rows] for cause in CAUSES)
    assert np.abs(total - felt.servqual_gap[rows]).max() < 1e-12
    for cause in CAUSES:
        assert np.abs(getattr(felt, cause)[rows]).max() > 0.1, cause


def test_what_the_standard_would_have_given_is_found_from_the_needs_drawn_at_birth(done: Replication) -> None:
    """Gap 3 by itself, from the tables of draws, for the served, those who gave up and those who come back."""
    log, felt, draws, plan = done.log, done.feedback, done.draws, done.model.plan
    segments = list(done.model.scenario.segments.values())
    assert (log.issue[felt.rated] < log.contact[felt.rated]).any()
    for row in np.flatnonzero(felt.rated):
        place, who, segment = log.touchpoint[row], log.customer[row], segments[log.segment[row]]
        z1 = draws.visible[place, who]
        z2 = draws.hidden[plan.journey.first_contact[place] + log.issue[row], who]
        spread, adapted = segment.needs.spread, 0.5 * (1.0 - 0.8 * 0.25)
        misfit = (1.0 - adapted) * (segment.needs.mean + spread * 0.6**0.5 * z1) + spread * 0.4**0.5 * z2
        met = facts(done, row)._replace(
            served=True, wait=min(log.wait[row], 1.0), quality=worth_at(misfit), fit=worth_at(misfit),
            personalization=0.5, defect=False, skill=1.0, load=0.0,
        )  # fmt: skip
        assert felt.gap_delivery[row] == pytest.approx(felt.servqual_gap[row] - rated(met).servqual_gap, abs=1e-9)


def test_below_the_zone_of_tolerance_is_below_the_adequate_level(done: Replication) -> None:
    felt, rows = done.feedback, done.feedback.rated
    assert felt.adequacy[rows] == pytest.approx(felt.gap[rows] + 1.2)
    assert felt.weighted_adequacy[rows] == pytest.approx(felt.servqual_gap[rows] + 1.2)
    assert (felt.below_adequate[rows] == (felt.weighted_adequacy[rows] < 0.0)).all()
    assert 0 < felt.below_adequate.sum() < rows.sum()


@pytest.mark.parametrize("adjustment", [0, 0.3, 1])
def test_customers_who_come_again_expect_what_they_met(adjustment: float) -> None:
    raw = town_hall(satisfaction={"disconfirmation": 1})
    for segment in raw["segments"].values():
        segment["expectations"] = {"adjustment": adjustment}
    done = simulate(Scenario.model_validate(raw), seed=11)
    felt, log = done.feedback, done.log
    predicted, weights = {}, np.array((0.32, 0.22, 0.19, 0.16, 0.11))
    for row in np.flatnonzero(felt.rated):
        who = log.customer[row]
        before = predicted.get(who, np.array(PREDICTED))
        surprise = weights @ (felt.perceived[row] - before) / 3.0
        assert felt.satisfaction[row] == pytest.approx(np.clip(surprise, -1.0, 1.0))
        predicted[who] = before + adjustment * (felt.perceived[row] - before)
    assert len(predicted) < felt.rated.sum()


ATTRIBUTES = {
    "wait": ("20 min", "0 min"), "perceived_wait": ("20 min", "2 min"), "handling_time": ("1 min", "9 min"),
    "attempts": (3, 1), "resolved": (0, 1), "resolved_first": (0, 1), "no_defect": (0, 1), "self_service": (1, 0),
    "transferred": (1, 0),
    "personalization": (0, 0.5), "quality": (0.5, 1),
}  # fmt: skip


def test_attributes_are_fulfilled_by_what_happened() -> None:
    stated = {
        fact: {"fact": fact, "bad": bad, "good": good, "weight": 5, "kind": "indifferent", "better": 0, "worse": 0}
        for fact, (bad, good) in ATTRIBUTES.items()
    }
    done = simulate(Scenario.model_validate(town_hall(kano={"attributes": stated})), seed=11)
    log, felt, rows = done.log, done.feedback, done.feedback.rated
    served, yes = log.served, np.ones(len(log))
    values = {
        "wait": 1.0 - log.wait / 20,
        "perceived_wait": (20 - 1.36 * log.wait) / 18,
        "handling_time": np.where(served, (log.ended - log.started - 1) / 8, 0.0),
        "attempts": (3 - (log.attempt + 1)) / 2,
        "resolved": log.resolved & served,
        "resolved_first": log.resolved & served & (log.attempt == 0),
        "no_defect": served & ~(log.defect_made & ~log.defect_caught),
        "self_service": np.where(log.touchpoint == 0, 0.0, yes),
        "transferred": ~log.transferred,
        "personalization": np.where(served, log.personalization * log.fit / 0.5, 0.0),
        "quality": np.where(served, (log.quality - 0.5) / 0.5, 0.0),
    }
    expected = np.column_stack([np.clip(values[fact] * yes, 0.0, 1.0) for fact in ATTRIBUTES])
    assert felt.attributes[rows] == pytest.approx(expected[rows], abs=1e-12)
    assert ((felt.attributes[rows] > 0).any(axis=0) & (felt.attributes[rows] < 1).any(axis=0)).all()
    assert np.isnan(felt.attributes[~rows]).all()
    same = simulate(Scenario.model_validate(town_hall()), seed=11).feedback
    assert (felt.satisfaction[rows] == same.satisfaction[rows]).all()  # indifferent: told, but nothing depends on it


def test_an_attribute_joins_the_dimensions() -> None:
    short = {"fact": "wait", "good": "0 min", "bad": "10 min", "kind": "one_dimensional", "better": 0.3, "worse": -0.9}
    raw = town_hall(satisfaction={"model": "kano"})
    plain, joined = (
        simulate(Scenario.model_validate(raw | {"kano": {"attributes": attributes}}), seed=11).feedback
        for attributes in ({}, {"short_wait": short | {"weight": 25}})
    )
    rows = plain.rated
    felt = 0.3 * joined.attributes[rows, 0] - 0.9 * (1 - joined.attributes[rows, 0])
    loss = -np.dot((0.32, 0.22, 0.19, 0.16, 0.11), KANO_PROFILE.dissatisfaction)
    assert joined.satisfaction[rows] == pytest.approx((plain.satisfaction[rows] * loss + 0.25 * felt) / (loss + 0.225))


def test_a_wait_table_takes_the_place_of_the_curve() -> None:
    table = {"0 min": 1, "6.8 min": 0.5, "27.2 min": 0}
    done = simulate(Scenario.model_validate(town_hall(servqual={"wait_table": table})), seed=11)
    rows = done.feedback.rated
    scores = np.interp(done.log.wait[rows], [0.0, 5.0, 20.0], [1.0, 0.5, 0.0])  # 1.36 times the clock
    assert done.feedback.perceived[rows, DIMENSIONS.index("responsiveness")] == pytest.approx(1 + 6 * scores)


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


def with_causes(*causes: int) -> EncounterLog:
    """A log of the smallest scenario whose first encounters ended in these ways, after 3 minutes in the queue."""
    log = simulate(Scenario.model_validate(smallest()), seed=1).log
    columns = {name: getattr(log, name).copy() for name in STORED}
    for row, cause in enumerate(causes):
        columns["cause"][row] = cause
        columns["started"][row] = np.nan
        columns["ended"][row] = columns["joined"][row] + 3.0
    return EncounterLog.of(columns)


def rate_again(log: EncounterLog) -> Replication:
    model = Model.of(Scenario.model_validate(smallest()))
    draws = model.demand.draw(1, 0)
    return Replication(model, draws, log)


NOT_RATED = [cause for cause, ending in enumerate(outcomes.ENDINGS) if not ending.joined or ending.unfinished]


@pytest.mark.parametrize("cause", NOT_RATED, ids=outcomes.CAUSES.__getitem__)
def test_who_met_no_service_or_is_still_there_rates_none(cause: int) -> None:
    felt = rate_again(with_causes(cause)).feedback
    assert not felt.rated[0]
    assert felt.rated[1:].all()
    for name in ("perceived", "gap", "servqual_gap", "satisfaction", "csat", "recommend"):
        assert np.isnan(getattr(felt, name)[0]).all(), name
    assert not felt.responded[0]
    assert not felt.waited_too_long[0]


def test_who_was_sent_home_from_the_queue_rates_like_one_who_gave_up() -> None:
    done = rate_again(with_causes(outcomes.SENT_HOME, outcomes.PATIENCE))
    assert done.feedback.rated[:2].all()
    assert (done.feedback.perceived[0] == done.feedback.perceived[1]).all()


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
