"""What the customers of a segment measure with, as named values and as a row of numbers for the tables."""

from typing import Any, NamedTuple

from servsim.feedback.perception.servqual import ADJUSTMENT_RATE, EXPECTATION, Expectation, Five, predicted_level
from servsim.feedback.satisfaction.satisfaction import PREFERENCES, Curves, Preferences

ADJUSTMENT = 5
"""Where the adjustment rate stands in a row."""


class SegmentPreferences(NamedTuple):
    """What a customer measures with."""

    tolerated_min: float  # tau: tolerated wait, perceived minutes, > 0
    need_mean: float = 0.0  # mu_g: functional-limit units
    need_spread: float = 0.5  # h_g
    expectation: Expectation = EXPECTATION
    predicted: Five = predicted_level()  # V: of this customer, 1..7; the segment's for a new one
    adjustment: float = ADJUSTMENT_RATE  # alpha_E: share of a surprise that moves the prediction
    preferences: Preferences = PREFERENCES
    points: float = 100.0  # total of the dimensions' points, which weights of further attributes are held against
    table_first: int = 0  # the planner's wait table: its first point, and the one after its last
    table_end: int = 0


def row_of(segment: SegmentPreferences) -> tuple[float, ...]:
    """The numbers of a yardstick in the order of :func:`yardstick_of`, without the predicted levels and the curves."""
    base, promise, zone = segment.expectation
    return (
        segment.tolerated_min, segment.need_mean, segment.need_spread, promise, zone, segment.adjustment,
        segment.preferences.most, segment.points, segment.table_first, segment.table_end,
        *base, *segment.preferences.weights,
    )  # fmt: skip


def preferences_from_row(row: Any, predicted: Any, curves: Curves) -> SegmentPreferences:
    """The yardstick of a row; ``predicted`` are the levels of this customer, ``curves`` the Kano curves."""
    expectation = Expectation((row[10], row[11], row[12], row[13], row[14]), row[3], row[4])
    preferences = Preferences((row[15], row[16], row[17], row[18], row[19]), curves, row[6])
    levels = predicted[0], predicted[1], predicted[2], predicted[3], predicted[4]
    return SegmentPreferences(
        row[0], row[1], row[2], expectation, levels, row[5], preferences, row[7], int(row[8]), int(row[9])
    )
