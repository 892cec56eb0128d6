"""What nobody has measured: the numbers of a scenario that have a range, stated by its planner or with a default.

A default that is in force in several segments, teams or touchpoints is one uncertain number, not several: it takes
the same value in all of them. What the planner states without a range is taken as known.
"""

from collections.abc import Callable, Iterable, Sequence
from math import isclose
from typing import Any, Literal, NamedTuple

from servsim.errors import ScenarioError
from servsim.scenario.checking.uncertain_checks import number_at
from servsim.scenario.checking.unknown_keys import shape_at
from servsim.scenario.options import BASELINE, NAMED, Change
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.base import Default

RangeShape = Literal["uniform", "triangular", "gamma"]

DECISIONS = {
    "clock.days_per_week", "service_level.within", "study.at_most", "study.relative_width", "survey.invite",
    "survey.detect.csat", "survey.detect.nps", "survey.detect.power", "touchpoints.*.visits_at_most",
    "touchpoints.*.target",
}  # fmt: skip
"""Defaults that are conventions or what the planner decides, not facts that somebody could measure. Where the standard
aims counts only by its distance from the need, and the need varies."""

PARTS_OF_A_WHOLE = {"servqual.weights": 100.0, "satisfaction.journey": 1.0}
"""Numbers that add up to a whole: they vary together, or not at all."""

CONCENTRATION = 20.0
"""Of the Dirichlet distribution of the weights, an assumption."""

WRITERS: dict[str, Callable[[float], object]] = {
    "": float,
    "whole": round,
    "min": lambda value: f"{value:.12g} min",
    "per min": lambda value: f"{value:.12g} per min",
    "%": lambda value: f"{100.0 * value:.12g} %",
}
"""For each way in which a number is written in a scenario, what writes it."""


class Parameter(NamedTuple):
    """A number that has a range, at all the places where it stands."""

    name: str
    """Its path, with ``*`` in place of the segments, teams or touchpoints in which a default is in force."""
    paths: tuple[str, ...]
    value: float
    """What is taken when it does not vary, in inner units like the ends of the range."""
    low: float
    high: float
    shape: RangeShape
    """uniform over the range, triangular with its peak at the value, or gamma (one part of a Dirichlet)."""
    form: str
    """How it is written: a key of :data:`WRITERS`."""
    stated: bool
    """Whether the planner stated the range."""
    meaning: str

    def changes(self, value: float, here: Iterable[str]) -> list[Change]:
        """The replacements that give it a value (inner units) at those of its places that are ``here``."""
        written = WRITERS[self.form](value)
        known = set(here)
        return [Change(tuple(path.split(".")), written, ()) for path in self.paths if path in known]


def parameters(scenario: Scenario, options: Sequence[str]) -> tuple[Parameter, ...]:
    """All numbers with a range that can make a difference under the baseline or one of these options.

    Only those whose range is stated when the scenario says so (``study: {uncertainty: stated}``).
    """
    stated = tuple(_stated(scenario, path) for path in scenario.uncertain)
    if scenario.study.uncertainty == "stated":
        return stated
    variants = [scenario, *(scenario.option(name) for name in options if name != BASELINE)]
    taken = {path for parameter in stated for path in parameter.paths}
    found = [parameter for parameter in _defaults(variants, taken) if _matters(parameter.name, variants)]
    return (*stated, *_in_whole_groups(found))


def _stated(scenario: Scenario, path: str) -> Parameter:
    """Raises nothing: both ends were tried when the file was read."""
    keys = tuple(path.split("."))
    ends = [scenario.with_replacements([Change(keys, end, ())]) for end in scenario.uncertain[path].between]
    low, high, value = (number_at(one, keys) for one in (*ends, scenario))
    assert low is not None
    assert high is not None
    middle = 0.5 * (low + high) if value is None else value
    shape = scenario.uncertain[path].shape
    return Parameter(path, (path,), middle, low, high, shape, _form(scenario, keys, low), True, meaning_of(keys))


def _form(scenario: Scenario, path: tuple[str, ...], value: float) -> str:
    """How a number has to be written at a path: whole numbers first, then the first way that is read as that number."""
    if isinstance(_plain_value(scenario, path), int):
        return "whole"
    for form, write in WRITERS.items():
        try:
            read = number_at(scenario.with_replacements([Change(path, write(value), ())]), path)
        except ScenarioError:
            continue
        if read is not None and isclose(read, value, rel_tol=1e-9, abs_tol=1e-12):
            return form
    raise AssertionError(f"{'.'.join(path)} cannot be written")


