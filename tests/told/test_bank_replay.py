"""A month of real calls, replayed one by one: none is lost on the way from the log through the engine.

The log may be read but not redistributed, so it is not part of the project. The tests look for it where the environment
variable SERVSIM_BANK_LOG says, else beside the checkout, and are skipped without it.
"""

import csv
import gzip
import os
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from servsim.delivery import EncounterLog, Outcome
from servsim.scenario import Scenario, load
from servsim.study import simulate
from tests.paths import ROOT

REPOSITORY = ROOT
FACTS = REPOSITORY / "scenarios" / "data"
BESIDE = REPOSITORY.parent / "shared" / "data" / "bank_call_centre" / "1999-01_calls.csv.gz"
LOG = Path(os.environ.get("SERVSIM_BANK_LOG", BESIDE))

CALLS = 31_359
DAYS = 31
TYPES = {"PS": ["PS"], "NW": ["NW"], "NE": ["NE"], "TT": ["TT"], "other": ["IN", "PE", "AA"]}
COUNTS = {"PS": 22_828, "NW": 5_564, "NE": 1_583, "TT": 927, "other": 292 + 163 + 2}
NIGHT = {"00:00": 1}

needs_log = pytest.mark.skipif(
    not LOG.is_file(), reason=f"the bank's call log is not at {LOG}; set SERVSIM_BANK_LOG to replay it"
)


def bank_replay(folder: Path, agents: str, patience: str = "") -> Scenario:
    """The month as a scenario: one segment for each type of call, arrivals as they were, open around the clock."""
    link = folder / "calls.csv.gz"
    if not link.exists():
        link.symlink_to(LOG.resolve())
    replay = "arrivals: {replay: {file: calls.csv.gz, time: arrival, where: {type: [%s]}}}"
    segments = "\n".join(f"  {name}: {{{replay % ', '.join(types)}{patience}}}" for name, types in TYPES.items())
    handling = "{lognormal: {mean: 185 s, cv: 1.24}}"
    text = f"""
clock: {{days: {DAYS}, first_day: 1999-01-01}}
segments:
{segments}
teams: {{agents: {{agents: {agents}, speed_cv: 0}}}}
touchpoints: {{call: {{team: agents, handling: {handling}}}}}
"""
    (folder / "bank.yaml").write_text(text, encoding="utf-8")
    return load(folder / "bank.yaml")


def month(folder: Path, agents: str, patience: str = "") -> EncounterLog:
    return simulate(bank_replay(folder, agents, patience)).log


def roster() -> str:
    """The half-hourly roster of the bank, repeated every day, with one agent at night."""
    with (FACTS / "bank_roster.csv").open(encoding="utf-8") as lines:
        steps = NIGHT | {row["from"]: int(row["roster"]) for row in csv.DictReader(lines)}
    return "{" + ", ".join(f'"{time}": {agents}' for time, agents in steps.items()) + "}"


def outcomes(log: EncounterLog) -> Counter[Outcome]:
    return Counter(Outcome(outcome) for outcome in log.outcome.tolist())


def logged_minutes() -> np.ndarray:
    """Arrival instants as the log has them, minutes since the first midnight, read without servsim."""
    begin = datetime(1999, 1, 1)
    with gzip.open(LOG, "rt", encoding="utf-8") as lines:
        times = [datetime.fromisoformat(row["arrival"]) - begin for row in csv.DictReader(lines)]
    return np.sort([time / timedelta(minutes=1) for time in times])


@needs_log
def test_every_call_of_the_log_becomes_a_customer_at_its_instant(tmp_path: Path) -> None:
    log = month(tmp_path, agents="300")

    assert len(log) == CALLS
    assert np.unique(log.customer).size == CALLS
    assert dict(zip(TYPES, np.bincount(log.segment).tolist(), strict=True)) == COUNTS
    assert np.allclose(np.sort(log.joined), logged_minutes(), rtol=0, atol=1e-6)


@needs_log
def test_with_plenty_of_agents_nobody_waits_and_nobody_is_lost(tmp_path: Path) -> None:
    log = month(tmp_path, agents="300", patience=", patience: 1 s")
    ended = outcomes(log)

    assert ended[Outcome.SERVED] + ended[Outcome.IN_SERVICE] == CALLS
    assert ended[Outcome.IN_SERVICE] < 10, "only who calls just before the end of the month is still on the phone"
    assert np.nanmax(log.wait) == 0


@needs_log
def test_with_the_roster_of_the_bank_every_call_is_accounted_for(tmp_path: Path) -> None:
    patience = f", patience: {{empirical: {{file: {FACTS / 'bank_patience.csv'}, column: patience_s, unit: s}}}}"
    log = month(tmp_path, roster(), patience)
    ended = outcomes(log)

    assert sum(ended.values()) == CALLS
    assert set(ended) <= {Outcome.SERVED, Outcome.ABANDONED, Outcome.WAITING, Outcome.IN_SERVICE}
    assert ended[Outcome.WAITING] + ended[Outcome.IN_SERVICE] < 20
    assert 0.05 * CALLS < ended[Outcome.ABANDONED] < 0.4 * CALLS
    left_queue = np.where(np.isnan(log.started), log.ended, log.started)
    waiting = np.isnan(left_queue)
    assert int(waiting.sum()) == ended[Outcome.WAITING]
    assert (left_queue[~waiting] >= log.joined[~waiting]).all()
    assert (log.ended[log.served] > log.started[log.served]).all()


@needs_log
def test_an_agent_talks_to_one_caller_at_a_time(tmp_path: Path) -> None:
    log = month(tmp_path, roster(), ", patience: 5 min")

    for agent in np.unique(log.agent[log.agent >= 0]):
        theirs = np.flatnonzero((log.agent == agent) & log.served)
        order = theirs[np.argsort(log.started[theirs], kind="stable")]
        assert (log.started[order][1:] >= log.ended[order][:-1] - 1e-9).all()


def test_a_type_with_a_blank_before_it_is_found(tmp_path: Path) -> None:
    """The raw file of the bank writes " TT" for "TT"."""
    (tmp_path / "calls.csv").write_text(
        "arrival,type\n1999-01-04 09:12:30,PS\n1999-01-04 09:13:30, TT\n1999-01-04 09:14:00,TT\n", encoding="utf-8"
    )
    (tmp_path / "bank.yaml").write_text(
        """
clock: {days: 1}
segments:
  returned: {arrivals: {replay: {file: calls.csv, time: arrival, where: {type: TT}}}}
teams: {agents: {agents: 1}}
touchpoints: {call: {team: agents, handling: 3 min}}
""",
        encoding="utf-8",
    )

    joined = simulate(load(tmp_path / "bank.yaml")).log.joined

    assert joined.tolist() == pytest.approx([9 * 60 + 13.5, 9 * 60 + 14])
