"""Which source a result depends on: the modules that can be reached by imports, and the fingerprint of their texts.

Compiled code and kept trials may be used again only where the source they came from is the same. Which source that is
follows from the imports themselves (those inside functions too, but not those for type checkers), so that no list has
to be kept when something moves.
"""

import re
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parent
_IMPORT = re.compile(
    r"^(?P<indent>[ \t]*)(?:from (?P<base>\w+(?:\.\w+)*) import (?P<names>\([^)]*\)|[^\n#]*)|import (?P<plain>[^\n#]*)"
    r"|(?P<types>if TYPE_CHECKING:))",
    re.MULTILINE,
)


@cache
def stamp(*modules: str) -> str:
    """Fingerprint (SHA-256) of these modules and all that they import, directly or not.

    Of a module outside of this package only its own text counts.
    """
    foreign = [name for name in modules if name.split(".")[0] != PACKAGE.name]
    own = tuple(name for name in modules if name not in foreign)
    texts = [Path(sys.modules[name].__file__ or "").read_bytes() for name in foreign]
    return sha256(b"".join([fingerprint(PACKAGE, own).encode(), *texts])).hexdigest()


def fingerprint(package: Path, modules: tuple[str, ...]) -> str:
    """The fingerprint of what can be reached from modules of a package that lies at a path."""
    digest = sha256()
    for file in sorted(reachable(package, modules).values()):
        digest.update(file.relative_to(package).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def reachable(package: Path, modules: tuple[str, ...]) -> dict[str, Path]:
    """The modules that can be reached from some of a package, themselves and the packages around them among it."""
    found: dict[str, Path] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        file = _file(package, name)
        if name in found or file is None:
            continue
        found[name] = file
        waiting += [name.rpartition(".")[0], *_imported(file.read_text(encoding="utf-8"), package.name)]
    return found


def _file(package: Path, name: str) -> Path | None:
    """Where a module lies; None when it is none of this package."""
    first, *rest = name.split(".")
    if first != package.name:
        return None
    path = package.joinpath(*rest)
    choices = (path / "__init__.py", path.with_suffix(".py")) if rest else (path / "__init__.py",)
    return next((one for one in choices if one.is_file()), None)


def _imported(source: str, package: str) -> list[str]:
    """The names that a source imports from its own package; a name from a module is taken for a module as well."""
    names: list[str] = []
    types: int | None = None
    for part in _IMPORT.finditer(source):
        indent = len(part["indent"])
        if types is not None and indent > types:
            continue
        types = indent if part["types"] else None
        if part["base"] and part["base"].split(".")[0] == package:
            listed = (one.split()[0] for one in part["names"].strip("()").split(",") if one.strip())
            names += [part["base"], *(f"{part['base']}.{one}" for one in listed)]
        elif part["plain"]:
            names += [one.split()[0] for one in part["plain"].split(",") if one.split()[0].startswith(f"{package}.")]
    return names
