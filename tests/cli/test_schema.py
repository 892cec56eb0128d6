import json
from pathlib import Path

import jsonschema

from tests.cli.commands import Command


def test_the_schema_is_printed(command: Command) -> None:
    done = command("schema")
    assert (done.code, done.err) == (0, "")
    schema = json.loads(done.out)
    jsonschema.validators.validator_for(schema).check_schema(schema)
    assert {"segments", "teams", "touchpoints", "options"} <= set(schema["properties"])


def test_the_schema_goes_to_a_file(place: Path, command: Command) -> None:
    done = command("schema", "--out", "servsim.schema.json")
    assert (done.code, done.out, done.err) == (0, "servsim.schema.json\n", "")
    assert json.loads((place / "servsim.schema.json").read_text(encoding="utf-8")) == json.loads(command("schema").out)


def test_nowhere_to_write(place: Path, command: Command) -> None:
    done = command("schema", "--out", "kiosk.yaml/schema.json")
    assert done.code == 2
    assert "cannot write kiosk.yaml/schema.json" in done.err
