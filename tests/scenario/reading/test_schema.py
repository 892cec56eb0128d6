"""The JSON Schema: sound, in a planner's words, and never stricter than the loader."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from servsim.errors import ScenarioError
from servsim.scenario import Scenario
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.reading.parse import parse
from servsim.scenario.reading.schema import json_schema
from tests.examples import examples
from tests.scenario.small import GOOD, HERE
from tests.scenario.test_bad_files import BAD, TABLE, outcome

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
GALLERY = sorted((HERE.parents[1] / "scenarios").glob("*.yaml"))
REFUSED = set(TABLE["schema"])


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def fields(part: str) -> dict[str, Any]:
    found = SCHEMA["$defs"][part]
    properties: dict[str, Any] = found.get("properties") or found["anyOf"][0]["properties"]
    return properties


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "servsim scenario"
    for entry in walk(SCHEMA):
        if isinstance(entry.get("pattern"), str):
            re.compile(entry["pattern"])


@pytest.mark.parametrize("path", [*GOOD, *GALLERY], ids=lambda path: path.stem)
def test_good_files_are_accepted(path: Path) -> None:
    errors = list(VALIDATOR.iter_errors(parse(path.read_bytes(), path.name).data))
    assert errors == []


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_where_a_schema_can_tell(name: str) -> None:
    try:
        data = parse(BAD[name].read_bytes(), name).data
    except ScenarioError:
        assert name not in REFUSED
        return
    assert VALIDATOR.is_valid(data) == (name not in REFUSED)


def test_most_faults_that_need_no_other_part_are_seen() -> None:
    assert len(REFUSED) > 100


def explicit_null(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(explicit_null(inner) for inner in (value.values() if isinstance(value, dict) else value))
    return value is None


NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
TEXTS = [path.read_text(encoding="utf-8") for path in GOOD]


@st.composite
def renumbered(draw: st.DrawFn) -> str:
    """A good scenario with one of its numbers written or valued otherwise."""
    text = draw(st.sampled_from(TEXTS))
    place = draw(st.sampled_from(list(NUMBER.finditer(text))))
    number = draw(st.sampled_from(["0", "1", "+2", "3.", ".5", "0.25", "1e1", "5e-2", "007", "100", "1e4"]))
    return text[: place.start()] + number + text[place.end() :]


@given(renumbered())
@settings(max_examples=examples(150))
def test_what_the_loader_takes_the_schema_takes(text: str) -> None:
    if isinstance(outcome(text.encode()), Scenario):
        data = parse(text.encode(), "renumbered.yaml").data
        assert [error.message for error in VALIDATOR.iter_errors(data) if not explicit_null(error.instance)] == []


def test_every_key_has_a_description() -> None:
    for name, part in SCHEMA["$defs"].items():
        assert part["description"], name
        assert part["title"], name
        for key, entry in fields(name).items():
            assert entry["description"], (name, key)
            assert "``" not in entry["description"], (name, key)
            assert "title" not in entry, (name, key)


def test_unknown_keys_are_refused_everywhere() -> None:
    for name, part in SCHEMA["$defs"].items():
        refuses = part.get("additionalProperties", part.get("anyOf", [{}])[0].get("additionalProperties"))
        assert refuses is False, name
    assert SCHEMA["additionalProperties"] is False


def test_defaults_are_written_as_a_planner_writes_them() -> None:
    for part, key, default in [
        ("Touchpoint", "defects", "5 %"),
        ("Touchpoint", "standard_wait", "1 min"),
        ("Touchpoint", "standardization", 0.5),
        ("Touchpoint", "visits_at_most", 3),
        ("ServiceLevel", "within", "20 s"),
        ("Team", "wage", "20 per hour"),
        ("Team", "speed_cv", 0.1),
        ("Repeat", "delay", "1 d"),
        ("LoadEffects", "overwork_memory", "2 h"),
        ("Survey", "invite", "100 %"),
        ("Clock", "warm_up", "0 min"),
        ("Satisfaction", "csat_cuts", [-0.5, -0.2, 0.1, 0.4]),
        ("Kano", "empathy", {"kind": "attractive", "better": 0.65, "worse": -0.2}),
    ]:
        assert fields(part)[key]["default"] == default, (part, key)
    assert "default" not in fields("Clock")["open"]
    assert "default" not in SCHEMA["properties"]["clock"]


def test_every_default_is_itself_accepted() -> None:
    for name in SCHEMA["$defs"]:
        for key, entry in fields(name).items():
            if "default" in entry:
                own = {"$defs": SCHEMA["$defs"], **entry}
                assert Draft202012Validator(own).is_valid(entry["default"]), (name, key)


def test_evidence_is_told() -> None:
    told = {
        ("Touchpoint", "defects"): "Default 5 %: assumption, range 0.5 % to 20 %.",
        ("TimeEffects", "standard_saving"): "Default 0.2: assumption, range 0 to 0.35.",
        ("Team", "wage"): "range 10 per hour to 60 per hour.",
        ("Segment", "tolerated_wait"): "Default 5 min: assumption, range 18 s to 1 h.",
        ("Servqual", "loss_aversion"): "Default 2.25: Tversky & Kahneman 1992, quoted from memory; later "
        "estimates nearer 2, range 1 to 3.",
        ("Kano", "empathy"): "Default kind attractive, better 0.65, worse -0.2: assumption.",
        ("ServiceLevel", "within"): "Default 20 s: 80/20, the usual goal of call centres (industry convention), "
        "range 10 s to 1 min.",
    }
    for (part, key), text in told.items():
        assert fields(part)[key]["description"].endswith(text), (part, key)


def test_times_of_day_and_names_are_patterns_of_keys() -> None:
    by_time = fields("Team")["agents"]["oneOf"][1]
    assert re.search(by_time["propertyNames"]["pattern"], "09:30")
    assert not re.search(by_time["propertyNames"]["pattern"], "morning")
    assert by_time["additionalProperties"]["type"] == "integer"
    names = SCHEMA["properties"]["teams"]["propertyNames"]["pattern"]
    assert re.search(names, "企业")
    assert not re.search(names, "front desk")


def test_targets_and_options_complete_themselves() -> None:
    assert list(SCHEMA["properties"]["targets"]["properties"]) == list(KPIS)
    option = SCHEMA["properties"]["options"]["additionalProperties"]
    assert set(option["properties"]) == {"about", "combine"}
    for key, fits in {
        "teams.desk.agents": True,
        "clock": True,
        "about": True,
        "team.desk": False,
        "name": False,
    }.items():
        assert bool(re.search(option["propertyNames"]["pattern"], key)) == fits, key
    ranges = SCHEMA["properties"]["uncertain"]["propertyNames"]["pattern"]
    assert re.search(ranges, "time.standard_saving")
    assert not re.search(ranges, "study.seed")


def test_it_is_plain_and_steady() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA == json_schema()
    assert "evidence" not in json.dumps(SCHEMA)
