"""servsim: try a change to a service before you make it.

Describe a service in one YAML file, add the options you consider, and learn by simulation what happens to waiting
times, quality variance and customer satisfaction, what it costs, and how sure you can be. The public names:

==================  ============================================================================
``load``            read a scenario file; all its faults at once when it is wrong
``Scenario``        a scenario as a frozen value; ``with_changes`` makes another one
``run``             simulate a scenario and its options many times, on the same customers
``compare``         simulate until it is known which option is best, and which others may be
``StudyResult``     what that found: KPIs, intervals, differences, chances of targets, DataFrames
``sweep``           every combination of levels of some values, on the same customers
``SweepResult``     what that found: a table, the efficient frontier, heat maps and trade-off curves
``optimize``        the cheapest rosters of teams, and dials, with which enough replications meet all targets
``Proposal``        what that found: an option, its cost and chances, everything that was tried
``sensitivity``     which of the numbers that nobody has measured a KPI hangs on
``simulate``        one replication with its encounter log, ratings and tidy DataFrame
``Replication``     what that gave
``write_report``    one self-contained HTML page about a study
``figures``         the figures of that page, as functions that return matplotlib axes
``ServsimError``    the base of all errors a user can mend
``ScenarioError``   a scenario with all its faults, each with its place
==================  ============================================================================

Importing servsim loads nothing heavy: names are fetched when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "Proposal": "servsim.study",
    "Replication": "servsim.study",
    "Scenario": "servsim.scenario",
    "ScenarioError": "servsim.errors",
    "ServsimError": "servsim.errors",
    "StudyResult": "servsim.study",
    "compare": "servsim.study",
    "figures": "servsim.report",
    "load": "servsim.scenario",
    "write_report": "servsim.report",
    "SweepResult": "servsim.study",
    "optimize": "servsim.study",
    "run": "servsim.study",
    "sensitivity": "servsim.study",
    "sweep": "servsim.report",
    "simulate": "servsim.study",
}

__all__ = [
    "Proposal",
    "Replication",
    "Scenario",
    "ScenarioError",
    "ServsimError",
    "StudyResult",
    "SweepResult",
    "compare",
    "figures",
    "load",
    "optimize",
    "run",
    "sensitivity",
    "simulate",
    "sweep",
    "write_report",
]

if TYPE_CHECKING:
    from servsim.errors import ScenarioError, ServsimError
    from servsim.report import figures, sweep, write_report
    from servsim.scenario import Scenario, load
    from servsim.study import (
        Proposal,
        Replication,
        StudyResult,
        SweepResult,
        compare,
        optimize,
        run,
        sensitivity,
        simulate,
    )


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'servsim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
