"""What customers felt and said: one row per encounter, declared once for both ways of judging."""

from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)
DIMENSION_COUNT = 5


class FeedbackColumn(Generic[Number]):
    """A column of a feedback, or several side by side; on a feedback it gives the array of its values."""

    def __init__(self, kind: type[Number], width: int = 0) -> None:
        self.kind = kind
        self.shape = (width,) if width else ()
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, feedback: "Feedback", owner: type) -> NDArray[Number]:
        return np.asarray(feedback.records[self.name], dtype=self.kind)


class Feedback:
    """One row per encounter of the log; NaN (or False) where ``rated`` is False."""

    __slots__ = ("attributes", "records")

    rated = FeedbackColumn(np.bool_)
    wait_min = FeedbackColumn(np.float64)
    """Minutes in the queue; known for some who do not rate, too."""
    waited_too_long = FeedbackColumn(np.bool_)
    """The perceived wait was longer than the tolerated one."""
    perceived = FeedbackColumn(np.float64, DIMENSION_COUNT)
    """(n, 5) perceptions P, 1..7."""
    gap = FeedbackColumn(np.float64, DIMENSION_COUNT)
    """(n, 5) perception minus desired level (superiority)."""
    adequacy = FeedbackColumn(np.float64, DIMENSION_COUNT)
    """(n, 5) perception minus adequate level."""
    servqual_gap = FeedbackColumn(np.float64)
    """Weighted gap G."""
    weighted_adequacy = FeedbackColumn(np.float64)
    below_adequate = FeedbackColumn(np.bool_)
    """The weighted perception lies below the weighted adequate level."""
    servperf = FeedbackColumn(np.float64)
    """Weighted perceptions, 1..7."""
    gap_knowledge = FeedbackColumn(np.float64)
    """Gap 1: lost to a wrong belief about the mean need. The five causes add up to the weighted gap."""
    gap_standards = FeedbackColumn(np.float64)
    """Gap 2: lost to a standard that does not aim where management believes the need is."""
    gap_delivery = FeedbackColumn(np.float64)
    """Gap 3: lost to not delivering to the standard."""
    gap_communication = FeedbackColumn(np.float64)
    """Gap 4: lost to what was promised on top."""
    gap_ceiling = FeedbackColumn(np.float64)
    """What an ideal standard, run with these dials, misses or exceeds."""
    satisfaction = FeedbackColumn(np.float64)
    """S, -1..1: what the customer feels."""
    flawless = FeedbackColumn(np.float64)
    """S_0: the same without the defect that was met, where complaints are heard; else the same."""
    csat = FeedbackColumn(np.float64)
    """1..5: the rating the customer would give."""
    recommend = FeedbackColumn(np.float64)
    """0..10: the likelihood to recommend the customer would state."""
    response_probability = FeedbackColumn(np.float64)
    responded = FeedbackColumn(np.bool_)
    """Asked and answered: only these ratings are measured."""
    complaint_probability = FeedbackColumn(np.float64)

    def __init__(self, records: NDArray[Any], attributes: Floats) -> None:
        self.records = records
        self.attributes = attributes
        """(n, k) fulfilment, 0..1, of the Kano attributes that the planner stated, in the order of the file."""


PARTS: dict[str, FeedbackColumn[Any]] = {
    name: part for name, part in vars(Feedback).items() if isinstance(part, FeedbackColumn)
}
"""The columns by name."""
JUDGED = np.dtype([(name, part.kind, part.shape) for name, part in PARTS.items()], align=True)
"""The row of one encounter."""


def leave_blank(records: NDArray[Any]) -> None:
    """Take out what rows hold that rate nothing: numbers become NaN, flags False."""
    silent = ~records["rated"]
    for name, part in PARTS.items():
        if name != "wait_min":
            records[name][silent] = False if part.kind is np.bool_ else np.nan
