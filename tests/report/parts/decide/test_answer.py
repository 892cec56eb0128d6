"""Which option it should be: every answer that can be given."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from servsim.measures.kpi_table import COLUMN
from servsim.report.parts.decide.answer import Answer, standings
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.altered import with_targets, with_values
from tests.samples import smallest

WORDS = wording()
PERIODS = 40


@pytest.fixture(scope="module")
def many() -> StudyResult:
    """Three options, forty replications."""
    options = {name: {"teams.desk.agents": 3} for name in ("better", "dear")}
    scenario = Scenario.model_validate(smallest(options=options, targets={"csat": ">= 4"}))
    result = run(scenario, replications=PERIODS, seed=1)
    for option, cost in (("baseline", 100.0), ("better", 100.0), ("dear", 150.0)):
        result = with_values(result, "labour_cost", cost, option)
    return result


def meeting(result: StudyResult, today: int, better: int, dear: int) -> StudyResult:
    """The options meet the target in so many of the forty replications."""
    for option, met in (("baseline", today), ("better", better), ("dear", dear)):
        result = with_values(result, "csat", np.where(np.arange(PERIODS) < met, 4.5, 3.5), option)
    return result


def first(result: StudyResult) -> str:
    return Answer(result, WORDS).first().replace("\u202f", " ")


def by_kpi(result: StudyResult) -> list[str]:
    return [line.replace("\u202f", " ") for line in Answer(result, WORDS).by_kpi()]


def test_one_option_is_the_best_choice_and_what_it_costs(many: StudyResult) -> None:
    assert first(meeting(many, 10, 20, 36)) == (
        "Dear is the best choice for the targets: it meets the target in 90 % (77 to 96 %) of the replications, and "
        "labour costs 50 EUR more per period. Without spending more on labour, better does in 50 % (35 to 65 %); "
        "today's service in 25 % (14 to 40 %)."
    )


@pytest.mark.parametrize(
    ("met", "sentence"),
    [
        ((10, 36, 20), "(35 to 65 %)|best choice.*and labour costs practically the same. Today's service does in 25 %"),
        ((36, 20, 10), "^No option is better for the targets than today's service, which meets the target in 90 %"),
        ((0, 0, 0), "^No option meets the target in any replication.$"),
        ((20, 20, 21), "^The targets do not decide: .* and today's service does in 50 %"),
        (
            (10, 36, 35),
            "^No option is clearly best for the targets: better in 90 % .* and dear in 88 % .* equally",
        ),
        ((0, 0, 9), "^No option meets the target in most replications. Dear is the best choice"),
    ],
)
def test_every_answer(many: StudyResult, met: Sequence[int], sentence: str) -> None:
    assert re.search(sentence, first(meeting(many, *met)))


def test_of_equals_the_cheapest_is_named(many: StudyResult) -> None:
    text = first(meeting(many, 10, 35, 36))
    assert "the cheapest of them is better (labour costs practically the same). Today's service does in 25 %" in text


def test_of_equals_at_the_same_cost_none_is_cheapest(many: StudyResult) -> None:
    text = first(with_values(meeting(many, 10, 35, 36), "labour_cost", 100.2, "dear"))
    assert "about equally often, at the same labour cost. Today's service does in 25 %" in text


def test_equals_stand_in_the_order_of_their_cost(many: StudyResult) -> None:
    ranked, able = standings(meeting(many, 10, 36, 36))
    assert [row.option for row in ranked] == ["better", "dear", "baseline"]
    assert able == ["better", "dear"]


def test_without_options_and_without_targets(many: StudyResult, town_study: StudyResult) -> None:
    alone = replace(meeting(many, 10, 0, 0), options=("baseline",), tables=meeting(many, 10, 0, 0).tables[:1])
    assert first(alone) == "Today's service meets the target in 25 % (14 to 40 %) of the replications."
    assert first(with_targets(town_study)).startswith("No target is stated, so which option is best")
    assert first(run(Scenario.model_validate(smallest()), replications=2)) == ""


def test_several_targets_count_together(town_study: StudyResult) -> None:
    assert "all targets together" in first(with_targets(town_study, wait_p90="<= 15 min", csat=">= 1"))


def test_by_kpi_the_winner_with_its_lead(many: StudyResult) -> None:
    wiggle = 0.01 * np.arange(PERIODS) / PERIODS
    result = many
    for option, level in (("baseline", 3.5), ("better", 4.0), ("dear", 4.2)):
        result = with_values(result, "csat", level + wiggle * (option == "dear"), option)
    [line] = by_kpi(result)
    assert re.fullmatch(
        r"Satisfaction rating \(CSAT\): dear is best, 0\.20 to 0\.21 CSAT points ahead of better\.", line
    )


def test_by_kpi_a_winner_whose_lead_cannot_be_told(many: StudyResult) -> None:
    """One comparison with the best is certain, where all three pairs at once are not quite."""
    swing = np.where(np.arange(PERIODS) % 2, 0.5, -0.5)
    result = with_values(with_values(many, "csat", 1.0), "csat", 4.0, "better")
    assert by_kpi(with_values(result, "csat", 4.18 + swing, "dear"))[0].endswith(
        "dear is best, barely ahead of better."
    )


def test_by_kpi_who_cannot_be_told_apart(many: StudyResult) -> None:
    swing = np.where(np.arange(PERIODS) % 2, 0.5, -0.5)
    result = with_values(
        with_values(with_values(many, "csat", 3.0), "csat", 4.0 + swing, "better"), "csat", 4.0, "dear"
    )
    assert by_kpi(result) == ["Satisfaction rating (CSAT): better and dear cannot be told apart, the others are worse."]
    today = with_values(result, "csat", 3.0, "dear")
    assert by_kpi(with_values(today, "csat", 4.0))[0].endswith(
        "today's service and better cannot be told apart, the others are worse."
    )
    everybody = with_values(result, "csat", 4.0 - swing)
    assert by_kpi(everybody) == ["Satisfaction rating (CSAT): no option can be told to be worse than the best."]


def test_over_the_ranges_who_stays_best() -> None:
    options = {"one_more": {"teams.desk.agents": 3}, "script_it": {"touchpoints.check_in.standardization": 0.9}}
    scenario = Scenario.model_validate(smallest(options=options, targets={"wait_mean": "<= 3 min"}))
    result = run(scenario, replications=8, seed=4, parameter_sets=16)
    assert by_kpi(result)[0].endswith("; it stays best in 100 % of the parameter ranges.")
    assert result.uncertainty is not None
    other = replace(result.uncertainty, values=result.uncertainty.values.copy())
    other.values[:4, [1, 2], :, COLUMN["wait_mean"]] = other.values[:4, [2, 1], :, COLUMN["wait_mean"]]
    [line] = by_kpi(replace(result, uncertainty=other))
    assert re.search(r"; over the parameter ranges, best is one more in (75|81) % and script it in (25|19) %\.$", line)
