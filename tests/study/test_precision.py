from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.measures.intervals import mean_interval, paired_difference
from servsim.scenario import Scenario
from servsim.scenario.parts.width import Width, relative_width, usual_width
from servsim.study import StudyResult, run
from servsim.study.precision import MAIN, Precision, amount, primary_kpis, reached, widths_of
from tests.samples import smallest

WIDTHS = {"wait_mean": "30 %", "csat": 0.05}


@pytest.fixture(scope="module")
def busy() -> Scenario:
    """The smallest service with more to do, and an option."""
    return Scenario.model_validate(smallest(options={"more": {"teams.desk.agents": 3}}))


@pytest.fixture(scope="module")
def precise(busy: Scenario) -> StudyResult:
    """As many replications as the widths need."""
    return run(busy, precision=WIDTHS, seed=4)


def first_narrow(result: StudyResult) -> Iterator[int]:
    """Numbers of replications at which everything is narrow, by the definitions."""
    longer = run(result.scenario, replications=result.replications + 5, seed=result.seed)
    for count in range(10, longer.replications + 1):
        narrow = True
        for width in result.precision.widths:
            base, other = (longer.values(width.kpi, option)[:count] for option in longer.options)
            for values in (base, other):
                narrow &= mean_interval(values).half_width <= width.at(values.mean())
            narrow &= paired_difference(other, base).difference.half_width <= width.at(base.mean())
        if narrow:
            yield count


def test_it_stops_when_everything_was_narrow_six_times_in_a_row(precise: StudyResult) -> None:
    narrow = set(first_narrow(precise))
    ends = [count for count in sorted(narrow) if all(count - back in narrow for back in range(6))]
    assert precise.replications == ends[0] > 15
    assert not precise.interrupted
    assert precise.replications_asked == precise.replications


def test_who_simulates_does_not_change_the_number(busy: Scenario, precise: StudyResult) -> None:
    with ThreadPoolExecutor(3) as threads:
        others = [run(busy, precision=WIDTHS, seed=4, executor=threads) for _ in range(2)]
    others.append(run(busy, precision=WIDTHS, seed=4, workers=2))
    for other in others:
        assert other.tables.tobytes() == precise.tables.tobytes()
        assert other.profiles[1].waits.tobytes() == precise.profiles[1].waits.tobytes()


def test_kept_trials_give_the_same_and_a_surplus_is_not_counted(
    busy: Scenario, precise: StudyResult, tmp_path: Path
) -> None:
    run(busy, replications=precise.replications + 7, seed=4, folder=tmp_path)
    again = run(busy, precision=WIDTHS, seed=4, folder=tmp_path)
    assert again.tables.tobytes() == precise.tables.tobytes()
    assert again.profiles[0].waits.tobytes() == precise.profiles[0].waits.tobytes()
    assert again.execution.reused >= 2 * again.replications


def test_the_same_number_gives_the_same_numbers(busy: Scenario, precise: StudyResult) -> None:
    stated = run(busy, replications=precise.replications, seed=4)
    assert stated.tables.tobytes() == precise.tables.tobytes()
    assert stated.precision is None


def test_the_cap_stops_it_and_the_result_says_so(busy: Scenario) -> None:
    capped = run(busy, precision={"wait_mean": "0.1 %"}, at_most=20, seed=4)
    assert (capped.replications, capped.replications_asked, capped.interrupted) == (20, 20, False)
    assert not capped.precise
    assert not all(one.enough for one in reached(capped))


def test_what_was_reached_is_told_kpi_by_kpi(precise: StudyResult) -> None:
    rows = list(reached(precise))
    assert [(row.kpi, row.option, row.difference) for row in rows] == [
        (kpi, option, difference)
        for kpi in WIDTHS
        for option, difference in (("baseline", False), ("more", False), ("more", True))
    ]
    assert precise.precise
    assert all(row.enough for row in rows)
    assert rows[2].wanted == rows[0].wanted == precise.precision.widths[0].at(precise.interval("wait_mean").mean)
    assert list(reached(replace(precise, precision=None))) == []


def test_targets_decide_what_matters() -> None:
    told = Scenario.model_validate(smallest(targets={"csat": ">= 4", "fcr": ">= 80 %"}))
    assert primary_kpis(told) == ("csat", "fcr")
    assert primary_kpis(Scenario.model_validate(smallest())) == MAIN


def test_the_amount_is_what_is_asked_else_what_is_stated(busy: Scenario) -> None:
    default = Precision(tuple(usual_width(kpi, 0.05) for kpi in MAIN), 200)
    assert amount(busy) == amount(busy, "auto") == default
    assert amount(busy, 7) == 7
    assert amount(busy, None, {"csat": 0.1}) == Precision((Width("csat", 0.0, 0.1),), 200)
    assert amount(busy, at_most=900) == replace(default, at_most=900)
    stated = Scenario.model_validate(smallest(study={"replications": 12, "precision": {"csat": "1 %"}, "at_most": 50}))
    assert amount(stated) == 12
    assert amount(stated, "auto") == Precision((relative_width("csat", 0.01),), 50)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ((1,), "found 1; replications are auto, or a whole number from 2"),
        ((5, {"csat": 1}), "found a number of replications and a precision to be reached; choose one"),
        ((5, None, 100), "found a number of replications and a precision"),
        (("auto", {"csat": "x"}), 'precision: found "x"; a width is a share of the mean'),
        (("auto", None, 14), "found at most 14 replications; a stated precision takes at least 15"),
    ],
)
def test_what_cannot_be_meant_is_refused(busy: Scenario, asked: tuple[object, ...], message: str) -> None:
    with pytest.raises(ServsimError, match=message):
        amount(busy, *asked)  # type: ignore[arg-type]


def test_widths_on_a_command_line() -> None:
    assert widths_of(["csat=0.05", "wait_p90=5 %"]) == {"csat": "0.05", "wait_p90": "5 %"}
    for wrong in ("csat", "=5 %", "csat="):
        with pytest.raises(ServsimError, match=f'found "{wrong}"; a precision is a KPI and a width'):
            widths_of([wrong])


def test_a_kpi_that_never_has_a_value_is_not_waited_for(busy: Scenario) -> None:
    result = run(busy, precision={"recovery_rate": "5 %", "csat": 0.1}, seed=4)
    assert np.isnan(result.interval("recovery_rate").mean)
    assert result.replications < 60
    assert result.precise
