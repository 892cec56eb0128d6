"""Cells: the combinations of the levels of several factors, each of them an option of the scenario."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, NamedTuple

from servsim.errors import ScenarioError, ServsimError
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.factors import Factor
from servsim.scenario.variants.levels import Level

MOST_CELLS = 1000
"""A grid of cells beyond this is a slip of the pen, or needs a search instead of a grid."""
MOST_FAULTS = 20


class Cell(NamedTuple):
    """One combination: its name among the options, the level of each factor, and what it changes by path."""

    name: str
    levels: tuple[Level, ...]
    changes: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The combination as it is written."""
        return ", ".join(f"{path} {level.text}" for path, level in zip(self.changes, self.levels, strict=True))


def full_grid(factors: Sequence[Factor]) -> tuple[Cell, ...]:
    """Every combination of the levels, the last factor changing first.

    Raises ServsimError for more than 1,000 of them.
    """
    number = prod(len(factor.levels) for factor in factors)
    if number > MOST_CELLS:
        sizes = " x ".join(str(len(factor.levels)) for factor in factors)
        raise ServsimError(f"found {sizes} = {number:,} cells; at most {MOST_CELLS:,} are possible: take larger steps")
    combinations = product(*(factor.levels for factor in factors))
    return tuple(
        Cell(f"cell_{index}", levels, {factor.path: level.value for factor, level in zip(factors, levels, strict=True)})
        for index, levels in enumerate(combinations, start=1)
    )


def with_cells(base: Scenario, cells: Sequence[Cell]) -> Scenario:
    """The scenario with the cells for its options.

    Raises ServsimError with the faults of all cells that are no sound scenario.
    """
    faults = []
    for cell in cells:
        try:
            base.with_changes(cell.changes)
        except ScenarioError as error:
            faults += [f"{cell.text}: {fault.message}" for fault in error.faults]
    if len(faults) > MOST_FAULTS:
        faults = [*faults[:MOST_FAULTS], f"and {len(faults) - MOST_FAULTS} more"]
    if faults:
        raise ServsimError("\n".join(faults))
    return base.model_copy(update={"options": {cell.name: dict(cell.changes) for cell in cells}})
