from pathlib import Path

import pytest

from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running.chunks import Chunk
from servsim.study.running.sqlite_store import FILE, NoStore, keeping
from servsim.study.running.study_spec import work_here


def test_without_a_folder_nothing_is_kept(tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with keeping(None, ()) as kept:
        assert isinstance(kept, NoStore)
        kept.keep(work_here(Study(tiny), 1)(Chunk(0, range(2))))
        assert kept.trials(0, range(2)) == {}
        assert not kept.damaged
        kept.reached_the_end()
    assert list(tmp_path.iterdir()) == []


def test_with_a_folder_trials_are_kept_there(tiny: Scenario, tmp_path: Path) -> None:
    with keeping(tmp_path / "deep" / "folder", ["key"]) as kept:
        kept.keep(work_here(Study(tiny), 1)(Chunk(0, range(2))))
    assert [path.name for path in (tmp_path / "deep" / "folder").iterdir()] == [FILE]
    with keeping(tmp_path / "deep" / "folder", ["key"]) as kept:
        assert sorted(kept.trials(0, range(5))) == [0, 1]
