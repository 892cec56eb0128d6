"""Factors: what of a scenario is varied in a sweep, each with its levels; any path that an option could change."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from servsim.errors import ServsimError, nearest, shown
from servsim.scenario.checking.changed import ChangeBase, changed
from servsim.scenario.checking.uncertain_checks import CERTAIN
from servsim.scenario.checking.unknown_keys import unknown_key
from servsim.scenario.options import OF_THE_BASELINE, Change
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.base import Path
from servsim.scenario.variants.levels import FORM, Level, given_levels, read_levels

Stated = tuple[str, Any]
"""A path, and its levels: a text as on the command line, or a sequence of values."""


class Factor(NamedTuple):
    """What is varied, by its path, and its levels; the values are complete, also those that were added."""

    path: str
    levels: tuple[Level, ...]


def stated_factors(texts: Iterable[str]) -> list[Stated]:
    """Texts such as ``teams.desk.agents=3:8`` as paths and levels; the levels of one without "=" are None."""
    pairs = (text.partition("=") for text in texts)
    return [(path.strip(), levels if sign else None) for path, sign, levels in pairs]


def factors_of(scenario: Scenario, stated: Sequence[Stated]) -> tuple[Factor, ...]:
    """The factors that were stated, every level of them sound for itself.

    Raises ServsimError with all faults at once: unknown paths with the nearest spelling, levels that cannot be read,
    levels that make no sound scenario, and paths stated twice or one within the other.
    """
    faults: list[str] = (
        [] if stated else ["nothing is varied; state at least one factor, such as teams.desk.agents=3:8"]
    )
    factors = []
    for index, (path, levels) in enumerate(stated):
        keys = tuple(path.split("."))
        fault = _astray(scenario, keys) or _overlapping(path, [other for other, _ in stated[:index]])
        try:
            read = [] if fault else [_complete(scenario, keys, level) for level in _levels(levels)]
        except ValueError as error:
            fault = str(error)
        found = [fault] if fault else list(dict.fromkeys(_unsound(scenario, keys, read)))
        faults += [f"{path}: {one}" for one in found]
        factors.append(Factor(path, tuple(read) if not fault else ()))
    if faults:
        raise ServsimError("\n".join(faults))
    return tuple(factors)


def _levels(stated: Any) -> list[Level]:
    if isinstance(stated, str):
        return read_levels(stated)
    if stated is None or isinstance(stated, (dict, bytes)) or not hasattr(stated, "__iter__"):
        raise ValueError(f"found {shown(stated)}; {FORM}")
    return given_levels([value.item() if hasattr(value, "item") else value for value in stated])


def _astray(scenario: Scenario, path: Path) -> str:
    if path[0] in CERTAIN or path[:2] == OF_THE_BASELINE:
        return f"{shown('.'.join(path[:2]))} cannot be varied"
    unknown = unknown_key(scenario._raw, path)
    if unknown is None:
        return ""
    where = f"in {'.'.join(unknown.around)}" if unknown.around else "in a scenario"
    known = [key for key in unknown.known if unknown.around or key not in CERTAIN]
    return f"there is no {shown(unknown.key)} {where}; {nearest(unknown.key, known)}"


def _overlapping(path: str, others: Sequence[str]) -> str:
    for other in others:
        if path == other:
            return "is varied twice"
        if f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}."):
            return f"{shown(other)} is varied too, and one lies within the other"
    return ""


def _complete(scenario: Scenario, path: Path, level: Level) -> Level:
    """The level with its value added to what is stated: to a number, or to every number of a roster or profile."""
    if not level.added:
        return level
    here: Any = scenario._raw
    for key in path:
        here = here.get(key) if isinstance(here, dict) else None
    if isinstance(here, dict) and here and all(map(_is_number, here.values())):
        return level._replace(value={key: _sum(one, level.value) for key, one in here.items()})
    if not _is_number(here):
        raise ValueError(f"{shown(level.text)} is added to a number or a roster; the scenario states {shown(here)}")
    return level._replace(value=_sum(here, level.value))


def _sum(stated: float, added: float) -> float:
    return round(stated + added, 12)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _unsound(scenario: Scenario, path: Path, levels: Iterable[Level]) -> list[str]:
    base = ChangeBase(type(scenario), scenario._raw, scenario._folder, scenario)
    found = []
    for level in levels:
        _, findings = changed(base, [Change(path, level.value, path)])
        messages = [one.message for one in findings]
        found += [one if one.startswith("found") else f"{level.text}: {one}" for one in messages]
    return found
