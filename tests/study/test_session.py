"""A session: settings in, events out, a token; the same for every verb."""

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal
from threading import Thread, get_ident
from typing import Any

import pytest

import servsim
from servsim.cancelling import Cancelled
from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study.events import FinishedEvent, ProgressEvent, ResultSoFarEvent, SessionEvent, StartedEvent
from servsim.study.result import StudyResult
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.worker_pool import WorkerPool
from servsim.study.selecting.comparison import run_comparison
from servsim.study.selecting.comparison_settings import ComparisonSettings
from servsim.study.session import Session, settings_hash
from servsim.study.settings import Settings
from servsim.study.study import run_study
from servsim.study.sweeping.sweep import SweepSettings, run_sweep
from servsim.study.uncertainty.sensitivity.sensitivity import Inquiry, run_sensitivity
from tests.samples import smallest

OPTIONS = {"more": {"teams.desk.agents": 3}}


@pytest.fixture
def desk() -> Scenario:
    return Scenario.model_validate(smallest(options=OPTIONS, study={"engine": "simpy"}))


@pytest.fixture
def single(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every chunk is a single trial."""
    monkeypatch.setattr("servsim.study.running.chunks.GOOD_SECONDS", 0.0)


def test_events_come_in_order_and_in_the_thread_of_the_session(desk: Scenario) -> None:
    heard: list[tuple[SessionEvent, int]] = []
    session = Session(
        run_study, desk, Settings(replications=9, seed=3), lambda event: heard.append((event, get_ident()))
    )
    thread = Thread(target=session.run)
    thread.start()
    thread.join()
    events = [event for event, _ in heard]
    assert {where for _, where in heard} == {thread.ident}
    assert events[0] == StartedEvent(session.settings_hash)
    assert isinstance(events[-1], FinishedEvent)
    assert [one.done for one in events if isinstance(one, ProgressEvent)][-1] == 18
    assert not events[-1].cancelled


def test_the_result_is_that_of_run_and_comes_with_the_last_event(desk: Scenario) -> None:
    heard: list[SessionEvent] = []
    result = Session(run_study, desk, Settings(replications=4, seed=3), heard.append).run()
    assert result.tables.tobytes() == servsim.run(desk, replications=4, seed=3).tables.tobytes()
    assert isinstance(heard[-1], FinishedEvent)
    assert heard[-1].result is result


@pytest.mark.usefixtures("single")
def test_results_so_far_are_those_of_the_first_replications(desk: Scenario) -> None:
    heard: list[SessionEvent] = []
    result = Session(run_study, desk, Settings(replications=9, seed=3), heard.append).run()
    so_far = [event for event in heard if isinstance(event, ResultSoFarEvent)]
    assert [one.replications for one in so_far] == [2, 4, 8]
    for one in so_far:
        assert one.tables.tobytes() == result.tables[:, : one.replications, 0].tobytes()


def cancelled_at(
    trials: int, desk: Scenario, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> tuple[StudyResult, int, list[Chunk]]:
    """What a session finds that another thread stops at so many trials, those it counts, and the chunks begun later."""
    reached, stopped, begun_later = Signal(), Signal(), list[Chunk]()
    counted, take = 0, WorkerPool.take

    def watched(pool: WorkerPool, chunk: Chunk) -> "Future[Finished]":
        if stopped.is_set():
            begun_later.append(chunk)
        return take(pool, chunk)

    def hear(event: SessionEvent) -> None:
        nonlocal counted
        if isinstance(event, ProgressEvent):
            counted = event.done
            if event.done == trials:
                reached.set()
                stopped.wait()

    monkeypatch.setattr(WorkerPool, "take", watched)
    session = Session(run_study, desk, settings, hear)

    def stop() -> None:
        reached.wait()
        session.cancel()
        stopped.set()

    thread = Thread(target=stop)
    thread.start()
    result = session.run()
    thread.join()
    return result, counted, begun_later


@pytest.mark.usefixtures("single")
@pytest.mark.parametrize("workers", [1, 2])
def test_cancelled_from_another_thread_and_going_on(
    desk: Scenario, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No chunk is begun after it; whole replications count; finished trials are kept.

    Several workers may have finished trials that wait for an earlier one: these count, too.
    """
    settings = Settings(replications=500, seed=3, folder=tmp_path, workers=workers)
    result, counted, begun_later = cancelled_at(7, desk, settings, monkeypatch)
    assert begun_later == []
    assert result.interrupted
    assert result.replications == counted // 2
    more = result.replications + 1
    whole = servsim.run(desk, replications=more, seed=3)
    assert result.tables.tobytes() == whole.tables[:, : result.replications].tobytes()
    again = Session(run_study, desk, replace(settings, replications=more)).run()
    assert again.execution.reused >= counted
    assert again.tables.tobytes() == whole.tables.tobytes()


def test_cancelled_before_it_began(desk: Scenario) -> None:
    heard: list[SessionEvent] = []
    session = Session(run_study, desk, Settings(replications=5), heard.append)
    session.cancel()
    with pytest.raises(Cancelled):
        session.run()
    assert heard[1:] == [FinishedEvent(None, cancelled=True)]


def test_a_session_runs_once(desk: Scenario) -> None:
    session = Session(run_study, desk, Settings(replications=2))
    session.run()
    with pytest.raises(RuntimeError, match="a session runs once; make another one"):
        session.run()


def test_errors_come_as_they_are(desk: Scenario) -> None:
    heard: list[SessionEvent] = []
    with pytest.raises(ServsimError, match='unknown option "mroe"'):
        Session(run_study, desk, Settings(options=["mroe"]), heard.append).run()
    assert [event.name for event in heard] == ["started"]


VERBS: list[Any] = [
    (run_comparison, ComparisonSettings()),
    (run_sweep, SweepSettings(vary={"teams.desk.agents": "1:3"})),
    (run_sensitivity, Inquiry(method="quick")),
]


@pytest.mark.parametrize(("verb", "settings"), VERBS)
def test_every_verb_is_stopped_the_same_way(desk: Scenario, verb: Any, settings: Any) -> None:
    """In the middle of its first trials there is nothing to tell yet."""
    heard: list[SessionEvent] = []

    def hear(event: SessionEvent) -> None:
        heard.append(event)
        if isinstance(event, ProgressEvent):
            session.cancel()

    session = Session(verb, desk, settings, hear)
    with pytest.raises(Cancelled):
        session.run()
    assert len([one for one in heard if isinstance(one, ProgressEvent)]) == 1
    assert heard[-1] == FinishedEvent(None, cancelled=True)


def test_the_hash_is_that_of_the_question(desk: Scenario) -> None:
    asked = Settings(replications=3, options=["more"])
    one = settings_hash("run_study", desk, asked)
    who = replace(asked, workers=2, folder="somewhere", fresh=True, progress=print, options=("more",))
    assert settings_hash("run_study", desk, who) == one
    others = [
        settings_hash("run_sweep", desk, asked),
        settings_hash("run_study", desk.with_changes({"teams.desk.agents": 5}), asked),
        *(settings_hash("run_study", desk, replace(asked, **change)) for change in ({"seed": 1}, {"replications": 4})),
    ]
    assert len({one, *others}) == 5
