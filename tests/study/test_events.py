"""Events are frozen values with names; a monitor passes them on."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from servsim.cancelling import CancelToken
from servsim.measures.intervals import mean_interval
from servsim.measures.kpi_table import COLUMN
from servsim.scenario.kpis.declarations import KPIS
from servsim.study.events import (
    FinishedEvent,
    Monitor,
    ProgressEvent,
    ResultSoFarEvent,
    SessionEvent,
    StartedEvent,
    WarningEvent,
)

TABLES = np.arange(2.0 * 5 * len(KPIS)).reshape(2, 5, len(KPIS))
EVENTS = [
    StartedEvent("hash"), ProgressEvent(1, 2), ResultSoFarEvent(("baseline", "more"), TABLES),
    WarningEvent("compiling"), FinishedEvent(None, True),
]  # fmt: skip


def test_events_have_the_names_that_are_promised() -> None:
    assert [event.name for event in EVENTS] == ["started", "progress", "result_so_far", "warning", "finished"]


@pytest.mark.parametrize("event", EVENTS)
def test_events_are_frozen(event: SessionEvent) -> None:
    with pytest.raises((FrozenInstanceError, TypeError)):
        event.about = "other"  # type: ignore[union-attr, misc, assignment]


def test_a_result_so_far_tells_intervals() -> None:
    event = EVENTS[2]
    assert isinstance(event, ResultSoFarEvent)
    assert event.replications == 5
    assert event.interval("csat", "more") == mean_interval(TABLES[1, :, COLUMN["csat"]])


def test_a_monitor_passes_events_on() -> None:
    heard: list[SessionEvent] = []
    monitor = Monitor(heard.append)
    monitor.progress(3)
    monitor.progress(3, 4)
    monitor.warn("damaged")
    assert heard == [ProgressEvent(3, None), ProgressEvent(3, 4), WarningEvent("damaged")]
    Monitor().progress(1)


def test_of_a_quiet_part_only_warnings_are_heard() -> None:
    heard: list[SessionEvent] = []
    token = CancelToken()
    quiet = Monitor(heard.append, token).quietly()
    quiet.progress(1)
    quiet.warn("compiling")
    assert heard == [WarningEvent("compiling")]
    assert quiet.token is token
