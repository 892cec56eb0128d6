import sys

import numpy as np
import pytest

from servsim.delivery.log.encounter_log import STORED, EncounterLog
from servsim.delivery.rules.outcomes import (
    DOORS_CLOSED,
    IN_SERVICE,
    LONG_LINE,
    PATIENCE,
    QUEUE_FULL,
    SENT_HOME,
    SERVED,
    STILL_WAITING,
)

NAN = np.nan
ROWS = [  # cause, joined, started, ended
    (SERVED, 0.0, 0.0, 5.0),
    (SERVED, 1.0, 5.0, 9.0),
    (PATIENCE, 2.0, NAN, 4.5),
    (LONG_LINE, 3.0, NAN, 3.0),
    (QUEUE_FULL, 3.5, NAN, 3.5),
    (DOORS_CLOSED, 60.0, NAN, 60.0),
    (SENT_HOME, 50.0, NAN, 60.0),
    (STILL_WAITING, 58.0, NAN, NAN),
    (IN_SERVICE, 55.0, 57.5, NAN),
    (PATIENCE, 9.0, NAN, 9.0),
]


@pytest.fixture
def log() -> EncounterLog:
    columns = {name: np.zeros(len(ROWS), dtype=kind) for name, kind in STORED.items()}
    names = ("cause", "joined", "started", "ended")
    columns |= {name: np.asarray([row[place] for row in ROWS]) for place, name in enumerate(names)}
    return EncounterLog.of(columns)


def test_a_wait_ends_with_handling_or_with_leaving(log: EncounterLog) -> None:
    expected = [0.0, 4.0, 2.5, NAN, NAN, NAN, 10.0, NAN, 2.5, 0.0]
    assert log.wait == pytest.approx(expected, nan_ok=True)


def test_who_was_refused_did_not_join(log: EncounterLog) -> None:
    assert log.joined_queue.tolist() == [True, True, True, False, False, False, True, True, True, True]


def test_served_are_those_served_to_the_end(log: EncounterLog) -> None:
    assert np.flatnonzero(log.served).tolist() == [0, 1]
    assert len(log) == len(ROWS)


def test_a_part_of_the_log_is_a_log(log: EncounterLog) -> None:
    part = log.where(log.served)
    assert len(part) == 2
    assert part.wait.tolist() == [0.0, 4.0]


@pytest.mark.parametrize("name", STORED)
def test_logs_are_the_same_when_every_column_is(log: EncounterLog, name: str) -> None:
    assert log.same_as(log.where(np.ones(len(log), dtype=bool)))
    other = EncounterLog(log.records.copy())
    column = other.records[name]
    column[3] = ~column[3] if column.dtype == bool else 77
    assert not log.same_as(other)


def test_a_longer_log_is_another_one(log: EncounterLog) -> None:
    assert not log.same_as(log.where(np.arange(len(log)) < 5))


def test_zero_and_negative_zero_differ(log: EncounterLog) -> None:
    other = EncounterLog(log.records.copy())
    other.records["load"] *= -1.0
    assert not log.same_as(other)


def test_waits_are_the_same_with_and_without_the_compiler(log: EncounterLog, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba", reason="the compiler is not installed here")
    compiled = log.wait
    monkeypatch.delitem(sys.modules, "numba")
    assert compiled.tobytes() == log.wait.tobytes()
