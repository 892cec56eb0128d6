"""The JSON Schema of a scenario file, for completion and hover text in editors.

It comes from the same models that validate, so that it cannot drift from them; here it is only put into a planner's
words: defaults with their units, the evidence behind them, the short forms, and what options, targets and ranges may
name. What needs the whole file (names that exist, shares that add up) is told by ``servsim check`` alone.
"""

import re
from typing import Any

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from servsim.scenario.checking.uncertain_checks import CERTAIN
from servsim.scenario.kpis.declarations import KPIS, Kpi
from servsim.scenario.options import BASELINE, NOT_IN_OPTIONS, RESERVED
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.base import NAME, Evidence, evidence_of, shape
from servsim.scenario.values.units import DURATION, SHARE, SHOW, Minutes

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SHORT = ("Distribution", "BySegment", "Constant")
_ONE_KEY = {"minProperties": 1, "maxProperties": 1}
_CLASS_OR_COUNTS = {"oneOf": [{"required": ["kind", "better", "worse"]}, {"required": ["tally"]}]}
_RULES: dict[str, Schema] = {
    "Arrivals": {"oneOf": [{"required": ["per_hour"]}, {"required": ["replay"]}]},
    "BySegment": _ONE_KEY,
    "Clock": {"dependentRequired": {"open": ["close"], "close": ["open"]}},
    "Distribution": _ONE_KEY,
    "Empirical": {"oneOf": [{"required": ["values"]}, {"required": ["file", "column", "unit"]}]},
    "KanoAttribute": _CLASS_OR_COUNTS,
    "KanoEntry": _CLASS_OR_COUNTS,
    "Replay": {"dependentRequired": {"count": ["interval"], "interval": ["count"]}},
    "Survey": {
        "if": {"properties": {"response": {"const": "table"}}, "required": ["response"]},
        "then": {"required": ["table"]},
    },
}
_RELATION = r"^\s*(<=|>=|<|>)\s*"
_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
_TARGET_VALUE = {"min": (DURATION, "<= 8 min"), "h": (DURATION, "<= 2 h"), "share": (SHARE, ">= 80 %")}
_POSITIVE = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_WIDTH_VALUE = {"min": (DURATION, "30 s"), "h": (DURATION, "1 h"), "share": (rf"{_POSITIVE}\s*points?", "2 points")}
_OF_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_UNITS = {"min": "a duration", "h": "a duration", "share": "per cent", "money": "money", "count": "a number"}


