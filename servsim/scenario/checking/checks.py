"""What must fit together across a scenario: names that exist, and shares that add up.

These checks read the raw values, not the validated parts, so that they speak even when other parts are wrong: a
planner hears of all faults at once. Whatever has the wrong form is left to validation and passed over here.
"""

from collections.abc import Iterator
from typing import Any

from servsim.errors import nearest, shown
from servsim.scenario.checking.faults import Finding
from servsim.scenario.parts.observed_ratings import STARS
from servsim.scenario.parts.target import parse_target
from servsim.scenario.parts.width import parse_width
from servsim.scenario.values.base import Path, Raw
from servsim.scenario.values.units import share

SLACK = 1e-9


def name_findings(raw: Raw) -> Iterator[Finding]:
    """Faults in names that must exist elsewhere, in shares that must add up, in targets and widths."""
    yield from _teams(raw)
    yield from _segment_names(raw)
    yield from _routes(raw)
    yield from _starts(raw)
    yield from _complaints(raw)
    yield from _targets(raw)
    yield from _widths(raw)
    yield from _unanswered(raw)


def mapping(value: Any) -> Raw:
    """A value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def named(raw: Raw, section: str) -> Raw:
    """The parts of a section that are mappings, by name."""
    return {key: value for key, value in mapping(raw.get(section)).items() if isinstance(value, dict)}


def word(value: Any) -> str | None:
    """A name as it is written, when the value can be one."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def _unknown(kind: str, name: str, known: Raw, path: Path, of_key: bool) -> Iterator[Finding]:
    if name not in known:
        hint = nearest(name, tuple(known)) if known else f"the scenario states no {kind}s"
        yield Finding(path, f"unknown {kind} {shown(name)}; {hint}", of_key)


def _teams(raw: Raw) -> Iterator[Finding]:
    teams = raw.get("teams", {})
    for name, touchpoint in named(raw, "touchpoints").items():
        team = word(touchpoint.get("team"))
        if team is not None and isinstance(teams, dict):
            yield from _unknown("team", team, teams, ("touchpoints", name, "team"), False)


def _segment_names(raw: Raw) -> Iterator[Finding]:
    segments = mapping(raw.get("segments"))
    for name, touchpoint in named(raw, "touchpoints").items():
        here = ("touchpoints", name)
        for key in ("handling", "patience"):
            by_segment = mapping(touchpoint.get(key)).get("by_segment")
            if not isinstance(by_segment, dict) or not by_segment:
                continue
            for segment in by_segment:
                yield from _unknown("segment", segment, segments, (*here, key, "by_segment", segment), True)
            missing = [segment for segment in segments if segment not in by_segment]
            if missing and key == "handling":
                yield Finding((*here, key, "by_segment"), f"no handling time for segment {', '.join(missing)}", True)
        for segment in mapping(touchpoint.get("next_by_segment")):
            yield from _unknown("segment", segment, segments, (*here, "next_by_segment", segment), True)


def _route_tables(raw: Raw) -> Iterator[tuple[Path, Raw]]:
    for name, touchpoint in named(raw, "touchpoints").items():
        yield ("touchpoints", name, "next"), mapping(touchpoint.get("next"))
        for segment, routes in named(touchpoint, "next_by_segment").items():
            yield ("touchpoints", name, "next_by_segment", segment), routes


def _routes(raw: Raw) -> Iterator[Finding]:
    for path, routes in _route_tables(raw):
        for goal in routes:
            yield from _unknown("touchpoint", goal, mapping(raw.get("touchpoints")), (*path, goal), True)
        total = sum(shares(routes).values())
        if total > 1 + SLACK:
            yield Finding(path, f"the shares add up to {100 * total:g} %; at most 100 % of the customers can go on")


def shares(routes: Raw) -> dict[str, float]:
    """The readable shares of a routing table."""
    result = {}
    for goal, text in routes.items():
        try:
            result[goal] = share(text)
        except ValueError:
            continue
    return result


