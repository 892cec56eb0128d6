"""The folder of results before a study, and the report that is to be extended."""

import json
import os
from pathlib import Path

import pytest

from servsim.errors import OutputError, ServsimError
from servsim.scenario import Scenario
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.results_folder import MANIFEST, check_writable, extended
from servsim.study.variants import Variants
from tests.samples import smallest

SCENARIO = Scenario.model_validate(
    smallest(options={"fewer": {"teams.desk.agents": 1}, "more": {"teams.desk.agents": 3}})
)


def test_the_report_in_a_folder_can_be_extended(tmp_path: Path) -> None:
    told = {"scenario": {"fingerprint": fingerprint(SCENARIO)}, "options": ["baseline", "fewer"], "seed": 6}
    (tmp_path / MANIFEST).write_text(json.dumps({**told, "replications": 3}), encoding="utf-8")
    study = Variants(SCENARIO, ["fewer"])
    assert extended(tmp_path, study, 6, 4) == 7
    with pytest.raises(ServsimError, match=r"is about something else \(seed\); leave --extend out"):
        extended(tmp_path, study, 7, 4)
    with pytest.raises(ServsimError, match=r"is about something else \(options\); leave --extend out"):
        extended(tmp_path, Variants(SCENARIO), 6, 4)
    with pytest.raises(ServsimError, match=r"is about something else \(scenario, options, seed\)"):
        extended(tmp_path, Variants(SCENARIO.with_changes({"teams.desk.agents": 5})), 7, 4)


@pytest.mark.parametrize("text", [None, "", "{}", "[]", "3", '{"scenario": 1}', "\x00"])
def test_what_is_no_report_is_not_extended(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ServsimError, match=r"there is no report in .* that could be extended; leave --extend out"):
        extended(tmp_path, Variants(SCENARIO), 6, 4)


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write into"):
        check_writable(tmp_path / "taken")
    with pytest.raises(OutputError, match="cannot write into"):
        check_writable(tmp_path / "taken" / "results")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_checking_leaves_nothing_behind(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "here").mkdir()
    check_writable(tmp_path / "here")
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="Permission denied"):
        check_writable(tmp_path / "results")


def test_a_name_too_long_for_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write into"):
        check_writable(tmp_path / ("x" * 300))
