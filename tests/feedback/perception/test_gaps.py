from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.encounter.dials import Dials, Effects
from servsim.delivery.encounter.encounter import Chance, Condition, Need, serve, worth
from servsim.delivery.encounter.person import USUAL
from servsim.delivery.encounter.practice import practice_of
from servsim.feedback.perception.gaps import (
    Gaps,
    Rescoring,
    RescoringModel,
    Standard,
    account_gaps,
    misfit_to_standard,
    perceptions_to_standard,
)
from servsim.feedback.perception.servqual import (
    DIMENSIONS,
    Expectation,
    Experience,
    Five,
    Surroundings,
    driver_scores,
    perceptions,
    weight_shares,
)
from servsim.feedback.perception.wait import perceived_wait_min, tolerance_ratio, wait_score

MODEL = RescoringModel(rigidity=0.8, need_visibility=0.6)
WEIGHTS = weight_shares()
ON_TARGET = Standard(0.6, 0.4, target=0.0, believed_need=0.0, true_need=0.0, wait_min=1.0)
NEED = Need(0.0, 0.5, visible=0.6, hidden=-0.4)


def score_of(wait_min: float) -> float:
    return wait_score(tolerance_ratio(perceived_wait_min(wait_min, 1.36), 5.0))


REPLAY = Rescoring(ON_TARGET, NEED, score_of(1.0))
AS_PLANNED = perceptions_to_standard(0.0, REPLAY, MODEL)

SHARE = st.floats(0.0, 1.0)
NEEDS = st.floats(-2.0, 2.0)
LEVELS = st.tuples(*[st.floats(1.0, 7.0)] * 5)
REPLAYS = st.builds(
    Rescoring,
    standard=st.builds(Standard, SHARE, SHARE, NEEDS, NEEDS, NEEDS, st.floats(0.0, 30.0)),
    need=st.builds(Need, NEEDS, st.floats(0.0, 2.0), NEEDS, NEEDS),
    wait_score=SHARE,
    surroundings=st.builds(Surroundings, SHARE, SHARE, st.floats(1.0, 1.4)),
)
EXPECTATIONS = st.builds(Expectation, LEVELS, st.floats(-1.0, 2.0))
POINTS = st.tuples(*[st.floats(0.1, 10.0)] * 5)


def account(perceived: Five, replay: Rescoring, promise: float = 0.0) -> Gaps:
    return account_gaps(perceived, replay, Expectation(promise=promise), WEIGHTS, MODEL)


@given(LEVELS, REPLAYS, EXPECTATIONS, POINTS)
def test_the_gaps_sum_to_the_whole(perceived: Five, replay: Rescoring, expectation: Expectation, points: Five) -> None:
    gaps = account_gaps(perceived, replay, expectation, weight_shares(points), MODEL)
    assert sum(gaps[:5]) == pytest.approx(gaps.service, abs=1e-12)


def test_misfit_is_that_of_an_experienced_agent_at_rest() -> None:
    dials = Dials(0.6, 0.4, 0.2, 0.6, 0.4, 6.0, 1.0, 1.0, -3.0)
    effects = Effects(*[0.0] * len(Effects._fields))
    effects = effects._replace(rigidity=MODEL.rigidity, need_visibility=MODEL.need_visibility)
    need, chance = Need(0.1, 0.5, 0.6, -0.4), Chance(1.0, 9.0, 9.0, 0.9, 0.9)
    served = serve(practice_of(dials, effects), USUAL, need, chance, Condition())
    assert misfit_to_standard(0.2, REPLAY._replace(need=need), MODEL) == served.misfit


def test_delivered_to_a_right_standard_leaves_only_the_ceiling() -> None:
    gaps = account(AS_PLANNED, REPLAY)
    assert gaps[:4] == (0.0, 0.0, 0.0, 0.0)
    assert gaps.ceiling == gaps.service


def test_a_promise_is_gap_4_and_nothing_else() -> None:
    plain, promised = account(AS_PLANNED, REPLAY), account(AS_PLANNED, REPLAY, promise=0.7)
    assert promised.communication == pytest.approx(-0.7)
    assert promised.service == pytest.approx(plain.service - 0.7)
    assert promised._replace(communication=0, service=0) == plain._replace(communication=0, service=0)


def test_a_defect_is_gap_3() -> None:
    quality = worth(misfit_to_standard(0.0, REPLAY, MODEL))
    met = Experience(quality, quality, 0.4, defect=True, skill=1.0)
    gaps = account(perceptions(driver_scores(met, score_of(1.0))), REPLAY)
    assert gaps.delivery == pytest.approx(-6.0 * (0.32 * 0.8 * quality + 0.19 * 0.3))
    assert gaps.knowledge == gaps.standards == 0.0


def test_a_standard_beside_what_management_believes_is_gap_2() -> None:
    need = NEED._replace(visible=0.0, hidden=0.0)
    off = REPLAY._replace(standard=ON_TARGET._replace(target=0.5), need=need)
    gaps = account(perceptions_to_standard(0.5, off, MODEL), off)
    assert gaps.standards < -0.1
    assert gaps.delivery == gaps.knowledge == 0.0


def test_a_wrong_belief_is_gap_1() -> None:
    need = NEED._replace(visible=0.0, hidden=0.0)
    misled = REPLAY._replace(standard=ON_TARGET._replace(target=0.5, believed_need=0.5), need=need)
    gaps = account(perceptions_to_standard(0.5, misled, MODEL), misled)
    assert gaps.knowledge < -0.1
    assert gaps.delivery == gaps.standards == 0.0


def test_a_wait_beyond_its_standard_is_gap_3_and_without_a_standard_it_is_not() -> None:
    planned = dict(zip(DIMENSIONS, AS_PLANNED, strict=True))
    waited = tuple((planned | {"responsiveness": 1.0 + 6.0 * score_of(3.0)}).values())
    assert account(waited, REPLAY).delivery < -0.1
    assert account(waited, REPLAY._replace(wait_score=score_of(3.0))).delivery == 0.0


def test_giving_up_is_gap_3_because_to_standard_they_would_have_been_served() -> None:
    gave_up = Experience(nan, nan, nan, False, nan, load=nan, served=False)
    gaps = account(perceptions(driver_scores(gave_up, score_of(3.0))), REPLAY)
    assert gaps.delivery < -3.0
    assert sum(gaps[:5]) == pytest.approx(gaps.service, abs=1e-12)
