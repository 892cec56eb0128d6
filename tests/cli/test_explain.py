import json
from pathlib import Path

from tests.cli.commands import BROKEN, Command


def test_a_file_is_explained_and_nothing_written(place: Path, command: Command) -> None:
    done = command("explain", "kiosk.yaml")
    assert (done.code, done.err) == (0, "")
    assert "Kiosk, Today: what formulas say before any run" in done.out
    assert [path.name for path in place.iterdir()] == ["kiosk.yaml"]


def test_an_option_for_machines(place: Path, command: Command) -> None:
    done = command("explain", "kiosk.yaml", "--option", "more", "--json")
    told = json.loads(done.out)
    assert told["option"] == "more"
    assert told["teams"]["desk"][0]["agents"] == 3
    stated = {value["path"]: value for value in told["values"]}
    assert stated["teams.desk.agents"]["kind"] == "option"
    assert stated["teams.desk.agents"]["from"] == "kiosk.yaml:9:29"


def test_a_gallery_name(command: Command) -> None:
    assert "counter" in command("explain", "coffee_shop").out


def test_faults_and_unknown_options(place: Path, command: Command) -> None:
    (place / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    assert command("explain", "broken.yaml").err.startswith("broken.yaml:3:32: touchpoints.check_in.team: unknown team")
    done = command("explain", "kiosk.yaml", "-o", "moer")
    assert done.code == 2
    assert 'unknown option "moer"; did you mean' in done.err
