"""A scenario: a declaration, and the variants of it that its options and other changes make."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from servsim.errors import unknown
from servsim.scenario.checking.changed import ChangeBase, changed_scenario, sound
from servsim.scenario.checking.checks import mapping
from servsim.scenario.checking.examine import examine
from servsim.scenario.checking.option_checks import option_findings
from servsim.scenario.declaration import Declaration
from servsim.scenario.options import BASELINE, NAMED, Change, changes_of, resolved
from servsim.scenario.values.base import Raw


class Scenario(Declaration):
    """A service, described for simulation."""

    def with_changes(self, changes: Mapping[str, Any]) -> "Scenario":
        """A new scenario with changes such as ``{"teams.desk.agents": 5}``; ``None`` takes a key away.

        Handling times and defects stay anchored where this scenario's data were measured. Values are written as in
        the file, with units; NumPy numbers are taken too. Raises ScenarioError with all faults.
        """
        return self.with_replacements(changes_of(_plain(dict(changes))))

    def with_replacements(self, changes: list[Change]) -> "Scenario":
        """A new scenario with single replacements made (see :mod:`servsim.scenario.options`)."""
        return changed_scenario(self, changes)

    def with_values(self, changes: list[Change]) -> "Scenario":
        """A new scenario in which other values are true, also where the data were measured.

        A change of the service leaves the data where they were measured; another belief about the world does not.
        """
        made = self.with_replacements(changes)
        if self._anchor is not None:
            known = self._anchor._raw
            made._anchor = self._anchor.with_values([one for one in changes if _is_there(known, one.path)])
        else:
            made._anchor = None
        return made

    def with_options(self, options: Mapping[str, Mapping[str, Any]]) -> "Scenario":
        """A new scenario with further options, such as ``{"five": {"teams.desk.agents": 5}}``.

        Raises ScenarioError with all faults, those of the options included.
        """
        further = _plain({name: dict(changes) for name, changes in options.items()})
        raw = {**self._raw, "options": {**mapping(self._raw.get("options")), **further}}
        anchor: Scenario | None = self._anchor
        scenario, findings = examine(Scenario, raw, self._folder, anchor)
        findings += option_findings(ChangeBase(Scenario, raw, self._folder, scenario, tuple(findings)))
        return sound(self.name, scenario, findings)

    def option(self, name: str) -> "Scenario":
        """The scenario under one of its options, or itself for ``"baseline"``.

        Raises UnknownNameError for an unknown option.
        """
        if name == BASELINE:
            return self
        return self.with_replacements(self.option_changes(name))

    def option_changes(self, name: str) -> list[Change]:
        """The single replacements of an option, those of combined options first."""
        if name not in self.options:
            raise unknown("option", name, tuple(self.options))
        return resolved(self.options, name)

    def option_about(self, name: str) -> str:
        """What an option says about itself."""
        return str(self.options.get(name, {}).get("about", ""))


def _is_there(raw: Raw, path: tuple[str, ...]) -> bool:
    """Whether the segment, team or touchpoint that a path leads into is stated."""
    return path[0] not in NAMED or path[1] in (raw.get(path[0]) or {})


def _plain(value: Any) -> Any:
    """Values as they would come from a file: text keys, lists, Python numbers."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.item() if isinstance(value, np.generic) else value