def _plain_value(scenario: Scenario, path: tuple[str, ...]) -> Any:
    here: Any = scenario
    for key in path:
        here = here.get(key) if isinstance(here, dict) else getattr(here, key)
    return here


def meaning_of(path: tuple[str, ...]) -> str:
    """What the documentation of scenarios says of the number at a path; empty below a name that the planner chose."""
    around = shape_at(path[:-1])
    if around is None or around.part is None or around.named:
        return ""
    return " ".join((around.part.model_fields[path[-1]].description or "").split())


def generic(path: str) -> str:
    """A path with ``*`` in place of the name of a segment, team or touchpoint."""
    first, *others = path.split(".")
    return ".".join([first, "*", *others[1:]]) if first in NAMED and len(others) > 1 else path


def _defaults(variants: Sequence[Scenario], taken: set[str]) -> list[Parameter]:
    """Defaults with a range, the same one of several parts as one; ``taken`` are the paths with ranges of their own."""
    groups: dict[tuple[str, object], tuple[Default, Scenario, dict[str, None]]] = {}
    for variant in variants:
        for default in variant.defaults():
            name = generic(default.path)
            if default.between is None or default.path in taken or name in DECISIONS:
                continue
            _, _, paths = groups.setdefault((name, default.value), (default, variant, {}))
            paths[default.path] = None
    return [_default(name, *found) for (name, _), found in groups.items()]


def _default(name: str, default: Default, variant: Scenario, paths: Iterable[str]) -> Parameter:
    assert default.between is not None
    low, high = map(float, default.between)
    shape: RangeShape = "gamma" if name.startswith("servqual.weights.") else "uniform"
    form = _form(variant, tuple(default.path.split(".")), default.value)
    return Parameter(name, tuple(paths), float(default.value), low, high, shape, form, False, default.meaning)


def _matters(name: str, variants: Sequence[Scenario]) -> bool:
    """Whether a default can have an effect under any of these variants; what is switched off stays as it is."""
    rule = next((rule for start, rule in SWITCHES.items() if name in start), None)
    return rule is None or any(rule(variant) for variant in variants)


def _dial(name: str) -> Callable[[Scenario], bool]:
    def used(scenario: Scenario) -> bool:
        return any(
            getattr(part, name) > 0 or (getattr(part.measured_at, name) or 0.0) > 0
            for part in scenario.touchpoints.values()
        )

    return used


SWITCHES: dict[tuple[str, ...], Callable[[Scenario], bool]] = {
    ("time.personal_cost", "time.distance_cost", "time.cv_personal", "fit.rigidity", "fit.improvisation_noise",
     "fit.need_visibility", "defect.log_or_personal"): _dial("personalization"),
    ("time.standard_saving", "time.cv_standard", "quality.cut_between", "quality.cut_within", "defect.log_or_standard",
     "defect.detect_standard"): _dial("standardization"),
    ("servqual.score_at_tolerance", "servqual.loss_aversion"): lambda scenario: scenario.servqual.wait_table is None,
    ("satisfaction.disconfirmation",): lambda scenario: scenario.satisfaction.model == "blend",
    ("loyalty.word_of_mouth",): lambda scenario: scenario.loyalty.acquisition is not None,
    ("loyalty.discount_rate",): lambda scenario: scenario.loyalty.margin is not None,
}  # fmt: skip
"""What must be the case for a default to have an effect; defaults that are not named here always have one."""


def whole_of(name: str) -> str:
    """The whole that a number is a part of; empty when it stands alone."""
    return next((whole for whole in PARTS_OF_A_WHOLE if name.startswith(f"{whole}.")), "")


def varies_alone(parameter: Parameter) -> bool:
    """Whether a number can vary while all others stay: parts of a whole cannot."""
    return parameter.stated or not whole_of(parameter.name)


def _in_whole_groups(found: list[Parameter]) -> list[Parameter]:
    """Without the parts of a whole of which the planner has fixed another part."""
    broken = set()
    for whole, total in PARTS_OF_A_WHOLE.items():
        together = sum(parameter.value for parameter in found if whole_of(parameter.name) == whole)
        if not isclose(together, total):
            broken.add(whole)
    return [parameter for parameter in found if whole_of(parameter.name) not in broken]
