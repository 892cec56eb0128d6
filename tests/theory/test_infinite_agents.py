from math import exp, pi, sin

import pytest

from servsim.theory import Sine, load_under_steps

PACE = 2 * pi / 480


def test_steps_follow_late() -> None:
    steps = [(0.0, 1.0), (60.0, 3.0), (120.0, 0.0)]

    def limited(x: float) -> float:
        return 10 * (1 - exp(-x / 10))

    assert load_under_steps(steps, limited, 0) == 0
    assert load_under_steps(steps, limited, 60) == pytest.approx(10 * (1 - exp(-6)))
    assert load_under_steps(steps, limited, 120) == pytest.approx(30, rel=0.01)
    assert load_under_steps(steps, limited, 130) == pytest.approx(30 * exp(-1), rel=0.01)
    assert load_under_steps([(0.0, 2.0)], lambda x: min(x, 5), 3) == pytest.approx(6)
    assert load_under_steps([(0.0, 2.0)], lambda x: min(x, 5), 50) == pytest.approx(10)


def test_a_sine_in_fine_steps_is_a_sine() -> None:
    width = 0.5
    middle = [(place * width, 2 + sin(PACE * (place + 0.5) * width)) for place in range(9600)]
    sine = Sine(2, 1, PACE)
    exponential = load_under_steps(middle, lambda x: 30 * (1 - exp(-x / 30)), 4000.0)
    constant = load_under_steps(middle, lambda x: min(x, 30), 4000.0)
    assert exponential == pytest.approx(sine.load_exponential(30, 4000.0), rel=1e-4)
    assert constant == pytest.approx(sine.load_constant(30, 4000.0), rel=1e-4)


def test_the_peak_is_where_the_lag_says() -> None:
    sine = Sine(2, 1, PACE)
    peak = (pi / 2) / PACE + sine.lag_minutes(30)
    assert sine.load_exponential(30, peak) == pytest.approx(sine.peak_exponential(30))
