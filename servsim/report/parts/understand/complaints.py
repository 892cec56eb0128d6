"""What becomes of complaints, in words, where the scenario says that somebody hears them."""

from math import isnan

from servsim.report.figures.style import option_label
from servsim.report.parts.numbers import Numbers
from servsim.scenario.values.units import show_duration
from servsim.study.result import StudyResult
from servsim.wording import Wording

USED = ("complaints", "journeys", "recovery_rate", "quick_recovery_rate", "compensation_cost")


def complaints_sentences(result: StudyResult, words: Wording) -> list[str]:
    """One sentence for each option under which complaints are heard."""
    heard = [option for option in result.options if result.interval("complaints", option).mean >= 0.0]
    return [_summary(result, words, option) for option in heard]


def _summary(result: StudyResult, words: Wording, option: str) -> str:
    numbers, scenario = Numbers(words, result.scenario.currency), result.scenario.option(option)
    assert scenario.complaints is not None
    mean = {kpi: result.interval(kpi, option).mean for kpi in USED}
    name = option_label(option, words)
    if not mean["complaints"] or isnan(mean["recovery_rate"]):
        return words("report.complaints.none", option=name)
    week = {kpi: mean[kpi] / scenario.clock.weeks for kpi in ("complaints", "compensation_cost")}
    return words(
        "report.complaints.told",
        option=name,
        complaints=f"{week['complaints']:,.{1 if week['complaints'] < 10 else 0}f}",
        share=numbers.value("recovery_rate", mean["complaints"] / mean["journeys"]),
        well=numbers.value("recovery_rate", mean["recovery_rate"]),
        quick=numbers.value("recovery_rate", mean["quick_recovery_rate"]),
        within=show_duration(scenario.complaints.quick_within),
        compensation=numbers.value("compensation_cost", week["compensation_cost"]),
    )
