"""From raw values to a scenario and everything that is wrong with them."""

from pathlib import Path as FilePath

from pydantic import ValidationError

from servsim.scenario.checking.checks import name_findings
from servsim.scenario.checking.faults import Finding, findings_of
from servsim.scenario.checking.limits import limit_findings
from servsim.scenario.checking.walks import walk_findings
from servsim.scenario.declaration import AnyDeclaration
from servsim.scenario.values.base import Raw


def examine(
    kind: type[AnyDeclaration], raw: Raw, folder: FilePath, anchor: AnyDeclaration | None = None
) -> tuple[AnyDeclaration | None, list[Finding]]:
    """The scenario (of class ``kind``) when the values are sound in themselves, and everything that is wrong with them.

    The scenario keeps the values as they are: nobody may alter them afterwards. File names in it are relative to
    ``folder``; its data were measured in ``anchor`` (itself when None).
    """
    findings = [*name_findings(raw), *walk_findings(raw)]
    try:
        scenario = kind.model_validate(raw, context={"folder": folder, "owned": True})
    except ValidationError as error:
        details = error.errors(include_url=False)
        invalid = [found for detail in details for found in findings_of(raw, detail)]
        return None, [*invalid, *findings]
    scenario._anchor = anchor
    return scenario, [*findings, *limit_findings(scenario)]
