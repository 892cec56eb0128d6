"""Reading a scenario file: all of it is right, or all its faults are told."""

from pathlib import Path as FilePath
from typing import Any

from servsim.errors import Fault, ScenarioError, nearest
from servsim.scenario.checks import Finding
from servsim.scenario.document import Document, Path, Raw, parse
from servsim.scenario.faults import examine
from servsim.scenario.options import NOT_IN_OPTIONS, Change, apply, changes_of, conflicts
from servsim.scenario.scenario import Scenario


def load(path: str | FilePath) -> Scenario:
    """Read a scenario from a YAML file.

    Raises ScenarioError with every fault of the file, each with line, column, what was found and what is allowed.
    """
    source = FilePath(path)
    try:
        text = source.read_bytes()
    except OSError as error:
        reason = "it is a folder" if source.is_dir() else error.strerror or "it cannot be read"
        raise ScenarioError(str(path), [Fault(0, 0, "", f"cannot read this file: {reason}")]) from None
    return from_text(text, str(path), source.parent)


def from_text(text: bytes, file: str, folder: FilePath) -> Scenario:
    """Read a scenario from YAML bytes; ``file`` is named in faults, ``folder`` is where its CSV files lie.

    Raises ScenarioError with every fault.
    """
    document = parse(text, file)
    raw = {**document.data}
    raw.setdefault("name", FilePath(file).stem.replace("_", " "))
    scenario, findings = examine(raw, folder)
    faults = [_placed(document, finding.path, finding) for finding in findings]
    faults += _option_faults(document, raw, scenario, folder)
    faults += _uncertain_faults(document, raw, scenario, folder)
    if faults or scenario is None:
        raise ScenarioError(file, faults)
    return scenario


def _placed(document: Document, path: Path, finding: Finding) -> Fault:
    line, column = document.place(path, finding.of_key)
    return Fault(line, column, ".".join(path), finding.message)


def _option_faults(document: Document, raw: Raw, scenario: Scenario | None, folder: FilePath) -> list[Fault]:
    options = raw.get("options")
    if not isinstance(options, dict):
        return []
    faults: list[Fault] = []
    for name, option in options.items():
        if isinstance(option, dict):
            wrong = _combination_findings(options, name)
            wrong = wrong or _forbidden_findings(name, option)
            wrong = wrong or _changed_findings(raw, _resolved(options, name), scenario, folder)
            faults += [_placed(document, finding.path, finding) for finding in wrong]
    return faults


def _combination_findings(options: Raw, name: str) -> list[Finding]:
    here = ("options", name, "combine")
    if name == "baseline":
        return [Finding(("options", name), '"baseline" is the scenario itself; name this option otherwise', True)]
    combined = options[name].get("combine", [])
    if not isinstance(combined, list) or not all(isinstance(other, str) for other in combined):
        return [Finding(here, f"found {combined!r}; combine takes a list of options, such as [one_more, script_it]")]
    for place, other in enumerate(combined):
        if not isinstance(options.get(other), dict):
            known = tuple(option for option in options if option != name)
            return [Finding((*here, str(place)), f'unknown option "{other}"; {nearest(other, known)}')]
    circle = _circle(options, name, ())
    if circle:
        return [Finding(here, f"the options combine each other in a circle: {' -> '.join(circle)}")]
    groups = [(other, _resolved(options, other)) for other in combined]
    return [Finding(here, sentence) for sentence in conflicts(groups)]


def _circle(options: Raw, name: str, above: tuple[str, ...]) -> tuple[str, ...]:
    if name in above:
        return (*above[above.index(name) :], name)
    option = options.get(name)
    combined = option.get("combine", []) if isinstance(option, dict) else []
    for other in combined if isinstance(combined, list) else []:
        found = _circle(options, str(other), (*above, name))
        if found:
            return found
    return ()


def _forbidden_findings(name: str, option: Raw) -> list[Finding]:
    return [
        Finding(("options", name, key), f'an option cannot change "{key.split(".")[0]}"', True)
        for key in option
        if key != "about" and key.split(".")[0] in NOT_IN_OPTIONS
    ]


def _resolved(options: Raw, name: str) -> list[Change]:
    result: list[Change] = []
    for other in options[name].get("combine", []):
        result.extend(_resolved(options, other))
    return [*result, *changes_of(options[name], ("options", name))]


def _changed_findings(raw: Raw, changes: list[Change], scenario: Scenario | None, folder: FilePath) -> list[Finding]:
    """Faults that the changes bring in, at the places where the changes stand."""
    try:
        changed = apply(raw, changes)
    except ValueError as error:
        return [Finding(changes[0].stated, str(error), True)] if changes else []
    before = {(finding.path, finding.message) for finding in examine(raw, folder)[1]} if scenario is None else set()
    variant, findings = examine(changed, folder)
    if variant is not None and scenario is not None:
        variant._anchor = scenario
        findings = [*findings, *_anchored(variant)]
    fresh = [finding for finding in findings if (finding.path, finding.message) not in before]
    return [finding._replace(path=_stated(finding.path, changes)) for finding in fresh]


def _anchored(variant: Scenario) -> list[Finding]:
    from servsim.scenario.work import too_unstandardized

    return [Finding(path, message) for path, message in too_unstandardized(variant)]


def _stated(path: Path, changes: list[Change]) -> Path:
    """Where in the file the change stands that made the value at ``path``; else the first change."""
    for change in reversed(changes):
        if path[: len(change.path)] == change.path:
            return change.stated + path[len(change.path) :]
    for change in reversed(changes):
        if change.path[: len(path)] == path:
            return change.stated
    return changes[0].stated if changes else path


def _uncertain_faults(document: Document, raw: Raw, scenario: Scenario | None, folder: FilePath) -> list[Fault]:
    stated = raw.get("uncertain")
    faults: list[Fault] = []
    for path, bounds in stated.items() if isinstance(stated, dict) else ():
        ends: Any = bounds.get("between") if isinstance(bounds, dict) else None
        if not isinstance(ends, list):
            continue
        for place, end in enumerate(ends):
            here = ("uncertain", path, "between", str(place))
            change = Change(tuple(path.split(".")), end, here)
            wrong = _changed_findings(raw, [change], scenario, folder)
            faults += [_placed(document, here, finding) for finding in wrong]
    return faults
