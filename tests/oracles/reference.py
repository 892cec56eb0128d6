"""Reference values for the tests: computed apart from servsim, most of them by two routes that agree.

``oracles.json`` maps a group to its formula, source, units and cases; numbers carry ten significant digits.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("oracles.json")


class Case(NamedTuple):
    """One reference case: what goes in and what must come out."""

    group: str
    number: int
    params: dict[str, Any]
    values: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.group}-{self.number}"


@cache
def _groups() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def cases(group: str) -> list[Case]:
    """The cases of a group, for ``pytest.mark.parametrize("case", cases(group), ids=str)``."""
    return [
        Case(group, number, case["params"], case["values"]) for number, case in enumerate(_groups()[group]["cases"])
    ]
