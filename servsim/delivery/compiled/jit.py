"""How the functions of this room are compiled, and when a cached compilation may be used again.

Numba keeps compiled code in a cache beside the source, but looks only at the file of the function itself: a change in a
function that is called from another file would go unnoticed. So every function here carries the fingerprint of all
files that take part.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def _fingerprint() -> str:
    here = Path(__file__).parent
    sources = [*sorted(here.glob("*.py")), *sorted(here.parent.glob("*.py"))]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


_STAMP = _fingerprint()


def kernel(function: Function) -> Function:
    """Compile a function when it is first called; the global interpreter lock is released while it runs."""
    compiled: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    compiled._cache._cache_file._source_stamp = _STAMP
    return compiled  # type: ignore[no-any-return]


def inner(function: Function) -> Function:
    """Compile a function that is only called by kernels."""
    compiled: Any = numba.njit(error_model="numpy", forceinline=True)(function)
    return compiled  # type: ignore[no-any-return]


def compiled_module(module: ModuleType) -> SimpleNamespace:
    """The functions of a module that is written in plain Python, compiled: the same source, no copy of it.

    Each function gets the compiled versions of its sisters to call.
    """
    sisters: dict[str, Any] = dict(vars(module))
    for name, function in vars(module).items():
        if isinstance(function, FunctionType) and function.__module__ == module.__name__:
            own = FunctionType(function.__code__, sisters, name, function.__defaults__)
            sisters[name] = numba.njit(error_model="numpy", forceinline=True)(own)
    return SimpleNamespace(**sisters)
