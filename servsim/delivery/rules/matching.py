"""Who is next: which waiting customer a free agent takes, and which idle agent a customer goes to.

A total order, so that engines cannot differ: customers by (rank of the pair of queue and team, priority, row), agents
by (rank, how long idle). Scalar, for both engines.
"""


def is_taken_before(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether a customer is taken before another, both (rank, priority, row); who came first has the smaller row."""
    return one < other


def serves_before(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether an idle agent serves before another, both (rank, turn); turns count up as agents become idle."""
    return one < other
