"""What the page says about what nobody has measured."""

from dataclasses import replace

import numpy as np
import pytest

from servsim.report import html_report
from servsim.report.parts.trust.uncertainty import Unknowns, parameter_label, primary
from servsim.scenario import Scenario
from servsim.scenario.variants.parameters import parameters
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.page_reader import PageReader
from tests.samples import smallest

WORDS = wording("en")


@pytest.fixture(scope="module")
def found() -> StudyResult:
    """Two options at sixteen points; one range is stated."""
    options = {"one_more": {"teams.desk.agents": 3}, "script_it": {"touchpoints.check_in.standardization": 0.9}}
    ranges = {"touchpoints.check_in.handling.exponential.mean": {"between": ["3 min", "5 min"]}}
    scenario = Scenario.model_validate(smallest(name="Small", options=options, uncertain=ranges))
    return run(scenario, replications=4, seed=4, parameter_sets=16)


def told(result: StudyResult) -> Unknowns:
    assert result.uncertainty is not None
    return Unknowns(result, result.uncertainty, WORDS)


def test_the_basis_is_told(found: StudyResult) -> None:
    assert found.uncertainty is not None
    count = len(found.uncertainty.design.parameters)
    assert told(found).basis().startswith(f"{count} numbers that nobody has measured were varied, 1 of them over")
    assert "at 16 points of these ranges, 2 replications at each" in told(found).basis()


def test_the_table_sets_sampling_and_parameter_uncertainty_side_by_side(found: StudyResult) -> None:
    groups = told(found).groups()
    assert [group.label for group in groups] == [WORDS(f"kpi.{kpi}") for kpi in primary(found)]
    today, more, _ = groups[0].rows
    assert (today.name, today.change, today.best) == ("Today", "", "0 %")
    assert more.best == "100 %"
    assert all(" … " in cell for cell in (today.chance, today.ranges, more.change_chance, more.change_ranges))


def test_what_was_left_out_is_told(found: StudyResult) -> None:
    assert found.uncertainty is not None
    assert list(told(found).warnings()) == []
    endless = np.zeros((16, 3), dtype=np.bool_)
    endless[:4, 2] = True
    lacking = replace(found.uncertainty, overloaded=endless, asked=32, unsound=8)
    stopped, unsound, overload = told(replace(found, uncertainty=lacking)).warnings()
    assert stopped.startswith("The run was stopped early: 16 of 24 points are complete")
    assert unsound.startswith("25 % of the points were left out")
    assert overload.startswith("script it: in 25 % of the ranges more work comes than the staff can do")


def test_parameters_are_named_in_words_with_their_place(found: StudyResult) -> None:
    names = {one.name: parameter_label(one) for one in parameters(found.scenario, found.options)}
    assert names["touchpoints.check_in.handling.exponential.mean"].endswith(
        "(touchpoints.check_in.handling.exponential.mean)"
    )
    assert names["time.standard_saving"] == (
        "Share of the mean handling time saved at full standardization (time.standard_saving)"
    )
    assert names["segments.*.expectations.empathy"] == (
        "Desired level: individual attention (segments.*.expectations.empathy)"
    )
    assert names["teams.*.skill"] == "Skill of the team, 1 = experienced (teams.*.skill)"
    assert not any(name.startswith("study.") for name in names), "a planner's decision is no ignorance"


def test_the_page_has_the_section_and_marks_what_varied(found: StudyResult) -> None:
    text = PageReader(html_report(found)).text
    assert WORDS("report.unknown.note") in text
    assert WORDS("report.drivers") in text
    assert found.uncertainty is not None
    rows = sum(not one.stated for one in found.uncertainty.design.parameters)
    assert html_report(found).count(f"<small>{WORDS('report.assumptions.varied')}</small>") == rows


def test_a_page_without_it_says_how_to_get_it(found: StudyResult) -> None:
    text = PageReader(html_report(replace(found, uncertainty=None))).text
    assert WORDS("uncertainty.none") in text
    assert WORDS("report.drivers") not in text
