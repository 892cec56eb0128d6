"""Every text that a user can read: help, schema, docstrings of public names, catalogue, documents, notebooks."""

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, NamedTuple, get_type_hints

from typer.testing import CliRunner

import servsim
from servsim import calibration, theory
from servsim.cli import app
from servsim.scenario.reading.schema import json_schema
from servsim.wording import LANGUAGES, wording
from tests.paths import ROOT
from tests.told.pages import WRITTEN

DOCUMENTS = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "DESIGN.md")), *WRITTEN]


class Text(NamedTuple):
    """A text and where it stands."""

    where: str
    text: str


def helps() -> Iterator[Text]:
    for command in app.registered_commands:
        name = getattr(command.callback, "__name__", "")
        shown = CliRunner().invoke(app, [name, "--help"], prog_name="servsim", terminal_width=200, color=False)
        yield Text(f"servsim {name} --help", shown.output)


def schema_texts(schema: Any = None, where: str = "schema") -> Iterator[Text]:
    schema = json_schema() if schema is None else schema
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if isinstance(value, (dict, list)):
            yield from schema_texts(value, f"{where}.{key}")
        elif key in ("description", "patternErrorMessage"):
            yield Text(where, value)


def docstrings() -> Iterator[Text]:
    for module in (servsim, theory, calibration):
        yield Text(module.__name__, module.__doc__ or "")
        for name in module.__all__:
            yield from _of(getattr(module, name), f"{module.__name__}.{name}")


def _of(value: Any, where: str) -> Iterator[Text]:
    yield Text(where, inspect.getdoc(value) or "")
    if inspect.ismodule(value):
        for name in value.__all__:
            yield from _of(getattr(value, name), f"{where}.{name}")
    elif inspect.isclass(value):
        yield from _class(value, where)
    elif hasattr(value, "__wrapped__"):
        hints = get_type_hints(value.__wrapped__)
        for kind in (kind for key, kind in hints.items() if is_dataclass(kind) and key != "return"):
            written = re.findall(r'"""(.*?)"""', inspect.getsource(kind), flags=re.DOTALL)
            yield from (Text(f"{where}: {kind.__name__}", text) for text in written)


def _class(value: type, where: str) -> Iterator[Text]:
    for base in value.__mro__:
        if base.__module__.startswith("servsim."):
            for name, member in vars(base).items():
                if not name.startswith("_") and (inspect.isroutine(member) or isinstance(member, property)):
                    yield Text(f"{where}.{name}", inspect.getdoc(member) or "")


def catalogue() -> Iterator[Text]:
    for language in LANGUAGES:
        words = wording(language)
        yield from (Text(f"{language}.json: {key}", words(key)) for key in words.keys())  # noqa: SIM118


def documents() -> Iterator[Text]:
    yield from (Text(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in DOCUMENTS)


def notebooks() -> Iterator[Text]:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "markdown":
                yield Text(f"{path.name}, cell {number}", "".join(cell["source"]))


SOURCES = {
    "help": helps, "schema": schema_texts, "docstrings": docstrings, "catalogue": catalogue, "documents": documents,
    "notebooks": notebooks,
}  # fmt: skip
