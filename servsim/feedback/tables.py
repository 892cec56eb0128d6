"""The tables of a rating plan, as records for compiled code and as named tuples for plain Python."""

from typing import Any

import numpy as np

from servsim.feedback.judgement import RatingTables, Setting
from servsim.feedback.perception.servqual import predicted_level
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.satisfaction.attributes import Attribute
from servsim.feedback.satisfaction.segment_preferences import SegmentPreferences
from servsim.records import as_records


def tables_of(ratings: RatingPlan) -> RatingTables:
    """The tables as records."""
    criteria = ratings.criteria._replace(
        wait_points=np.array(ratings.criteria.wait_points, dtype=np.float64).reshape(-1, 2),
        attributes=as_records(ratings.criteria.attributes, Attribute),
    )
    return RatingTables(
        as_records(ratings.settings, Setting),
        as_records(ratings.segments, SegmentPreferences),
        np.array(_predicted(ratings)),
        criteria,
    )


def plain_tables_of(ratings: RatingPlan) -> RatingTables:
    """The tables as lists, which plain Python reads more quickly than arrays."""
    return RatingTables(list(ratings.settings), list(ratings.segments), _predicted(ratings), ratings.criteria)


def _predicted(ratings: RatingPlan) -> list[Any]:
    return [predicted_level(segment.expectation) for segment in ratings.segments]
