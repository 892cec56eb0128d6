import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from servsim.measures.intervals import Interval
from servsim.measures.kpi_table import COLUMN
from servsim.measures.scopes import Scope
from servsim.report.parts.decide.effects import OptionEffects, direction
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.altered import with_values
from tests.samples import smallest

LITTLE = np.array([-0.02, 0.01, 0.0, 0.02, -0.01, 0.0])
SWINGING = np.array([-3.0, 3.0, -2.0, 2.0, -1.0, 1.0])
OPTION = "script_it"


def told(result: StudyResult) -> str:
    return plain(OptionEffects(result, wording(), OPTION).summary())


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u2212", "-")


def changed(result: StudyResult, kpi: str, before: float, change: float | Sequence[float]) -> StudyResult:
    """Today ``before`` in every replication, the option by ``change`` (and a little) more."""
    today = with_values(result, kpi, before)
    return with_values(today, kpi, before + np.asarray(change) + LITTLE * abs(before) / 10, OPTION)


@pytest.fixture
def same(town_study: StudyResult) -> StudyResult:
    """The option changes nothing, for nobody."""
    result = town_study
    for kpi in ("wait_p90", "lost_rate", "csat", "quality_variance", "labour_cost"):
        result = with_values(result, kpi, result.values(kpi), OPTION)
    for segment in result.scenario.segments:
        scope = Scope("segment", segment)
        result = with_values(result, "csat", result.values("csat", scope=scope), OPTION, scope)
    return result


def by_segment(result: StudyResult, walk_in: float, regulars: float) -> StudyResult:
    for segment, change in (("walk_in", walk_in), ("regulars", regulars)):
        scope = Scope("segment", segment)
        result = with_values(result, "csat", 4.0, scope=scope)
        result = with_values(result, "csat", 4.0 + change + LITTLE, OPTION, scope)
    return result


@pytest.mark.parametrize(
    ("interval", "way"),
    [
        (Interval(-2.0, -3.0, -1.0, 9), "lower"),
        (Interval(2.0, 1.0, 3.0, 9), "higher"),
        (Interval(2.0, -1.0, 5.0, 9), "open"),
        (Interval(0.0, 0.0, 0.0, 9), "open"),
        (Interval(np.nan, np.nan, np.nan, 0), "open"),
        (Interval(2.0, -np.inf, np.inf, 1), "open"),
    ],
)
def test_which_way_a_difference_goes(interval: Interval, way: str) -> None:
    assert direction(interval) == way


@pytest.mark.parametrize(
    ("kpi", "before", "change", "sentence"),
    [
        ("wait_p90", 9.0, -2.4, r"shortens the 90 % wait by 2\.4 min"),
        ("wait_p90", 9.0, [-2.0, -2.4, -2.2, -2.6, -2.4, -2.0], r"shortens the 90 % wait by 2\.0 to 2\.5 min"),
        ("wait_p90", 9.0, 2.4, r"lengthens the 90 % wait by 2\.4 min"),
        ("wait_p90", 1.0, -0.4, r"shortens the 90 % wait by 24 s"),
        ("csat", 4.0, 0.25, r"lifts satisfaction by 0\.2\d to 0\.2\d CSAT points"),
        ("csat", 4.0, -0.25, r"lowers satisfaction by 0\.2\d to 0\.2\d CSAT points"),
        ("lost_rate", 0.1, -0.05, r"lowers the share of lost contacts by 5\.0 percentage points"),
        ("lost_rate", 0.1, 0.05, r"raises the share of lost contacts by 5\.0 percentage points"),
        ("quality_variance", 0.05, -0.01, r"makes quality more even \(variance 20 % lower\)"),
        ("quality_variance", 0.05, 0.01, r"makes quality less even \(variance 20 % higher\)"),
    ],
)
def test_one_effect(same: StudyResult, kpi: str, before: float, change: float | Sequence[float], sentence: str) -> None:
    found = told(changed(same, kpi, before, change))
    assert re.fullmatch(sentence, found), found


@pytest.mark.parametrize("kpi", ["wait_p90", "csat", "lost_rate", "quality_variance"])
def test_what_is_open_or_shows_as_nothing_is_no_effect(same: StudyResult, kpi: str) -> None:
    assert told(changed(same, kpi, 4.0, SWINGING)) == ""
    assert told(changed(same, kpi, 4.0, 0.0001 - LITTLE * 0.4)) == ""


