"""What every figure of the report keeps: it draws on the axes it is given, and its axes say what they show, in what."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes

import servsim
from servsim.report import figures
from servsim.study import StudyResult
from tests.altered import with_values

Figure = Callable[..., Axes]
UNIT = re.compile(r"\((min|s|%|EUR|points.*|-?\d to \d)\)$")
PLAIN = {"time of day", "number of people", "quality variance", "weeks of answers", "min", "CSAT points", ""}

ALL: dict[str, Figure] = {
    "wait_histogram": figures.wait_histogram,
    "wait_histogram of an option": partial(figures.wait_histogram, option="both"),
    "wait_exceedance": figures.wait_exceedance,
    "journey_map": figures.journey_map,
    "journey_map of an option": partial(figures.journey_map, option="both"),
    "queue_over_day": figures.queue_over_day,
    "queue_over_day of a team": partial(figures.queue_over_day, team="office"),
    "formula_waits": figures.formula_waits,
    "formula_waits of a team": partial(figures.formula_waits, team="office"),
    "quality_by_agent": figures.quality_by_agent,
    "quality between": figures.quality_component,
    "quality within": partial(figures.quality_component, part="within"),
    "servqual_gaps": figures.servqual_gaps,
    "gap_sources": figures.gap_sources,
    "gap_sources_by_segment": partial(figures.gap_sources_by_segment, option="both"),
    "rating_distribution": figures.rating_distribution,
    "csat_true_and_measured": figures.csat_true_and_measured,
    "segment_changes": figures.segment_changes,
    "survey_over_weeks": figures.survey_over_weeks,
    "survey_over_weeks of the score": partial(figures.survey_over_weeks, kind="nps"),
    "trade_off": figures.trade_off,
    "changes": figures.changes,
    "against_best": partial(figures.against_best, kpi="csat"),
}

OF_ONE_OPTION = {
    "formula_waits",
    "formula_waits of a team",
    "gap_sources_by_segment",
    "journey_map",
    "journey_map of an option",
    "wait_histogram",
    "wait_histogram of an option",
    "rating_distribution",
    "survey_over_weeks",
    "survey_over_weeks of the score",
}


@pytest.mark.parametrize("name", ALL)
def test_draws_on_the_axes_it_is_given(town_study: StudyResult, name: str) -> None:
    _, (left, right) = plt.subplots(1, 2)
    assert ALL[name](town_study, right) is right
    assert right.has_data()
    assert not left.has_data()


@pytest.mark.parametrize("name", ALL)
def test_makes_its_own_axes_else(town_study: StudyResult, name: str) -> None:
    before = set(plt.get_fignums())
    ax = ALL[name](town_study)
    assert isinstance(ax, Axes)
    assert len(set(plt.get_fignums()) - before) == 1


@pytest.mark.parametrize("name", ALL)
def test_axes_say_what_they_show_and_in_what(town_study: StudyResult, name: str) -> None:
    ax = ALL[name](town_study)
    labels = [ax.get_xlabel(), ax.get_ylabel()]
    assert any(labels)
    for label in labels:
        assert label in PLAIN or UNIT.search(label), label
    if not ax.get_ylabel():
        assert all(tick.get_text() for tick in ax.get_yticklabels())  # rows with names


@pytest.mark.parametrize("name", ALL)
def test_several_options_are_told_apart(town_study: StudyResult, name: str) -> None:
    ax = ALL[name](town_study)
    texts = [tick.get_text() for tick in ax.get_yticklabels()] + ax.get_legend_handles_labels()[1]
    if name not in OF_ONE_OPTION:
        assert any("script it" in text for text in texts), texts


@pytest.mark.parametrize("name", ALL)
def test_unknown_numbers_leave_a_gap_and_no_warning(town_study: StudyResult, name: str) -> None:
    result = town_study
    for kpi in (
        "wait_mean",
        "csat",
        "csat_measured",
        "quality_between",
        "quality_within",
        "gap_empathy",
        "gap_delivery",
        "labour_cost",
    ):
        result = with_values(with_values(result, kpi, np.nan), kpi, np.nan, "both")
    ALL[name](result).figure.canvas.draw()


def test_the_public_figures_are_all_tested() -> None:
    tested: set[Any] = {getattr(figure, "func", figure) for figure in ALL.values()}
    public = {getattr(servsim.figures, name) for name in servsim.figures.__all__}
    # these need what the town does not state: measurements, money, a service that never closes, and ranges gone over
    apart = {figures.observed_by_hour, figures.cost_of_quality, figures.warm_up}
    apart |= {figures.screened_effects}  # of another result than a study's
    assert public - tested == apart | {figures.sampling_and_parameter_uncertainty, figures.drivers}
