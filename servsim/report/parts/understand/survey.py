"""What the survey would tell: true against measured, how exact a week is, and what it takes to see a change."""

from math import ceil
from typing import Literal, NamedTuple

import numpy as np

from servsim.calibration.surveys.survey_precision import answers_needed, margin_of_error, standard_deviation
from servsim.feedback.rating.net_promoter import promoter_sign
from servsim.report.parts.numbers import Numbers
from servsim.study.result import StudyResult
from servsim.wording import Wording

Kind = Literal["csat", "nps"]
SCORES: dict[Kind, list[float]] = {
    "csat": [1.0, 2.0, 3.0, 4.0, 5.0],
    "nps": [100.0 * sign for sign in promoter_sign(np.arange(11)).tolist()],
}
"""What each possible answer counts."""


class Reading(NamedTuple):
    """What the survey says about today's service, in the long run."""

    true: float
    measured: float
    deviation: float  # standard deviation of one answer
    answers: float  # expected in a week

    def margin(self, weeks: float) -> float:
        """Margin of error (95 %) of the answers of so many weeks."""
        return margin_of_error(self.deviation, self.answers * weeks)


def reading(result: StudyResult, kind: Kind) -> Reading | None:
    """What the survey says about CSAT (1 to 5) or NPS (points) today; None when nobody answers."""
    profile = result.profiles[0]
    counts = (profile.csat if kind == "csat" else profile.recommend)[1]
    if not counts.any():
        return None
    true, measured = (result.interval(kpi).mean for kpi in (kind, f"{kind}_measured"))
    answers = counts.sum() / profile.replications / result.scenario.clock.weeks
    return Reading(true, measured, standard_deviation(SCORES[kind], counts.tolist()), float(answers))


def survey_sentences(result: StudyResult, words: Wording) -> list[str]:
    """What the survey would tell, in words."""
    numbers = Numbers(words, result.scenario.currency)
    summary: list[str] = []
    for kind in SCORES:
        found = reading(result, kind)
        if found is None:
            return [words("report.survey.none")]
        if not summary:
            rate = numbers.value("response_rate", result.interval("response_rate").mean)
            summary.append(words("report.survey.answers", answers=f"{found.answers:,.0f}", rate=rate))
        bias, margin = found.measured - found.true, found.margin(1.0)
        summary.append(
            words(
                f"report.survey.{kind}",
                true=numbers.value(kind, found.true),
                measured=numbers.value(kind, found.measured),
                bias=numbers.change(kind, bias, found.true),
                margin=numbers.half(kind, margin, found.true),
            )
        )
        summary.append(_needed(result, words, kind, found))
    return summary


def _needed(result: StudyResult, words: Wording, kind: Kind, found: Reading) -> str:
    """How many answers and weeks it takes to see the change that is stated."""
    detect = result.scenario.survey.detect
    change = detect.csat if kind == "csat" else detect.nps
    needed = answers_needed(found.deviation, change, detect.power)
    weeks = ceil(needed / found.answers)
    return words(
        f"report.survey.needed.{kind}",
        change=f"{change:g}",
        power=f"{100 * detect.power:.0f} %",
        answers=f"{ceil(needed):,}",
        weeks=words("report.survey.week") if weeks <= 1 else words("report.survey.weeks", weeks=f"{weeks:,}"),
    )
