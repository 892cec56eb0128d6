"""What is compiled, and what is kept, hangs on exactly the modules that can be reached from it."""

import shutil
from pathlib import Path

import pytest

from servsim.sources import PACKAGE, fingerprint, reachable, stamp

LOOP = ("servsim.delivery.compiled.loop",)
SUMS = ("servsim.measures.counting.compiled",)
TRIAL = ("servsim.measures.trial",)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, to be edited."""
    return Path(
        shutil.copytree(
            PACKAGE, tmp_path_factory.mktemp("edited") / "servsim", ignore=shutil.ignore_patterns("__pycache__")
        )
    )


@pytest.mark.parametrize("roots", [LOOP, SUMS, TRIAL], ids=lambda roots: roots[0])
def test_an_edit_of_each_reachable_module_moves_the_stamp(copy: Path, roots: tuple[str, ...]) -> None:
    before, there = fingerprint(copy, roots), reachable(copy, roots)
    assert before == fingerprint(PACKAGE, roots)
    for file in there.values():
        text = file.read_text(encoding="utf-8")
        file.write_text(text + "# edited\n", encoding="utf-8")
        assert fingerprint(copy, roots) != before, file
        file.write_text(text, encoding="utf-8")
    assert fingerprint(copy, roots) == before


def test_an_edit_elsewhere_does_not_move_it(copy: Path) -> None:
    before, there = fingerprint(copy, TRIAL), set(reachable(copy, TRIAL).values())
    others = [file for file in copy.rglob("*.py") if file not in there]
    assert {file.relative_to(copy).parts[0] for file in others} >= {"cli", "report", "study", "theory"}
    for file in others:
        file.write_text(file.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    assert fingerprint(copy, TRIAL) == before


def test_what_a_kernel_calls_is_reachable() -> None:
    names = set(reachable(PACKAGE, LOOP))
    assert names >= {"servsim.delivery.rules.joining", "servsim.delivery.encounter.encounter", "servsim.demand.keys"}
    assert "servsim.feedback.judgement" not in names
    assert set(reachable(PACKAGE, TRIAL)) >= {"servsim.feedback.judgement", "servsim.measures.kpi_table", *LOOP}


def test_lazy_imports_count_and_those_for_type_checkers_do_not(tmp_path: Path) -> None:
    files = {
        "__init__": "",
        "a": "if TYPE_CHECKING:\n    from house import d\nfrom house.b import (\n    one,\n)\n",
        "b": "def one():\n    import house.c\n",
        "c": "",
        "d": "",
    }
    (tmp_path / "house").mkdir()
    for name, text in files.items():
        (tmp_path / "house" / f"{name}.py").write_text(text, encoding="utf-8")
    assert set(reachable(tmp_path / "house", ("house.a",))) == {"house", "house.a", "house.b", "house.c"}


def test_a_stamp_of_several_modules_is_another_one() -> None:
    assert len({stamp(*LOOP), stamp(*SUMS), stamp(*LOOP, "tests.test_sources")}) == 3
