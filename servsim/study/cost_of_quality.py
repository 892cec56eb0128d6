"""What quality costs, and what the lack of it costs: prevention, appraisal, internal and external failure.

The PAF scheme of Feigenbaum (1956) and Juran. It tells why money went, not how much is left: the labour in it is paid
already, and customers lost are counted at what they would have brought. It overlaps with cash on purpose; the two must
not be added. All amounts belong to one period, in the scenario's currency.
"""

from typing import NamedTuple


class CostOfQuality(NamedTuple):
    """The four kinds of cost."""

    prevention: float
    """What keeps things from going wrong: training, written standards, customer records."""
    appraisal: float
    """What finds out how good the service is: surveys, audits."""
    internal: float
    """Failure that was caught and mended before the customer suffered."""
    external: float
    """Failure that reached customers."""

    @property
    def total(self) -> float:
        """All four."""
        return self.prevention + self.appraisal + self.internal + self.external


def external_failure(repeats: float, complaints: float, lost: float, customer_worth: float) -> float:
    """Cost of failure that reached customers.

    ``repeats`` and ``complaints`` are amounts of money (handling, and what was paid in compensation), ``lost`` the
    customers lost through poor quality, ``customer_worth`` what one of them would have brought from the next journey
    on; a customer who brings no profit is no loss.
    """
    return repeats + complaints + lost * max(0.0, customer_worth)


def lost_through_quality(journeys: float, return_rate: float, churn_anyway: float) -> float:
    """Customers lost beyond those (a share of the journeys) who are lost whatever the service."""
    return journeys * max(0.0, 1.0 - return_rate - churn_anyway)