@pytest.mark.parametrize("before", [0.0, 1e-17])
def test_of_no_variance_there_are_no_per_cent(same: StudyResult, before: float) -> None:
    """Quality that is always the same, to rounding, and an option that makes it vary."""
    less_even = with_values(with_values(same, "quality_variance", before), "quality_variance", 0.05 + LITTLE, OPTION)
    assert told(less_even) == ""
    assert told(changed(less_even, "wait_p90", 9.0, -2.4)) == "shortens the 90 % wait by 2.4 min"


def test_gains_come_first_then_losses_with_those_who_bear_them(same: StudyResult) -> None:
    result = changed(changed(same, "wait_p90", 9.0, -2.4), "quality_variance", 0.05, 0.01)
    assert told(result) == "shortens the 90 % wait by 2.4 min, but makes quality less even (variance 20 % higher)"
    text = told(by_segment(result, 0.4, -0.25))
    assert text.startswith("shortens the 90 % wait by 2.4 min, but makes quality less even (variance 20 % higher) and ")
    assert re.search(r"and costs the segment regulars 0\.2\d to 0\.2\d CSAT points$", text)


def test_where_satisfaction_falls_the_hardest_hit_segment_is_named(same: StudyResult) -> None:
    result = by_segment(changed(same, "csat", 4.0, -0.25), -0.1, -0.4)
    assert re.search(r"CSAT points \(most among regulars: 0\.3\d to 0\.4\d\)$", told(result))
    assert "most among" not in told(by_segment(result, 0.0, 0.0))


@pytest.mark.parametrize(("walk_in", "regulars"), [(0.4, 0.2), (0.0, 0.0), (0.4, -0.001)])
def test_twin_where_nobody_loses_nobody_is_named(same: StudyResult, walk_in: float, regulars: float) -> None:
    assert told(by_segment(same, walk_in, regulars)) == ""


def test_many_losers_are_counted() -> None:
    segments = {name: {"arrivals": {"per_hour": 5}} for name in ("one", "two", "three", "four")}
    raw = smallest(segments=segments, options={"script_it": {"teams.desk.agents": 3}})
    result = run(Scenario.model_validate(raw), replications=6)
    for place, segment in enumerate(segments):
        scope = Scope("segment", segment)
        result = with_values(result, "csat", 4.0, scope=scope)
        result = with_values(result, "csat", 4.0 - 0.1 * (place + 1) + LITTLE, OPTION, scope)
    text = told(with_values(result, "csat", result.values("csat"), OPTION))
    named = r"costs the segment four .* points, costs the segment three .* points"
    assert re.search(named + " and costs 2 other segments less than that$", text)


def test_the_most_important_is_told_also_when_it_is_open(same: StudyResult) -> None:
    longer = changed(same, "wait_p90", 9.0, 2.0)
    cases = {"no clear change of the 90 % wait and satisfaction": same, "no clear change of satisfaction": longer}
    cases[""] = changed(longer, "csat", 4.0, 0.3)
    for text, result in cases.items():
        assert OptionEffects(result, wording(), OPTION).unclear() == text


def test_over_the_ranges_a_clear_change_stays_so_in_a_share_of_them() -> None:
    raw = smallest(teams={"desk": {"agents": 1}}, options={"script_it": {"teams.desk.agents": 3}})
    result = run(Scenario.model_validate(raw), replications=6, parameter_sets=8)
    found = result.uncertainty
    assert found is not None
    everywhere = replace(found, values=found.values.copy(), overloaded=np.zeros_like(found.overloaded))
    for kpi, change in (("wait_p90", -1e4), ("csat", 10.0)):
        everywhere.values[:, 1, :, COLUMN[kpi]] = everywhere.values[:, 0, :, COLUMN[kpi]] + change
    text = plain(OptionEffects(replace(result, uncertainty=everywhere), wording(), OPTION).steady())
    assert text == " This stays so in 100 % of the parameter ranges."
    turned = replace(everywhere, values=everywhere.values.copy())
    turned.values[:2, 1, :, COLUMN["wait_p90"]] += 2e4
    text = plain(OptionEffects(replace(result, uncertainty=turned), wording(), OPTION).steady())
    assert text == " This stays so in 75 % (the 90 % wait) and 100 % (satisfaction) of the parameter ranges."
    assert OptionEffects(replace(result, uncertainty=None), wording(), OPTION).steady() == ""
