"""What an option, a change or the end of a range makes of a scenario, and what is wrong with that."""

from pathlib import Path as FilePath
from typing import Any, NamedTuple

from servsim.errors import Fault, ScenarioError, nearest, shown
from servsim.scenario.checks import mapping, named
from servsim.scenario.document import Raw
from servsim.scenario.examine import examine
from servsim.scenario.faults import Finding
from servsim.scenario.keys import allowed_keys
from servsim.scenario.options import NAMED, Change, MisfitError, apply
from servsim.scenario.scenario import Scenario

_SINGULAR = {"segments": "segment", "teams": "team", "touchpoints": "touchpoint"}
_REQUIRED = {"segments": "arrivals", "teams": "agents", "touchpoints": "handling"}


class Baseline(NamedTuple):
    """What changes start from: raw values, the scenario they make (None when unsound) and all that is wrong with it."""

    raw: Raw
    folder: FilePath
    scenario: Scenario | None
    findings: tuple[Finding, ...] = ()


def changed_scenario(base: Scenario, changes: list[Change]) -> Scenario:
    """A new scenario with the changes made, anchored where the data of ``base`` were measured.

    Raises ScenarioError with all faults, at their paths in the scenario.
    """
    file = base.name or "scenario"
    start = Baseline(base._raw, base._folder, base.anchor)
    scenario, findings = _variant(start, changes)
    if scenario is None or findings:
        raise ScenarioError(file, [Fault(0, 0, ".".join(found.path), found.message) for found in findings])
    return scenario


def changed(base: Baseline, changes: list[Change]) -> tuple[Scenario | None, list[Finding]]:
    """The changed scenario, and the faults that the changes bring in, at the places where the changes stand."""
    scenario, findings = _variant(base, changes)
    known = {(found.path, found.message) for found in base.findings}
    fresh = [found for found in findings if (found.path, found.message) not in known]
    return scenario, [_restated(found, changes) for found in fresh]


def _variant(base: Baseline, changes: list[Change]) -> tuple[Scenario | None, list[Finding]]:
    try:
        raw = apply(base.raw, changes)
    except MisfitError as error:
        return None, [Finding(error.change.path, str(error), True)]
    strange = [*_nothing_there(base.raw, changes), *_strangers(base.raw, raw)]
    return (None, strange) if strange else examine(raw, base.folder, base.scenario)


def _nothing_there(raw: Raw, changes: list[Change]) -> list[Finding]:
    """Keys to be taken away that nobody knows."""
    result = []
    for path, value, _ in changes:
        around: Any = raw
        for key in path[:-1]:
            around = mapping(around).get(key)
        known = (*mapping(around), *allowed_keys(path[:-1]))
        if value is None and path[-1] not in known:
            hint = nearest(path[-1], known)
            result.append(Finding(path, f"there is no {shown(path[-1])} to take away; {hint}", True))
    return result


def _strangers(before: Raw, after: Raw) -> list[Finding]:
    """New names that look like misspelled old ones: new parts without what a new part needs, and unused teams."""
    used = {str(part.get("team")) for part in named(after, "touchpoints").values()}
    result = []
    for section in NAMED:
        known = mapping(before.get(section))
        for name, part in mapping(after.get(section)).items():
            idle = section == "teams" and name not in used
            if name not in known and (idle or _REQUIRED[section] not in mapping(part)):
                need = "a touchpoint that it serves" if idle else f'"{_REQUIRED[section]}"'
                hint = f"{nearest(name, tuple(known))} (a new one needs {need})" if known else f"a new one needs {need}"
                message = f"there is no {_SINGULAR[section]} {shown(name)} to change; {hint}"
                result.append(Finding((section, name), message, True))
    return result


def _restated(found: Finding, changes: list[Change]) -> Finding:
    """The finding at the change that made the value; else at the option, with the path in its message."""
    for change in reversed(changes):
        if found.path[: len(change.path)] == change.path:
            return found._replace(path=change.stated + found.path[len(change.path) :])
    for change in reversed(changes):
        if change.path[: len(found.path)] == found.path:
            return found._replace(path=change.stated)
    where = changes[-1].stated[:2]
    return Finding(where, f"with this change, {'.'.join(found.path)}: {found.message}", True)
