"""Run every frozen scenario and the gallery with one checkout, and keep what came out.

``python -m tests.goldens.probe --checkout FOLDER --engine simpy --out FILE``, from the root of this checkout: the
program is that of the other checkout, the loop is this one. What touches the program is in the adapter of the checkout.
"""

import argparse
import pickle
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ENGINES = ("simpy", "compiled")
SEEDS = (1, 2, 3)
REPLICATIONS = range(3)

Case = tuple[str, str, int, int]
"""Scenario, option, seed, replication."""
Found = dict[str, Any]
"""The columns of the log by name; the KPI table with the names of its scopes (rows) and KPIs (columns)."""


def adapter_of(checkout: Path) -> Any:
    """The adapter of a checkout; one that has none is the first base commit."""
    own = checkout / "tests" / "goldens" / "adapter.py"
    sys.path.insert(0, str(checkout))
    spec = util.spec_from_file_location("adapter", own if own.exists() else HERE / "adapter_6f08742.py")
    assert spec is not None
    assert spec.loader is not None
    adapter = util.module_from_spec(spec)
    spec.loader.exec_module(adapter)
    program = Path(sys.modules["servsim"].__file__ or "").resolve()
    if not program.is_relative_to(checkout.resolve()):
        raise RuntimeError(f"servsim comes from {program.parent}, not from {checkout}")
    return adapter


def found_by(adapter: Any, file: Path, engine: str, seeds: tuple[int, ...] = SEEDS) -> Iterator[tuple[Case, Found]]:
    """What comes out of a scenario and its options; an option with the first seed only, that it is quick."""
    opened = adapter.opened(file, engine)
    for place, option in enumerate(adapter.options(opened)):
        for seed in seeds if place == 0 else seeds[:1]:
            for replication, found in enumerate(adapter.simulated(opened, place, seed, REPLICATIONS)):
                yield (file.stem, option, seed, replication), found


def main() -> None:
    """Run what is asked for and write it into a file."""
    parser = argparse.ArgumentParser(prog="python -m tests.goldens.probe", description=__doc__)
    parser.add_argument("--checkout", type=Path, default=ROOT)
    parser.add_argument("--scenarios", type=Path, default=HERE / "scenarios")
    parser.add_argument("--engine", choices=ENGINES, default="simpy")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    adapter = adapter_of(asked.checkout)
    found: dict[Case, Found] = {}
    for file in [*sorted(asked.scenarios.glob("*.yaml")), *sorted((asked.checkout / "scenarios").glob("*.yaml"))]:
        found.update(found_by(adapter, file, asked.engine))
    with asked.out.open("wb") as stream:
        pickle.dump(found, stream, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
