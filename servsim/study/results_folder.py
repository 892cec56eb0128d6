"""The folder of results as a study sees it: whether it can be written, and what an earlier report in it is about."""

import json
from pathlib import Path
from tempfile import NamedTemporaryFile

from servsim.errors import OutputError, ServsimError
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.variants import Variants

MANIFEST = "manifest.json"


def check_writable(folder: Path | None) -> None:
    """Make sure that a folder can be written before anything is computed for it; nothing is left there.

    Does nothing without a folder. Raises OutputError when it cannot be written.
    """
    if folder is None:
        return
    try:
        made = [part for part in (folder, *folder.parents) if not part.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
        for part in made:
            part.rmdir()
    except OSError as error:
        raise OutputError(f"cannot write into {folder}: {error.strerror or error}") from None


def extended(folder: Path, variants: Variants, seed: int, more: int) -> int:
    """The number of replications of the report in a folder, and so many more.

    It is the report that counts, not what is kept beside it: so the same command gives the same number again when it
    was stopped on its way. Raises ServsimError when there is no report of the same scenario, options and seed.
    """
    try:
        described = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = [described["scenario"]["fingerprint"], described["options"], described["seed"]]
        replications = int(described["replications"])
    except (OSError, ValueError, TypeError, KeyError):
        raise ServsimError(f"there is no report in {folder} that could be extended; leave --extend out") from None
    asked = [fingerprint(variants.scenario), list(variants.names), seed]
    names = ("scenario", "options", "seed")
    other = [name for name, one, another in zip(names, found, asked, strict=True) if one != another]
    if other:
        raise ServsimError(f"the report in {folder} is about something else ({', '.join(other)}); leave --extend out")
    return replications + more
