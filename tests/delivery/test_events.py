from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.events import ARRIVAL, DUTY, END, MOST_CUSTOMERS, MOST_STEPS, PATIENCE, key

EVENTS = st.tuples(
    st.sampled_from([DUTY, END, PATIENCE, ARRIVAL]),
    st.integers(0, MOST_CUSTOMERS - 1),
    st.integers(0, MOST_STEPS - 1),
)


def test_classes_come_in_the_documented_order() -> None:
    assert DUTY < END < PATIENCE < ARRIVAL


@given(EVENTS, EVENTS)
def test_keys_sort_like_class_customer_step(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    assert (key(*one) < key(*other)) == (one < other)
    assert (key(*one) == key(*other)) == (one == other)


def test_keys_come_after_urgent_news_and_fit_into_a_machine_word() -> None:
    assert key(DUTY, 0, 0) > 1  # SimPy's own priorities are 0 and 1
    assert key(ARRIVAL, MOST_CUSTOMERS - 1, MOST_STEPS - 1) < 2**63
