"""One check: what should be, what was simulated, and what follows."""

from math import nan
from typing import Literal, NamedTuple

Verdict = Literal["agrees", "expected", "open", "failed", "none"]
LAWS = ("customers", "contacts", "ways", "one_at_a_time", "on_duty", "waits")
"""What holds for every log, counted in customers, contacts or breaches."""
WAITING, BUSY, FORMULA = "waiting", "busy", "formula"
LITTLE = (WAITING, BUSY)
"""Little's law, in people: those who wait, and agents who are busy."""


class Check(NamedTuple):
    """A check; times in minutes."""

    name: str
    """One of :data:`LAWS`, :data:`LITTLE`, or ``formula``."""
    option: str
    verdict: Verdict
    """``failed`` is a fault. A formula may also be off as ``expected``, off by what may be chance (``open``), or say
    nothing here (``none``)."""
    expected: float
    """By the law, by the numbers of the study, or by the formula (a mean wait, minutes)."""
    simulated: float
    team: str = ""
    """Empty for the whole service."""
    hour: str = ""
    """From when until when, as ``14:00–15:00``; empty for the whole time."""
    low: float = nan
    """Interval of what was simulated, or the bounds within which the law holds."""
    high: float = nan
    formula: str = ""
    """The formula, as :mod:`servsim.explanation.outlook` calls it."""
    why: tuple[str, ...] = ()
    """What sets the two apart."""

    @property
    def failed(self) -> bool:
        """Whether something is wrong that nothing explains."""
        return self.verdict == "failed"
