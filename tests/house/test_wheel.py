import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.source import PACKAGE, ROOT, files

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    pytest.importorskip("build", reason="needs the extra: dev")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    [path] = folder.glob("*.whl")
    with ZipFile(path) as opened:
        yield opened


def test_every_module_is_in_the_wheel(wheel: ZipFile) -> None:
    assert {str(file.relative_to(ROOT).as_posix()) for file in files(PACKAGE)} <= set(wheel.namelist())


def test_what_is_not_code_is_in_the_wheel_too(wheel: ZipFile) -> None:
    names = set(wheel.namelist())
    assert {
        "servsim/py.typed",
        "servsim/wording/en.json",
        "servsim/report/templates/report.html.j2",
        "servsim/report/templates/report.css",
    } <= names
    scenarios = sorted((ROOT / "scenarios").glob("*.yaml"))
    assert scenarios
    for path in scenarios:
        assert f"servsim/gallery/{path.name}" in names
        assert wheel.read(f"servsim/gallery/{path.name}") == path.read_bytes()
        for data in (ROOT / "scenarios" / "data").glob("*.csv"):
            if f"data/{data.name}" in path.read_text(encoding="utf-8"):
                assert f"servsim/gallery/data/{data.name}" in names


def test_nothing_else_is_in_the_wheel(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"servsim"}
    assert not [name for name in wheel.namelist() if name.startswith("servsim/gallery/") and name.endswith(".py")]
    assert not [name for name in wheel.namelist() if "__pycache__" in name or "/test" in name]
    [licence] = [name for name in wheel.namelist() if name.endswith("/LICENSE")]
    assert b"MIT" in wheel.read(licence)


def test_the_command_is_declared(wheel: ZipFile) -> None:
    [entry_points] = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "servsim = servsim.cli:main" in wheel.read(entry_points).decode()


def test_the_installed_package_runs_its_gallery_without_the_checkout(wheel: ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    (tmp_path / "work").mkdir()
    command = [sys.executable, "-m", "servsim", "run", "coffee_shop", "-n", "2", "-o", "short_menu", "--out", "here"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    where = subprocess.run(
        [sys.executable, "-c", "import servsim; print(servsim.__file__)"],
        cwd=tmp_path / "work", env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(tmp_path / "site") in where.stdout
    done = subprocess.run(command, cwd=tmp_path / "work", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "work" / "here" / "report.html").stat().st_size > 100_000
