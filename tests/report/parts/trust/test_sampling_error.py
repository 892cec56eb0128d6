import pytest

from servsim.report.parts.trust.sampling_error import sampling_error_sentences, weak_sentences
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.samples import smallest

WORDS = wording()


def told(result: StudyResult) -> str:
    return " ".join(sampling_error_sentences(result, WORDS)).replace("\u202f", " ")


def endless(**clock: object) -> str:
    return told(run(Scenario.model_validate(smallest(clock={"days": 2, **clock})), replications=2))


def test_periods_seed_and_widths(town_study: StudyResult) -> None:
    text = told(town_study)
    assert "6 replications were simulated, random seed 5." in text
    wait = town_study.interval("wait_p90")
    assert f"90 % wait: {wait.mean:.1f} min ± {wait.half_width:.1f}" in text
    assert "Satisfaction rating (CSAT)" in text


def test_what_common_customers_gain(town_study: StudyResult) -> None:
    ratios = [town_study.difference("wait_mean", option).variance_ratio for option in town_study.options[1:]]
    assert f"Average wait: {min(ratios):.1f} to {max(ratios):.1f} times as many" in told(town_study)


def test_without_options_there_is_nothing_in_common() -> None:
    text = told(run(Scenario.model_validate(smallest()), replications=2))
    assert "same customers" not in text


def test_a_precision_is_told_with_what_it_gave() -> None:
    text = told(run(Scenario.model_validate(smallest()), precision={"csat": 0.2}))
    assert WORDS("sure.wanted") in text
    assert "wanted ± 0.20. Reached." in text
    assert "The number of replications was stated" not in text


@pytest.mark.parametrize(
    ("clock", "end"),
    [
        ({}, WORDS("sure.warm_up.none")),
        ({"warm_up": "90 min"}, "The first 1.5 hours of every replication are not counted, as stated."),
        ({"warm_up": "auto"}, "hours of every replication are not counted; see below."),
        ({"open": "09:00", "close": "12:00"}, WORDS("sure.warm_up.empty")),
    ],
)
def test_the_warm_up(clock: dict[str, object], end: str) -> None:
    assert endless(**clock).endswith(end)


def test_few_agents_are_warned_of(town_study: StudyResult, tiny_study: StudyResult) -> None:
    [line] = weak_sentences(town_study, WORDS)
    assert "rests on 4 agents and fewer than 50 replications here" in line
    assert "held the truth in 92 % of the cases" in line
    between, wait = weak_sentences(tiny_study, WORDS)
    assert "rests on 2 agents and fewer" in between
    assert wait.startswith("Average wait rests on 2 agents")
