from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.perception.servqual import (
    Five,
    desired_level,
    perceptions,
    predicted_level,
    update_expectation,
    weight_shares,
)
from servsim.feedback.satisfaction.kano import KANO_PROFILE, curve_of
from servsim.feedback.satisfaction.satisfaction import (
    BLEND,
    KANO,
    LEVELS,
    SATISFACTION_MODELS,
    SERVPERF,
    SERVQUAL,
    Formation,
    Levels,
    curves_of,
    disconfirmation,
    kano_satisfaction,
    model_number,
    preferences_of,
    satisfaction,
)

WEIGHTS = weight_shares()
NOTHING, PERFECT = (0.0,) * 5, (1.0,) * 5
SCORES = st.tuples(*[st.floats(0.0, 1.0)] * 5)
POINTS = st.tuples(*[st.floats(0.1, 10.0)] * 5)
FORMATIONS = st.builds(Formation, st.sampled_from([model_number(name) for name in SATISFACTION_MODELS]))


@given(SCORES, SCORES, POINTS, FORMATIONS)
def test_satisfaction_never_falls_in_any_driver_score(
    one: Five, other: Five, points: Five, formation: Formation
) -> None:
    def felt(scores: tuple[float, ...]) -> float:
        return satisfaction(scores, LEVELS, preferences_of(weight_shares(points)), formation)

    low, high = tuple(map(min, one, other)), tuple(map(max, one, other))
    assert felt(low) <= felt(high) + 1e-12
    for dimension in range(5):
        raised = (*low[:dimension], high[dimension], *low[dimension + 1 :])
        assert felt(low) <= felt(raised) + 1e-12


@given(SCORES, POINTS, FORMATIONS)
def test_satisfaction_stays_between_minus_1_and_1(scores: Five, points: Five, formation: Formation) -> None:
    assert -1.0 <= satisfaction(scores, LEVELS, preferences_of(weight_shares(points)), formation) <= 1.0


def test_each_model_takes_what_it_says() -> None:
    scores = (0.75,) * 5
    desired, predicted, performance = 5.979, 5.979 - 0.6, kano_satisfaction(scores)
    surprise = (5.5 - predicted) / 3
    expected = {
        "servperf": 0.5,
        "servqual": (5.5 - desired) / 3,
        "kano": performance,
        "blend": 0.5 * performance + 0.5 * surprise,
    }
    found = {name: satisfaction(scores, formation=Formation(model_number(name))) for name in SATISFACTION_MODELS}
    assert found == pytest.approx(expected)
    assert len({round(value, 6) for value in expected.values()}) == 4


def test_the_weight_of_surprise_runs_from_kano_to_disconfirmation() -> None:
    scores = (0.2, 0.9, 0.6, 0.4, 0.7)
    surprise = disconfirmation(perceptions(scores), LEVELS.predicted, WEIGHTS)
    assert satisfaction(scores, formation=Formation(BLEND, 0.0)) == pytest.approx(kano_satisfaction(scores))
    assert satisfaction(scores, formation=Formation(BLEND, 1.0)) == pytest.approx(surprise)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="one of servperf, servqual, kano, blend; found 'stars'"):
        model_number("stars")


def test_kano_satisfaction_is_scaled_by_its_larger_end() -> None:
    assert kano_satisfaction(NOTHING) == pytest.approx(-1.0)
    assert kano_satisfaction(PERFECT) == pytest.approx(0.4705 / 0.5735)


def test_the_gap_can_be_beyond_the_scale_and_is_clipped() -> None:
    assert satisfaction(NOTHING, formation=Formation(SERVQUAL)) == -1.0


def test_the_ends_of_performance_are_the_ends_of_the_scale() -> None:
    assert satisfaction(NOTHING, formation=Formation(SERVPERF)) == -1.0
    assert satisfaction(PERFECT, formation=Formation(SERVPERF)) == pytest.approx(1.0)


def test_indifferent_dimensions_do_not_dilute_the_others() -> None:
    only = preferences_of(WEIGHTS, curves_of(KANO_PROFILE._replace(category=("M", "I", "I", "R", "Q"))))
    assert kano_satisfaction((0.0, 1.0, 1.0, 1.0, 1.0), only) == pytest.approx(-1.0)
    assert kano_satisfaction((1.0, 0.0, 0.0, 0.0, 0.0), only) == pytest.approx(0.35 / 0.85)


def test_when_nothing_counts_everybody_is_neutral() -> None:
    nobody_cares = preferences_of(WEIGHTS, curves_of(KANO_PROFILE._replace(category=tuple("IIIII"))))
    assert kano_satisfaction(PERFECT, nobody_cares) == 0.0
    ignored = curves_of(KANO_PROFILE._replace(category=tuple("MIOAA")))
    only_what_weighs_nothing = preferences_of((0.0, 1.0, 0.0, 0.0, 0.0), ignored)
    assert kano_satisfaction(PERFECT, only_what_weighs_nothing) == 0.0


def test_further_attributes_join_the_dimensions_and_zero_stays_neutral() -> None:
    must_be = curve_of("M", 0.2, -0.9)
    joined = preferences_of(WEIGHTS, further=[(0.5, must_be)])
    assert kano_satisfaction(NOTHING, joined, 0.5 * -0.9) == pytest.approx(-1.0)
    assert joined.most == pytest.approx(preferences_of(WEIGHTS).most + 0.45)
    assert kano_satisfaction(PERFECT, joined, 0.5 * 0.2) == pytest.approx((0.4705 + 0.1) / joined.most)
    assert satisfaction(PERFECT, LEVELS, joined, Formation(KANO), -0.3) < satisfaction(PERFECT, LEVELS, joined)


def test_the_bump_of_an_improvement_fades_as_expectations_follow() -> None:
    better, predicted, felt = (0.95,) * 5, predicted_level(), []
    for _ in range(60):
        felt.append(satisfaction(better, Levels(desired_level(), predicted)))
        predicted = tuple(map(update_expectation, predicted, perceptions(better)))
    assert all(later < earlier for earlier, later in pairwise(felt))
    assert felt[-1] == pytest.approx(0.5 * kano_satisfaction(better), abs=1e-3)
    assert felt[0] - felt[-1] > 0.1
