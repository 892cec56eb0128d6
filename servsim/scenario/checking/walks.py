"""Where customers can walk: touchpoints that nobody reaches, and loops that nobody leaves."""

from collections.abc import Iterator
from typing import Any

from servsim.scenario.checking.checks import SLACK, complaints_at, mapping, named, shares, starts, word
from servsim.scenario.reading.document import Raw
from servsim.scenario.reading.faults import Finding

Ways = dict[str, set[str]]


def walk_findings(raw: Raw) -> Iterator[Finding]:
    """Touchpoints from which no way leads out, for some segment, and touchpoints that no segment reaches."""
    touchpoints = named(raw, "touchpoints")
    segments = tuple(mapping(raw.get("segments"))) or ("",)
    ways = {segment: _ways(touchpoints, segment) for segment in segments}
    trapped = sorted({name for segment in segments for name in _trapped(touchpoints, segment, ways[segment])})
    for name in trapped:
        message = "from here no way leads out: in every cycle some share of customers must leave"
        yield Finding(("touchpoints", name, "next"), message)
    started = {segment: _start_names(raw, touchpoints, segment) for segment in segments}
    reached = {name for segment in segments for name in _closure(started[segment], ways[segment])}
    readable = all(
        _readable(_table(touchpoints[name], segment), touchpoints) for segment in segments for name in ways[segment]
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


def _ways(touchpoints: Raw, segment: str) -> Ways:
    result: Ways = {}
    for name, touchpoint in touchpoints.items():
        going = shares(mapping(_table(touchpoint, segment)))
        result[name] = {goal for goal, part in going.items() if part > 0 and goal in touchpoints}
    return result


def _trapped(touchpoints: Raw, segment: str, ways: Ways) -> set[str]:
    leaves = set()
    for name, touchpoint in touchpoints.items():
        table = _table(touchpoint, segment)
        if not _readable(table, touchpoints) or sum(shares(table).values()) < 1 - SLACK:
            leaves.add(name)
    back = {name: {before for before, after in ways.items() if name in after} for name in ways}
    return set(touchpoints) - _closure(leaves, back)


def _start_names(raw: Raw, touchpoints: Raw, segment: str) -> set[str]:
    stated = dict(starts(raw))
    start = stated.get(("segments", segment, "start"), stated.get(("start",)))
    if start is None:
        ordinary = {name for name in touchpoints if name != complaints_at(raw)}
        return ordinary if len(ordinary) == 1 else set()
    names = set(start) if isinstance(start, dict) else {word(start)}
    return {name for name in touchpoints if name in names}


def _closure(start: set[str], ways: Ways) -> set[str]:
    reached, todo = set(start), list(start)
    while todo:
        for following in ways[todo.pop()] - reached:
            reached.add(following)
            todo.append(following)
    return reached
