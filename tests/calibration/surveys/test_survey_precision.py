import numpy as np
import pytest

from servsim.calibration.surveys.survey_precision import answers_needed, margin_of_error, standard_deviation
from servsim.feedback.rating.net_promoter import net_promoter

SHARES = np.array([0.05, 0.1, 0.2, 0.4, 0.25])
STARS = np.arange(1.0, 6.0)


def test_the_deviation_of_one_answer() -> None:
    mean = SHARES @ STARS
    assert standard_deviation(STARS.tolist(), (40 * SHARES).tolist()) == pytest.approx(
        np.sqrt(SHARES @ (STARS - mean) ** 2)
    )
    assert standard_deviation([1, 2], [0, 3]) == 0.0


def test_the_margin_of_a_net_promoter_score_is_that_of_the_trinomial() -> None:
    deviation = standard_deviation([100.0, 0.0, -100.0], [42, 37, 21])
    expected = float(net_promoter(42.0, 37.0, 21.0).standard_error)
    assert margin_of_error(deviation, 100) == pytest.approx(1.959964 * expected, rel=1e-6)


def test_textbook_sample_sizes() -> None:
    """Half a standard deviation, 5 %, power 80 %: 63 in each group (Cohen 1988, normal approximation)."""
    assert answers_needed(1.0, 0.5) == pytest.approx(62.8, abs=0.05)
    assert answers_needed(1.0, 0.5, power=0.9) == pytest.approx(84.1, abs=0.05)
    assert answers_needed(2.0, 0.5) == pytest.approx(4 * answers_needed(1.0, 0.5))


def surveys(rng: np.random.Generator, shares: np.ndarray, answers: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Means of simulated surveys, and their standard errors."""
    counts = rng.multinomial(answers, shares, count)
    mean = counts @ STARS / answers
    return mean, np.sqrt((counts @ STARS**2 / answers - mean**2) / answers)


def test_simulated_surveys_see_the_change_as_often_as_promised() -> None:
    rng = np.random.default_rng(3)
    better = SHARES + np.array([0.0, 0.0, 0.0, -0.1, 0.1])
    deviations = [standard_deviation(STARS.tolist(), shares.tolist()) for shares in (SHARES, better)]
    deviation = float(np.sqrt(np.mean(np.square(deviations))))
    enough = round(answers_needed(deviation, 0.1))
    seen = {}
    for answers in (enough, enough // 4):
        (before, error), (after, other) = surveys(rng, SHARES, answers, 4000), surveys(rng, better, answers, 4000)
        seen[answers] = float(np.mean(after - before > 1.96 * np.hypot(error, other)))
    assert seen[enough] == pytest.approx(0.8, abs=0.02)
    assert seen[enough // 4] < 0.4, "twin: a quarter of the answers is not enough"


def test_simulated_surveys_lie_within_the_margin_as_often_as_promised() -> None:
    means, _ = surveys(np.random.default_rng(5), SHARES, 400, 8000)
    margin = margin_of_error(standard_deviation(STARS.tolist(), SHARES.tolist()), 400)
    assert np.mean(np.abs(means - SHARES @ STARS) <= margin) == pytest.approx(0.95, abs=0.01)
