"""What the results stand on: every default in force, with its source or the word assumption."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from servsim.report.figures.style import label
from servsim.scenario.options import NAMED
from servsim.scenario.parts.kano import KanoEntry
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.base import Default
from servsim.study.uncertainty.parameter_uncertainty import ParameterUncertainty


@dataclass(frozen=True)
class AssumptionRow:
    """One default, for all the segments, teams or touchpoints in which it is in force."""

    path: str
    meaning: str
    value: str
    mark: str
    source: str
    between: str
    names: str
    varied: bool
    """Whether it took part when the ranges were gone over."""


def assumption_rows(scenario: Scenario, uncertainty: ParameterUncertainty | None = None) -> list[AssumptionRow]:
    """Defaults in force; the same default of several segments, teams or touchpoints stands in one row."""
    parameters = () if uncertainty is None else uncertainty.design.parameters
    varied = {path for parameter in parameters for path in parameter.paths}
    grouped: dict[tuple[str, str], tuple[Default, list[str]]] = {}
    for default in scenario.defaults():
        parts = default.path.split(".")
        named = parts[0] in NAMED and len(parts) > 2
        path = ".".join([parts[0], "*", *parts[2:]]) if named else default.path
        entry = grouped.setdefault((path, show(default.value, default.unit)), (default, []))
        if named:
            entry[1].append(label(parts[1]))
    return [
        AssumptionRow(
            path,
            default.meaning,
            value,
            default.mark,
            default.source,
            _range(default),
            ", ".join(names) if len(names) < _members(scenario, path) else "",
            default.path in varied,
        )
        for (path, value), (default, names) in grouped.items()
    ]


def _members(scenario: Scenario, path: str) -> int:
    section = path.split(".", maxsplit=1)[0]
    return len(getattr(scenario, section)) if section in NAMED else 1


def show(value: Any, unit: str = "") -> str:
    """A default as text."""
    if isinstance(value, KanoEntry):
        kind = (value.kind or "").replace("_", "-")
        return f"{kind}, better {value.better:g}, worse {value.worse:g}".replace("worse -", "worse \u2212")
    if isinstance(value, tuple):
        return ", ".join(show(part) for part in value)
    if isinstance(value, float):
        if unit == "min" and 0 < value < 1:
            return f"{value * 60:g} s"
        if unit == "per min":
            return f"{value * 60:g} per hour"
        return f"{value:g} {unit}".strip()
    return str(value).replace("_", " ")


def _range(default: Default) -> str:
    if default.between is None:
        return "–"
    low, high = (show(float(end), default.unit) for end in default.between)
    return f"{low} to {high}"


def stated_values(scenario: Scenario) -> int:
    """How many values the planner stated."""
    return _count(scenario)


def _count(value: Any) -> int:
    if isinstance(value, BaseModel):
        return sum(_count(getattr(value, name)) for name in value.model_fields_set if name != "options")
    if isinstance(value, Mapping):
        return sum(_count(inner) for inner in value.values())
    if isinstance(value, (list, tuple)) and value:
        return 1
    return int(value is not None)
