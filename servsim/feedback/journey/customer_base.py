"""The customer base from one period to the next: who stays, who is lost, who is won.

The length of a period is the caller's (a week, a year), the same for all numbers.
"""

from math import log


def churn_rate(retention: float) -> float:
    """Share of the customers lost in a period, 0..1, from the share that stays."""
    return 1.0 - retention


def customers_churned(journeys: float, return_probability: float) -> float:
    """Expected customers lost in a period: each journey is one decision to come back or not."""
    return journeys * (1.0 - return_probability)


def customers_won(acquisition: float, word_of_mouth: float, nps: float) -> float:
    """Customers won in a period: acquisition, raised or lowered by what is said of the service, never below none.

    ``nps`` is the true net promoter score, -100..100. How much word of mouth matters is an assumption; that both ends
    talk more than the middle is Anderson (1998).
    """
    return acquisition * max(0.0, 1.0 + word_of_mouth * nps / 100.0)


def next_base(customers: float, lost: float, won: float) -> float:
    """Customers at the end of a period; nobody can be lost twice."""
    return max(0.0, customers - lost) + won


def settled_base(won: float, retention: float) -> float:
    """The base at which losses and gains balance: a / (1 - r); endless when nobody is lost."""
    lost = churn_rate(retention)
    return won / lost if lost > 0.0 else float("inf")


def base_after(customers: float, retention: float, won: float, periods: int) -> float:
    """The base after so many periods of the same losses and gains: N r^n + a (1 - r^n) / (1 - r)."""
    lost, staying = churn_rate(retention), retention**periods
    return customers * staying + won * ((1.0 - staying) / lost if lost > 0.0 else periods)


def half_life(retention: float) -> float:
    """Periods after which half of today's customers are lost, for a retention inside 0..1."""
    return log(2.0) / -log(retention)
