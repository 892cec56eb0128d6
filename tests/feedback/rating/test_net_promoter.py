import numpy as np
import pytest

from servsim.feedback.rating.net_promoter import net_promoter, net_promoter_of, promoter_sign


def test_nps_of_responses() -> None:
    responses = np.array([10, 9, 9, 8, 7, 6, 0])
    assert promoter_sign(responses).tolist() == [1, 1, 1, 0, 0, -1, -1]
    got = net_promoter_of(responses)
    assert got.points == pytest.approx(100 / 7)
    assert got.standard_error == pytest.approx(100 * np.std([1, 1, 1, 0, 0, -1, -1]) / np.sqrt(7))


def test_nps_without_responses_is_not_a_number() -> None:
    assert np.isnan(net_promoter_of(np.array([], dtype=np.int64)).points)
    columns = net_promoter(np.array([3.0, 0.0]), 0.0, np.array([1.0, 0.0]))
    assert columns.points[0] == pytest.approx(50.0)
    assert np.isnan(columns.points[1])
    assert np.isnan(columns.standard_error[1])
