import pytest

from servsim.report.pages.page import html_report
from servsim.report.parts.trust.precision import precision_sentences, stopped
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.samples import smallest

WORDS = wording()


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return Scenario.model_validate(smallest(options={"more": {"teams.desk.agents": 3}}))


@pytest.fixture(scope="module")
def precise(scenario: Scenario) -> StudyResult:
    return run(scenario, precision={"csat": 0.1, "recovery_rate": "5 %"}, seed=4)


def test_a_stated_number_needs_no_words(tiny_study: StudyResult) -> None:
    assert stopped(tiny_study, WORDS) == ""
    assert list(precision_sentences(tiny_study, WORDS)) == []
    assert WORDS("sure.wanted") not in html_report(tiny_study)


def test_what_was_reached(precise: StudyResult) -> None:
    assert stopped(precise, WORDS).startswith("As many replications as it took to know this as precisely as wanted: ")
    csat, silent = precision_sentences(precise, WORDS)
    widest = max(precise.interval("csat", option).half_width for option in precise.options)
    change = precise.difference("csat", "more").difference.half_width
    assert f"within ± {widest:.2f} (" in csat
    assert f"its change within ± {change:.2f} (more), wanted ± 0.10. Reached." in csat
    assert silent.endswith("there is nothing to be known about it here.")
    page = html_report(precise)
    assert stopped(precise, WORDS) in page
    assert "Told is the interval that is widest for what was wanted." in page


def test_the_cap_is_told(scenario: Scenario) -> None:
    capped = run(scenario, precision={"wait_mean": "0.1 %"}, at_most=15, seed=4)
    assert stopped(capped, WORDS).startswith(
        "Stopped at the limit of 15 replications; this is not yet known as precisely as wanted: Average wait."
    )
    [line] = precision_sentences(capped, WORDS)
    assert line.endswith("Not reached.")
