from dataclasses import replace

import pytest

from servsim.study import StudyResult
from servsim.study.checking.check import LAWS
from servsim.study.checking.conservation import conservation
from tests.study.checking.altered_logs import (
    Alter,
    another_agent,
    back_in_time,
    dropped,
    never_came_back,
    period,
    somebody_else,
    too_many_agents,
    twice,
    with_log,
)


def broken(result: StudyResult, alter: Alter) -> set[str]:
    return {check.name for check in conservation(with_log(period(result), alter)) if check.failed}


@pytest.mark.parametrize("option", ["baseline", "one_more_clerk", "both"])
def test_a_simulated_period_keeps_all_laws(town_study: StudyResult, option: str) -> None:
    found = list(conservation(period(town_study, option)))
    assert tuple(check.name for check in found) == LAWS
    assert {check.verdict for check in found} == {"agrees"}
    assert found[0].expected == town_study.values("customers", option)[0]
    assert found[1].simulated == town_study.values("contacts", option)[0]


@pytest.mark.parametrize(
    ("alter", "law"),
    [
        (dropped, "contacts"),
        (dropped, "customers"),
        (never_came_back, "ways"),
        (twice, "contacts"),
        (twice, "one_at_a_time"),
        (somebody_else, "customers"),
        (another_agent, "one_at_a_time"),
        (too_many_agents, "on_duty"),
        (back_in_time, "waits"),
    ],
)
def test_twin_a_broken_log_breaks_the_law(town_study: StudyResult, alter: Alter, law: str) -> None:
    assert law in broken(town_study, alter)


def test_twin_a_number_of_the_study_that_is_not_in_the_log(town_study: StudyResult) -> None:
    right = period(town_study)
    wrong = replace(right, figures=replace(right.figures, contacts=right.figures.contacts + 1))
    assert [check.name for check in conservation(wrong) if check.failed] == ["contacts"]
