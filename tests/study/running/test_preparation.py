import os
import subprocess
import sys
from pathlib import Path

import pytest

from servsim.delivery.engines import LAST_KERNEL
from servsim.study.running import preparation
from tests.house.source import PACKAGE

CHECK = "from servsim.delivery import must_compile; print(must_compile())"
PREPARE = "from servsim.study.running.preparation import prepare; prepare(); " + CHECK


def output(program: str, cache: Path) -> str:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.long
def test_after_preparation_nothing_is_left_to_compile(tmp_path: Path) -> None:
    assert output(CHECK, tmp_path) == "True"
    assert output(PREPARE, tmp_path) == "False"
    loop = list(tmp_path.rglob("loop.run_all-*.nbi"))
    sums = list(tmp_path.rglob("accumulate_batch.add_up_all-*.nbi"))
    assert len(loop) == len(sums) == 1
    program = (
        "from servsim.study import run; from servsim.study.running import preparation as p; "
        "from servsim.scenario import Scenario; "
        "run(Scenario.model_validate(p.SMALLEST).with_changes({'study.engine': 'compiled'}), replications=2)"
    )
    before = {file.name for file in tmp_path.rglob("*.nb*")}
    output(program, tmp_path)
    assert {file.name for file in tmp_path.rglob("*.nb*")} == before  # the study compiled nothing more


def test_the_kernel_that_is_looked_for_in_the_cache_is_there() -> None:
    """Under another name every study would believe that it had to compile, and start a process for it."""
    module, _, kernel = LAST_KERNEL.rpartition(".")
    file = PACKAGE.parent / f"{module.replace('.', '/')}.py"
    assert f"def {kernel}(" in file.read_text(encoding="utf-8")


def test_with_a_full_cache_or_one_core_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(preparation.subprocess, "Popen", refuse)
    monkeypatch.setattr(preparation, "must_compile", lambda: False)
    preparation.prepare()
    monkeypatch.setattr(preparation, "must_compile", lambda: True)
    monkeypatch.setattr(preparation, "usable_cores", lambda: 1)
    preparation.prepare()
