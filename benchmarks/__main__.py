"""``python -m benchmarks``: measure, and write a table in Markdown."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import cold, growth, hotel, races, sweep
from benchmarks.goals import goals_table
from benchmarks.harness import Settings, Spread, busy, machine
from benchmarks.table import Section

RESULTS = Path(__file__).with_name("RESULTS.md")
SECTIONS: dict[str, Callable[[Settings], Section]] = {
    **{name: partial(races.measure, name) for name in races.WORKLOADS},
    "w4": hotel.engines,
    "growth": growth.measure,
    "replications": hotel.replications,
    "workers": hotel.workers,
    "sweep": sweep.measure,
    "rating": hotel.rating,
    "memory": cold.memory,
    "cold": cold.start,
    "cli": cold.command_line,
}
HOW = (
    "Written by `python -m benchmarks`. Everything is measured in one run of it, the contenders in turn (A B C A B C "
    "...), and compared run by run: read the ratios, not the times, since a machine's speed drifts. A number is the "
    "median of the runs, its range stands in brackets. All use one core unless it says otherwise."
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for and write the results."""
    asked = _parser().parse_args(arguments)
    begun, before = time.perf_counter(), busy()
    settings = Settings(asked.runs, asked.quick, partial(print, file=sys.stderr, flush=True))
    sections = []
    for name in asked.only or SECTIONS:
        settings.told(f"== {name}")
        sections.append(SECTIONS[name](settings))
    asked.out.write_text(
        page(sections, settings, f"{(time.perf_counter() - begun) / 60:.0f} minutes, {before}"), encoding="utf-8"
    )
    settings.told(f"wrote {asked.out}")


def page(sections: Sequence[Section], settings: Settings, measured: str) -> str:
    """The results as Markdown, the goals first."""
    values: dict[str, Spread] = {key: value for section in sections for key, value in section.values.items()}
    quick = " **A quick run at small sizes: it shows that the harness works, not how quick anything is.**"
    told = f"{HOW} {settings.runs} runs, {measured}.{quick if settings.quick else ''}"
    parts = ["# Benchmarks", told, "\n".join(f"* {line}" for line in machine()), goals_table(values).markdown()]
    return "\n\n".join([*parts, *races.NOTES, *(section.markdown() for section in sections)]) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure servsim against its rivals.")
    parser.add_argument("--quick", action="store_true", help="small sizes: does it work?")
    parser.add_argument("--only", nargs="+", choices=list(SECTIONS), metavar="NAME", help=", ".join(SECTIONS))
    parser.add_argument("--out", type=Path, default=RESULTS, help="file to write (default: benchmarks/RESULTS.md)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each contender (default: 5)")
    return parser


if __name__ == "__main__":
    main()
