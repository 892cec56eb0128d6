from itertools import permutations

from servsim.delivery.rules.matching import is_taken_before, serves_before


def test_customers_are_taken_by_rank_then_priority_then_order_of_coming() -> None:
    order = [(0, 1, 9), (0, 2, 3), (0, 2, 4), (1, 1, 0)]
    for one, other in permutations(order, 2):
        assert is_taken_before(one, other) == (order.index(one) < order.index(other))


def test_agents_serve_by_rank_then_by_how_long_they_have_been_idle() -> None:
    assert serves_before((0, 7), (1, 2))
    assert serves_before((1, 2), (1, 7))
    assert not serves_before((1, 7), (1, 7))
