"""The gallery: scenarios that come with servsim, each with one lesson."""

import shutil
from pathlib import Path
from typing import NamedTuple

from servsim.errors import OutputError, ServsimError, nearest
from servsim.scenario.reading.load import load


class Entry(NamedTuple):
    """A scenario of the gallery."""

    name: str
    about: str
    path: Path


def gallery_folder() -> Path:
    """Where the scenarios lie: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[2]
    installed = package / "gallery"
    return installed if installed.is_dir() else package.parent / "scenarios"


def gallery() -> list[Entry]:
    """All scenarios of the gallery, by name."""
    return [Entry(path.stem, load(path).about, path) for path in sorted(gallery_folder().glob("*.yaml"))]


def gallery_path(name: str) -> Path:
    """The file of a gallery scenario; raises ServsimError with the names there are for an unknown one."""
    names = [path.stem for path in sorted(gallery_folder().glob("*.yaml"))]
    if name not in names:
        raise ServsimError(f'unknown gallery scenario "{name}"; {nearest(name, names)}')
    return gallery_folder() / f"{name}.yaml"


def scenario_path(file: Path) -> Path:
    """What a command line means by a scenario: a file, or, without a suffix, one of the gallery. Raises as above."""
    return file if file.suffix or file.exists() else gallery_path(str(file))


def copy_scenario(name: str, folder: Path) -> list[Path]:
    """Copy a gallery scenario and the data files it names into a folder; return what was written.

    Raises ServsimError for an unknown name and OutputError when something is in the way: nothing is overwritten.
    """
    source = gallery_path(name)
    text = source.read_text(encoding="utf-8")
    data = [path for path in sorted((source.parent / "data").glob("*.*")) if f"data/{path.name}" in text]
    pairs = [(source, folder / source.name), *((path, folder / "data" / path.name) for path in data)]
    for _, target in pairs:
        if target.exists():
            raise OutputError(f"{target} is already there; choose another folder")
    try:
        for path, target in pairs:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    except OSError as error:
        raise OutputError(f"cannot write below {folder}: {error.strerror or error}") from None
    return [target for _, target in pairs]
