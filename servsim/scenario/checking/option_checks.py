"""What is wrong with the options of a scenario: each must be combinable, allowed and lead to a sound scenario."""

from typing import Any

from servsim.errors import nearest, shown
from servsim.scenario.checking.changed import ChangeBase, changed
from servsim.scenario.checking.checks import mapping, word
from servsim.scenario.checking.faults import Finding
from servsim.scenario.declaration import MOST_OPTIONS, AnyDeclaration
from servsim.scenario.options import (
    BASELINE,
    NOT_IN_OPTIONS,
    OF_THE_BASELINE,
    RESERVED,
    changes_of,
    conflicts,
    in_order,
    resolved,
)
from servsim.scenario.values.base import Raw


def option_findings(base: ChangeBase[AnyDeclaration]) -> list[Finding]:
    """All faults of the options, where they stand in the file; a changed scenario is examined like any other."""
    options = mapping(base.raw.get("options"))
    if len(options) > MOST_OPTIONS:
        return []
    result: list[Finding] = []
    for name, option in options.items():
        if isinstance(option, dict):
            result += _form(name, option) or _combination(options, name) or _changed(base, options, name)
    return result


def _form(name: str, option: Raw) -> list[Finding]:
    here = ("options", name)
    result = []
    if name == BASELINE:
        result.append(Finding(here, '"baseline" is the scenario itself; name this option otherwise', True))
    if word(option.get("about", "")) is None:
        result.append(Finding((*here, "about"), f"found {shown(option['about'])}; about is a text"))
    for key in option:
        first = key.split(".")[0]
        if "" in key.split("."):
            result.append(Finding((*here, key), f"found {shown(key)}; a path is keys with single dots between", True))
        elif first in NOT_IN_OPTIONS and key not in RESERVED:
            result.append(Finding((*here, key), f'an option cannot change "{first}"', True))
    for change in [] if result else changes_of(option, here):
        if change.path[:2] == OF_THE_BASELINE:
            message = "observed ratings are those of the baseline; no option can change them"
            result.append(Finding(change.stated, message))
    return result


def _combination(options: Raw, name: str) -> list[Finding]:
    here = ("options", name, "combine")
    stated: Any = options[name].get("combine", [])
    if not isinstance(stated, list) or not all(word(other) for other in stated):
        return [Finding(here, f"found {shown(stated)}; combine takes a list of options, such as [one_more, script_it]")]
    known = tuple(option for option in options if option != name)
    unknown = [
        Finding((*here, str(index)), f"unknown option {shown(str(other))}; {nearest(str(other), known)}")
        for index, other in enumerate(stated)
        if str(other) not in options
    ]
    if unknown:
        return unknown
    try:
        in_order(options, name)
    except ValueError as error:
        return [Finding(here, str(error))]
    return [Finding(here, f"{sentence}; decide it in {shown(name)}") for sentence in conflicts(options, name)]


def _changed(base: ChangeBase[AnyDeclaration], options: Raw, name: str) -> list[Finding]:
    changes = resolved(options, name)
    return changed(base, changes)[1] if changes else []
