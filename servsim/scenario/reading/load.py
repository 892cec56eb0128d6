"""Reading a scenario file: all of it is right, or all its faults are listed."""

from pathlib import Path as FilePath

from servsim.errors import Fault, ScenarioError, nearest
from servsim.scenario.checking.changed import ChangeBase
from servsim.scenario.checking.examine import examine
from servsim.scenario.checking.faults import Finding
from servsim.scenario.checking.option_checks import option_findings
from servsim.scenario.checking.uncertain_checks import uncertain_findings
from servsim.scenario.reading.document import Document
from servsim.scenario.reading.parse import LARGEST_BYTES, parse
from servsim.scenario.scenario import Scenario


def load(path: str | FilePath) -> Scenario:
    """Read a scenario from a YAML file.

    Raises ScenarioError with every fault of the file, each with line, column, what was found and what is allowed.
    """
    source = FilePath(path)
    try:
        with source.open("rb") as stream:
            text = stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ScenarioError(str(path), [Fault(0, 0, "", f"cannot read this file: {_why(source, error)}")]) from None
    return from_text(text, str(path), source.parent)


def _why(source: FilePath, error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder; name the YAML file in it"
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    if isinstance(error, FileNotFoundError) and source.parent.is_dir():
        scenarios = sorted(file.name for file in source.parent.glob("*.y*ml"))
        hint = f"; {nearest(source.name, scenarios)}" if scenarios else ""
        return f"there is no such file{hint}"
    return "there is no such folder" if isinstance(error, FileNotFoundError) else str(error)


def from_text(text: bytes, file: str, folder: FilePath) -> Scenario:
    """Read a scenario from YAML bytes; ``file`` is named in faults, ``folder`` is where its CSV files lie.

    Raises ScenarioError with every fault.
    """
    document = parse(text, file)
    raw = {"name": FilePath(file).stem.replace("_", " "), **document.data}
    scenario, findings = examine(Scenario, raw, folder)
    base = ChangeBase(Scenario, raw, folder, scenario, tuple(findings))
    findings += option_findings(base)
    findings += uncertain_findings(base)
    faults = document.faults + [_in_file(document, found) for found in findings if not document.spoiled(found.path)]
    if faults or scenario is None:
        raise ScenarioError(file, faults)
    return scenario


def _in_file(document: Document, found: Finding) -> Fault:
    line, column = document.position(found.path, found.of_key)
    return Fault(line, column, ".".join(found.path), found.message)
