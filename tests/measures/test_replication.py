import re

import numpy as np
import pandas as pd
import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import Model, Replication, replicate, simulate
from tests.samples import smallest

UNITS = ("_min", "_n", "_share", "_1to5", "_0to10")
WITHOUT_UNIT = {
    "customer", "segment", "touchpoint", "outcome", "agent", "contact", "attempt", "personalization", "quality",
    "defect_made", "defect_caught", "resolved", "comes_back", "transferred", "servqual_gap", "satisfaction",
    "responded",
}  # fmt: skip


@pytest.fixture(scope="module")
def done(town: Scenario) -> Replication:
    return simulate(town, seed=9)


def test_the_same_seed_gives_the_same_bytes(town: Scenario, done: Replication) -> None:
    again = simulate(town, seed=9)
    assert done.log.same_as(again.log)
    assert done.encounters().to_csv().encode() == again.encounters().to_csv().encode()


@pytest.mark.parametrize(("seed", "replication"), [(10, 0), (9, 1)])
def test_another_seed_or_replication_gives_others(
    town: Scenario, done: Replication, seed: int, replication: int
) -> None:
    assert not done.log.same_as(simulate(town, seed=seed, replication=replication).log)


def test_a_model_replicates_without_remembering(town: Scenario) -> None:
    model = Model.of(town)
    first, _, again = (replicate(model, 9, number) for number in (2, 3, 2))
    assert first.log.same_as(again.log)
    assert first.log.same_as(simulate(town, seed=9, replication=2).log)


def test_columns_carry_their_units(done: Replication) -> None:
    columns = set(done.encounters().columns)
    assert columns >= WITHOUT_UNIT
    assert all(column.endswith(UNITS) for column in columns - WITHOUT_UNIT), columns - WITHOUT_UNIT
    assert not any(re.search(r"_(min|n|share)$", column) for column in WITHOUT_UNIT)


def test_one_row_for_each_encounter_with_names(town: Scenario, done: Replication) -> None:
    table = done.encounters()
    assert len(table) == len(done.log)
    assert set(table["segment"].cat.categories) == set(town.segments)
    assert list(table["touchpoint"].cat.categories) == list(town.touchpoints)
    assert [list(town.segments)[code] for code in done.log.segment] == table["segment"].tolist()
    assert set(table["outcome"]) <= {"served", "abandoned", "balked", "turned_away"}
    served = table["outcome"] == "served"
    assert (table["handling_min"].notna() == served).all()
    handled = (table["ended_min"] - table["started_min"])[served]
    assert handled.to_numpy() == pytest.approx(table["handling_min"][served].to_numpy())
    assert table["wait_min"].isna().equals(table["outcome"].isin(["balked", "turned_away"]))


def test_no_object_is_in_the_table(done: Replication) -> None:
    for name, kind in done.encounters().dtypes.items():
        assert isinstance(kind, pd.CategoricalDtype) or kind.kind in "ifb", name


def test_what_began_in_the_warm_up_does_not_count() -> None:
    raw = smallest(clock={"days": 1, "warm_up": "6 h"})
    done = simulate(Scenario.model_validate(raw), seed=1)
    assert (done.counted == (done.log.joined >= 360.0)).all()
    assert not done.counted.all()


def test_there_is_no_queue_at_self_service(town: Scenario, done: Replication) -> None:
    kiosk = done.log.touchpoint == list(town.touchpoints).index("kiosk")
    assert (done.log.wait[kiosk] == 0.0).all()
    assert np.isnan(done.queue_wait[kiosk]).all()
    assert np.array_equal(done.queue_wait[~kiosk], done.log.wait[~kiosk], equal_nan=True)


@pytest.mark.parametrize(("seed", "replication"), [(-1, 0), (0, -1), (2**63, 0)])
def test_numbers_that_name_no_stream_are_refused(tiny: Scenario, seed: int, replication: int) -> None:
    with pytest.raises(ServsimError, match=r"a whole number from 0 to 2\*\*63 - 1"):
        simulate(tiny, seed=seed, replication=replication)


def test_the_largest_seed_works(tiny: Scenario) -> None:
    assert len(simulate(tiny, seed=2**63 - 1).log) > 0
