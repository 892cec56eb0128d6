"""What the model leaves out, as far as it matters to this scenario."""

from collections.abc import Iterator

from servsim.report.parts.trust.assumptions import assumption_rows
from servsim.scenario.scenario import Scenario
from servsim.study.result import StudyResult
from servsim.wording import Wording


def limit_sentences(result: StudyResult, words: Wording) -> Iterator[str]:
    """Short sentences: what is assumed, what never happens here, and what a number does not mean."""
    scenario = result.scenario
    rows = assumption_rows(scenario, result.uncertainty)
    assumed = sum(row.mark == "A" for row in rows)
    yield words("limit.assumed", count=len(rows), assumed=assumed)
    if result.uncertainty is None:
        yield words("limit.ranges")
    if scenario.teams:
        yield words("limit.staff")
    yield from _customers(scenario, words)
    if scenario.complaints is not None:
        yield words("limit.complaints")
        yield words("limit.recovery")
    if scenario.loyalty.customers is not None:
        yield words("limit.period")
    yield words("limit.outside")


def _customers(scenario: Scenario, words: Wording) -> Iterator[str]:
    """Who gives up, walks past, comes back or finds no place."""
    patient = [part.patience is None for part in scenario.segments.values()]
    if scenario.teams and all(patient) and not any(part.patience for part in scenario.touchpoints.values()):
        yield words("limit.patience")
    elif scenario.teams and scenario.redial is None:
        yield words("limit.redial")
    if scenario.repeat is None:
        yield words("limit.repeat")
    lines = any(part.balking for part in scenario.segments.values())
    if lines or any(part.queue_limit is not None for part in scenario.teams.values()):
        yield words("limit.silent")
    if all(part.arrivals.day_to_day_cv == 0 and not part.arrivals.replay for part in scenario.segments.values()):
        yield words("limit.days")
