import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery import encounter
from servsim.feedback.gaps import (
    Gaps,
    Needs,
    Replay,
    ReplayModel,
    Standard,
    account_gaps,
    misfit_to_standard,
    perceptions_to_standard,
    worth,
)
from servsim.feedback.servqual import (
    DIMENSIONS,
    Expectation,
    Experience,
    driver_scores,
    perceptions,
    weight_shares,
)
from servsim.feedback.wait import Waits, wait_score

MODEL = ReplayModel(rigidity=0.8, need_visibility=0.6)
WEIGHTS = weight_shares()
ON_TARGET = Standard(0.6, 0.4, target=0.0, believed_need=0.0, true_need=0.0, wait_min=1.0)
NEEDS = Needs(0.0, 0.5, visible=0.6, hidden=-0.4)
REPLAY = Replay(ON_TARGET, NEEDS, Waits(3.0, 5.0, 1.36))
AS_PLANNED = perceptions_to_standard(REPLAY, MODEL)

SHARE = st.floats(0.0, 1.0)
NEED = st.floats(-2.0, 2.0)
REPLAYS = st.builds(
    Replay,
    standard=st.builds(Standard, SHARE, SHARE, NEED, NEED, NEED, st.floats(0.0, 30.0)),
    needs=st.builds(Needs, NEED, st.floats(0.0, 2.0), NEED, NEED),
    waits=st.builds(Waits, st.floats(0.0, 60.0), st.floats(0.5, 30.0), st.floats(1.0, 1.4)),
    tangibles=SHARE,
    culture=SHARE,
)


def account(perceived: np.ndarray, replay: Replay, promise: float = 0.0) -> Gaps:
    return account_gaps(perceived, replay, Expectation(promise=promise), WEIGHTS, MODEL)


@given(st.lists(st.floats(1.0, 7.0), min_size=5, max_size=5), REPLAYS, st.floats(-1.0, 2.0))
def test_the_gaps_sum_to_the_whole(perceived: list[float], replay: Replay, promise: float) -> None:
    gaps = account(np.array(perceived), replay, promise)
    assert sum(gaps[:5]) == pytest.approx(gaps.service, abs=1e-12)


def test_the_gaps_of_a_column_sum_to_the_whole_row_by_row() -> None:
    rng = np.random.default_rng(11)
    needs = Needs(rng.normal(size=50), 0.8, rng.normal(size=50), rng.normal(size=50))
    replay = Replay(ON_TARGET._replace(target=0.3, believed_need=0.1), needs, Waits(rng.random(50) * 9, 5.0, 1.36))
    expectation = Expectation(promise=rng.random(50), base=rng.uniform(4, 7, (50, 5)))
    gaps = account_gaps(rng.uniform(1, 7, (50, 5)), replay, expectation, weight_shares(rng.random((50, 5))), MODEL)
    assert all(column.shape == (50,) for column in gaps)
    assert np.sum(gaps[:5], axis=0) == pytest.approx(gaps.service, abs=1e-12)


def test_misfit_is_that_of_an_experienced_agent_at_rest() -> None:
    practice = encounter.Practice(0.6, 0.4, 0.2, 0.6, 0.4, 6.0, 1.0, 1.0, -3.0)
    effects = encounter.Effects(*[0.0] * len(encounter.Effects._fields))
    effects = effects._replace(rigidity=MODEL.rigidity, need_visibility=MODEL.need_visibility)
    need, chance = encounter.Need(0.1, 0.5, 0.6, -0.4), encounter.Chance(1.0, 9.0, 9.0, 0.9, 0.9)
    served = encounter.serve(practice, need, chance, encounter.Condition(), effects)
    assert misfit_to_standard(ON_TARGET._replace(target=0.2), Needs(*need), MODEL) == pytest.approx(served.misfit)


def test_worth_in_columns_is_the_worth_of_delivery() -> None:
    deviations = np.array([0.0, -0.3, 1.0, 2.5])
    assert worth(deviations) == pytest.approx([encounter.worth(y) for y in deviations])


def test_delivered_to_a_right_standard_leaves_only_the_ceiling() -> None:
    gaps = account(AS_PLANNED, REPLAY)
    assert [float(gap) for gap in gaps[:4]] == [0.0, 0.0, 0.0, 0.0]
    assert gaps.ceiling == gaps.service


def test_a_promise_is_gap_4_and_nothing_else() -> None:
    plain, promised = account(AS_PLANNED, REPLAY), account(AS_PLANNED, REPLAY, promise=0.7)
    assert promised.communication == pytest.approx(-0.7)
    assert promised.service == pytest.approx(plain.service - 0.7)
    assert promised._replace(communication=0, service=0) == plain._replace(communication=0, service=0)


def test_a_defect_is_gap_3() -> None:
    quality = worth(misfit_to_standard(ON_TARGET, NEEDS, MODEL))
    short = wait_score(REPLAY.waits._replace(wait_min=1.0))
    met = Experience(quality, quality, 0.4, defect=True, skill=1.0, load=0.0, wait_score=short)
    gaps = account(perceptions(driver_scores(met)), REPLAY)
    assert gaps.delivery == pytest.approx(-6.0 * (0.32 * 0.8 * quality + 0.19 * 0.3))
    assert gaps.knowledge == gaps.standards == 0.0


def test_a_standard_beside_what_management_believes_is_gap_2() -> None:
    needs = NEEDS._replace(visible=0.0, hidden=0.0)
    off = REPLAY._replace(standard=ON_TARGET._replace(target=0.5), needs=needs)
    gaps = account(perceptions_to_standard(off, MODEL), off)
    assert gaps.standards < -0.1
    assert gaps.delivery == gaps.knowledge == 0.0


def test_a_wrong_belief_is_gap_1() -> None:
    needs = NEEDS._replace(visible=0.0, hidden=0.0)
    misled = REPLAY._replace(standard=ON_TARGET._replace(target=0.5, believed_need=0.5), needs=needs)
    gaps = account(perceptions_to_standard(misled, MODEL), misled)
    assert gaps.knowledge < -0.1
    assert gaps.delivery == gaps.standards == 0.0


def test_a_wait_beyond_its_standard_is_gap_3_and_without_a_standard_it_is_not() -> None:
    waited = AS_PLANNED.copy()
    waited[DIMENSIONS.index("responsiveness")] = 1.0 + 6.0 * float(wait_score(REPLAY.waits))
    assert account(waited, REPLAY).delivery < -0.1
    assert account(waited, REPLAY._replace(standard=ON_TARGET._replace(wait_min=np.inf))).delivery == 0.0


def test_giving_up_is_gap_3_because_to_standard_they_would_have_been_served() -> None:
    gave_up = Experience(np.nan, np.nan, np.nan, False, np.nan, 0.0, wait_score(REPLAY.waits), served=False)
    gaps = account(perceptions(driver_scores(gave_up)), REPLAY)
    assert gaps.delivery < -3.0
    assert sum(gaps[:5]) == pytest.approx(gaps.service, abs=1e-12)
