"""Every scenario of the gallery keeps the laws, and its formulas are compared wherever they say anything."""

from pathlib import Path

import pytest

from servsim.scenario import load
from servsim.scenario.reading.gallery import gallery_folder
from servsim.study import run

FILES = sorted(gallery_folder().glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_check_of_the_gallery_fails(file: Path) -> None:
    found = run(load(file), options=[], replications=3, seed=2).checked
    assert found.failed == ()
    assert {check.verdict for check in found.named("formula")} & {"agrees", "expected"}
