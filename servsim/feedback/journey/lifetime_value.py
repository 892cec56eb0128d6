"""What a customer is worth: margins to come, each discounted and only had if the customer is still there."""

from collections.abc import Iterable

WEEKS_PER_YEAR = 365.25 / 7.0


def discount_per(yearly: float, years: float) -> float:
    """The rate for a period of so many years that compounds to a yearly one; both as shares (0.1 is 10 %)."""
    return float((1.0 + yearly) ** years - 1.0)


def lifetime_value(margin: float, retention: float, discount: float) -> float:
    """CLV with the current margin: m (1 + d) / (1 + d - r), in the unit of ``margin`` (Gupta & Lehmann 2003).

    ``retention`` (0..1) and ``discount`` (> 0 when all customers stay) are those of the period between two margins.
    """
    return margin * (1.0 + discount) / (1.0 + discount - retention)


def future_value(margin: float, retention: float, discount: float) -> float:
    """CLV without the current margin: m r / (1 + d - r)."""
    return margin * retention / (1.0 + discount - retention)


def discounted(margins: Iterable[float], discount: float) -> float:
    """Margins of successive periods as of today, the first one now."""
    total, factor = 0.0, 1.0
    for margin in margins:
        total += margin * factor
        factor /= 1.0 + discount
    return total
