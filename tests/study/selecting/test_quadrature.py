import pytest

from servsim.study.selecting.quadrature import chi_square_nodes, normal_nodes


def test_normal_moments() -> None:
    at, weight = normal_nodes()
    assert [float((at**power * weight).sum()) for power in (0, 1, 2, 4)] == pytest.approx([1, 0, 1, 3], abs=1e-12)


@pytest.mark.parametrize("degrees", [1, 2, 3, 9, 81, 400])
def test_chi_square_moments(degrees: int) -> None:
    at, weight = chi_square_nodes(degrees)
    moments = [1, degrees, degrees * (degrees + 2)]
    assert [float((at**power * weight).sum()) for power in range(3)] == pytest.approx(moments, rel=1e-9)
