"""Rating in machine code, from the source of :mod:`servsim.feedback.judgement`; importing it loads the compiler."""

from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import inner, kernel
from servsim.feedback import (
    complaints,
    curves,
    judgement,
    kano,
    loyalty,
    ratings,
    response,
    satisfaction,
    servqual,
    wait,
)
from servsim.feedback.judgement import Criteria, Judgement, Moods, Yardstick
from servsim.feedback.rate import Encounters
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.satisfaction import Levels
from servsim.feedback.servqual import Experience, Place

Floats = NDArray[np.float64]

MODULES = (curves, wait, servqual, kano, satisfaction, ratings, response, loyalty, complaints, judgement)
"""What a judgement is made of; each uses only those before it."""


class Parameters(NamedTuple):
    """A rating plan for the kernel."""

    places: Floats
    """(touchpoints, 3): the fields of Place."""
    yardsticks: Floats
    """(segments, 11): tolerated wait, five desired and five predicted levels."""
    criteria: Criteria


def parameters(plan: RatingPlan) -> Parameters:
    """The parameters of a plan as arrays."""
    yardsticks = [(one.tolerated_min, *one.levels.desired, *one.levels.predicted) for one in plan.yardsticks]
    return Parameters(np.array(plan.places, dtype=np.float64), np.array(yardsticks, dtype=np.float64), plan.criteria)


def compiled_modules(modules: tuple[ModuleType, ...]) -> SimpleNamespace:
    """The last of these modules, compiled: each function gets the compiled versions of all that it calls."""
    known: dict[Any, Any] = {}
    names: dict[str, Any] = {}
    for module in modules:
        functions = {name: value for name, value in vars(module).items() if isinstance(value, FunctionType)}
        names = vars(module) | {name: known.get(function, function) for name, function in functions.items()}
        for name, function in functions.items():
            if function.__module__ == module.__name__:
                copy = FunctionType(function.__code__, names, name, function.__defaults__)
                names[name] = known[function] = inner(copy)
    return SimpleNamespace(**names)


judge: Any = compiled_modules(MODULES).judge


@kernel
def judge_all(encounters: Encounters, parameters: Parameters, felt: Any) -> None:
    """Judge all rated encounters and fill the columns of ``felt``, a Judgement with a column in each field."""
    for row in range(encounters.rated.size):
        if encounters.rated[row]:
            found = judge(
                experience_at(encounters.experience, row),
                place_at(parameters.places, encounters.place[row]),
                yardstick_at(parameters.yardsticks, encounters.yardstick[row]),
                moods_at(encounters.moods, row),
                parameters.criteria,
            )
            note(felt, row, found)


@inner
def experience_at(columns: Any, row: int) -> Experience:
    """What was met in one encounter."""
    return Experience(
        columns.quality[row],
        columns.fit[row],
        columns.personalization[row],
        columns.defect[row],
        columns.skill[row],
        columns.load[row],
        columns.wait_min[row],
        columns.served[row],
    )


@inner
def moods_at(columns: Any, row: int) -> Moods:
    """The draws of one judgement."""
    return Moods(columns.csat[row], columns.recommend[row], columns.respond[row])


@inner
def place_at(table: Floats, number: int) -> Place:
    """A touchpoint's place."""
    return Place(table[number, 0], table[number, 1], table[number, 2])


@inner
def yardstick_at(table: Floats, number: int) -> Yardstick:
    """A segment's yardstick."""
    of = table[number]
    return Yardstick(of[0], Levels((of[1], of[2], of[3], of[4], of[5]), (of[6], of[7], of[8], of[9], of[10])))


@inner
def note(felt: Any, row: int, found: Judgement) -> None:
    """Write one judgement down."""
    felt.waited_too_long[row] = found.waited_too_long
    for dimension in range(5):
        felt.perceived[row, dimension] = found.perceived[dimension]
        felt.gap[row, dimension] = found.gap[dimension]
    felt.servqual_gap[row] = found.servqual_gap
    felt.servperf[row] = found.servperf
    felt.satisfaction[row] = found.satisfaction
    felt.csat[row] = found.csat
    felt.recommend[row] = found.recommend
    felt.response_probability[row] = found.response_probability
    felt.responded[row] = found.responded
    felt.return_probability[row] = found.return_probability
    felt.complaint_probability[row] = found.complaint_probability
