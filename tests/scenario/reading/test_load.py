"""Reading files: good ones, missing ones, locked ones, folders."""

from pathlib import Path
from typing import Any

import pytest

from servsim.errors import ScenarioError
from servsim.scenario import from_text, load
from tests.scenario.small import GOOD, SMALL, faults, small


def refused(path: Path | str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert len(caught.value.faults) == 1
    return str(caught.value)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_files(path: Path) -> None:
    scenario = load(path)
    assert scenario == load(str(path))
    assert scenario == from_text(path.read_bytes(), str(path), path.parent)
    for option in scenario.options:
        assert scenario.option(option).anchor is scenario


def test_words_that_yaml_1_1_would_have_misread() -> None:
    forms = load(next(path for path in GOOD if path.stem == "forms"))
    assert (forms.name, forms.about, forms.source) == ("no", "10:30", "2024")
    assert list(forms.segments) == ["on", "Gäste-2"]
    assert forms.segments["on"].start == "1"
    assert forms.teams["8"].agents == {1320: 2, 1410: 10}
    assert forms.clock.open == 1320
    assert forms.option("2").teams["8"].agents == 3


def test_the_name_comes_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "front_desk_2.yaml"
    path.write_text(SMALL)
    assert load(path).name == "front desk 2"
    path.write_text("name: Mine\n" + SMALL)
    assert load(path).name == "Mine"


def test_missing_files(tmp_path: Path) -> None:
    path = tmp_path / "hotel.yaml"
    assert refused(path) == f"{path}: cannot read this file: there is no such file"
    (tmp_path / "hotels.yml").write_text(SMALL)
    assert refused(path) == f'{path}: cannot read this file: there is no such file; did you mean "hotels.yml"?'
    elsewhere = tmp_path / "no" / "hotel.yaml"
    assert refused(elsewhere) == f"{elsewhere}: cannot read this file: there is no such folder"


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path}: cannot read this file: it is a folder; name the YAML file in it"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "locked.yaml"
    path.write_text(SMALL)
    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == f"{path}: cannot read this file: you have no permission to read it"


def test_odd_names(tmp_path: Path) -> None:
    assert "cannot read this file: embedded null byte" in refused("a\x00b.yaml")
    assert "cannot read this file: " in refused(tmp_path / ("x" * 5000))


def test_an_endless_file_is_not_read_to_its_end() -> None:
    endless = Path("/dev/zero")
    if endless.exists():
        assert "found a file of more than 0.5 MB" in refused(endless)


def test_faults_are_in_the_order_of_the_file() -> None:
    text = small(("agents: 2", "agents: x"), ("days: 5", "days: 0"), ("start: check_in", "start: y"))
    places = [tuple(int(part) for part in line.split()[0].split(":")) for line in faults(text)]
    assert places == sorted(places)
    assert len(places) == 3


def test_values_already_refused_are_not_refused_twice() -> None:
    assert faults(small(("agents: 2", "agents: !!int 2"))) == [
        '7:18 found the tag "!!int"; only plain text and numbers are allowed'
    ]
    assert len(faults(small(("{agents: 2}", "&x {agents: 2.5}")))) == 1
