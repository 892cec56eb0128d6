"""A Poisson process with a piecewise constant rate, laid out on the clock; plain scalar Python."""

from typing import Any

START, LIMIT, RATE, REACHED, PASSED = range(5)
"""Columns of a piece: where it starts; the last instant inside it; arrivals per minute; expected arrivals up to its end
and up to its start."""


def lay_out(gaps: Any, pieces: Any, result: Any) -> int:
    """Put the instants (minutes) of arrivals into ``result``; their number, or -1 when there were too few gaps.

    ``gaps`` are standard exponential: they lie on the axis of expected arrivals so far, and each point is mapped back
    to the clock. ``pieces`` [piece][column] are those with a rate above 0, and lie in order.
    """
    point, number = 0.0, 0
    for of in pieces:
        while True:
            if number == len(gaps):
                return -1
            ahead = point + gaps[number]
            if ahead >= of[REACHED]:
                break
            point = ahead
            instant = of[START] + (point - of[PASSED]) / of[RATE]
            result[number] = instant if instant < of[LIMIT] else of[LIMIT]
            number += 1
    return number
