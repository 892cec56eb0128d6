"""Handling work and patience: from the uniform numbers of the customers to durations, by the families of the plan."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.plan.plan import Plan
from servsim.demand.arrays import durations
from servsim.demand.draws import Draws
from servsim.scenario.values.distributions import Family

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def work_content(plan: Plan, draws: Draws) -> Floats:
    """(contacts, customers) work X with mean 1: handling time in units of its mean before any effect."""
    result = np.empty_like(draws.work)
    for family, rows, customers in _parts(plan, plan.work, draws):
        assert family is not None
        mean = family.moments().mean
        result[rows, customers] = durations(family, draws.work[rows, customers]) / mean if mean > 0 else 1.0
    return result


def patience(plan: Plan, draws: Draws) -> Floats:
    """(contacts, customers) minutes until a waiting customer gives up; infinite for who waits for ever."""
    result = np.full_like(draws.patience, np.inf)
    for family, rows, customers in _parts(plan, plan.patience, draws):
        if family is not None:
            result[rows, customers] = durations(family, draws.patience[rows, customers])
    return result


def _parts(
    plan: Plan, families: Sequence[Sequence[Family | None]], draws: Draws
) -> Iterator[tuple[Family | None, Ints, Ints]]:
    """For each touchpoint and segment: its family, and its part of a table of draws as an open mesh."""
    members = [np.flatnonzero(draws.segment == segment) for segment in range(plan.segments.priority.size)]
    for touchpoint, by_segment in enumerate(families):
        first = plan.journey.first_contact[touchpoint]
        rows = np.arange(first, first + plan.journey.contacts[touchpoint])
        for family, customers in zip(by_segment, members, strict=True):
            mesh = np.ix_(rows, customers)
            yield family, mesh[0], mesh[1]
