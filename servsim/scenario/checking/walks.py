"""Where customers can walk: touchpoints that nobody reaches, and loops that nobody leaves."""

from collections.abc import Iterator
from typing import Any

from servsim.scenario.checking.checks import SLACK, complaints_at, mapping, named, shares, starts, word
from servsim.scenario.checking.faults import Finding
from servsim.scenario.values.base import Raw
from servsim.scenario.values.graph import reachable

Transitions = dict[str, set[str]]


def walk_findings(raw: Raw) -> Iterator[Finding]:
    """Touchpoints from which no way leads out, for some segment, and touchpoints that no segment reaches."""
    touchpoints = named(raw, "touchpoints")
    segments = tuple(mapping(raw.get("segments"))) or ("",)
    transitions = {segment: _transitions(touchpoints, segment) for segment in segments}
    trapped = sorted({name for segment in segments for name in _trapped(touchpoints, segment, transitions[segment])})
    for name in trapped:
        message = "from here no way leads out: in every cycle some share of customers must leave"
        yield Finding(("touchpoints", name, "next"), message)
    started = {segment: _start_names(raw, touchpoints, segment) for segment in segments}
    reached = {name for segment in segments for name in reachable(transitions[segment], started[segment])}
    readable = all(
        _readable(_table(touchpoints[name], segment), touchpoints)
        for segment in segments
        for name in transitions[segment]
    )
    reached |= {name for name in touchpoints if name == complaints_at(raw)}
    for name in sorted(set(touchpoints) - reached) if readable and all(started.values()) else ():
        message = "no customer ever reaches this touchpoint: route to it or remove it"
        yield Finding(("touchpoints", name), message, of_key=True)


def _table(touchpoint: Raw, segment: str) -> Any:
    own = mapping(touchpoint.get("next_by_segment")).get(segment)
    return touchpoint.get("next", {}) if own is None else own


def _readable(table: Any, touchpoints: Raw) -> bool:
    return isinstance(table, dict) and set(shares(table)) == set(table) and set(table) <= set(touchpoints)


def _transitions(touchpoints: Raw, segment: str) -> Transitions:
    result: Transitions = {}
    for name, touchpoint in touchpoints.items():
        going = shares(mapping(_table(touchpoint, segment)))
        result[name] = {goal for goal, part in going.items() if part > 0 and goal in touchpoints}
    return result


def _trapped(touchpoints: Raw, segment: str, onward: Transitions) -> set[str]:
    leaves = set[str]()
    for name, touchpoint in touchpoints.items():
        table = _table(touchpoint, segment)
        if not _readable(table, touchpoints) or sum(shares(table).values()) < 1 - SLACK:
            leaves.add(name)
    back = {name: {before for before, after in onward.items() if name in after} for name in onward}
    free = reachable(back, leaves)
    return set(touchpoints) - free


def _start_names(raw: Raw, touchpoints: Raw, segment: str) -> set[str]:
    stated = dict(starts(raw))
    start = stated.get(("segments", segment, "start"), stated.get(("start",)))
    if start is None:
        ordinary = {name for name in touchpoints if name != complaints_at(raw)}
        return ordinary if len(ordinary) == 1 else set()
    names = set(start) if isinstance(start, dict) else {word(start)}
    return {name for name in touchpoints if name in names}
