"""What all parts of a scenario have in common: frozen values, unknown keys refused, and defaults with evidence.

A default is never just a number: :func:`default` attaches where it comes from (a source, or the word *assumption*) and
the range in which it may lie, so that the report can list every default a result stands on.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

ASSUMPTION = "assumption"


class Part(BaseModel):
    """A part of a scenario: frozen, strict about its keys, described by the docstrings of its fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_default=False,
        allow_inf_nan=False,
    )


def default(
    value: Any, source: str = ASSUMPTION, between: tuple[float, float] | None = None, unit: str = "", **limits: Any
) -> Any:
    """A field with a default value (in inner units), the source of that value and the range in which it may lie.

    ``unit`` is what the report prints behind the value; ``limits`` go to pydantic (``ge``, ``le`` ...).
    """
    evidence = {"evidence": {"source": source, "range": list(between) if between else None, "unit": unit}}
    return Field(value, json_schema_extra=evidence, **limits)


class Default(NamedTuple):
    """A default that is in force in a scenario because the planner stated nothing."""

    path: str
    value: Any
    unit: str
    source: str
    between: tuple[float, float] | None
    meaning: str


def _evidence(field: FieldInfo) -> dict[str, Any] | None:
    extra = field.json_schema_extra
    found = extra.get("evidence") if isinstance(extra, dict) else None
    return found if isinstance(found, dict) else None


def defaults_in_force(part: BaseModel, path: str = "") -> Iterator[Default]:
    """Every default with evidence that the planner has left as it is, below ``part``."""
    for name, field in type(part).model_fields.items():
        here = f"{path}.{name}" if path else name
        value = getattr(part, name)
        evidence = _evidence(field)
        if evidence is not None and name not in part.model_fields_set:
            between = evidence["range"]
            yield Default(
                here,
                value,
                evidence["unit"],
                evidence["source"],
                (between[0], between[1]) if between else None,
                " ".join((field.description or "").split()),
            )
        elif isinstance(value, BaseModel):
            yield from defaults_in_force(value, here)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, BaseModel):
                    yield from defaults_in_force(inner, f"{here}.{key}")


def plain_or_mapping(raw: object) -> str:
    """Which side of a choice between a plain value and a mapping a raw value belongs to (a pydantic discriminator)."""
    return "mapping" if isinstance(raw, dict) else "plain"


def part_type(annotation: Any) -> type[BaseModel] | None:
    """The model class inside an annotation such as ``Clock``, ``Clock | None`` or ``dict[str, Segment]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = part_type(inner)
        if found is not None:
            return found
    return None
