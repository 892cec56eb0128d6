"""The terms of a comparison, KPI by KPI: which direction is better, and which difference is worth acting on."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from servsim.errors import ServsimError, nearest, shown
from servsim.scenario.kpis.declarations import KPIS, Better
from servsim.scenario.parts.width import Width, parse_width, usual_width
from servsim.scenario.scenario import Scenario
from servsim.study.selecting.comparison_settings import FIRST_STAGE, METHODS, ComparisonSettings
from servsim.study.selecting.selection import direction_of


class Term(NamedTuple):
    """How options are judged in one KPI."""

    kpi: str
    better: Better
    width: Width
    """The smallest difference worth acting on."""

    @property
    def sign(self) -> float:
        """What makes larger values the better ones."""
        return 1.0 if self.better == "higher" else -1.0


def agreed_terms(scenario: Scenario, settings: ComparisonSettings) -> tuple[Term, ...]:
    """The terms of all KPIs that decide, each once; raises ServsimError with all that is wrong with a comparison."""
    kpis = _kpis(scenario, settings)
    faults = [f"unknown KPI {shown(kpi)}; {nearest(kpi, tuple(KPIS))}" for kpi in kpis if kpi not in KPIS]
    if settings.method not in METHODS:
        faults.append(f"unknown method {shown(settings.method)}; allowed: {', '.join(METHODS)}")
    if settings.at_most < FIRST_STAGE:
        faults.append(f"found at most {settings.at_most} replications; a comparison takes at least {FIRST_STAGE}")
    for name in settings.options or ():
        if name not in scenario.options:
            faults.append(f'unknown option "{name}"; {nearest(name, tuple(scenario.options))}')
    stated = [_by_kpi(what, getattr(settings, what), kpis, faults) for what in ("better", "indifference")]
    terms = [_term(scenario, kpi, (stated[0].get(kpi), stated[1].get(kpi)), faults) for kpi in kpis if kpi in KPIS]
    if faults:
        raise ServsimError("\n".join(faults))
    return tuple(term for term in terms if term is not None)


def _kpis(scenario: Scenario, settings: ComparisonSettings) -> tuple[str, ...]:
    if settings.kpis is None:
        return (next((target.kpi for target in scenario.parsed_targets), "csat"),)
    return tuple(dict.fromkeys([settings.kpis] if isinstance(settings.kpis, str) else settings.kpis)) or ("csat",)


def _by_kpi(what: str, stated: object, kpis: Sequence[str], faults: list[str]) -> Mapping[str, object]:
    """What is stated for each KPI; where only one decides, its name may be left out."""
    if stated is None:
        return {}
    if not isinstance(stated, Mapping):
        if len(kpis) > 1:
            faults.append(f"{what}: found {shown(stated)} for several KPIs; say for which one, as {kpis[0]}=...")
        return {kpis[0]: stated}
    faults += [f"{what}: {name} does not decide here; {nearest(name, kpis)}" for name in stated if name not in kpis]
    return stated


def _term(scenario: Scenario, kpi: str, stated: tuple[object, object], faults: list[str]) -> Term | None:
    better, indifference = stated
    try:
        return Term(kpi, direction_of(kpi, cast("Better | None", better)), _width(scenario, kpi, indifference))
    except ServsimError as error:
        faults.append(str(error))
    except ValueError as error:
        faults.append(f"indifference: {error}")
    return None


def _width(scenario: Scenario, kpi: str, indifference: object) -> Width:
    if indifference is not None:
        return parse_width(kpi, indifference)
    stated = {width.kpi: width for width in scenario.study.widths}
    return stated.get(kpi) or usual_width(kpi, scenario.study.relative_width)
