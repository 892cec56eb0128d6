"""Overload without end is noticed, by simulated services that never empty."""

from typing import Any

import numpy as np
import pytest

from servsim.measures.counting.frame import Frame
from servsim.measures.trial import run_trials
from servsim.scenario import Scenario
from servsim.study import Model
from servsim.study.uncertainty.overload import overloaded
from tests.samples import smallest


def found(per_hour: float, clock: dict[str, Any], **segment: Any) -> bool:
    raw = smallest(clock=clock)
    raw["segments"]["guests"] = {"arrivals": {"per_hour": per_hour}, **segment}
    model = Model.of(Scenario.model_validate(raw))
    trials = run_trials(model, Frame.of([model.scenario]), 1, range(3))
    return overloaded(model, np.stack([trial.table for trial in trials]))


NEVER = {"days": 4}
STAYING = {"open": "08:00", "close": "18:00", "days": 4, "at_close": "keep_waiting"}


@pytest.mark.parametrize("clock", [NEVER, STAYING], ids=["never closes", "keeps waiting"])
def test_two_agents_at_four_minutes_can_do_thirty_an_hour(clock: dict[str, Any]) -> None:
    assert found(36, clock)
    assert not found(24, clock)


def test_who_gives_up_or_goes_home_ends_the_overload() -> None:
    assert not found(36, NEVER, patience={"exponential": {"mean": "10 min"}})
    assert not found(36, NEVER, balking={"starts_at": 3, "certain_at": 9})
    assert not found(36, {"open": "08:00", "close": "18:00", "days": 4})