def json_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a scenario file, as plain values."""
    schema = Scenario.model_json_schema()
    for model in _models(Scenario, {}).values():
        _describe(schema if model is Scenario else schema["$defs"][model.__name__], model)
    for name, rule in _RULES.items():
        schema["$defs"][name] |= rule
    for name in _SHORT:
        schema["$defs"][name] = _or_else(schema["$defs"][name], _duration())
    several = {"type": "array", "items": _duration(), "minItems": 1}
    schema["$defs"]["Empirical"] = _or_else(schema["$defs"]["Empirical"], several)
    schema["$defs"]["Range"]["properties"]["between"]["items"] = {"type": ["number", "string"]}
    schema["$defs"]["ObservedByHour"]["properties"]["kpis"]["propertyNames"] = {"enum": list(KPIS)}
    head = {"$schema": DIALECT, "title": "servsim scenario", "description": schema["description"]}
    result: Schema = head | _tidy({key: value for key, value in schema.items() if key not in head})
    result["properties"]["targets"] |= _targets()
    result["$defs"]["StudySettings"]["properties"]["precision"] |= _widths()
    result["properties"]["uncertain"]["propertyNames"] = {"pattern": _path(CERTAIN, r"\.")}
    result["properties"]["options"] |= _options()
    return result


def _models(model: type[BaseModel], found: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    if model.__name__ not in found:
        found[model.__name__] = model
        for field in model.model_fields.values():
            inner = shape(field.annotation).part
            if inner is not None:
                _models(inner, found)
    return found


def _describe(schema: Schema, model: type[BaseModel]) -> None:
    """Titles, descriptions and defaults of one part, as a planner reads and writes them."""
    schema["title"] = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()
    schema["description"] = _words(schema["description"])
    for name, field in model.model_fields.items():
        entry = schema["properties"][name]
        entry.pop("title", None)
        entry.pop("default", None)
        entry["description"] = _words(field.description)
        _limit(entry, field)
        evidence = evidence_of(field)
        if evidence is not None:
            entry["description"] += f" {_default_text(field, evidence)}"
        if not field.is_required() and field.default not in (None, {}, "") and shape(field.annotation).part is None:
            entry["default"] = _written(field, field.default)
        elif evidence is not None:
            entry["default"] = field.default.model_dump(exclude_none=True)


def _limit(entry: Schema, field: FieldInfo) -> None:
    """The largest number, where a number may also be written in per cent."""
    most = next((limit.le for limit in field.metadata if hasattr(limit, "le")), None)
    for choice in entry.get("anyOf", []):
        if choice.get("type") == "number" and most is not None:
            choice["maximum"] = most


def _words(description: str | None) -> str:
    return " ".join((description or "").replace("``", "`").split())


def _default_text(field: FieldInfo, evidence: Evidence) -> str:
    shown, between = _text(_written(field, field.default)), ""
    if evidence.between is not None:
        low, high = (_text(_written(field, end)) for end in evidence.between)
        between = f", range {low} to {high}"
    return f"Default {shown}: {evidence.source.text}{between}."


def _written(field: FieldInfo, value: Any) -> Any:
    """A value in inner units as a planner writes it."""
    if isinstance(value, tuple):
        return list(value)
    readers: tuple[Any, ...] = tuple(entry.func for entry in field.metadata if isinstance(entry, BeforeValidator))
    for reader in readers:
        if reader in SHOW:
            return SHOW[reader](value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(value: Any) -> str:
    if isinstance(value, BaseModel):
        return ", ".join(f"{key} {_text(inner)}" for key, inner in value.model_dump(exclude_none=True).items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _or_else(schema: Schema, short: Schema) -> Schema:
    return {"title": schema.pop("title"), "description": schema.pop("description"), "anyOf": [schema, short]}


def _duration() -> Schema:
    from pydantic import TypeAdapter

    return TypeAdapter(Minutes).json_schema()


def _targets() -> Schema:
    return {"properties": {kpi.name: _target(kpi) for kpi in KPIS.values()}, "additionalProperties": False}


def _target(kpi: Kpi) -> Schema:
    value, example = _TARGET_VALUE.get(kpi.unit, (_NUMBER, ">= 4.3"))
    better = "" if kpi.better == "neither" else f"; {kpi.better} is better"
    return {
        "type": "string",
        "pattern": rf"{_RELATION}{value}\s*$",
        "patternErrorMessage": f'a target is a relation and a value, such as "{example}"',
        "examples": [example],
        "description": f"{_UNITS.get(kpi.unit, 'points')}{better}.".capitalize(),
    }


def _widths() -> Schema:
    return {"properties": {kpi.name: _width(kpi) for kpi in KPIS.values()}, "additionalProperties": False}


def _width(kpi: Kpi) -> Schema:
    absolute, example = _WIDTH_VALUE.get(kpi.unit, (_POSITIVE, "0.05"))
    text = {
        "type": "string",
        "pattern": rf"^\s*({_POSITIVE}\s*%|{absolute})\s*$",
        "patternErrorMessage": f'a width is a share of the mean, such as "5 %", or absolute, such as "{example}"',
        "examples": ["5 %", example],
    }
    return text if kpi.unit in _WIDTH_VALUE else {"anyOf": [text, {"type": "number", "exclusiveMinimum": 0}]}


def _path(without: tuple[str, ...], after: str) -> str:
    sections = [name for name in Scenario.model_fields if name not in without]
    return rf"^({'|'.join(sections)}){after}"


def _options() -> Schema:
    names = {"type": "array", "items": {"type": ["string", "number"]}}
    about = {"type": ["string", "number"], "description": "What this option is, in the planner's words."}
    combine = names | {"description": "Other options whose changes are made first."}
    option = {
        "type": "object",
        "description": "Changes by path, such as teams.desk.agents: 5; null takes a key away.",
        "properties": {"about": about, "combine": combine},
        "propertyNames": {"pattern": rf"^({'|'.join(RESERVED)})$|" + _path(NOT_IN_OPTIONS, r"(\.[^.]+)*$")},
    }
    return {"additionalProperties": option, "propertyNames": {"pattern": NAME, "not": {"const": BASELINE}}}


def _tidy(schema: Any) -> Any:
    """Nothing that a planner would not write: no null for a key left out, no limits of numbers on texts with units."""
    if isinstance(schema, list):
        return [_tidy(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: _tidy(inner) for key, inner in schema.items()}
    patterns = result.pop("patternProperties", None)
    if isinstance(patterns, dict):
        ((pattern, below),) = patterns.items()
        result |= {"propertyNames": {"pattern": pattern}, "additionalProperties": below}
    if result.get("type") == "string":
        result = {key: value for key, value in result.items() if key not in _OF_NUMBERS}
    choices = [choice for choice in result.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        return choices[0] | result
    return result | {"anyOf": choices} if choices else result
