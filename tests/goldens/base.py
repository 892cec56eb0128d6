"""What came out of the base commit: run in a git worktree of its own, once, and kept outside of the repository."""

import getpass
import os
import platform
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from ruamel.yaml import YAML

from tests.goldens import renames
from tests.goldens.probe import HERE, ROOT

Names = dict[str, str]
DECIDING = ("numpy", "numba", "scipy", "pandas", "simpy")
"""Packages with another version of which the base is run again."""


@dataclass(frozen=True)
class Base:
    """A commit that is run beside this checkout."""

    commit: str

    @classmethod
    def of(cls, revision: str) -> "Base":
        """The commit that a revision names; raises CalledProcessError for an unknown one."""
        return cls(_git("rev-parse", "--verify", f"{revision}^{{commit}}"))

    def kept(self, engine: str, scenarios: Path) -> Path:
        """Where the results of an engine lie, or will: named by all that they depend on."""
        parts = [self.commit, engine, platform.python_version(), platform.machine()]
        parts += [metadata.version(package) for package in DECIDING]
        files = [*sorted(scenarios.iterdir()), HERE / "probe.py", HERE / "adapter_6f08742.py"]
        key = sha256(" ".join(parts).encode() + b"".join(file.read_bytes() for file in files)).hexdigest()[:20]
        return cache() / f"{self.commit[:10]}-{engine}-{key}.pickle"


def cache() -> Path:
    """A folder of this user's own, outside of the repository."""
    folder = Path(tempfile.gettempdir()) / f"servsim-goldens-{getpass.getuser()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


@contextmanager
def worktree(commit: str) -> Iterator[Path]:
    """A checkout of a commit, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="servsim-base-") as folder:
        place = Path(folder) / "checkout"
        _git("worktree", "add", "--quiet", "--detach", str(place), commit)
        try:
            yield place
        finally:
            _git("worktree", "remove", "--force", str(place))


def own_goldens(checkout: Path) -> Path | None:
    """The goldens of a checkout, if it has any; the first base commit has none."""
    folder = checkout / "tests" / "goldens"
    return folder if (folder / "adapter.py").exists() else None


def scenarios_for(checkout: Path, folder: Path) -> Path:
    """The frozen scenarios in the words of a checkout; where it has none they are written into a folder."""
    if own := own_goldens(checkout):
        return own / "scenarios"
    yaml = YAML()
    for file in sorted((HERE / "scenarios").iterdir()):
        if file.suffix == ".yaml" and renames.KEYS:
            yaml.dump(renames.in_old_words(yaml.load(file)), folder / file.name)
        elif file.suffix != ".md":
            (folder / file.name).write_bytes(file.read_bytes())
    return folder


def names_since(checkout: Path) -> tuple[Names, Names, Names]:
    """New names of columns, KPIs and scopes by those that a checkout knows."""
    known = runpy.run_path(str(own / "renames.py")) if (own := own_goldens(checkout)) else {}
    columns, kpis, scopes = (
        {old: new for old, new in getattr(renames, table).items() if known.get(table, {}).get(old) != new}
        for table in ("COLUMNS", "KPIS", "SCOPES")
    )
    return columns, kpis, scopes


def run_probe(checkout: Path, scenarios: Path, engine: str, out: Path) -> None:
    """Run a checkout's program in a process of its own; raises CalledProcessError when it fails."""
    unfinished = out.with_suffix(f".{os.getpid()}")
    command = [sys.executable, "-m", "tests.goldens.probe", "--checkout", str(checkout), "--scenarios", str(scenarios)]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    subprocess.run([*command, "--engine", engine, "--out", str(unfinished)], cwd=ROOT, env=environment, check=True)
    unfinished.replace(out)


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()
