"""What an option, a change or the end of a range makes of a scenario, and what is wrong with that."""

from pathlib import Path as FilePath
from typing import Generic, NamedTuple

from servsim.errors import Fault, ScenarioError, nearest, shown
from servsim.scenario.checking.checks import mapping, named
from servsim.scenario.checking.examine import examine
from servsim.scenario.checking.faults import Finding
from servsim.scenario.checking.unknown_keys import unknown_key
from servsim.scenario.declaration import AnyDeclaration
from servsim.scenario.options import NAMED, Change, MisfitError, apply
from servsim.scenario.values.base import Raw

_SINGULAR = {"segments": "segment", "teams": "team", "touchpoints": "touchpoint"}
_REQUIRED = {"segments": "arrivals", "teams": "agents", "touchpoints": "handling"}


class ChangeBase(NamedTuple, Generic[AnyDeclaration]):
    """What changes start from: raw values, the scenario they make (None when unsound) and all that is wrong with it."""

    kind: type[AnyDeclaration]
    raw: Raw
    folder: FilePath
    scenario: AnyDeclaration | None
    findings: tuple[Finding, ...] = ()


def changed_scenario(base: AnyDeclaration, changes: list[Change]) -> AnyDeclaration:
    """A new scenario with the changes made, anchored where the data of ``base`` were measured.

    Raises ScenarioError with all faults, at their paths in the scenario.
    """
    return sound(base.name, *_variant(ChangeBase(type(base), base._raw, base._folder, base), changes))


def sound(name: str, scenario: AnyDeclaration | None, findings: list[Finding]) -> AnyDeclaration:
    """The scenario when nothing was found wrong with it.

    Raises ScenarioError otherwise, with the paths of the faults and no positions in a file.
    """
    if scenario is None or findings:
        faults = [Fault(0, 0, ".".join(found.path), found.message) for found in findings]
        raise ScenarioError(name or "scenario", faults)
    return scenario


def changed(base: ChangeBase[AnyDeclaration], changes: list[Change]) -> tuple[AnyDeclaration | None, list[Finding]]:
    """The changed scenario, and the faults that the changes bring in, where the changes stand."""
    scenario, findings = _variant(base, changes)
    known = {(found.path, found.message) for found in base.findings}
    fresh = [found for found in findings if (found.path, found.message) not in known]
    return scenario, [_restated(found, changes) for found in fresh]


def _variant(base: ChangeBase[AnyDeclaration], changes: list[Change]) -> tuple[AnyDeclaration | None, list[Finding]]:
    try:
        raw = apply(base.raw, changes)
    except MisfitError as error:
        return None, [Finding(error.change.path, str(error), True)]
    strange = [*_nothing_there(base.raw, changes), *_strangers(base.raw, raw)]
    anchor = None if base.scenario is None else base.scenario.anchor
    return (None, strange) if strange else examine(base.kind, raw, base.folder, anchor)


def _nothing_there(raw: Raw, changes: list[Change]) -> list[Finding]:
    """Keys to be taken away that nobody knows."""
    result = []
    for path, value, _ in changes:
        unknown = unknown_key(raw, path) if value is None else None
        if unknown is not None:
            hint = nearest(unknown.key, unknown.known)
            result.append(Finding(path, f"there is no {shown(unknown.key)} to take away; {hint}", True))
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
