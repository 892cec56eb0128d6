import ast
import re
import subprocess
import sys
from importlib.metadata import version

import pytest

import servsim
from tests.house.source import PACKAGE

PUBLIC = [
    "Proposal",
    "Replication",
    "Scenario",
    "ScenarioError",
    "ServsimError",
    "StudyResult",
    "SweepResult",
    "compare",
    "figures",
    "load",
    "optimize",
    "run",
    "sensitivity",
    "simulate",
    "sweep",
    "write_report",
]
HEAVY = ("numpy", "pandas", "matplotlib", "scipy", "pydantic", "jinja2", "simpy", "ruamel", "rich")


def loaded_by(code: str) -> set[str]:
    """Which of the heavy libraries a piece of code loads in a fresh interpreter."""
    ask = f"{code}\nimport sys\nprint('loaded:', *[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_the_public_names_are_the_documented_ones() -> None:
    documented = re.findall(r"^``(\w+)``", servsim.__doc__ or "", flags=re.MULTILINE)
    assert sorted(documented) == sorted(PUBLIC)
    assert servsim.__all__ == PUBLIC
    assert dir(servsim) == sorted([*PUBLIC, "__version__"])


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert (getattr(servsim, name).__doc__ or "").strip()


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    [typed] = [node for node in tree.body if isinstance(node, ast.If)]
    imported = [alias.name for node in typed.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(imported) == sorted(PUBLIC)
    assert (PACKAGE / "py.typed").is_file()


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'servsim' has no attribute 'optimise'"):
        servsim.optimise  # noqa: B018


def test_the_version_is_the_installed_one() -> None:
    assert servsim.__version__ == version("servsim")


def test_importing_servsim_loads_nothing_heavy() -> None:
    assert loaded_by("import servsim") == set()


def test_help_loads_nothing_heavy() -> None:
    ask = "import sys; sys.argv = ['servsim', '--help']\nfrom servsim.cli import main"
    assert loaded_by(f"{ask}\ntry: main()\nexcept SystemExit: pass") <= {"rich"}


def test_checking_a_scenario_draws_and_tabulates_nothing() -> None:
    assert not loaded_by("from servsim.scenario import load") & {"pandas", "matplotlib", "simpy", "jinja2"}


def test_simulating_needs_neither_tables_nor_figures() -> None:
    assert not loaded_by("from servsim.study import run, simulate") & {"pandas", "matplotlib", "jinja2"}
