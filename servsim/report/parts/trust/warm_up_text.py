"""How long a service that never closes takes to settle: how the warm-up was found."""

from functools import partial
from typing import NamedTuple

from servsim.report import figures
from servsim.report.parts.drawing import svg
from servsim.study.result import StudyResult
from servsim.wording import Wording


class Settling(NamedTuple):
    """What was found, in words, and the figure that shows it."""

    answer: str
    drawing: str


def settling(result: StudyResult, words: Wording) -> Settling | None:
    """The warm-up that was found; None where it was stated."""
    found = result.baseline.warm_up
    if found is None:
        return None
    hours = f"{found.minutes / 60:.1f}"
    summary = words("report.warm_up.longer" if found.run_longer else "report.warm_up.found", hours=hours)
    return Settling(summary, svg("warm-up", [partial(figures.warm_up, result)], height=3.0))
