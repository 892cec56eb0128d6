from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.measures.trial import Trial, run_trials
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running.packing import DamagedError, packed, unpacked
from tests.samples import smallest

NAME = "key 3"


def trial_of(scenario: Scenario, replication: int = 0) -> Trial:
    study = Study(scenario, [])
    return run_trials(study.models[0], study.frame, 1, range(replication, replication + 1))[0]


def parts(trial: Trial) -> list[object]:
    owners = [trial.profile] + ([] if trial.agents is None else [trial.agents])
    return [trial.table, *(getattr(owner, part.name) for owner in owners for part in fields(owner))]


def assert_same(one: Trial, other: Trial) -> None:
    for left, right in zip(parts(one), parts(other), strict=True):
        assert np.asarray(left).tobytes() == np.asarray(right).tobytes()
        assert np.shape(left) == np.shape(right)
        assert getattr(left, "dtype", int) == getattr(right, "dtype", int)


@pytest.mark.parametrize("replication", [0, 40])
def test_a_trial_comes_back_to_the_bit(town: Scenario, replication: int) -> None:
    trial = trial_of(town, replication)
    assert (trial.agents is None) == (replication == 40)
    assert_same(unpacked(packed(trial, NAME), NAME), trial)


def test_a_service_without_teams_comes_back() -> None:
    alone = smallest(teams={}, touchpoints={"machine": {"handling": "2 min"}})
    trial = trial_of(Scenario.model_validate(alone))
    assert trial.profile.waiting.shape[0] == 0
    assert_same(unpacked(packed(trial, NAME), NAME), trial)


def test_unusual_numbers_come_back(tiny: Scenario) -> None:
    trial = trial_of(tiny)
    table = trial.table.copy()
    table.flat[:6] = [np.nan, -0.0, np.inf, -np.inf, 5e-324, np.frombuffer(b"\1\2\3\4\5\6\xf8\x7f")[0]]
    odd = replace(trial, table=table[:, ::2])  # not even in one piece
    assert_same(unpacked(packed(odd, NAME), NAME), replace(odd, table=odd.table.copy()))


def test_what_comes_back_can_be_changed(tiny: Scenario) -> None:
    table = unpacked(packed(trial_of(tiny), NAME), NAME).table
    table[0, 0] = 1.0
    assert table[0, 0] == 1.0


def test_another_name_is_refused(tiny: Scenario) -> None:
    with pytest.raises(DamagedError, match="key 4"):
        unpacked(packed(trial_of(tiny), "key 3"), "key 4")


@pytest.fixture(scope="module")
def data(tiny: Scenario) -> bytes:
    return packed(trial_of(tiny), NAME)


@given(place=st.integers(0), bit=st.integers(0, 7))
def test_any_changed_bit_is_noticed(data: bytes, place: int, bit: int) -> None:
    changed = bytearray(data)
    changed[place % len(data)] ^= 1 << bit
    with pytest.raises(DamagedError):
        unpacked(bytes(changed), NAME)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 100, -1])
def test_a_part_of_it_is_refused(data: bytes, length: int) -> None:
    with pytest.raises(DamagedError):
        unpacked(data[:length], NAME)
