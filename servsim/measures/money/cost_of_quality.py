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
    contacts: float
    """External failure that was worked on: repeat contacts, complaints and compensation."""
    lost: float
    """External failure that was not repaired: customers lost."""

    @property
    def external(self) -> float:
        """Failure that reached customers."""
        return self.contacts + self.lost

    @property
    def total(self) -> float:
        """All four kinds."""
        return self.prevention + self.appraisal + self.internal + self.external


def worth_lost(lost: float, customer_worth: float) -> float:
    """What customers lost would have brought from the next journey on; who brings no profit is no loss."""
    return lost * max(0.0, customer_worth)


def lost_through_quality(journeys: float, return_rate: float, churn_anyway: float) -> float:
    """Customers lost beyond those (a share of the journeys) who are lost whatever the service."""
    return journeys * max(0.0, 1.0 - return_rate - churn_anyway)
