from pathlib import Path

from tests.cli.commands import BROKEN, Command


def test_a_sound_file(place: Path, command: Command) -> None:
    done = command("check", "kiosk.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out == "kiosk.yaml: sound. Segments: 1, teams: 1, touchpoints: 1, options: 2.\n"
    assert [path.name for path in place.iterdir()] == ["kiosk.yaml"]


def test_faults_of_all_files_are_told(place: Path, command: Command) -> None:
    (place / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    done = command("check", "broken.yaml", "kiosk.yaml", "missing.yaml")
    assert done.code == 2
    assert "kiosk.yaml: sound." in done.out
    faults = done.err.splitlines()
    assert len(faults) == 3
    assert faults[0].startswith("broken.yaml:3:32: touchpoints.check_in.team: unknown team")
    assert faults[1].startswith("broken.yaml:3:")
    assert "number without a unit" in faults[1]
    assert faults[2].startswith("missing.yaml: cannot read this file: ")


def test_scenarios_of_the_gallery_go_by_their_names(place: Path, command: Command) -> None:
    done = command("check", "coffee_shop", "cofee_shop")
    assert done.code == 2
    assert done.out.startswith("coffee_shop: sound. ")
    assert done.err == 'unknown gallery scenario "cofee_shop"; did you mean "coffee_shop"?\n'


def test_without_a_file(command: Command) -> None:
    done = command("check")
    assert done.code == 2
    assert "Missing argument" in done.err
