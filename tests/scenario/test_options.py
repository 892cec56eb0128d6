"""Options: what a change means, and which changes fit together."""

from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.scenario.options import (
    Change,
    MisfitError,
    apply,
    changes_of,
    combined,
    conflicts,
    in_order,
    resolved,
)

RAW: dict[str, Any] = {
    "clock": {"open": "09:00", "close": "17:00"},
    "teams": {"desk": {"agents": {"09:00": 2, "12:00": 3}, "wage": "20 per hour"}},
    "touchpoints": {"check_in": {"team": "desk", "handling": {"gamma": {"mean": "4 min", "cv": 1}}}},
}


def changed(option: dict[str, object]) -> Any:
    return apply(RAW, changes_of(option))


def test_mappings_go_on_into_named_parts() -> None:
    for option in (
        {"teams": {"desk": {"wage": "30 per hour"}}},
        {"teams.desk": {"wage": "30 per hour"}},
        {"teams.desk.wage": "30 per hour"},
    ):
        assert changes_of(option)[0][:2] == (("teams", "desk", "wage"), "30 per hour")
        assert changed(option)["teams"] == {"desk": {"agents": {"09:00": 2, "12:00": 3}, "wage": "30 per hour"}}


def test_mappings_go_on_into_sections() -> None:
    assert changed({"clock": {"days": 3}})["clock"] == {"open": "09:00", "close": "17:00", "days": 3}
    assert changed({"time": {"standard_saving": 0.1}})["time"] == {"standard_saving": 0.1}


def test_profiles_distributions_and_routings_are_replaced_whole() -> None:
    assert changed({"teams.desk.agents": {"10:00": 5}})["teams"]["desk"]["agents"] == {"10:00": 5}
    handling = changed({"touchpoints": {"check_in": {"handling": {"constant": "3 min"}}}})["touchpoints"]
    assert handling["check_in"]["handling"] == {"constant": "3 min"}


def test_a_longer_path_changes_inside() -> None:
    after = changed({"touchpoints.check_in.handling.gamma.cv": 0.5, "teams.desk.agents.12:00": 4})
    assert after["touchpoints"]["check_in"]["handling"] == {"gamma": {"mean": "4 min", "cv": 0.5}}
    assert after["teams"]["desk"]["agents"] == {"09:00": 2, "12:00": 4}


def test_null_takes_away() -> None:
    assert changed({"teams.desk.wage": None})["teams"] == {"desk": {"agents": {"09:00": 2, "12:00": 3}}}
    assert "clock" not in changed({"clock": None})
    assert changed({"clock.days": None}) == RAW
    assert changed({"redial.delay": None, "teams.desk.agents.13:00": None}) == RAW


def test_an_empty_mapping_is_a_value() -> None:
    assert changed({"clock": {}})["clock"] == {}


def test_words_of_the_option_itself_change_nothing() -> None:
    assert changes_of({"about": "more", "combine": ["a"]}) == []


def test_nothing_below_a_plain_value() -> None:
    with pytest.raises(
        MisfitError, match=r'^"teams.desk.wage" is a plain value; nothing can be changed below it$'
    ) as caught:
        changed({"teams.desk.wage.per_hour": 20})
    assert caught.value.change == Change(("teams", "desk", "wage", "per_hour"), 20, ("teams.desk.wage.per_hour",))


def test_the_original_is_left_alone() -> None:
    value = {"09:00": 9}
    after = changed({"teams.desk.agents": value})
    value["09:00"] = 1
    assert RAW["teams"]["desk"]["agents"] == {"09:00": 2, "12:00": 3}
    assert after["teams"]["desk"]["agents"] == {"09:00": 9}


KEYS = st.sampled_from(["clock", "teams", "segments", "touchpoints", "time", "a", "b", "c"])
NESTED = st.recursive(st.integers() | st.none(), lambda inner: st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)


@given(st.dictionaries(KEYS, st.dictionaries(KEYS, NESTED, max_size=3), max_size=3))
def test_applying_changes_reads_back(option: dict[str, object]) -> None:
    after = apply({}, changes_of(option))
    for path, value, _ in changes_of(option):
        inner: object = after
        for key in path:
            inner = inner.get(key) if isinstance(inner, dict) else None
        assert inner == value


@given(*[st.dictionaries(KEYS, st.dictionaries(KEYS, NESTED, max_size=3), max_size=3)] * 3)
def test_what_is_changed_stays_as_it_was(raw: Any, option: Any, another: Any) -> None:
    """Also what a scenario shares with one that was made of it, and the values that were put in."""
    known = deepcopy((raw, option, another))
    first = apply(raw, changes_of(option))
    kept = deepcopy(first)
    with suppress(MisfitError):
        apply(first, [*changes_of(another), *changes_of(option)])
        apply(first, changes_of(another))
    assert (raw, option, another) == known
    assert first == kept


OPTIONS = {
    "more": {"teams.desk.agents": 3},
    "same": {"teams": {"desk": {"agents": 3}}},
    "fewer": {"teams.desk.agents": 1},
    "pay": {"teams.desk.wage": "30 per hour"},
    "gone": {"teams.desk": None},
    "pair": {"combine": ["more", "pay"]},
    "chain": {"combine": ["pair"], "clock.days": 2},
    "own": {"combine": ["more", "fewer"], "teams.desk.agents": 2},
}


def test_combined_options_come_first_and_once() -> None:
    assert in_order(OPTIONS, "chain") == ["more", "pay", "pair", "chain"]
    assert [change.path[-1] for change in resolved(OPTIONS, "chain")] == ["agents", "wage", "days"]
    assert [change.stated[1] for change in resolved(OPTIONS, "chain")] == ["more", "pay", "chain"]
    diamond = OPTIONS | {"diamond": {"combine": ["pair", "chain", "more"]}}
    assert in_order(diamond, "diamond") == ["more", "pay", "pair", "chain", "diamond"]
    assert combined({"combine": [1, "a"]}) == ["1", "a"]
    assert combined({"combine": "a"}) == combined("a") == []


def test_circles() -> None:
    circle = {"a": {"combine": ["b"]}, "b": {"combine": ["c"]}, "c": {"combine": ["b"]}}
    with pytest.raises(ValueError, match=r"^the options combine each other in a circle: b -> c -> b$"):
        in_order(circle, "a")


def conflicts_of(*names: str, **more: object) -> list[str]:
    return conflicts(OPTIONS | {"both": {"combine": list(names), **more}}, "both")


def test_conflicts() -> None:
    assert conflicts_of("more", "same", "pay") == []
    assert conflicts_of("more", "fewer") == ['"more" and "fewer" both set teams.desk.agents, to different values']
    assert conflicts_of("fewer", "chain") == ['"fewer" and "chain" both set teams.desk.agents, to different values']
    assert conflicts_of("more", "gone") == ['"more" and "gone" both set teams.desk, to different values']
    assert conflicts_of("gone", "more") == ['"gone" and "more" both set teams.desk.agents, to different values']
    assert conflicts_of("own", "same") == ['"own" and "same" both set teams.desk.agents, to different values']


def test_the_option_itself_decides() -> None:
    assert conflicts(OPTIONS, "own") == []
    assert resolved(OPTIONS, "own")[-1].value == 2
    assert conflicts_of("more", "fewer", **{"teams.desk.wage": "1 per hour"}) != []
