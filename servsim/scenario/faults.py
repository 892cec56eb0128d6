"""From raw values to a scenario, or to all the faults of those values with their places."""

from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from servsim.errors import Fault, ScenarioError, nearest
from servsim.scenario.base import part_type
from servsim.scenario.checks import Finding, cross_checks
from servsim.scenario.document import Path, Raw
from servsim.scenario.scenario import Scenario
from servsim.scenario.target import parse_target

_TAGS = {"plain", "mapping", "[key]"}


def validated(raw: Raw, folder: FilePath, file: str) -> Scenario:
    """A scenario from raw values; file names in it are relative to ``folder``.

    Raises ScenarioError with all faults (without line and column: use :func:`servsim.load` for files).
    """
    scenario, findings = examine(raw, folder)
    if scenario is None or findings:
        faults = [Fault(0, 0, ".".join(finding.path), finding.message) for finding in findings]
        raise ScenarioError(file, faults)
    return scenario


def examine(raw: Raw, folder: FilePath) -> tuple[Scenario | None, list[Finding]]:
    """The scenario when the values are sound in themselves, and everything that is wrong with them."""
    findings = [*cross_checks(raw), *_target_checks(raw)]
    try:
        scenario = Scenario.model_validate(raw, context={"folder": folder})
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        return None, [*(_finding(raw, detail) for detail in details), *findings]
    return scenario, [*findings, *_work_checks(scenario)]


def _target_checks(raw: Raw) -> list[Finding]:
    stated = raw.get("targets")
    result = []
    for kpi, text in stated.items() if isinstance(stated, dict) else ():
        try:
            parse_target(kpi, text)
        except ValueError as error:
            result.append(Finding(("targets", kpi), str(error), of_key=str(error).startswith("unknown")))
    return result


def _work_checks(scenario: Scenario) -> list[Finding]:
    from servsim.scenario.work import too_unstandardized

    return [Finding(path, message) for path, message in too_unstandardized(scenario)]


def _finding(raw: Raw, detail: ErrorDetails) -> Finding:
    path, of_key = _path_in(raw, detail["loc"])
    kind, message = detail["type"], detail["msg"]
    if kind == "missing":
        missing = str(detail["loc"][-1])
        return Finding(path[:-1], f'"{missing}" is missing here', of_key=True)
    if kind == "extra_forbidden":
        return Finding(path, f'unknown key "{path[-1]}"; {nearest(path[-1], _allowed(path))}', of_key=True)
    if kind == "value_error":
        return Finding(path, message.removeprefix("Value error, "), of_key)
    found = detail["input"]
    shown = "nothing" if found is None else f'"{found}"' if isinstance(found, str) else repr(found)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    readable = message.replace("Input should", "it should", 1)
    readable = readable.replace("a valid dictionary", "a mapping of keys").replace("or an instance of Part", "")
    return Finding(path, f"found {shown}; {readable[0].lower() + readable[1:]}", of_key)


def _path_in(raw: Raw, location: tuple[int | str, ...]) -> tuple[Path, bool]:
    """The path in the raw values for pydantic's location, which also names the tags of choices."""
    path: list[str] = []
    inner: Any = raw
    for element in location:
        if (isinstance(inner, dict) and element in inner) or (isinstance(inner, list) and isinstance(element, int) and element < len(inner)):
            inner = inner[element]
        elif element in _TAGS:
            continue
        else:
            inner = None
        path.append(str(element))
    return tuple(path), bool(location) and location[-1] == "[key]"


def _allowed(path: Path) -> tuple[str, ...]:
    """The keys that are allowed beside the last one of a path."""
    part: type[BaseModel] | None = Scenario
    below_name = False
    for element in path[:-1]:
        if below_name:
            below_name = False
        elif part is not None and element in part.model_fields:
            annotation = part.model_fields[element].annotation
            below_name = "dict[" in str(annotation).lower()
            part = part_type(annotation)
    return () if part is None else tuple(part.model_fields)
