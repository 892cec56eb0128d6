"""What the customers of a segment measure with; in the tables of a judgement, a record with these names."""

from typing import NamedTuple

from servsim.feedback.perception.servqual import ADJUSTMENT_RATE, EXPECTATION, Expectation, Five
from servsim.feedback.satisfaction.satisfaction import PREFERENCES


class SegmentPreferences(NamedTuple):
    """What a customer measures with."""

    tolerated_min: float  # tau: tolerated wait, perceived minutes, > 0
    need_mean: float = 0.0  # mu_g: functional-limit units
    need_spread: float = 0.5  # h_g
    expectation: Expectation = EXPECTATION
    adjustment: float = ADJUSTMENT_RATE  # alpha_E: share of a surprise that moves the prediction
    weights: Five = PREFERENCES.weights  # w, sum 1
    most: float = PREFERENCES.most  # the larger of what perfect service gains and no service loses
    points: float = 100.0  # total of the dimensions' points, which weights of further attributes are held against
    table_first: int = 0  # the planner's wait table: its first point, and the one after its last
    table_end: int = 0
