"""What all parts of a scenario have in common: frozen values, unknown keys refused, and defaults with evidence.

A default is never just a number: :func:`default` attaches where it comes from (a source and its class of evidence) and
the range in which it may lie, so that the report can list every default a result stands on.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.fields import FieldInfo

from servsim.errors import shown

PLAIN, MAPPING = "<plain>", "<mapping>"
"""The two sides of a choice between a plain value and a mapping; no key of a scenario can be spelled like this."""


Path = tuple[str, ...]
"""The keys that lead to a value of a scenario."""
Raw = dict[str, Any]
"""A scenario or a part of it as it is written, before it is read."""


class Part(BaseModel):
    """A part of a scenario: frozen, strict about its keys and values, described by the docstrings of its fields."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_default=False,
        allow_inf_nan=False,
    )


def _as_text(raw: object) -> object:
    return str(raw) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else raw


Text = Annotated[str, BeforeValidator(_as_text, json_schema_input_type=str | float)]
"""A text; a number is taken as it is written."""


NAME = r"^[^\s\x00-\x1f\x7f.,:;/\\\"'`(){}\[\]<>|*?&#%@!$=+^~]{1,60}$"
_NAME = re.compile(NAME)


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        rule = "a name is made of letters, digits, _ and -, without spaces, of at most 60 characters"
        raise ValueError(f"found {shown(value)}; {rule}")
    return value


Name = Annotated[str, AfterValidator(_name), WithJsonSchema({"type": "string", "pattern": NAME})]
"""The name of a segment, team, touchpoint or option, in letters of any script."""


EvidenceClass = Literal["published", "from memory", "form", "assumption"]
"""How good the evidence of a default is: a published number, one quoted from memory, a published form (or direction)
with a value of our own, or an assumption (a convention is one, too)."""

MARKS: dict[EvidenceClass, str] = {"published": "P", "from memory": "p", "form": "F", "assumption": "A"}
"""How a report marks each class."""


class Source(NamedTuple):
    """Where a default comes from: the class of the evidence, and in words who found it or why it is taken."""

    evidence: EvidenceClass
    text: str


ASSUMPTION = Source("assumption", "assumption")


class Evidence(NamedTuple):
    """Where a default comes from, the range in which it may lie (inner units), and the unit to print behind it."""

    source: Source
    between: tuple[float, float] | None
    unit: str


def default(
    value: Any, source: Source = ASSUMPTION, between: tuple[float, float] | None = None, unit: str = "", **limits: Any
) -> Any:
    """A field with a default value (in inner units), the source of that value and the range in which it may lie.

    ``unit`` is what the report prints behind the value; ``limits`` go to pydantic (``ge``, ``le`` ...).
    """
    field: FieldInfo = Field(value, **limits)
    field.metadata.append(Evidence(source, between, unit))
    return field


def evidence_of(field: FieldInfo) -> Evidence | None:
    """The evidence attached to a field by :func:`default`."""
    return next((entry for entry in field.metadata if isinstance(entry, Evidence)), None)


class Default(NamedTuple):
    """A default that is in force in a scenario because the planner stated nothing."""

    path: str
    value: Any
    unit: str
    evidence: EvidenceClass
    source: str
    between: tuple[float, float] | None
    meaning: str

    @property
    def mark(self) -> str:
        """How a report marks the class of the evidence."""
        return MARKS[self.evidence]


def defaults_in_force(part: BaseModel, path: str = "") -> Iterator[Default]:
    """Every default with evidence that the planner has left as it is, below ``part``."""
    for name, field in type(part).model_fields.items():
        here = f"{path}.{name}" if path else name
        value = getattr(part, name)
        evidence = evidence_of(field)
        if evidence is not None and name not in part.model_fields_set:
            meaning = " ".join((field.description or "").split())
            yield Default(here, value, evidence.unit, *evidence.source, evidence.between, meaning)
        elif isinstance(value, BaseModel):
            yield from defaults_in_force(value, here)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, BaseModel):
                    yield from defaults_in_force(inner, f"{here}.{key}")


def plain_or_mapping(raw: object) -> str:
    """Which side of a choice between a plain value and a mapping a raw value belongs to (a pydantic discriminator)."""
    return MAPPING if isinstance(raw, dict) else PLAIN


class Shape(NamedTuple):
    """What a field holds: keys that the planner chooses (``named``), and the part that stands there or below them."""

    named: bool
    part: type[BaseModel] | None


def shape(annotation: Any) -> Shape:
    """The shape of an annotation such as ``Clock``, ``Clock | None`` or ``dict[str, Segment]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(False, annotation)
    if get_origin(annotation) is dict:
        return Shape(True, shape(get_args(annotation)[1]).part)
    found = [shape(inner) for inner in get_args(annotation)]
    return next((one for one in found if one.named or one.part is not None), Shape(False, None))
