"""Rules of the source code that a machine can check; ruff, mypy and lint-imports check more."""

import ast
import re

from tests.house.source import PACKAGE, ROOT, Function, all_functions, files
from tests.paths import TESTS

LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 300, 40, 5
FREE_KEYWORDS = {"servsim/scenario/values/base.py: default", "servsim/wording/__init__.py: Wording.__call__"}
TIME = re.compile(r"(^|_)(wait|time|times|minutes|duration|delay|paid|asa)(_|$)")
NO_TIME = re.compile(r"score|ratio|factor|probability|share|show|read|told")
UNIT = re.compile(r"[Mm]inutes?\b|(\b|_)min\b|\bhours?\b")
NUMBERS = re.compile(r"\b(float|Floats|NDArray|ndarray|Interval)\b")


def test_files_are_short() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in [*files(PACKAGE), *files(TESTS)]
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = {
        str(function): function.lines
        for function in [*all_functions(PACKAGE), *all_functions(TESTS)]
        if function.lines > LONGEST_FUNCTION
    }
    assert long == {}


def test_functions_take_few_parameters() -> None:
    """Except the verbs of the command line, which have one parameter for each option."""
    many = {
        str(function): function.parameters
        for function in all_functions(PACKAGE)
        if function.parameters > MOST_PARAMETERS and function.file.parent.name != "cli"
    }
    assert many == {}


def test_public_functions_name_their_parameters() -> None:
    free = {str(function) for function in all_functions(PACKAGE) if function.public and function.node.args.kwarg}
    free |= {
        str(function)
        for function in all_functions(PACKAGE)
        if function.name.endswith("__call__") and function.node.args.kwarg
    }
    assert free <= FREE_KEYWORDS


def test_everything_public_is_documented() -> None:
    silent = [
        str(function)
        for function in all_functions(PACKAGE)
        if function.public and not ast.get_docstring(function.node) and "_inner" not in function.name
    ]
    for file in files(PACKAGE):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
        silent += [f"{file.relative_to(ROOT)}: {node.name}" for node in classes if not ast.get_docstring(node)]
        silent += [] if ast.get_docstring(tree) else [str(file.relative_to(ROOT))]
    assert silent == []


def returns_time(function: Function) -> bool:
    """Whether a function, by its name and type, returns a length or point of time as a number."""
    if not function.public or function.node.returns is None or NO_TIME.search(function.name):
        return False
    numbers = NUMBERS.search(ast.unparse(function.node.returns))
    return numbers is not None and TIME.search(function.node.name) is not None


def test_what_returns_time_says_in_what_unit() -> None:
    timed = [function for function in all_functions(PACKAGE) if returns_time(function)]
    assert len(timed) >= 8
    told = {str(function): f"{function.name} {ast.get_docstring(function.node)}" for function in timed}
    assert [name for name, text in told.items() if not UNIT.search(text)] == []


def test_randomness_is_made_in_one_place() -> None:
    """Random numbers come from keys (servsim/demand/keys.py) only; no part of the program makes a generator."""
    made = []
    for file in files(PACKAGE):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and re.search(r"\brandom\.[A-Za-z]\w*$|default_rng$", ast.unparse(node.func)):
                called_on_a_generator = ast.unparse(node.func).startswith(("generator.", "self."))
                if not called_on_a_generator:
                    made.append(str(file.relative_to(PACKAGE)))
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
                assert "random" not in names, file
    assert made == []


def test_no_module_does_anything_when_it_is_imported() -> None:
    """Only definitions and values stand at the top of a module; the module to be run with -m is the exception."""
    doing = []
    for file in files(PACKAGE):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        bare = [node for node in tree.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
        doing += [str(file.relative_to(PACKAGE)) for _ in bare]
        doing += [
            str(file.relative_to(PACKAGE)) for node in tree.body if isinstance(node, ast.For | ast.While | ast.With)
        ]
    assert set(doing) <= {"__main__.py", "cli/__init__.py"}  # typer's app registers its verbs


def test_nothing_speaks_of_the_machine_it_was_written_on() -> None:
    own = re.compile(r"/(work|home|root|Users)/\w|/tmp/\w")
    told = [
        str(file.relative_to(ROOT))
        for file in [*files(PACKAGE), *files(TESTS)]
        if file.name != "test_code.py" and own.search(file.read_text(encoding="utf-8"))
    ]
    assert told == []
