"""Cells: the same sums by segment, touchpoint, team, day and hour, only for keys that occur."""

from dataclasses import replace

import numpy as np
import pytest

from servsim.delivery.log.logs import Logs
from servsim.measures.counting.counters import COUNT
from servsim.measures.counting.frame import Frame
from servsim.measures.summary import Summarizer, Summary
from servsim.scenario import Scenario
from servsim.study import Model, Replication, replicate
from tests.samples import town_hall

CLOCK = {"open": "09:00", "close": "12:30", "days": 3}


@pytest.fixture(scope="module")
def done() -> list[Replication]:
    model = Model.of(Scenario.model_validate(town_hall(clock=CLOCK)))
    return [replicate(model, 5, number) for number in range(2)]


def summary_of(done: list[Replication], by_day: bool) -> Summary:
    model = done[0].model
    frame = replace(Frame.of([model.scenario]), by_day=by_day)
    customers = np.array([one.draws.customers for one in done])
    return Summarizer(model, frame).sum_up(Logs.of([one.log for one in done]), customers)


def test_days_add_up_to_what_is_counted_without_them(done: list[Replication]) -> None:
    whole, daily = summary_of(done, by_day=False), summary_of(done, by_day=True)
    assert whole.cells is None
    assert daily.cells is not None
    assert daily.facts == pytest.approx(whole.facts, rel=1e-12, abs=1e-12)
    for number in range(2):
        cells = daily.cells.counters[daily.cells.replication == number]
        assert cells.sum(axis=0) == pytest.approx(whole.facts[number, 0], rel=1e-12, abs=1e-12)


def test_cells_by_day_team_and_hour_agree_with_the_log(done: list[Replication]) -> None:
    cells = summary_of(done, by_day=True).cells
    assert cells is not None
    contacts = cells.counters[:, COUNT.contacts]
    for number, one in enumerate(done):
        days = ((one.log.joined - 540.0) // 1440.0).astype(int)
        teams = one.model.plan.journey.team[one.log.touchpoint]
        for day in range(3):
            for team in set(teams.tolist()):
                chosen = (cells.replication == number) & (cells.day == day) & (cells.team == team)
                assert contacts[chosen].sum() == ((days == day) & (teams == team)).sum()


def test_only_keys_that_occur_have_a_cell(done: list[Replication]) -> None:
    cells = summary_of(done, by_day=True).cells
    assert cells is not None
    assert (cells.counters[:, COUNT.contacts] > 0.0).all()
    keys = zip(cells.replication, cells.segment, cells.touchpoint, cells.team, cells.day, cells.hour, strict=True)
    assert len(set(keys)) == len(cells.day)


def test_twin_another_day_is_another_cell(done: list[Replication]) -> None:
    daily = summary_of(done, by_day=True).cells
    assert daily is not None
    assert set(daily.day.tolist()) == {0, 1, 2}
