"""How precisely a study is to know its KPIs, and how precisely it came to know them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError, shown
from servsim.measures.intervals import Interval
from servsim.measures.kpi_table import COLUMN
from servsim.scenario.kpis.declarations import headlines
from servsim.scenario.parts.study_settings import replications_asked
from servsim.scenario.parts.width import Width, parse_width, usual_width
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.units import AUTO, Auto
from servsim.study.stopping import LOOK_AHEAD, START, Stopping, WidthGoals

if TYPE_CHECKING:
    from servsim.study.result import StudyResult

MAIN = headlines("main")
"""What matters to a planner who has set no targets: time, consistency, satisfaction, money."""
FEWEST = START + LOOK_AHEAD
FORESEEN = 50
"""For how many replications the engine is chosen when nobody knows their number."""


@dataclass(frozen=True)
class Precision:
    """The widths wanted, and after how many replications to stop in any case."""

    widths: tuple[Width, ...]
    at_most: int

    def stopping(self, options: int) -> Stopping:
        """The rule for so many options: each KPI of each of them, and each difference to the baseline.

        A difference is wanted as precisely as the level of the baseline: of itself it may be zero.
        """
        kpis, differences = len(self.widths), options - 1
        levels = np.arange(options * kpis)
        relative, absolute = np.array([(width.relative, width.absolute) for width in self.widths]).T
        asked = WidthGoals(
            relative=np.tile(relative, options + differences),
            absolute=np.tile(absolute, options + differences),
            reference=np.concatenate([levels, np.tile(np.arange(kpis), differences)]),
        )
        return Stopping(asked, self.at_most)

    def measures(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the rule looks at, from the KPIs (options, KPIs) of one replication."""
        levels = rows[:, [COLUMN[width.kpi] for width in self.widths]]
        return np.concatenate([levels.ravel(), (levels[1:] - levels[0]).ravel()])


Amount = int | Precision
"""How much to simulate: so many replications, or as many as a precision needs."""


def foreseen(wanted: Amount) -> int:
    """For how many replications to prepare."""
    return wanted if isinstance(wanted, int) else min(wanted.at_most, FORESEEN)


def primary_kpis(scenario: Scenario) -> tuple[str, ...]:
    """The KPIs that decide: those with targets, else the main ones."""
    return tuple(dict.fromkeys(target.kpi for target in scenario.parsed_targets)) or MAIN


def amount(
    scenario: Scenario,
    replications: int | Auto | None = None,
    precision: Mapping[str, object] | None = None,
    at_most: int | None = None,
) -> Amount:
    """How much to simulate: what is asked for, else what the scenario states.

    Asking for a precision means ``"auto"``. Raises ServsimError for a number together with a precision, for widths and
    numbers that are none, and for a cap below 15.
    """
    stated = scenario.study
    asked = AUTO if replications is None and (precision or at_most is not None) else replications
    number = stated.replications if asked is None else checked_replications(asked)
    if number != AUTO:
        if precision or at_most is not None:
            raise ServsimError("found a number of replications and a precision to be reached; choose one")
        return number
    cap = stated.at_most if at_most is None else at_most
    if cap < FEWEST:
        raise ServsimError(f"found at most {cap} replications; a stated precision takes at least {FEWEST}")
    return Precision(_widths(scenario, precision), cap)


def checked_replications(number: object) -> int | Auto:
    """A number of replications or ``"auto"``, also as text from a command line; ServsimError for anything else."""
    whole = isinstance(number, str) and number.isascii() and number.isdigit()
    try:
        return replications_asked(int(str(number)) if whole else number)
    except ValueError as error:
        raise ServsimError(str(error)) from None


def _widths(scenario: Scenario, asked: Mapping[str, object] | None) -> tuple[Width, ...]:
    stated = scenario.study
    try:
        widths = tuple(parse_width(kpi, text) for kpi, text in (asked or {}).items()) or stated.widths
    except ValueError as error:
        raise ServsimError(f"precision: {error}") from None
    return widths or tuple(usual_width(kpi, stated.relative_width) for kpi in primary_kpis(scenario))


def widths_of(text: Sequence[str]) -> dict[str, str]:
    """Widths as on a command line, ``KPI=WIDTH``; raises ServsimError for anything else."""
    parts = [one.partition("=") for one in text]
    for one, (kpi, sign, width) in zip(text, parts, strict=True):
        if not (kpi and sign and width):
            raise ServsimError(f'found {shown(one)}; a precision is a KPI and a width ("csat=0.05", "wait_p90=5 %")')
    return {kpi.strip(): width for kpi, _, width in parts}


class Reached(NamedTuple):
    """How precisely a KPI of an option is known, or its difference to the baseline."""

    kpi: str
    option: str
    difference: bool
    interval: Interval
    wanted: float
    """The half width wanted, in the KPI's inner unit."""

    @property
    def enough(self) -> bool:
        """Whether it is known as precisely as wanted."""
        return not self.interval.count or self.interval.half_width <= self.wanted


def reached(result: "StudyResult") -> Iterator[Reached]:
    """What became of every width, KPI by KPI; nothing for a study with a stated number of replications."""
    for width in () if result.precision is None else result.precision.widths:
        today = result.interval(width.kpi).mean
        for option in result.options:
            level = result.interval(width.kpi, option)
            yield Reached(width.kpi, option, False, level, width.at(level.mean) if level.count else np.inf)
        for option in result.options[1:]:
            change = result.difference(width.kpi, option).difference
            yield Reached(width.kpi, option, True, change, width.at(today) if change.count else np.inf)
