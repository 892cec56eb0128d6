"""Pages of the documentation as tests read them: hand-written Markdown and its blocks of code."""

import re
import shlex
from pathlib import Path

from tests.paths import ROOT

DOCS = ROOT / "docs"
MADE = {"scenario_file.md", "kpis.md", "log.md", "commands.md", "api.md"}
"""Pages in docs/reference that are made from the code; they have tests of their own."""
WRITTEN = sorted(path for path in DOCS.rglob("*.md") if path.name not in MADE and "_build" not in path.parts)


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def commands(path: Path) -> list[list[str]]:
    """Every call of servsim on a page, as words after the program's name."""
    lines = [line for block in blocks(path, "bash") for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("servsim ")]
