import pytest

from servsim.delivery.rules.walking import NOWHERE, first_above, is_settled, leads_nowhere


@pytest.mark.parametrize(
    ("number", "index"), [(0.0, 0), (0.29, 0), (0.3, 2), (0.7, 2), (0.8, NOWHERE), (0.99, NOWHERE)]
)
def test_a_number_chooses_by_cumulative_shares(number: float, index: int) -> None:
    assert first_above([0.3, 0.3, 0.8], number) == index


def test_nothing_is_drawn_where_nothing_can_differ() -> None:
    assert is_settled([1.0, 1.0])
    assert not is_settled([0.5, 1.0])
    assert leads_nowhere([0.0, 0.0])
    assert not leads_nowhere([0.0, 0.1])
