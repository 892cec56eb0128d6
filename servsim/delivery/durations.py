"""Handling work: from the uniforms of the customers to work content with mean 1."""

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.plan import Plan
from servsim.demand import Draws


def work_content(plan: Plan, draws: Draws) -> NDArray[np.float64]:
    """(contacts, customers) work X with mean 1: handling time in units of its mean before any effect."""
    result = np.empty_like(draws.work)
    members = [np.flatnonzero(draws.segment == segment) for segment in range(plan.segments.priority.size)]
    for touchpoint, families in enumerate(plan.work):
        first = plan.journey.first_contact[touchpoint]
        for contact in range(first, first + plan.journey.contacts[touchpoint]):
            for family, customers in zip(families, members, strict=True):
                mean = family.moments().mean
                values = family.quantile(draws.work[contact, customers])
                result[contact, customers] = values / mean if mean > 0 else 1.0
    return result
