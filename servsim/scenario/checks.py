"""What must fit together across a scenario: names that exist, routes that end, shares that add up.

These checks read the raw values, not the validated parts, so that they speak even when other parts are wrong: a
planner hears of all faults at once. Whatever has the wrong form is left to validation and passed over here.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from servsim.errors import nearest
from servsim.scenario.units import share

Path = tuple[str, ...]
Raw = dict[str, Any]
SLACK = 1e-9
LEAVE = "leave"


class Finding(NamedTuple):
    """A fault at a path of the scenario; ``of_key`` when the key itself is at fault."""

    path: Path
    message: str
    of_key: bool = False


def cross_checks(raw: Raw) -> list[Finding]:
    """All faults of a raw scenario that concern more than one of its parts."""
    return [*_teams(raw), *_segment_names(raw), *_routes(raw), *_starts(raw), *_walks(raw)]


def named(raw: Raw, section: str) -> Raw:
    """The parts of a section that are mappings, by name."""
    found = raw.get(section)
    return {key: value for key, value in found.items() if isinstance(value, dict)} if isinstance(found, dict) else {}


def _names(raw: Raw, section: str) -> tuple[str, ...]:
    found = raw.get(section)
    return tuple(found) if isinstance(found, dict) else ()


def _teams(raw: Raw) -> Iterator[Finding]:
    teams = _names(raw, "teams")
    for name, touchpoint in named(raw, "touchpoints").items():
        team = touchpoint.get("team")
        if isinstance(team, str) and team not in teams:
            yield Finding(("touchpoints", name, "team"), f'unknown team "{team}"; {nearest(team, teams)}')


def _segment_names(raw: Raw) -> Iterator[Finding]:
    segments = _names(raw, "segments")
    for name, touchpoint in named(raw, "touchpoints").items():
        here = ("touchpoints", name)
        for key in ("handling", "patience"):
            stated = touchpoint.get(key)
            by_segment = stated.get("by_segment") if isinstance(stated, dict) else None
            if not isinstance(by_segment, dict):
                continue
            yield from _unknown(by_segment, segments, (*here, key, "by_segment"))
            missing = [segment for segment in segments if segment not in by_segment]
            if missing and key == "handling":
                yield Finding((*here, key, "by_segment"), f"no handling time for segment {', '.join(missing)}", True)
        ways = touchpoint.get("next_by_segment")
        if isinstance(ways, dict):
            yield from _unknown(ways, segments, (*here, "next_by_segment"))


def _unknown(stated: Raw, segments: tuple[str, ...], path: Path) -> Iterator[Finding]:
    for segment in stated:
        if segment not in segments:
            yield Finding((*path, segment), f'unknown segment "{segment}"; {nearest(segment, segments)}', True)


def _route_tables(raw: Raw) -> Iterator[tuple[Path, Raw]]:
    for name, touchpoint in named(raw, "touchpoints").items():
        ways = touchpoint.get("next")
        if isinstance(ways, dict):
            yield ("touchpoints", name, "next"), ways
        for segment, inner in named(touchpoint, "next_by_segment").items():
            yield ("touchpoints", name, "next_by_segment", segment), inner


def _routes(raw: Raw) -> Iterator[Finding]:
    touchpoints = _names(raw, "touchpoints")
    for path, ways in _route_tables(raw):
        for goal in ways:
            if goal not in touchpoints:
                yield Finding((*path, goal), f'unknown touchpoint "{goal}"; {nearest(goal, touchpoints)}', True)
        total = sum(shares(ways).values())
        if total > 1 + SLACK:
            yield Finding(path, f"the shares add up to {100 * total:g} %; at most 100 % of the customers can go on")


def shares(ways: Raw) -> dict[str, float]:
    """The readable shares of a routing table."""
    result = {}
    for goal, text in ways.items():
        try:
            result[goal] = share(text)
        except ValueError:
            continue
    return result


def _starts(raw: Raw) -> Iterator[Finding]:
    stated: list[tuple[Path, Any]] = [(("start",), raw.get("start"))]
    stated += [(("segments", name, "start"), part.get("start")) for name, part in named(raw, "segments").items()]
    touchpoints = _names(raw, "touchpoints")
    if raw.get("start") is None and len(touchpoints) > 1:
        waits_for = [name for name, part in named(raw, "segments").items() if part.get("start") is None]
        if waits_for:
            hint = f"one of {', '.join(touchpoints)}"
            yield Finding(("touchpoints",), f"there are several touchpoints: state where journeys start ({hint})", True)
    for path, start in stated:
        for goal in [start] if isinstance(start, str) else list(start) if isinstance(start, dict) else []:
            if goal not in touchpoints:
                here = (*path, goal) if isinstance(start, dict) else path
                yield Finding(here, f'unknown touchpoint "{goal}"; {nearest(goal, touchpoints)}')
        if isinstance(start, dict):
            total = sum(shares(start).values())
            if len(shares(start)) == len(start) and abs(total - 1) > SLACK:
                yield Finding(path, f"the shares of starts add up to {100 * total:g} %, not 100 %")


def _walks(raw: Raw) -> Iterator[Finding]:
    """Touchpoints that nobody reaches, and loops that nobody leaves."""
    touchpoints = named(raw, "touchpoints")
    onward: dict[str, set[str]] = {name: set() for name in touchpoints}
    leaves: set[str] = set()
    for name, touchpoint in touchpoints.items():
        tables = [touchpoint.get("next") or {}, *named(touchpoint, "next_by_segment").values()]
        for ways in tables:
            going = shares(ways) if isinstance(ways, dict) else {}
            onward[name] |= {goal for goal, part in going.items() if goal in touchpoints and part > 0}
            if sum(going.values()) < 1 - SLACK or len(going) < len(ways):
                leaves.add(name)
    exits = _closure(leaves, {name: {a for a in onward if name in onward[a]} for name in onward})
    for name in sorted(set(touchpoints) - exits):
        path = ("touchpoints", name, "next")
        yield Finding(path, "from here no way leads out: in every cycle some share of customers must leave")
    started = _start_names(raw, tuple(touchpoints))
    if started:
        for name in sorted(set(touchpoints) - _closure(started, onward)):
            yield Finding(
                ("touchpoints", name), "no customer ever reaches this touchpoint: route to it or remove it", True
            )


def _start_names(raw: Raw, touchpoints: tuple[str, ...]) -> set[str]:
    if len(touchpoints) == 1:
        return set(touchpoints)
    result: set[str] = set()
    for start in (raw.get("start"), *(part.get("start") for part in named(raw, "segments").values())):
        result |= {start} if isinstance(start, str) else set(start) if isinstance(start, dict) else set()
    return result & set(touchpoints)


def _closure(start: set[str], onward: dict[str, set[str]]) -> set[str]:
    reached, todo = set(start), list(start)
    while todo:
        for following in onward.get(todo.pop(), set()) - reached:
            reached.add(following)
            todo.append(following)
    return reached
