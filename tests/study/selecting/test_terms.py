import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study.selecting.comparison_settings import ComparisonSettings
from servsim.study.selecting.terms import Term, agreed_terms
from tests.samples import smallest


@pytest.fixture
def desks() -> Scenario:
    study = {"precision": {"wait_p90": "2 min"}}
    raw = smallest(options={"three": {"teams.desk.agents": 3}}, targets={"wait_p90": "<= 8 min"}, study=study)
    return Scenario.model_validate(raw)


def agreed(scenario: Scenario, **asked: object) -> tuple[Term, ...]:
    return agreed_terms(scenario, ComparisonSettings(**asked))  # type: ignore[arg-type]


def test_what_decides_by_itself_is_the_first_target(desks: Scenario) -> None:
    [term] = agreed(desks)
    assert (term.kpi, term.better, term.sign, term.width.at(30.0)) == ("wait_p90", "lower", -1.0, 2.0)


def test_each_kpi_has_its_own_terms_once(desks: Scenario) -> None:
    asked = {"csat": 0.1, "occupancy": "2 points"}
    terms = agreed(desks, kpis=["csat", "occupancy", "csat"], better={"occupancy": "higher"}, indifference=asked)
    assert [(one.kpi, one.better, one.sign) for one in terms] == [("csat", "higher", 1.0), ("occupancy", "higher", 1.0)]
    assert [one.width.at(0.8) for one in terms] == [0.1, 0.02]


def test_the_name_may_be_left_out_for_a_single_kpi(desks: Scenario) -> None:
    [term] = agreed(desks, kpis="occupancy", better="lower", indifference="1 point")
    assert (term.better, term.width.at(0.5)) == ("lower", 0.01)


def test_all_that_is_wrong_is_told_at_once(desks: Scenario) -> None:
    asked = {
        "kpis": ["cast", "wait_p99", "occupancy", "csat"],
        "method": "best",
        "at_most": 5,
        "options": ["tree"],
        "better": {"csta": "lower"},
        "indifference": {"csat": "much"},
    }
    with pytest.raises(ServsimError) as told:
        agreed(desks, **asked)
    assert str(told.value).splitlines() == [
        'unknown KPI "cast"; did you mean "csat"?',
        'unknown KPI "wait_p99"; did you mean "wait_p95"?',
        'unknown method "best"; allowed: nm, kn, ocba',
        "found at most 5 replications; a comparison takes at least 20",
        'unknown option "tree"; did you mean "three"?',
        'better: csta does not decide here; did you mean "csat"?',
        'nobody says which direction of occupancy is better; say "lower" or "higher"',
        'indifference: found "much"; a width is a share of the mean ("5 %") or absolute ("0.05")',
    ]


def test_one_difference_for_several_kpis_says_nothing(desks: Scenario) -> None:
    with pytest.raises(ServsimError, match='found "5 %" for several KPIs; say for which one, as csat='):
        agreed(desks, kpis=["csat", "wait_p90"], indifference="5 %")
