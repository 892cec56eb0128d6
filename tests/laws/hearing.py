"""A hook for the laws: who gave up or missed much complains easily; the more often it happened, the more."""

from math import fabs
from typing import Any

import numpy as np

from servsim.compiling import inner
from servsim.delivery.rules.outcomes import PATIENCE, SERVED


def anger(row: Any) -> float:
    """What one encounter adds to the probability of a complaint."""
    if row.cause == PATIENCE:
        return 0.5
    return 0.3 if row.cause == SERVED and fabs(row.deviation) > 0.3 else 0.1


def meet(notes: Any, customer: int, segment: int) -> None:
    notes[0][customer] = 0.0


class Anger:
    """Adds up what a customer was angry about."""

    name = "anger"

    def meet(self, notes: Any, customer: int, segment: int) -> None:
        meet(notes, customer, segment)

    def after(self, notes: Any, row: Any, gone: bool) -> float:
        notes[0][row.customer] += anger(row)
        return float(notes[0][row.customer]) if gone else 0.0

    def compiled(self) -> tuple[Any, Any]:
        compiled_anger = inner(anger)

        def after(notes: Any, row: Any, gone: bool) -> float:
            notes[0][row.customer] += compiled_anger(row)
            return float(notes[0][row.customer]) if gone else 0.0

        return inner(meet), inner(after)

    def notes(self, customers: int) -> Any:
        return (np.empty(customers),)

    def plain_notes(self, customers: int) -> Any:
        return ([0.0] * customers,)
