"""Touchpoints that nobody reaches, and loops that nobody leaves."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.scenario.checking.walks import walk_findings

TRAPPED = "from here no way leads out: in every cycle some share of customers must leave"
UNREACHED = "no customer ever reaches this touchpoint: route to it or remove it"


def findings(ways: dict[str, Any], start: Any = "a", **segments: Any) -> list[tuple[str, str]]:
    raw = {
        "segments": segments or {"guest": {}},
        "touchpoints": {name: {"next": after} for name, after in ways.items()},
        "start": start,
    }
    return [(found.path[1], found.message) for found in walk_findings(raw)]


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({"a": {}}, []),
        ({"a": {"a": "99 %"}}, []),
        ({"a": {"a": "100 %"}}, [("a", TRAPPED)]),
        ({"a": {"b": "100 %"}, "b": {"a": "100 %"}}, [("a", TRAPPED), ("b", TRAPPED)]),
        ({"a": {"b": "50 %", "c": "50 %"}, "b": {"a": "100 %"}, "c": {"a": "10 %"}}, []),
        ({"a": {"b": "50 %"}, "b": {"b": "100 %"}}, [("b", TRAPPED)]),
        ({"a": {}, "b": {}}, [("b", UNREACHED)]),
        ({"a": {"b": "0 %"}, "b": {}}, [("b", UNREACHED)]),
        ({"a": {"b": "10 %"}, "b": {"c": "10 %"}, "c": {}}, []),
        ({"a": {"x": "10 %"}, "b": {}}, []),  # an unknown goal is told elsewhere
        ({"a": {"a": "100 %", "b": "many"}, "b": {}}, []),
        ({"a": "b", "b": {}}, []),
    ],
)
def test_walks(ways: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert findings(ways) == expected


def test_every_segment_must_find_a_way_out() -> None:
    touchpoints = {"a": {"next": {}, "next_by_segment": {"vip": {"a": "100 %"}}}}
    raw = {"segments": {"guest": {}, "vip": {}}, "touchpoints": touchpoints}
    assert [found.path for found in walk_findings(raw)] == [("touchpoints", "a", "next")]


def test_one_segment_is_enough_to_reach_a_touchpoint() -> None:
    ways = {"a": {}, "b": {}, "c": {}}
    assert findings(ways, "a", guest={}, vip={"start": {"b": "50 %", "c": "50 %"}}) == []
    assert findings(ways, "a", guest={}, vip={"start": "b"}) == [("c", UNREACHED)]
    assert findings(ways, None, guest={"start": "a"}, vip={}) == []


NAMES = "abcd"
SHARES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0, 25, 50, 100]), max_size=3).filter(
    lambda ways: sum(ways.values()) <= 100
)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, SHARES)))
def test_trapped_means_that_the_traffic_equations_have_no_solution(ways: dict[str, dict[str, int]]) -> None:
    routing = np.asarray([[ways[name].get(goal, 0) / 100 for goal in NAMES] for name in NAMES])
    text = {name: {goal: f"{share} %" for goal, share in after.items()} for name, after in ways.items()}
    trapped = [name for name, message in findings(text) if message == TRAPPED]
    lost = np.linalg.matrix_power(routing, 400).sum(axis=1)
    assert trapped == [name for name, still_inside in zip(NAMES, lost, strict=True) if still_inside > 0.5] or (
        bool(trapped) == bool(np.linalg.matrix_rank(np.eye(4) - routing) < 4)
    )
