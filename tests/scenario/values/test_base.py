"""Defaults carry their evidence, and every number its limits."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from servsim.scenario.parts.clock import Clock
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.base import (
    _NAME,
    ASSUMPTION,
    Part,
    Shape,
    Source,
    default,
    defaults_in_force,
    evidence_of,
    shape,
)
from tests.scenario.small import loaded, small


def parts(model: type[BaseModel], seen: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    if model.__name__ not in seen:
        seen[model.__name__] = model
        for field in model.model_fields.values():
            inner = shape(field.annotation).part
            if inner is not None:
                parts(inner, seen)
    return seen


def evidenced() -> Iterator[tuple[str, FieldInfo]]:
    for name, part in parts(Scenario, {}).items():
        for key, field in part.model_fields.items():
            if evidence_of(field) is not None:
                yield f"{name}.{key}", field


EVIDENCED = dict(evidenced())


def test_there_are_many() -> None:
    assert len(EVIDENCED) > 75


@pytest.mark.parametrize("name", EVIDENCED)
def test_every_default_lies_in_its_range(name: str) -> None:
    field = EVIDENCED[name]
    evidence = evidence_of(field)
    assert evidence is not None
    assert evidence.source.text.strip() == evidence.source.text != ""
    assert (field.description or "").endswith((".", ")"))
    if evidence.between is not None:
        assert evidence.between[0] <= field.default <= evidence.between[1]
        assert evidence.between[0] < evidence.between[1]


def limits(field: FieldInfo) -> tuple[Any, Any]:
    found = [(getattr(entry, "ge", getattr(entry, "gt", None)), getattr(entry, "le", getattr(entry, "lt", None)))
             for entry in field.metadata]  # fmt: skip
    low = next((low for low, _ in found if low is not None), None)
    high = next((high for _, high in found if high is not None), None)
    return low, high


@pytest.mark.parametrize("name", EVIDENCED)
def test_every_number_has_limits_around_its_range(name: str) -> None:
    field = EVIDENCED[name]
    readers = {getattr(entry, "func", None).__name__ for entry in field.metadata if hasattr(entry, "func")}
    if not isinstance(field.default, int | float) or readers & {"duration", "rate", "share"}:
        return
    low, high = limits(field)
    low = 0 if "ratio" in readers else low
    assert low is not None
    assert high is not None
    evidence = evidence_of(field)
    assert evidence is not None
    between = evidence.between or (field.default, field.default)
    assert low <= between[0] <= between[1] <= high


def test_defaults_in_force() -> None:
    made = loaded(small(("agents: 2", "agents: 2, skill: 0.9")))
    found = {entry.path: entry for entry in made.defaults()}
    assert "teams.desk.skill" not in found
    assert "teams.desk.agents" not in found
    wage = found["teams.desk.wage"]
    assert (wage.unit, wage.source, wage.meaning) == ("per min", "20 per hour, an assumption", "Wage of one agent.")
    assert wage.value == pytest.approx(1 / 3)
    assert found["time.standard_saving"].between == (0, 0.35)
    assert found["segments.guest.needs.spread"].source == ASSUMPTION.text
    assert found["kano.empathy"].value.kind == "attractive"
    assert len(found) == len(made.defaults())


def test_stating_a_default_takes_it_off_the_list() -> None:
    made = loaded(small(more="time: {standard_saving: 0.2}\n"))
    assert "time.standard_saving" not in {entry.path for entry in made.defaults()}
    assert "time.personal_cost" in {entry.path for entry in made.defaults()}


def test_a_part_of_its_own() -> None:
    class Box(Part):
        width: float = default(0.5, Source("published", "a ruler, an assumption of 1799"), (0, 1), "m", ge=0, le=2)
        """How wide
        it is."""

    (entry,) = defaults_in_force(Box(), "box")
    source = "published", "a ruler, an assumption of 1799"
    assert entry == ("box.width", 0.5, "m", *source, (0, 1), "How wide it is.")
    assert entry.mark == "P", "the class is stated; what the words of the source say does not matter"
    assert list(defaults_in_force(Box(width=0.5))) == []


def test_shapes_of_annotations() -> None:
    assert shape(Clock) == shape(Clock | None) == Shape(False, Clock)
    assert shape(dict[str, Clock]) == shape(dict[str, Clock] | None) == Shape(True, Clock)
    assert shape(dict[str, int]) == Shape(True, None)
    assert shape(int | None) == shape(list[int]) == Shape(False, None)


@pytest.mark.parametrize("name", ["check_in", "a", "2", "Gäste-2", "企业", "x" * 60])
def test_names(name: str) -> None:
    assert _NAME.fullmatch(name)


@pytest.mark.parametrize(
    "name", ["", "front desk", "a.b", "x" * 61, "a/b", "a:b", "tab\t", "{a}", "per cent%", "a\u00a0b"]
)
def test_refused_names(name: str) -> None:
    assert not _NAME.fullmatch(name)
