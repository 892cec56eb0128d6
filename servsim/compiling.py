"""How plain Python functions become machine code, and when a cached compilation may be used again.

What the program computes for every encounter is written once, as plain scalar Python: numbers and named tuples of
numbers in, arithmetic and ``math`` only, no state. This module compiles such functions with Numba; the same source runs
as it stands where Numba is not installed, or where compiling would take longer than it saves.

Numba keeps compiled code in a cache beside the source, but looks only at the file of the function itself: a change in a
function that is called from another file would go unnoticed. So the cached files of a kernel here bear the fingerprint
of all modules that can be reached from it, and those of other versions are removed.

Kernels work on the arrays they are given and allocate none. This is told to the compiler (``_nrt=False``), which then
leaves out the counting of references: it cost more than half of the time of the event loop. Nor do they count places
from the end: the compiler would look at every index, whether it is negative, which cost a tenth of that time.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, TypeVar

from servsim.sources import stamp

Function = TypeVar("Function", bound=Callable[..., Any])

OPTIONS: dict[str, Any] = {"error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": False}
INNER_OPTIONS: dict[str, Any] = OPTIONS | {"forceinline": True, "no_cpython_wrapper": True}


def numba_installed() -> bool:
    """Whether Numba can be imported; looking does not import it."""
    return find_spec("numba") is not None


def numba_loaded() -> bool:
    """Whether Numba is in use in this process, so that compiled code costs no start any more."""
    return "numba" in sys.modules


def is_cached(kernel: str) -> bool:
    """Whether compiled code of this source lies in a cache: that of a kernel, by the name of its module and its own."""
    module, _, name = kernel.rpartition(".")
    stated = os.environ.get("NUMBA_CACHE_DIR")
    folders = [Path(stated)] if stated else [Path(__file__).parent, Path("~/.cache/numba").expanduser()]
    pattern = f"{module.rpartition('.')[2]}.{name}-*{stamp(module)[:16]}*.nbi"
    return any(next(folder.rglob(pattern), None) for folder in folders)


def kernel(function: Function, *others: str) -> Function:
    """Compile a function when it is first called; the global interpreter lock is released while it runs.

    ``others`` are modules whose functions it calls without importing them, such as those of a hook.
    """
    import numba

    compiled: Any = numba.njit(cache=True, nogil=True, **OPTIONS)(function)
    _stamp(compiled._cache, stamp(function.__module__, *others))
    compile_for = compiled.compile

    def compile_without_looking(signature: Any) -> Any:
        with _indices_as_they_are():
            return compile_for(signature)

    compiled.compile = compile_without_looking
    return compiled  # type: ignore[no-any-return]


@contextmanager
def _indices_as_they_are() -> Iterator[None]:
    """Let Numba take indices as they are, and do not let others compile meanwhile; a negative one is an error.

    Numba has no option for it. It asks one function for the place that an index means; here it gets the index back. A
    Numba that no longer asks that function looks at every index, and gives the same results a little later.
    """
    from numba.core.compiler_lock import global_compiler_lock
    from numba.core.types import intp, uintp

    internals: Any = import_module("numba.np.arrayobj")

    def as_it_is(context: Any, builder: Any, kind: Any, index: Any, *_: Any) -> Any:
        return context.cast(builder, index, kind, intp if kind.signed else uintp)

    with global_compiler_lock:
        before = getattr(internals, "fix_integer_index", None)
        internals.fix_integer_index = as_it_is
        try:
            yield
        finally:
            internals.fix_integer_index = before


def _stamp(cache: Any, source: str) -> None:
    """Let a function's cache be found under the fingerprint of its source only."""
    from numba.core.caching import IndexDataCacheFile

    folder, base = Path(cache._cache_path), cache._impl.filename_base
    stamped = f"{base}-{source[:16]}"
    cache._cache_file = IndexDataCacheFile(str(folder), stamped, source)  # type: ignore[no-untyped-call]
    name, _, line_and_python = base.rpartition("-")
    for old in folder.glob(f"{name}-*.{line_and_python.partition('.')[2]}*.nb[ic]"):
        if not old.name.startswith(stamped):
            old.unlink(missing_ok=True)


def inner(function: Function) -> Function:
    """Compile a function that is only called by kernels.

    It gets no entrances for callers in Python or C: making them took more than half of the compiler's time.
    """
    import numba

    return numba.njit(**INNER_OPTIONS)(function)  # type: ignore[no-any-return]


def compiled_modules(*modules: ModuleType, kernels: Collection[str] = ()) -> SimpleNamespace:
    """The last of these modules of plain Python, compiled: the same source, no copy of it.

    Each module uses only those before it; each function gets the compiled versions of all that it calls. Those named
    as ``kernels`` can be called from Python; a kernel around a large function would be work for the compiler once more.
    """
    known: dict[Any, Any] = {}
    names: dict[str, Any] = {}
    for module in modules:
        functions = {name: value for name, value in vars(module).items() if isinstance(value, FunctionType)}
        names = vars(module) | {name: known.get(function, function) for name, function in functions.items()}
        for name, function in functions.items():
            if function.__module__ == module.__name__:
                copy = FunctionType(function.__code__, names, name, function.__defaults__)
                names[name] = known[function] = kernel(copy) if name in kernels else inner(copy)
    return SimpleNamespace(**names)
