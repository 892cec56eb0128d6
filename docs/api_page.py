"""The reference of the public names, from their docstrings."""

import ast
import inspect
from dataclasses import is_dataclass
from itertools import pairwise
from textwrap import dedent
from types import ModuleType
from typing import Any, get_type_hints

import servsim
from servsim import calibration, theory

MADE_ELSEWHERE = {f"servsim.{name}" for name in servsim.__all__ if inspect.isclass(getattr(servsim, name))}
"""Classes whose values come from functions: what they are made of concerns nobody else."""
HEAD = """
## {name}

```{{eval-rst}}
.. py:module:: {name}

{directives}
```
"""


def api_page() -> str:
    """The page: the public names of the three public modules, in the order of ``__all__``."""
    parts = ["# Python\n\nThe public names. Everything else may change without notice.\n"]
    for module in (servsim, theory, calibration):
        directives = "\n".join(_directive(module, name) for name in module.__all__)
        parts.append(HEAD.format(name=module.__name__, directives=directives))
    return "".join(parts)


def attributes(kind: type) -> dict[str, str]:
    """The docstrings below the attributes of a class, as Markdown."""
    (definition,) = ast.parse(dedent(inspect.getsource(kind))).body
    found = {}
    for line, below in pairwise(getattr(definition, "body", [])):
        match line, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = " ".join(text.replace("``", "`").split())
    return found


def _directive(module: ModuleType, name: str) -> str:
    value = getattr(module, name)
    path = f"{module.__name__}.{name}"
    if inspect.ismodule(value):
        functions = [f".. autofunction:: {value.__name__}.{one}\n" for one in value.__all__]
        return f".. rubric:: {path}\n\n" + "\n".join(functions)
    if inspect.isclass(value) and issubclass(value, Exception):
        return f".. autoexception:: {path}\n   :no-index:\n"
    if inspect.isclass(value):
        members = ", ".join(_members(value))
        return f".. autoclass:: {path}\n" + (f"   :members: {members}\n" if members else "")
    return f".. autofunction:: {path}\n" + _keywords(value)


def _members(kind: type) -> list[str]:
    """Public methods, properties and documented attributes that are servsim's own, not of a library below."""
    found: list[str] = []
    for base in kind.__mro__:
        if base.__module__.startswith("servsim."):
            found += [name for name, member in vars(base).items() if _documented(member)]
            found += [] if hasattr(base, "model_fields") else attributes(base)  # keys of the YAML have their own page
    return [name for name in dict.fromkeys(found) if not name.startswith(("_", "model_"))]


def _documented(member: Any) -> bool:
    method = inspect.isfunction(member) or isinstance(member, (property, classmethod, staticmethod))
    return method and bool(member.__doc__)


def _keywords(function: Any) -> str:
    """What the keywords mean of a function that takes a settings value by its fields."""
    wrapped = getattr(function, "__wrapped__", None)
    hints = get_type_hints(wrapped) if wrapped is not None else {}
    kinds = [kind for kind in hints.values() if is_dataclass(kind) and kind is not hints.get("return")]
    documented: dict[str, str] = {}
    for kind in kinds:
        for base in reversed(kind.__mro__[:-1]):
            documented |= attributes(base)
    return "\n" + "".join(f"   :param {name}: {text.replace('`', '``')}\n" for name, text in documented.items())
