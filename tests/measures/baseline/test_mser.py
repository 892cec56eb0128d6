import numpy as np

from servsim.measures.baseline.mser import mser5

I400, I1000 = np.arange(400), np.arange(1000)
SERIES = {
    "5 exp(-i/25)+cos(i), i=0..399": 5 * np.exp(-I400 / 25) + np.cos(I400),
    "cos(i), i=0..399": np.cos(I400),
    "-8 exp(-i/60)+sin(1.7 i)+0.5 cos(3.1 i), i=0..999": (
        -8 * np.exp(-I1000 / 60) + np.sin(1.7 * I1000) + 0.5 * np.cos(3.1 * I1000)
    ),
}


def test_a_series_that_never_settles_asks_for_more() -> None:
    assert mser5(np.arange(200.0)).run_longer
    assert mser5(np.exp(-np.arange(100) / 400)).run_longer
