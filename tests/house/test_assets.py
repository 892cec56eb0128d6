import re
from pathlib import Path

import pytest

from tests.house.source import PACKAGE

ASSETS = [
    path for path in sorted(PACKAGE.rglob("*")) if path.suffix in {".j2", ".css", ".json", ".html", ".js", ".svg"}
]
FOREIGN = re.compile(r"(https?:)?//[a-z0-9-]+\.[a-z]{2,}|@import|<script|<link|<iframe|\bsrc=", re.IGNORECASE)


def test_the_assets_are_found() -> None:
    assert {"report.html.j2", "report.css", "en.json"} <= {path.name for path in ASSETS}


@pytest.mark.parametrize("path", ASSETS, ids=lambda path: path.name)
def test_no_asset_names_an_address(path: Path) -> None:
    assert FOREIGN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["https://cdn.example.org/a.js", "//fonts.example.com/x", '<img src="a">'])
def test_twin_addresses_are_noticed(text: str) -> None:
    assert FOREIGN.search(text)


def test_texts_of_the_planner_are_escaped() -> None:
    """Only the drawings that servsim makes itself go into the page as they are."""
    template = (PACKAGE / "report" / "templates" / "report.html.j2").read_text(encoding="utf-8")
    assert set(re.findall(r"\{\{ *([\w.]+)\|safe", template)) == {
        "journey.drawing",
        "observed.drawing",
        "section.drawing",
    }
