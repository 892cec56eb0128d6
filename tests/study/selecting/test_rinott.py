import numpy as np

from servsim.study.selecting.rinott import rinott_constant, rinott_replications


def test_each_option_gets_what_its_own_variance_asks_for() -> None:
    first = np.array([[1.0, 2.0, 3.0, 2.0], [2.0, 2.0, 2.0, 2.0]])
    h = rinott_constant(2, 4, 0.95)
    assert rinott_replications(first, 0.5, 0.95) == [int(np.ceil((h / 0.5) ** 2 * 2 / 3)), 4]
