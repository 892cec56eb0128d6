"""LOGS AND SURVEYS -> WHAT A SCENARIO STATES: reads raw answers, tells what they say and how sure that is."""

from servsim.calibration.surveys.kano_survey import as_yaml, kano_of_counts, kano_table, to_scenario
from servsim.calibration.surveys.layout import KanoItem, ServqualItem, SurveyLayout
from servsim.calibration.surveys.predictors import compare_predictors
from servsim.calibration.surveys.servqual_survey import gap_table, weighted_gap
from servsim.calibration.surveys.survey_file import SurveyAnswers, read_survey

__all__ = [
    "KanoItem",
    "ServqualItem",
    "SurveyAnswers",
    "SurveyLayout",
    "as_yaml",
    "compare_predictors",
    "gap_table",
    "kano_of_counts",
    "kano_table",
    "read_survey",
    "to_scenario",
    "weighted_gap",
]
