from pathlib import Path

import pytest

from servsim.scenario import load
from servsim.scenario.reading.gallery import gallery
from tests.cli.commands import Command


def test_the_gallery_is_listed(place: Path, command: Command) -> None:
    done = command("new")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    for entry in gallery():
        assert " ".join(entry.about.split()) in lines[lines.index(entry.name) + 1]
    assert lines[-1] == "Copy one with: servsim new NAME [FOLDER]"
    assert len(gallery()) >= 3


@pytest.mark.parametrize("entry", gallery(), ids=lambda entry: entry.name)
def test_a_copy_can_be_run_where_it_lies(place: Path, command: Command, entry: object) -> None:
    done = command("new", entry.name, "mine")
    assert done.code == 0
    copied = [Path(line) for line in done.out.splitlines()]
    assert copied[0] == Path("mine") / f"{entry.name}.yaml"
    assert all(path.is_file() for path in copied)
    assert load(copied[0]) == load(entry.path)
    assert command("check", str(copied[0])).code == 0


def test_nothing_is_overwritten(place: Path, command: Command) -> None:
    (place / "coffee_shop.yaml").write_text("mine", encoding="utf-8")
    done = command("new", "coffee_shop")
    assert done.code == 2
    assert done.err == "coffee_shop.yaml is already there; choose another folder\n"
    assert (place / "coffee_shop.yaml").read_text(encoding="utf-8") == "mine"


def test_an_unknown_name(place: Path, command: Command) -> None:
    done = command("new", "hotel")
    assert done.code == 2
    assert done.err.startswith('unknown gallery scenario "hotel"')


def test_a_folder_that_cannot_be(place: Path, command: Command) -> None:
    done = command("new", "coffee_shop", "kiosk.yaml")
    assert done.code == 2
    assert "kiosk.yaml" in done.err
