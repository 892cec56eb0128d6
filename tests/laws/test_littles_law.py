"""Little's law on every path: the time integral of the number waiting is the sum of the waits in the log.

The number waiting is the engine's own counter, observed at every change; the waits are the log's. In whole quarters of
a minute (exact fractions) the two are equal, whatever happened.
"""

from fractions import Fraction
from math import isinf

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from servsim.delivery.reference import service
from servsim.delivery.reference.queue import Queue
from servsim.scenario import Scenario
from tests.examples import examples
from tests.laws.runs import DAY, Run, run_of
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


class Observed(Queue):
    """A queue whose number waiting is integrated over time."""

    areas: dict[int, Fraction] = {}
    last: dict[int, tuple[Fraction, int]] = {}

    def __init__(self, index: int, *args: object) -> None:
        self.index = index
        super().__init__(index, *args)

    @property
    def waiting(self) -> int:
        return self.last[self.index][1]

    @waiting.setter
    def waiting(self, number: int) -> None:
        now = Fraction(self.clock.now)
        since, before = self.last.get(self.index, (now, 0))
        assert number >= 0
        self.areas[self.index] = self.areas.get(self.index, Fraction(0)) + before * (now - since)
        self.last[self.index] = (now, number)


@pytest.fixture
def observed(monkeypatch: pytest.MonkeyPatch) -> type[Observed]:
    monkeypatch.setattr(service, "Queue", Observed)
    return Observed


def area(team: int, end: float) -> Fraction:
    since, waiting = Observed.last[team]
    if isinf(end):
        assert waiting == 0
        return Observed.areas[team]
    return Observed.areas[team] + waiting * (Fraction(end) - since)


def sum_of_waits(run: Run, team: int, end: float) -> Fraction:
    rows = np.flatnonzero(run.in_queue & (run.team == team))
    left = np.minimum(run.left_queue[rows], end)
    pairs = zip(left.tolist(), run.log.joined[rows].tolist(), strict=True)
    return sum((Fraction(gone) - Fraction(joined) for gone, joined in pairs), start=Fraction(0))


@settings(max_examples=examples(60), **FIXED)
@given(scenario=scenarios())
def test_number_waiting_and_waits_agree_exactly(observed: type[Observed], scenario: Scenario) -> None:
    observed.areas.clear()
    observed.last.clear()
    run = run_of(scenario)
    end = run.horizon
    for team in range(len(scenario.teams)):
        stuck = run.in_queue & (run.team == team) & np.isinf(run.left_queue)
        if isinf(end) and stuck.any():  # waiting for an opening that does not come: both integrals up to one instant
            assert Observed.last[team][1] == stuck.sum()
            last = max(float(Observed.last[team][0]), float(run.log.joined[run.team == team].max()) + DAY)
            assert area(team, last) == sum_of_waits(run, team, last)
        else:
            assert area(team, end) == sum_of_waits(run, team, end)


def test_twin_a_customer_who_leaves_uncounted_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "Queue", Observed)
    right = Queue.give_up

    def uncounted(self: Queue, encounter: object) -> None:
        waiting = self.waiting
        right(self, encounter)
        self.waiting = waiting

    monkeypatch.setattr(Queue, "give_up", uncounted)
    raw = {
        "segments": {"all": {"arrivals": {"per_hour": 60}, "patience": "2 min"}},
        "teams": {"desk": {"agents": 1}},
        "touchpoints": {"desk": {"team": "desk", "handling": "3 min"}},
    }
    Observed.areas.clear()
    Observed.last.clear()
    run = run_of(Scenario.model_validate(raw))
    assert area(0, DAY) > sum_of_waits(run, 0, DAY)