def starts(raw: Raw) -> Iterator[tuple[Path, Any]]:
    """Every place where the file says where journeys start, with what it says."""
    if raw.get("start") is not None:
        yield ("start",), raw["start"]
    for name, segment in named(raw, "segments").items():
        if segment.get("start") is not None:
            yield ("segments", name, "start"), segment["start"]


def _starts(raw: Raw) -> Iterator[Finding]:
    touchpoints = raw.get("touchpoints")
    if not isinstance(touchpoints, dict):
        return
    without = [name for name, segment in named(raw, "segments").items() if segment.get("start") is None]
    ordinary = [name for name in touchpoints if name != complaints_at(raw)]
    if raw.get("start") is None and without and len(ordinary) > 1:
        hint = f"one of {', '.join(ordinary)}"
        yield Finding(("touchpoints",), f"there are several touchpoints: state where journeys start ({hint})", True)
    for path, start in starts(raw):
        if isinstance(start, dict):
            for goal in start:
                yield from _unknown("touchpoint", goal, touchpoints, (*path, goal), True)
            yield from _whole(path, start)
        elif word(start) is not None:
            yield from _unknown("touchpoint", str(start), touchpoints, path, False)


def complaints_at(raw: Raw) -> str | None:
    """The touchpoint where complaints are answered, when the file names one."""
    return word(mapping(raw.get("complaints")).get("touchpoint"))


def _complaints(raw: Raw) -> Iterator[Finding]:
    answering, touchpoints = complaints_at(raw), mapping(raw.get("touchpoints"))
    if answering is None:
        return
    yield from _unknown("touchpoint", answering, touchpoints, ("complaints", "touchpoint"), False)
    message = "only complaints come to this touchpoint (complaints: touchpoint); take it out here"
    for path, routes in _route_tables(raw):
        if answering in routes:
            yield Finding((*path, answering), message, of_key=True)
    for path, start in starts(raw):
        if isinstance(start, dict) and answering in start:
            yield Finding((*path, answering), message, of_key=True)
        elif word(start) == answering:
            yield Finding(path, message)
    if len(touchpoints) == 1 and answering in touchpoints:
        yield Finding(("complaints", "touchpoint"), "there is no other touchpoint about which anybody could complain")


def _whole(path: Path, start: Raw) -> Iterator[Finding]:
    readable = shares(start)
    total = sum(readable.values())
    if start and len(readable) == len(start) and abs(total - 1) > SLACK:
        yield Finding(path, f"the shares of starts add up to {100 * total:g} %, not 100 %")


def _targets(raw: Raw) -> Iterator[Finding]:
    for kpi, text in mapping(raw.get("targets")).items():
        try:
            parse_target(kpi, text)
        except ValueError as error:
            yield Finding(("targets", kpi), str(error), of_key=str(error).startswith("unknown"))


def _widths(raw: Raw) -> Iterator[Finding]:
    for kpi, text in mapping(mapping(raw.get("study")).get("precision")).items():
        try:
            parse_width(kpi, text)
        except ValueError as error:
            yield Finding(("study", "precision", kpi), str(error), of_key=str(error).startswith("unknown"))


def _unanswered(raw: Raw) -> Iterator[Finding]:
    """Ratings that were observed although the response table says that nobody answers with them."""
    survey, path = mapping(raw.get("survey")), ("satisfaction", "observed", "csat")
    table = survey.get("table")
    if survey.get("response") != "table" or not isinstance(table, list):
        return
    observed = shares(mapping(mapping(mapping(raw.get("satisfaction")).get("observed")).get("csat")))
    silent = [name for name, text in zip(STARS, table, strict=False) if shares({name: text}).get(name) == 0.0]
    for name in silent:
        if observed.get(name, 0.0) > 0:
            yield Finding((*path, name), f"nobody answers with {name} by survey.table, so that this cannot be observed")
