from dataclasses import replace

import numpy as np
import pytest

from servsim.measures.model import Model
from servsim.measures.replication import replicate
from servsim.report.pages.page import html_report
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.checking.check import Check
from servsim.study.checking.formulas import Stretch, formula_checks, mean_waits, stretches
from tests.measures.services import erlang_c
from tests.samples import smallest

ENDLESS = {"clock": {"days": 6, "warm_up": "1 day"}}
SEED = 3


@pytest.fixture(scope="module")
def textbook() -> tuple[list[Stretch], np.ndarray]:
    """M/M/2 that never closes: nothing is left out of its formula. Mean waits of 20 periods."""
    model = Model.of(erlang_c(40, "2.4 min", 2, **ENDLESS)).with_engine("simpy", compiled=False)
    parts = stretches(model)
    return parts, mean_waits(model, parts, (replicate(model, SEED, number).log for number in range(20)))


def only(parts: list[Stretch], waits: np.ndarray) -> Check:
    [check] = formula_checks(parts, waits)
    return check


def with_wait(parts: list[Stretch], factor: float, *why: str) -> list[Stretch]:
    [part] = parts
    assert part.outlook.wait is not None
    return [part._replace(outlook=replace(part.outlook, wait=factor * part.outlook.wait), why=why)]


def test_a_textbook_service_agrees_with_its_formula(textbook: tuple[list[Stretch], np.ndarray]) -> None:
    check = only(*textbook)
    assert (check.verdict, check.formula, check.why, check.team) == ("agrees", "erlang_c", (), "desk")
    assert check.expected == pytest.approx(2.4 * 0.64 / 0.36)  # M/M/2 at 80 %: rho^2 / (1 - rho^2) handling times
    assert check.low < check.expected < check.high
    assert check.high - check.low < 0.5 * check.expected


@pytest.mark.parametrize("factor", [0.6, 1.6])
def test_twin_a_wrong_formula_fails(textbook: tuple[list[Stretch], np.ndarray], factor: float) -> None:
    parts, waits = textbook
    assert only(with_wait(parts, factor), waits).verdict == "failed"


def test_a_difference_near_the_interval_may_be_chance(textbook: tuple[list[Stretch], np.ndarray]) -> None:
    parts, waits = textbook
    check = only(parts, waits)
    factor = (check.high + 0.1 * (check.high - check.low)) / check.expected
    assert only(with_wait(parts, factor), waits).verdict == "open"


@pytest.mark.parametrize(
    ("factor", "why", "verdict", "told"),
    [
        (1.6, ("days",), "expected", ("days",)),
        (1.6, ("rise",), "expected", ("rise",)),
        (0.6, ("rise",), "failed", ()),
        (0.6, ("fall", "rise"), "expected", ("fall",)),
        (1.6, ("fall",), "failed", ()),
        (1.6, ("unsettled", "rise", "days"), "none", ("unsettled",)),
        (1.0, ("overload",), "none", ("overload",)),
        (1.0, ("days",), "agrees", ("days",)),
    ],
)
def test_a_reason_counts_in_its_direction_only(
    textbook: tuple[list[Stretch], np.ndarray], factor: float, why: tuple[str, ...], verdict: str, told: tuple[str, ...]
) -> None:
    parts, waits = textbook
    check = only(with_wait(parts, factor, *why), waits)
    assert (check.verdict, check.why) == (verdict, told)


def test_an_approximation_may_be_off_by_what_it_is_known_to_be(textbook: tuple[list[Stretch], np.ndarray]) -> None:
    parts, waits = textbook
    check = only(parts, waits)
    [part] = with_wait(parts, 1.05 * check.high / check.expected)
    assert only([part], waits).verdict != "agrees"
    rough = part._replace(outlook=replace(part.outlook, formula="two_moment"))
    assert only([rough], waits).verdict == "agrees"


def test_waits_are_those_of_the_team_and_the_time_of_day(town_study: StudyResult, town: Scenario) -> None:
    model = Model.of(town)
    parts = stretches(model)
    desk, office = ([part.hour for part in parts if part.outlook.work.team == name] for name in ("desk", "office"))
    assert desk == ["09:00–10:00", "10:00–11:00", "11:00–12:00", "12:00–12:30"]
    assert office == ["09:00–11:00", "11:00–12:30"]
    done = replicate(model, town_study.seed, 0)
    frame = done.encounters()
    since = (frame.joined_min - 540) % 1440
    at_office = frame.touchpoint == "back_office"
    waits = frame.wait_min[at_office & (since >= 120) & (since < 210)]
    assert mean_waits(model, parts, [done.log])[5, 0] == pytest.approx(waits.mean())


def test_a_day_ends_at_midnight() -> None:
    assert [part.hour for part in stretches(Model.of(erlang_c(40, "2.4 min", 2, **ENDLESS)))] == ["00:00–24:00"]


def test_where_nobody_came_nothing_is_compared() -> None:
    parts = stretches(
        Model.of(erlang_c({"09:00": 30, "10:00": 0}, "3 min", 2, clock={"open": "09:00", "close": "11:00"}))
    )
    assert [part.hour for part in parts] == ["09:00–10:00"]
    assert list(formula_checks(parts, np.full((1, 4), np.nan))) == []


@pytest.mark.long
def test_textbook_services_hardly_ever_fail() -> None:
    """The promise of the verdict: with nothing left out, a false alarm comes once in a thousand studies."""
    verdicts = [
        check.verdict
        for seed in range(60)
        for check in run(erlang_c(40, "2.4 min", 2, **ENDLESS), replications=20, seed=seed).checked.named("formula")
    ]
    share = verdicts.count("agrees") / len(verdicts)
    print(
        f"formula inside the 95 % interval: {share:.2f} of {len(verdicts)} studies; failed: {verdicts.count('failed')}"
    )
    assert share > 0.85
    assert verdicts.count("failed") <= 1


def test_where_handling_takes_no_time_no_formula_is_compared() -> None:
    """Nobody waits for it, and no formula says so; the report can be written."""
    raw = smallest(touchpoints={"gate": {"team": "desk", "handling": "0 min"}}, study={"engine": "simpy"})
    scenario = Scenario.model_validate(raw)
    assert stretches(Model.of(scenario)) == []
    assert "No formula says anything here" in html_report(run(scenario, replications=2))
