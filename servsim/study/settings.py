"""How a study is to be run, as a value; and a function that takes such a value by its fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from servsim.errors import nearest, shown
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.units import Auto
from servsim.study.running.worker_pool import Workers

Progress = Callable[[int, int | None], None]
Fields = ParamSpec("Fields")
Value = TypeVar("Value")
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How a study is to be run; every field has a default."""

    options: Sequence[str] | None = None
    """Names of the options to compare with the baseline; None for all that the scenario has."""
    replications: int | Auto | None = None
    """How many replications of each (>= 2), or "auto": as many as the precision needs; None for what the scenario
    states."""
    precision: Mapping[str, object] | None = None
    """How wide intervals may be, by KPI, written as in a scenario: {"wait_p90": "5 %", "csat": 0.05}."""
    at_most: int | None = None
    """After how many replications (>= 15) to stop though the precision is not reached."""
    seed: int | None = None
    """The seed of all random numbers (0 to 2**63 - 1); None for what the scenario states."""
    progress: Progress | None = None
    """Is told how many replications are done, those of each option counted, and how many there are in all."""
    workers: Workers = 1
    """Number of parallel workers; "auto" for all usable cores, once that pays."""
    executor: Any = None
    """Who simulates instead: an Executor of concurrent.futures, a Dask client, or the address of a Dask scheduler."""
    parameter_sets: int | Auto = 0
    """At how many points of the ranges everything is simulated again (>= 8); 0 for nowhere, "auto" for as many as the
    scenario states, where that is quick."""
    folder: str | Path | None = None
    """Where finished replications are kept and found again; None keeps nothing."""
    fresh: bool = False
    """Whether replications that earlier runs have kept there are forgotten first."""
    extend: int | None = None
    """So many further replications than the report in the folder has, instead of a number in all."""


def by_field(
    value: Callable[Fields, Value],
) -> Callable[[Callable[[Scenario, Value], Result]], Callable[Concatenate[Scenario, Fields], Result]]:
    """Let a function of a scenario and a value take the fields of that value as keywords; others are a TypeError."""
    fields = signature(value).parameters

    def decorated(function: Callable[[Scenario, Value], Result]) -> Callable[Concatenate[Scenario, Fields], Result]:
        @wraps(function)
        def called(scenario: Scenario, *args: Fields.args, **kwargs: Fields.kwargs) -> Result:
            for name in kwargs.keys() - fields.keys():
                raise TypeError(f"{function.__name__}() takes no {shown(name)}; {nearest(name, tuple(fields))}")
            return function(scenario, value(*args, **kwargs))

        scenario, *_ = signature(function).parameters.values()
        parameters = [scenario, *fields.values()]
        called.__signature__ = signature(function).replace(parameters=parameters)  # type: ignore[attr-defined]
        return called  # type: ignore[return-value]

    return decorated
