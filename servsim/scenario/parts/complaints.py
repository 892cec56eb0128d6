"""What happens to complaints: where they are answered, how soon, and what the answer repairs."""

from servsim.scenario.values.base import Part, Source, Text, default
from servsim.scenario.values.units import Minutes

RECOVERY = Source(
    "form", "the recovery paradox holds for satisfaction only (de Matos, Henrique & Rossi 2007); size is an assumption"
)


class Complaints(Part):
    """Customers who complain after their journey, to staff who answer; without this key nobody hears them."""

    touchpoint: Text
    """The touchpoint where complaints are answered; customers reach it in no other way."""
    delay: Minutes = default(1440.0, between=(10, 10080), unit="min", gt=0)
    """Mean time from the end of the journey until the customer complains (exponential)."""
    quick_within: Minutes = default(60.0, between=(10, 1440), unit="min", gt=0)
    """A complaint that is answered within this time, wait and handling together, is answered quickly."""
    recovered_quick: float = default(0.8, RECOVERY, between=(0.3, 1.2), ge=-2, le=2)
    """Share of the damage that a quick answer repairs; 1 = as if there had been no defect, more is possible."""
    recovered_slow: float = default(0.5, RECOVERY, between=(0, 0.9), ge=-2, le=2)
    """Share of the damage that a slow answer repairs."""
    recovered_failed: float = default(
        -0.2, Source("assumption", "double deviation; size is an assumption"), between=(-0.6, 0), ge=-2, le=2
    )
    """Share of the damage that is repaired when nobody answered, or without success; below 0 it grows."""
    compensation: float = default(25.0, between=(0, 100), ge=0, le=1e9)
    """What each complaint that is answered with success costs beside the time of staff, in the scenario's currency."""
