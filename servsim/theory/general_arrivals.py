"""G/G/1 and G/G/c: neither arrivals nor handling times are exponential; approximations from two moments."""

from math import exp
from typing import NamedTuple

from servsim.theory.arguments import above_zero, not_negative, sustainable
from servsim.theory.erlang_c import ErlangC
from servsim.theory.general_handling import two_moment


class Variability(NamedTuple):
    """Squared coefficients of variation: of the gaps between arrivals (Poisson: 1), and of handling times."""

    arrivals: float
    handling: float


def kingman(arrivals: float, handling: float, variability: Variability) -> float:
    """Approximate mean wait at one agent, minutes, from arrivals per minute and mean handling time (minutes).

    Kingman 1961: exact in the limit of heavy load and for Poisson arrivals; too long for regular arrivals under light
    load. Raises ValueError for nonsense, OverloadedError when the load is not below 1.
    """
    rho = _occupancy(arrivals, handling, variability)
    return rho / (1.0 - rho) * 0.5 * (variability.arrivals + variability.handling) * handling


def kingman_bound(arrivals: float, handling: float, variability: Variability) -> float:
    """A mean wait, minutes, that one agent's customers never exceed (Kingman 1962); same arguments and errors."""
    rho = _occupancy(arrivals, handling, variability)
    variances = variability.arrivals / arrivals**2 + variability.handling * handling**2
    return arrivals * variances / (2.0 * (1.0 - rho))


def kraemer_langenbach_belz(arrivals: float, handling: float, variability: Variability) -> float:
    """Kingman's mean wait, minutes, corrected for light load; same arguments and errors as :func:`kingman`.

    Kraemer & Langenbach-Belz 1976, as in Whitt 1983.
    """
    rho = _occupancy(arrivals, handling, variability)
    a, h = variability
    if a + h == 0.0:
        return 0.0
    if a <= 1.0:
        power = -2.0 * (1.0 - rho) * (1.0 - a) ** 2 / (3.0 * rho * (a + h))
    else:
        power = -(1.0 - rho) * (a - 1.0) / (a + 4.0 * h)
    return kingman(arrivals, handling, variability) * exp(power)


def allen_cunneen(queue: ErlangC, variability: Variability) -> float:
    """Approximate mean wait, minutes, of a team: M/G/c's times (ca^2 + cs^2) / (1 + cs^2).

    Allen & Cunneen (Allen 1990), with :func:`two_moment` for the queue with Poisson arrivals in place of their
    Lee-Longton. Good under heavy load and for variabilities that are not far from 1. Raises ValueError for nonsense.
    """
    not_negative("variability.arrivals", variability.arrivals)
    not_negative("variability.handling", variability.handling)
    poisson = two_moment(queue, variability.handling**0.5)
    return poisson * (variability.arrivals + variability.handling) / (1.0 + variability.handling)


def _occupancy(arrivals: float, handling: float, variability: Variability) -> float:
    above_zero("arrivals", arrivals)
    above_zero("handling", handling)
    not_negative("variability.arrivals", variability.arrivals)
    not_negative("variability.handling", variability.handling)
    sustainable(arrivals * handling, 1)
    return arrivals * handling
