"""What the service costs and brings, in words and as a table, as far as the scenario states it."""

from math import isnan

from servsim.report.figures.style import option_label
from servsim.report.parts.decide.effects import direction
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.tables import KpiGroup, ReportTables
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult
from servsim.wording import Wording

CASH = (
    "revenue", "labour_cost", "overtime_premium", "programme_cost", "survey_and_audit_cost", "compensation_cost",
    "waiting_cost", "profit", "value",
)  # fmt: skip
"""The lines from what comes in to what is left. Chosen here: the order of a statement, with the labour cost in it."""


def states_money(result: StudyResult) -> bool:
    """Whether the scenario or one of its options states more than wages."""
    return any(not isnan(result.interval("cost_of_quality", option).mean) for option in result.options)


def cash_table(result: StudyResult, words: Wording) -> KpiGroup:
    """The cash of a period under every option, with paired differences; lines that are nothing are left out."""
    return ReportTables(result, words).group("cash", CASH)


def economics_sentences(result: StudyResult, words: Wording) -> list[str]:
    """What each option that states money leaves, and what failure costs under it."""
    known = [option for option in result.options if not isnan(result.interval("cost_of_quality", option).mean)]
    return [_summary(result, words, option) for option in known]


def _summary(result: StudyResult, words: Wording, option: str) -> str:
    failure = _failure(result, words, option)
    if isnan(result.interval("profit", option).mean):
        return f"{option_label(option, words)}: {failure}"
    return f"{_profit(result, words, option)} {failure}"


def _failure(result: StudyResult, words: Wording, option: str) -> str:
    numbers = Numbers(words, result.scenario.currency)
    kinds = ("prevention", "appraisal", "internal_failure", "external_failure", "of_churn")
    prevention, appraisal, internal, external, lost = (result.interval(f"cost_{kind}", option).mean for kind in kinds)
    return words(
        "report.economics.failure",
        failure=numbers.value("profit", internal + external),
        lost=words("sentence.economics.lost", lost=numbers.value("profit", lost)) if lost else "",
        spent=numbers.value("profit", prevention + appraisal),
    )


def _profit(result: StudyResult, words: Wording, option: str) -> str:
    numbers = Numbers(words, result.scenario.currency)
    profit = numbers.value("profit", result.interval("profit", option).mean)
    summary = words("report.economics.profit", option=option_label(option, words), profit=profit)
    if option == BASELINE:
        return f"{summary}."
    change = result.difference("profit", option).difference
    low, high = sorted((abs(change.low), abs(change.high)))
    more = words(
        f"report.economics.profit.{direction(change)}",
        size=numbers.value("profit", abs(change.mean)),
        low=numbers.half("profit", low),
        high=numbers.value("profit", high),
    )
    return f"{summary}, {more}."
