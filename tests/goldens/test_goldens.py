"""The frozen scenarios still give what they gave, and a number that moved is noticed."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.goldens import adapter
from tests.goldens.differences import differences
from tests.goldens.probe import ENGINES, HERE, ROOT, SEEDS, Case, Found, found_by
from tests.goldens.record import Record, faults, frozen, read
from tests.goldens.renames import COLUMNS, KPIS, in_old_words

DRAWN = sorted((HERE / "scenarios").glob("*.yaml"))
GALLERY = sorted((ROOT / "scenarios").glob("*.yaml"))
SOME = [*DRAWN[::8], GALLERY[-2]]
ONE = DRAWN[8]


@pytest.fixture(scope="module")
def record() -> Record:
    return read()


def found(files: list[Path], engine: str) -> dict[Case, Found]:
    return {case: one for file in files for case, one in found_by(adapter, file, engine, SEEDS[:1])}


@cache
def _one() -> dict[Case, Found]:
    return found([ONE], "simpy")


@pytest.fixture
def one() -> dict[Case, Found]:
    """One scenario, for a test to alter."""
    return deepcopy(_one())


def test_some_scenarios_give_what_they_gave(record: Record) -> None:
    assert list(faults(record, frozen(found(SOME, "simpy")))) == []


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_all_scenarios_give_what_they_gave(engine: str, record: Record) -> None:
    fresh = frozen(found([*DRAWN, *GALLERY], engine))
    assert list(faults(record, fresh)) == []
    assert fresh["rows"].tolist() == record["rows"].tolist()


def test_every_scenario_is_in_the_record(record: Record) -> None:
    assert len(DRAWN) == 300
    known = {row.split("/")[0] for row in record["rows"].tolist()}
    assert known == {file.stem for file in (*DRAWN, *GALLERY)}


def test_a_run_is_equal_to_itself(one: dict[Case, Found], record: Record) -> None:
    assert [what for case in one for what in differences(one[case], deepcopy(one[case]))] == []
    assert list(faults(record, frozen(one))) == []


def altered(one: dict[Case, Found], column: str, row: int, by: float) -> dict[Case, Found]:
    """With one value of the first replication moved."""
    values = next(iter(one.values()))["columns"][column]
    values[row] = not values[row] if values.dtype == np.bool_ else values[row] + by
    return one


@pytest.mark.parametrize(("column", "by"), [("outcome", 1), ("ahead", 1), ("resolved", 1), ("joined", 0.01)])
def test_twin_an_altered_column_is_noticed(column: str, by: float, one: dict[Case, Found], record: Record) -> None:
    assert any(f"column {column}" in fault for fault in faults(record, frozen(altered(one, column, 2, by))))


def test_twin_an_altered_bit_is_noticed(one: dict[Case, Found]) -> None:
    case = next(iter(one))
    other = deepcopy(one[case])
    joined = other["columns"]["joined"]
    joined[2] = np.nextafter(joined[2], np.inf)
    [what] = differences(one[case], other)
    assert what.startswith("column joined: row 2: ")


@pytest.mark.parametrize("kpi", ["customers", "satisfaction", "labour_cost"])
def test_twin_a_kpi_changed_by_a_hundred_millionth_is_noticed(kpi: str, one: dict[Case, Found], record: Record) -> None:
    case = next(iter(one))
    other = deepcopy(one[case])
    place = other["kpis"].index(kpi)
    assert other["table"][0, place] > 0
    other["table"][0, place] *= 1 + 1e-8
    assert [what.split(",")[0] for what in differences(one[case], other)] == [f"KPI {kpi}"]
    assert any(f"KPI of everybody {kpi}:" in fault for fault in faults(record, frozen(one | {case: other})))


def test_twin_a_number_in_place_of_nan_is_noticed(one: dict[Case, Found], record: Record) -> None:
    case = next(iter(one))
    other = deepcopy(one[case])
    place = next(place for place, value in enumerate(other["table"][0]) if np.isnan(value))
    other["table"][0, place] = 0.0
    assert len(list(differences(one[case], other))) == 1
    assert len(list(faults(record, frozen(one | {case: other})))) == 2


def test_twin_what_is_gone_is_noticed(one: dict[Case, Found], record: Record) -> None:
    for each in one.values():
        del each["columns"]["ahead"]
        each["kpis"][each["kpis"].index("csat")] = "stars"
    lacking = list(faults(record, frozen(one)))
    assert {fault.split(": ", 1)[1] for fault in lacking} == {
        "column ahead: not there", "KPI of everybody csat: not there", "KPI in some scope csat: not there",
    }  # fmt: skip
    case = next(iter(one))
    assert list(differences(_one()[case], one[case])) == ["column ahead: not there", "KPI csat: not there"]


def test_what_is_renamed_is_found_again(one: dict[Case, Found], record: Record) -> None:
    case = next(iter(one))
    for each in one.values():
        each["columns"] = {"ahead_n" if name == "ahead" else name: part for name, part in each["columns"].items()}
        each["columns"]["new"] = each["columns"]["joined"]
        each["kpis"][each["kpis"].index("csat")] = "stars"
        each["scopes"] = [scope.replace("segment ", "class ") for scope in each["scopes"]]
    names = COLUMNS | {"ahead": "ahead_n"}, KPIS | {"csat": "stars"}
    assert list(differences(_one()[case], one[case], *names, {"segment": "class"})) == []
    assert list(faults(record, frozen(one), *names)) == []


def test_a_column_may_become_narrower_or_wider(one: dict[Case, Found], record: Record) -> None:
    for each in one.values():
        each["columns"]["ahead"] = each["columns"]["ahead"].astype(np.int32)
    case = next(iter(one))
    assert list(differences(_one()[case], one[case])) == []
    assert list(faults(record, frozen(one))) == []


def test_keys_are_led_back_to_their_old_names() -> None:
    new: dict[str, Any] = {"people": {"all": {"spread": 0.4}, "some": {}}, "clock": {"days": 2}, "team": {"desk": 1}}
    keys = {"segments": "people", "people.*.needs.spread": "people.*.spread", "clock.days": "study.days"}
    keys |= {"study.days": "clock.days", "teams.*.agents": "team.*"}
    assert in_old_words(new, keys) == {
        "segments": {"all": {"needs": {"spread": 0.4}}, "some": {}},
        "clock": {"days": 2},
        "teams": {"desk": {"agents": 1}},
    }
