"""From raw values to a scenario and everything that is wrong with them."""

from pathlib import Path as FilePath

from pydantic import ValidationError

from servsim.scenario.checking.checks import name_findings
from servsim.scenario.checking.limits import limit_findings
from servsim.scenario.checking.walks import walk_findings
from servsim.scenario.reading.document import Raw
from servsim.scenario.reading.faults import Finding, findings_of
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.work import too_unstandardized


def examine(raw: Raw, folder: FilePath, anchor: Scenario | None = None) -> tuple[Scenario | None, list[Finding]]:
    """The scenario when the values are sound in themselves, and everything that is wrong with them.

    The scenario keeps the values as they are: nobody may alter them afterwards. File names in it are relative to
    ``folder``; its data were measured in ``anchor`` (itself when None).
    """
    findings = [*name_findings(raw), *walk_findings(raw)]
    try:
        scenario = Scenario.model_validate(raw, context={"folder": folder, "owned": True})
    except ValidationError as error:
        details = error.errors(include_url=False)
        invalid = [found for detail in details for found in findings_of(raw, detail)]
        return None, [*invalid, *findings]
    scenario._anchor = anchor
    return scenario, [*findings, *limit_findings(scenario), *_work(scenario)]


def _work(scenario: Scenario) -> list[Finding]:
    return [Finding(path, message) for path, message in too_unstandardized(scenario)]
