"""A Poisson process with a piecewise constant rate, laid out on the clock; plain scalar Python."""

from typing import Any

START, LIMIT, LENGTH, RATE, DAY = range(5)
"""Columns of a piece: its start, the last instant inside it, its length (minutes), arrivals per minute, its day."""


def lay_out(gaps: Any, pieces: Any, busyness: Any, result: Any) -> int:
    """Put the instants (minutes) of arrivals into ``result``; their number, or -1 when there were too few gaps.

    ``gaps`` are standard exponential: they lie on the axis of expected arrivals so far, and each point is mapped back
    to the clock. ``pieces`` [piece][column] lie in order; ``busyness`` [day] multiplies the rates of a day.
    ``result`` may be the array of the gaps: a gap has been read before its place is filled.
    """
    point, passed, number = 0.0, 0.0, 0
    for of in pieces:
        rate = of[RATE] * busyness[int(of[DAY])]
        reached = passed + of[LENGTH] * rate
        while True:
            if number == len(gaps):
                return -1
            ahead = point + gaps[number]
            if ahead >= reached:
                break
            point = ahead
            instant = of[START] + (point - passed) / rate
            result[number] = instant if instant < of[LIMIT] else of[LIMIT]
            number += 1
        passed = reached
    return number
