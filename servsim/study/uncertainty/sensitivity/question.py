"""Of which result it is asked what matters, and the results at the points of a design that is made to answer it."""

from typing import NamedTuple

import numpy as np

from servsim.cancelling import Cancelled
from servsim.errors import ServsimError
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult
from servsim.study.running.trial_loop import Resources
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.explore import explored
from servsim.study.uncertainty.parameter_uncertainty import Floats
from servsim.study.variants import Variants


class KpiQuestion(NamedTuple):
    """Of which KPI, and of which option (for others than the baseline: of its change)."""

    kpi: str
    option: str = BASELINE

    def check(self, result: StudyResult) -> None:
        """Raises ServsimError when a study knows nothing of it."""
        if self.kpi not in KPIS or self.option not in result.options:
            raise ServsimError(f"there is no KPI {self.kpi} of an option {self.option} in this study")


class DesignValues(NamedTuple):
    """Results at those points of a design at which the scenario is sound."""

    design: Design
    values: Floats
    """(points, replications) the KPI or the change of it, in inner units; NaN where there is none."""


def answers(result: StudyResult, question: KpiQuestion, design: Design, resources: Resources) -> DesignValues:
    """Simulate at the points of a design, with the customers of a study.

    Raises ServsimError when the scenario is unsound nearly everywhere, KeyboardInterrupt after Ctrl-C.
    """
    names = [] if question.option == BASELINE else [question.option]
    variants = Variants(result.scenario, names, result.baseline)
    rows = [result.index_of(name) for name in variants.names]
    found = explored(variants, design, result.plain._replace(tables=result.plain.tables[rows]), resources)
    if found is None:
        raise ServsimError("the scenario is unsound at nearly all points; narrower ranges are needed")
    if found.interrupted:
        raise Cancelled
    values = found.at_points(question.kpi) if not names else found.differences(question.kpi, question.option)
    return DesignValues(found.design, np.asarray(values))
