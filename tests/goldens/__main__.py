"""``python -m tests.goldens``: the base commit against this checkout; ``... freeze``: write the record for CI anew."""

import argparse
import sys

from tests.goldens.compare import compare
from tests.goldens.probe import ENGINES, HERE, ROOT, SEEDS, Case, Found, adapter_of, found_by
from tests.goldens.record import FILE, write
from tests.goldens.renames import BASE


def freeze() -> None:
    """Write the record of this checkout: the first seed, with the engine that is quickest."""
    adapter = adapter_of(ROOT)
    found: dict[Case, Found] = {}
    for file in [*sorted((HERE / "scenarios").glob("*.yaml")), *sorted((ROOT / "scenarios").glob("*.yaml"))]:
        found.update(found_by(adapter, file, "compiled", SEEDS[:1]))
    write(found)
    print(f"wrote {FILE.relative_to(ROOT)}: {len(found)} replications, {FILE.stat().st_size / 1024:.0f} KB")


def main() -> int:
    """Do what is asked for; 1 when anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.goldens", description=__doc__)
    parser.add_argument("verb", nargs="?", choices=("compare", "freeze"), default="compare")
    parser.add_argument("--base", default=BASE, help="the commit to compare with (%(default)s)")
    parser.add_argument("--engine", choices=ENGINES, help="one engine only")
    asked = parser.parse_args()
    if asked.verb == "freeze":
        freeze()
        return 0
    return 0 if compare(asked.base, (asked.engine,) if asked.engine else ENGINES) else 1


if __name__ == "__main__":
    sys.exit(main())
