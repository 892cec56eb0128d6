"""The page about a comparison: what it answers, and that the same comparison gives the same page."""

from dataclasses import replace

import pytest

from servsim.errors import ServsimError
from servsim.report.pages.comparison_page import comparison_html
from servsim.scenario import Scenario
from servsim.study import Comparison, compare
from tests.samples import smallest


@pytest.fixture(scope="module")
def found() -> Comparison:
    options = {"three": {"teams.desk.agents": 3}, "one_less": {"teams.desk.agents": 1}}
    scenario = Scenario.model_validate(smallest(name="Desks & <more>", options=options))
    return compare(scenario, kpis=["wait_mean", "csat"], at_most=40)


def test_every_kpi_has_its_table_its_drawing_and_its_sentences(found: Comparison) -> None:
    page = comparison_html(found, file="desks.yaml")
    assert page.count("<svg") == page.count("<table") == 2
    for text in (
        "Average wait (lower is better)",
        "Satisfaction rating (CSAT) (higher is better)",
        "one less",
        "may be",
    ):
        assert text in page
    assert "The 2 KPIs together: only three is among the best in each of them." in page
    assert "Desks &amp; &lt;more&gt;: which option is best" in page
    assert "Made by servsim" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_a_single_kpi_needs_no_overall_answer(found: Comparison) -> None:
    assert "KPIs together" not in comparison_html(replace(found, placings=found.placings[:1]))


def test_the_same_comparison_gives_the_same_page(found: Comparison) -> None:
    assert comparison_html(found) == comparison_html(replace(found, seconds=99.0))


def test_periods_and_customers_of_a_budget_are_told(found: Comparison) -> None:
    apart = compare(found.scenario, kpis="csat", method="ocba", at_most=30)
    counts = sorted(mean.count for mean in apart.placings[0].means)
    assert f"{counts[0]} … {counts[-1]} replications" in comparison_html(apart)
    assert "each with customers of its own" in comparison_html(apart)


def test_an_unknown_language(found: Comparison) -> None:
    with pytest.raises(ServsimError, match='unknown language "xx"'):
        comparison_html(found, language="xx")
