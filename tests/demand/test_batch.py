"""A batch holds the same customers as its replications drawn one by one."""

from dataclasses import fields

import numpy as np
import pytest

from servsim.demand import Batch, Demand, Draws, batches
from servsim.demand.batch import GOOD_ENCOUNTERS, MOST_REPLICATIONS, starts
from tests.demand.demands import Raw, coming, demand

SEED = 5
SHOP = {"open": "09:00", "close": "13:00", "days": 2}
TEAMS = {"clerks": {"agents": {"00:00": 2, "12:00": 5}}, "cooks": {"agents": 3, "speed_cv": 0.2}}
SEGMENTS: dict[str, Raw] = {
    "one segment": {"guests": coming(60)},
    "nobody": {"guests": coming(0)},
    "groups": {"guests": coming(20, group_size=3), "family": coming(9, group_size={"1": "60 %", "4": "40 %"})},
    "busy days": {"guests": coming(20, day_to_day_cv=0.5), "family": coming(9, day_to_day_cv=0.2), "none": coming(0)},
}


def same(one: Draws, other: Draws) -> bool:
    return all(getattr(one, part.name).tobytes() == getattr(other, part.name).tobytes() for part in fields(Draws))


@pytest.mark.parametrize("segments", SEGMENTS.values(), ids=list(SEGMENTS))
def test_a_batch_holds_its_replications(segments: Raw) -> None:
    coming = Demand(demand(segments, SHOP, teams=TEAMS))
    batch = coming.draw_many(SEED, range(3, 20))
    assert len(batch) == 17
    for number, replication in enumerate(range(3, 20)):
        alone = coming.draw(SEED, replication)
        assert same(batch.draws(number), alone)
        assert batch.customers[number] == alone.customers
    assert batch.first[-1] == batch.arrival.size == batch.customers.sum()


def test_one_replication_is_a_batch_too() -> None:
    draws = Demand(demand(SEGMENTS["groups"], SHOP, teams=TEAMS)).draw(SEED, 4)
    assert same(Batch.of(draws).draws(0), draws)
    assert len(Batch.of(draws)) == 1


def test_twin_another_replication_is_noticed() -> None:
    batch = Demand(demand(SEGMENTS["one segment"], SHOP)).draw_many(SEED, range(2))
    assert not same(batch.draws(0), batch.draws(1))


@pytest.mark.parametrize(("encounters", "size"), [(GOOD_ENCOUNTERS / 10, 10), (1.0, MOST_REPLICATIONS), (0.0, 64)])
def test_good_batches_have_about_as_many_encounters(encounters: float, size: int) -> None:
    parts = list(batches(range(7, 207), encounters))
    assert [replication for part in parts for replication in part] == list(range(7, 207))
    assert {len(part) for part in parts[:-1]} == {size}


def test_a_long_replication_is_a_batch_of_its_own() -> None:
    assert list(batches(range(2), 3 * GOOD_ENCOUNTERS)) == [range(1), range(1, 2)]
    assert list(batches(range(0), 1.0)) == []


def test_pieces_begin_where_those_before_end() -> None:
    assert starts([3, 0, 2]).tolist() == [0, 3, 3, 5]
    assert starts(np.array([], dtype=np.int64)).tolist() == [0]
