from collections import Counter

import pytest

from servsim.measures.scopes import Scope
from servsim.report import html_report
from servsim.report.pages.trust_page import TrustPage, failures, trust_page
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.altered import with_values
from tests.page_reader import PageReader
from tests.samples import smallest

WORDS = wording()
DESK = Scope("team", "desk")


@pytest.fixture(scope="module")
def page(town_study: StudyResult) -> TrustPage:
    return trust_page(town_study, WORDS)


@pytest.fixture(scope="module")
def broken(town_study: StudyResult) -> StudyResult:
    """A study whose wait of the desk under one option is not what happened."""
    return with_values(town_study, "wait_mean", town_study.values("wait_mean", "both", DESK) + 1, "both", DESK)


def test_laws_are_told_with_their_numbers(page: TrustPage, town_study: StudyResult) -> None:
    customers, contacts = (f"{town_study.values(kpi)[0]:.0f}" for kpi in ("customers", "contacts"))
    assert page.laws[0] == f"Nobody gets lost: {customers} customers came, {customers} are in the log."
    assert page.laws[1].startswith(
        f"Every contact has one end: {contacts} are in the results, and {contacts} in the log"
    )
    assert page.laws[3] == "No agent serves two customers at once: 0 cases."
    assert len(page.laws) == 6


def test_littles_law_is_a_table_of_todays_teams(page: TrustPage) -> None:
    assert [(row.team, row.what) for row in page.little] == [
        (team, what) for team in ("desk", "office") for what in ("customers waiting", "agents busy")
    ]
    assert all(row.swept == row.summary and row.apart == "0" for row in page.little)
    assert page.still == ""


def test_who_is_still_there_is_told() -> None:
    demand = {"guests": {"arrivals": {"per_hour": 40}}}
    result = run(Scenario.model_validate(smallest(clock={"days": 1}, segments=demand)), replications=2)
    found = trust_page(result, WORDS)
    assert found.still == WORDS("trust.little.still")
    assert float(found.little[0].apart) > 0
    assert found.failed == ()


def test_formulas_are_counted_by_verdict(page: TrustPage, town_study: StudyResult) -> None:
    count = Counter(row.verdict for row in page.rows)
    assert sum(count.values()) == len(town_study.checked.named("formula"))
    assert page.formulas[0].startswith(f"{count['agrees']} of {len(page.rows)} formula values")
    assert page.formulas[0].endswith(WORDS("trust.formulas.few"))
    for row in page.rows:
        assert row.text.startswith({"agrees": "agrees", "expected": "outside, as expected: "}[row.verdict])
    assert page.notes[0].startswith("Balking")
    assert len(page.drawings) == 1


def test_overload_has_no_formula() -> None:
    demand = {"guests": {"arrivals": {"per_hour": 90}}}
    found = trust_page(run(Scenario.model_validate(smallest(segments=demand)), replications=2), WORDS)
    assert found.formulas == (
        "Times of day to which no formula applies: 1, because of "
        "more work than the team can do, or a queue left over from it.",
    )
    assert [(row.formula, row.expected) for row in found.rows] == [("–", "–")]


def test_who_only_answers_complaints_has_no_formula() -> None:
    places = {**smallest()["touchpoints"], "complaints": {"team": "office", "handling": "6 min"}}
    teams = {**smallest()["teams"], "office": {"agents": 1}}
    raw = smallest(teams=teams, touchpoints=places, start="check_in", complaints={"touchpoint": "complaints"})
    found = trust_page(run(Scenario.model_validate(raw), replications=2), WORDS)
    assert found.formulas[-1] == WORDS("trust.formulas.complaints", team="office")
    assert {row.team for row in found.rows} == {"desk"}


def test_many_periods_need_no_excuse() -> None:
    found = trust_page(run(Scenario.model_validate(smallest()), replications=12), WORDS)
    assert "12 replications" in found.formulas[0]
    assert WORDS("trust.formulas.few") not in found.formulas[0]


def test_self_service_has_nothing_to_compare() -> None:
    website = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    found = trust_page(run(Scenario.model_validate(website), replications=2), WORDS)
    assert found.formulas == (WORDS("trust.formulas.no_team"),)
    assert found.rows == found.little == found.drawings == ()


def test_the_top_line_leads_to_it(town_study: StudyResult) -> None:
    text = html_report(town_study)
    link = f'<a href="#trust">Can I trust these numbers? {len(town_study.checked.all)} checks, all passed.</a>'
    assert text.index(link) < text.index('id="answer"') < text.index('<section id="trust">')
    assert "Check failed" not in text
    assert PageReader(text).faults == []


def test_a_failed_check_stands_at_the_top_in_red(broken: StudyResult) -> None:
    [line] = failures(broken, WORDS)
    assert line.startswith("Check failed: customers waiting, by Little's law (both, desk). It should be ")
    text = html_report(broken)
    top = text[: text.index('id="answer"')]
    assert top.count('<p class="warning failed">Check failed: customers waiting') == 1
    assert "Checks that failed: 1." in top
    assert "Do not decide on these numbers" in text
    assert "Nothing wrong was found" not in text
