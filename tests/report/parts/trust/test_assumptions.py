import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from servsim.report.parts.trust.assumptions import assumption_rows, show, stated_values
from servsim.scenario import Scenario
from servsim.scenario.parts.kano import KanoEntry
from servsim.scenario.values.base import MARKS, Evidence, evidence_of
from tests.samples import smallest, town_hall

SOURCED = re.compile(r"assum|convention|[A-Z]\w+( et al\.|, [A-Z]\w+)*( & [A-Z]\w+)? (19|20)\d\d")
"""The word assumption, a convention, or a citation such as "Hu, Pavlou & Zhang 2009"."""


def has_a_source(text: str) -> bool:
    return SOURCED.search(text) is not None


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside an annotation such as ``Clock``, ``Clock | None`` or ``dict[str, Segment]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def evidence(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[str, FieldInfo, Evidence]]:
    """All fields with a documented default, below a model."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        found = evidence_of(field)
        if found is not None:
            yield f"{model.__name__}.{name}", field, found
        for inner in models_in(field.annotation):
            yield from evidence(inner, seen)


DEFAULTS = list(evidence(Scenario, set()))


def test_the_defaults_are_found() -> None:
    names = {name for name, _, _ in DEFAULTS}
    assert len(names) > 80
    assert {"TimeEffects.standard_saving", "Segment.tolerated_wait", "Team.wage", "Kano.empathy"} <= names


@pytest.mark.parametrize(("name", "field", "found"), DEFAULTS, ids=[name for name, _, _ in DEFAULTS])
def test_every_default_says_where_it_comes_from(name: str, field: FieldInfo, found: Evidence) -> None:
    assert has_a_source(found.source.text), found.source
    assert field.description, "no meaning"


@pytest.mark.parametrize(("name", "field", "found"), DEFAULTS, ids=[name for name, _, _ in DEFAULTS])
def test_every_default_lies_in_its_range(name: str, field: FieldInfo, found: Evidence) -> None:
    if found.between is not None:
        low, high = found.between
        assert low < high
        assert low <= field.default <= high


@pytest.mark.parametrize(("name", "field", "found"), DEFAULTS, ids=[name for name, _, _ in DEFAULTS])
def test_every_default_has_its_mark_and_every_number_its_range(name: str, field: FieldInfo, found: Evidence) -> None:
    """What is made of several numbers that move together has no range of one number."""
    assert found.source.evidence in MARKS
    assert (found.between is not None) == isinstance(field.default, (int, float))


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Weights.reliability", "P"),
        ("Servqual.loss_aversion", "p"),
        ("Satisfaction.model", "p"),
        ("Survey.logistic", "F"),
        ("Loyalty.return_low", "F"),
        ("Loyalty.complain_most", "F"),
        ("LoadEffects.speed_up", "F"),
        ("TimeEffects.standard_saving", "A"),
        ("Team.skill", "A"),
        ("ServiceLevel.within", "A"),
    ],
)
def test_the_evidence_is_as_good_as_the_source_says(name: str, mark: str) -> None:
    assert {MARKS[found.source.evidence] for other, _, found in DEFAULTS if other == name} == {mark}


@pytest.mark.parametrize("source", ["", "value from a vendor", "measured", "80/20"])
def test_twin_words_that_are_no_source(source: str) -> None:
    assert not has_a_source(source)


def test_every_default_in_force_has_its_row(town: Scenario) -> None:
    rows = assumption_rows(town)
    for default in town.defaults():
        parts = default.path.split(".")
        path = (
            ".".join([parts[0], "*", *parts[2:]]) if parts[0] in ("segments", "teams", "touchpoints") else default.path
        )
        [row] = [row for row in rows if row.path == path and row.value == show(default.value, default.unit)]
        assert (row.meaning, row.mark, row.source) == (default.meaning, default.mark, default.source)
    assert len(rows) < len(list(town.defaults()))


def test_a_stated_value_is_no_assumption() -> None:
    free = {row.path for row in assumption_rows(Scenario.model_validate(smallest()))}
    stated = {row.path for row in assumption_rows(Scenario.model_validate(smallest(time={"standard_saving": 0.2})))}
    assert free - stated == {"time.standard_saving"}


def test_rows_name_where_a_default_is_in_force_only_for_some() -> None:
    raw = town_hall()
    raw["teams"]["office"] = {"agents": 1}
    rows = {row.path: row for row in assumption_rows(Scenario.model_validate(raw))}
    assert rows["teams.*.wage"].names == "office"
    assert rows["teams.*.skill"].names == ""
    assert rows["segments.*.needs.mean"].names == "walk in"
    assert rows["time.standard_saving"].names == ""


def test_ranges_and_units_are_shown() -> None:
    rows = {row.path: row for row in assumption_rows(Scenario.model_validate(smallest()))}
    assert rows["time.standard_saving"].between == "0 to 0.35"
    assert (rows["teams.*.wage"].value, rows["teams.*.wage"].between) == ("20 per hour", "10 per hour to 60 per hour")
    assert rows["load.overwork_memory"].between == "30 min to 480 min"
    assert (rows["service_level.within"].value, rows["service_level.within"].between) == ("20 s", "10 s to 1 min")
    assert rows["survey.response"].between == "–"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.2, "", "0.2"),
        (5.0, "min", "5 min"),
        (0.5, "min", "30 s"),
        (0.0, "min", "0 min"),
        (0.4, "per min", "24 per hour"),
        (3, "", "3"),
        ("must_be", "", "must be"),
        ((-0.5, 0.1), "", "-0.5, 0.1"),
        (KanoEntry(kind="must_be", better=0.35, worse=-0.85), "", "must-be, better 0.35, worse \u22120.85"),
        (KanoEntry(kind="attractive", better=1, worse=-1), "", "attractive, better 1, worse \u22121"),
    ],
)
def test_values_as_text(value: object, unit: str, shown: str) -> None:
    assert show(value, unit) == shown


def test_stated_values_are_counted() -> None:
    assert stated_values(Scenario.model_validate(smallest())) == 6  # rate, agents, team, mean time, open, close
    assert stated_values(Scenario.model_validate(smallest(time={"standard_saving": 0.1}))) == 7
    options = {"more": {"teams.desk.agents": 3}}
    assert stated_values(Scenario.model_validate(smallest(options=options))) == 6
