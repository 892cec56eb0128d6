from pathlib import Path

import pytest

from servsim.errors import ScenarioError
from servsim.scenario import load
from servsim.scenario.reading.gallery import gallery_path
from servsim.scenario.variants.origins import Origin, origins, read_document

TEXT = """\
name: Kiosk
segments: {guests: {arrivals: {per_hour: {"09:00": 20, "10:00": 30}}}}
teams: {desk: {agents: 2}}
touchpoints:
  check_in:
    team: desk
    handling: {exponential: {mean: 4 min}}
    standardization: 0.4
time: {standard_saving: 0.1}
options:
  more: {teams.desk.agents: 3}
  busier: {segments.guests.arrivals.per_hour: 40}
  script: {about: word for word, touchpoints.check_in: {standardization: 0.9, personalization: 0.1}}
  both: {combine: [more, script], touchpoints.check_in.standardization: 0.8}
"""


def told(folder: Path, option: str = "baseline") -> dict[str, Origin]:
    file = folder / "kiosk.yaml"
    file.write_text(TEXT, encoding="utf-8")
    found = origins(load(file), read_document(file), option)
    result = {one.path: one for one in found}
    assert len(result) == len(found)
    return result


def where(origin: Origin) -> tuple[str, str]:
    return origin.kind, origin.where.partition("kiosk.yaml:")[2]


def test_what_the_file_states_has_its_line_and_column(tmp_path: Path) -> None:
    found = told(tmp_path)
    assert where(found["teams.desk.agents"]) == ("file", "3:24")
    assert where(found["touchpoints.check_in.standardization"]) == ("file", "8:22")
    assert found["segments.guests.arrivals"].value == {"per_hour": {"09:00": 20, "10:00": 30}}
    assert found["time.standard_saving"].value == 0.1
    assert not {path for path in found if path.startswith(("options", "name", "about"))}


def test_what_nobody_states_has_the_source_of_its_default(tmp_path: Path) -> None:
    origin = told(tmp_path)["touchpoints.check_in.personalization"]
    assert origin[1:4] == (0.5, "default", "options chosen by segment (assumption)")
    assert origin.default is not None
    assert origin.default.mark == "A"


def test_an_option_is_told_at_its_own_place(tmp_path: Path) -> None:
    found = told(tmp_path, "script")
    assert where(found["touchpoints.check_in.standardization"]) == ("option", "13:74")
    assert TEXT.splitlines()[12][73:].startswith("0.9")
    assert where(found["touchpoints.check_in.personalization"])[0] == "option"
    assert where(found["teams.desk.agents"]) == ("file", "3:24")


def test_of_combined_options_the_last_word_counts(tmp_path: Path) -> None:
    found = told(tmp_path, "both")
    assert found["teams.desk.agents"][1:3] == (3, "option")
    assert where(found["teams.desk.agents"])[1].startswith("11:")
    assert found["touchpoints.check_in.standardization"].value == 0.8
    assert where(found["touchpoints.check_in.standardization"])[1].startswith("14:")
    assert where(found["touchpoints.check_in.personalization"])[1].startswith("13:")


def test_an_option_that_reaches_deeper_than_usual(tmp_path: Path) -> None:
    found = told(tmp_path, "busier")
    assert found["segments.guests.arrivals.per_hour"][1:3] == (40, "option")
    assert "segments.guests.arrivals" not in found


@pytest.mark.parametrize("name", ["hotel_front_desk", "hospital_outpatients", "coffee_shop", "bank_call_centre"])
def test_every_stated_value_of_the_gallery_is_found_in_its_line(name: str) -> None:
    path = gallery_path(name)
    scenario, lines = load(path), path.read_text(encoding="utf-8").splitlines()
    for option in ("baseline", *scenario.options):
        for origin in origins(scenario, read_document(path), option):
            if origin.kind != "default":
                line, column = (int(part) for part in origin.where.rsplit(":", 2)[1:])
                assert lines[line - 1][column - 1 :].strip(), origin
                if isinstance(origin.value, (str, int)) and "\n" not in str(origin.value):
                    assert str(origin.value)[:20].strip('"') in lines[line - 1], origin


def test_an_unknown_option_and_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="unknown option"):
        told(tmp_path, "mroe")
    (tmp_path / "broken.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ScenarioError, match="this is not YAML"):
        read_document(tmp_path / "broken.yaml")
