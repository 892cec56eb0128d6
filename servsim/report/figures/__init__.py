"""The figures of the report, as functions: each draws on the axes it is given (or new ones) and returns them."""

from servsim.report.figures.decide.changes import changes
from servsim.report.figures.decide.comparison import against_best
from servsim.report.figures.decide.costs import cost_of_quality
from servsim.report.figures.trust.formulas import formula_waits
from servsim.report.figures.trust.screened_effects import screened_effects
from servsim.report.figures.trust.uncertainty import drivers, sampling_and_parameter_uncertainty
from servsim.report.figures.trust.warm_up import warm_up
from servsim.report.figures.understand.day import queue_over_day
from servsim.report.figures.understand.gaps import gap_sources, gap_sources_by_segment
from servsim.report.figures.understand.journey_map import journey_map
from servsim.report.figures.understand.observed import observed_by_hour
from servsim.report.figures.understand.perception import (
    csat_true_and_measured,
    rating_distribution,
    segment_changes,
    servqual_gaps,
    trade_off,
)
from servsim.report.figures.understand.quality import quality_by_agent, quality_component
from servsim.report.figures.understand.survey import survey_over_weeks
from servsim.report.figures.understand.waits import wait_exceedance, wait_histogram

__all__ = [
    "against_best",
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
    "sampling_and_parameter_uncertainty",
    "screened_effects",
    "segment_changes",
    "servqual_gaps",
    "survey_over_weeks",
    "trade_off",
    "wait_exceedance",
    "wait_histogram",
    "warm_up",
]
