"""What moves with a KPI over the ranges, told from the points that a study went over; no library can do with those.

Elementary effects and Sobol' indices need points of their own, these rank correlations do not: they cost nothing more.
With few points in many dimensions they miss what is not strong.
"""

from typing import TYPE_CHECKING, NamedTuple

from servsim.errors import ServsimError
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult
from servsim.study.uncertainty.parameter_ranking import Driver
from servsim.study.uncertainty.sensitivity.question import KpiQuestion

if TYPE_CHECKING:
    import pandas as pd


class Correlations(NamedTuple):
    """Rank correlations of all parameters with a KPI over the ranges."""

    question: KpiQuestion
    currency: str
    today: float
    """The KPI of the baseline with the single values, in inner units."""
    drivers: tuple[Driver, ...]
    """The strongest first."""
    points: int

    def table(self) -> "pd.DataFrame":
        """One row per parameter, the strongest first; means of the KPI in the lowest and highest third of its range."""
        import pandas as pd

        return pd.DataFrame(
            {
                "parameter": one.parameter.name, "low": one.parameter.low, "high": one.parameter.high,
                "correlation": one.correlation, "lowest_third": one.low, "highest_third": one.high,
                "separable": one.separable,
            }
            for one in self.drivers
        )  # fmt: skip


def correlated(result: StudyResult, question: KpiQuestion) -> Correlations:
    """What moves with a KPI, or with the change that an option makes, over the ranges of a study.

    Raises ServsimError for an unknown KPI or option, and when the ranges were not gone over.
    """
    question.check(result)
    if result.uncertainty is None:
        raise ServsimError("the ranges of this study were not gone over; nothing is known of what may matter")
    option = None if question.option == BASELINE else question.option
    found = result.uncertainty.drivers(question.kpi, option)
    today = result.interval(question.kpi).mean
    return Correlations(question, result.scenario.currency, today, tuple(found), result.uncertainty.points)
