"""The figures of the report, as functions: each draws on the axes it is given (or new ones) and returns them."""

from servsim.report.figures.changes import changes
from servsim.report.figures.contest import against_best
from servsim.report.figures.costs import cost_of_quality
from servsim.report.figures.day import queue_over_day
from servsim.report.figures.formulas import formula_waits
from servsim.report.figures.gaps import gap_sources, gap_sources_by_segment
from servsim.report.figures.journey_map import journey_map
from servsim.report.figures.observed import observed_by_hour
from servsim.report.figures.perception import (
    csat_true_and_measured,
    rating_distribution,
    segment_changes,
    servqual_gaps,
    trade_off,
)
from servsim.report.figures.quality import quality_by_agent, quality_component
from servsim.report.figures.screened_effects import screened_effects
from servsim.report.figures.survey import survey_over_weeks
from servsim.report.figures.unknown import chance_and_ignorance, drivers
from servsim.report.figures.waits import wait_exceedance, wait_histogram
from servsim.report.figures.warm_up import warm_up

__all__ = [
    "against_best",
    "chance_and_ignorance",
    "changes",
    "cost_of_quality",
    "csat_true_and_measured",
    "drivers",
    "formula_waits",
    "gap_sources",
    "gap_sources_by_segment",
    "journey_map",
    "observed_by_hour",
    "quality_by_agent",
    "quality_component",
    "queue_over_day",
    "rating_distribution",
    "screened_effects",
    "segment_changes",
    "servqual_gaps",
    "survey_over_weeks",
    "trade_off",
    "wait_exceedance",
    "wait_histogram",
    "warm_up",
]
