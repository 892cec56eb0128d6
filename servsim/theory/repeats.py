"""Repeat contacts: issues that were not resolved come back, and are work again."""

from servsim.theory.arguments import not_negative


def contacts_per_issue(probability: float, attempts_at_most: float = float("inf")) -> float:
    """Mean contacts for one issue when each contact is followed by another with a constant probability.

    1 / (1 - r) without a limit: a team under repeats is M/M/c at arrivals times this, wherever the repeats spend the
    time between (Jackson 1957; "failure demand"). ``attempts_at_most`` limits the contacts after the first. Assumes
    that repeats are as likely as first contacts to be unresolved. Raises ValueError for a probability outside 0 .. 1,
    or of 1 without a limit.
    """
    not_negative("attempts_at_most", 0.0 if attempts_at_most == float("inf") else attempts_at_most)
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"found probability = {probability:g}; it must be from 0 to 1")
    if probability == 1.0:
        if attempts_at_most == float("inf"):
            raise ValueError("found probability = 1 without a limit of attempts: the contacts would never end")
        return 1.0 + attempts_at_most
    beyond: float = probability ** (attempts_at_most + 1.0)
    return (1.0 - beyond) / (1.0 - probability)
