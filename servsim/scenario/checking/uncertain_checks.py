"""What is wrong with the ranges of a scenario: each must lead to a number, and both of its ends to a sound scenario."""

from typing import Any

from pydantic import BaseModel

from servsim.errors import shown
from servsim.scenario.checking.changed import ChangeBase, changed
from servsim.scenario.checking.checks import mapping
from servsim.scenario.checking.faults import Finding
from servsim.scenario.checking.unknown_keys import misled
from servsim.scenario.declaration import MOST_RANGES, AnyDeclaration, Declaration, Role, sections
from servsim.scenario.options import Change
from servsim.scenario.values.base import Path, Raw
from servsim.scenario.values.distributions import Distribution
from servsim.scenario.values.units import time_of_day

CERTAIN = sections(Role.TEXT, Role.STUDY)
"""Sections in which nothing is uncertain."""


def uncertain_findings(base: ChangeBase[AnyDeclaration]) -> list[Finding]:
    """All faults of the ranges, where they stand in the file."""
    stated = mapping(base.raw.get("uncertain"))
    if len(stated) > MOST_RANGES:
        return []
    result: list[Finding] = []
    for key, bounds in stated.items():
        ends = mapping(bounds).get("between")
        astray = _astray(base, key)
        if astray:
            result.append(Finding(("uncertain", key), astray, of_key=True))
        elif isinstance(ends, list) and len(ends) == 2:
            result += _range(base, key, ends)
            result += _peak(base, key, mapping(bounds))
    return result


def _peak(base: ChangeBase[AnyDeclaration], key: str, stated: Raw) -> list[Finding]:
    """A triangular range has its peak at the scenario's own value, so that has to lie inside."""
    if stated.get("shape") != "triangular" or base.scenario is None:
        return []
    path = tuple(key.split("."))
    here = [Change(path, end, ()) for end in stated["between"]]
    ends = [None if one is None else number_at(one, path) for one, _ in (changed(base, [end]) for end in here)]
    value = number_at(base.scenario, path)
    low, high = ends
    if value is None or low is None or high is None or low <= value <= high:
        return []
    return [Finding(("uncertain", key, "shape"), "the scenario's own value lies outside the range; it must be inside")]


def _astray(base: ChangeBase[AnyDeclaration], key: str) -> str:
    path = tuple(key.split("."))
    if path[0] in CERTAIN:
        return f'"{path[0]}" cannot be uncertain'
    return misled(base.raw, path)


def _range(base: ChangeBase[AnyDeclaration], key: str, ends: list[Any]) -> list[Finding]:
    path, here = tuple(key.split(".")), ("uncertain", key, "between")
    if None in ends:
        return [Finding(here, "found nothing; state the lowest and the highest value")]
    made = [changed(base, [Change(path, end, (*here, str(index)))]) for index, end in enumerate(ends)]
    wrong = [found for _, findings in made for found in findings]
    scenarios = [scenario for scenario, _ in made if scenario is not None]
    if wrong or len(scenarios) < len(ends):
        return wrong
    low, high = (number_at(scenario, path) for scenario in scenarios)
    if low is None or high is None:
        return [Finding(("uncertain", key), "only a number can be uncertain", of_key=True)]
    if not low < high:
        return [Finding(here, f"found {shown(ends[0])} and {shown(ends[1])}; the first must be below the second")]
    return []


def number_at(scenario: Declaration, path: Path) -> float | None:
    """The number at a path of a scenario, in inner units; None when something else stands there."""
    here: Any = scenario
    for key in path:
        if isinstance(here, BaseModel):
            here = getattr(here, key)
        else:
            here = here[key] if key in here else here[time_of_day(key)]
    if isinstance(here, Distribution):
        here = here.family.moments().mean if here.constant is not None else None
    is_number = isinstance(here, (int, float)) and not isinstance(here, bool)
    return float(here) if is_number else None
