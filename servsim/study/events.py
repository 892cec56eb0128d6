"""What is heard while something is simulated: named events as frozen values, and the one who passes them on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from servsim.cancelling import CancelToken
from servsim.measures.intervals import Interval, mean_interval
from servsim.measures.kpi_table import COLUMN

Floats = NDArray[np.float64]
Caution = Literal["compiling", "damaged"]
"""What a warning is about: compiled code has to be made first, which takes some ten seconds; or kept trials were
damaged, and are simulated again."""


@dataclass(frozen=True, slots=True)
class StartedEvent:
    """A session has begun."""

    name: ClassVar[str] = "started"
    settings_hash: str


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """So much is done; a total is a forecast where the work itself decides how much is needed."""

    name: ClassVar[str] = "progress"
    done: int
    total: int | None = None
    """None where nobody can tell."""


@dataclass(frozen=True)
class ResultSoFarEvent:
    """What the complete replications say, told whenever their number has doubled."""

    name: ClassVar[str] = "result_so_far"
    options: tuple[str, ...]
    tables: Floats
    """(options, replications, KPIs) of everybody, in inner units; a copy."""

    @property
    def replications(self) -> int:
        """Number of complete replications."""
        return int(self.tables.shape[1])

    def interval(self, kpi: str, option: str) -> Interval:
        """Mean of a KPI (inner unit) with its 95 % interval; it will still move."""
        return mean_interval(self.tables[self.options.index(option), :, COLUMN[kpi]])


@dataclass(frozen=True, slots=True)
class WarningEvent:
    """Something that a person should know, but that changes no result."""

    name: ClassVar[str] = "warning"
    about: Caution


@dataclass(frozen=True, slots=True)
class FinishedEvent:
    """A session has come to its end; one that ends in an error raises it instead."""

    name: ClassVar[str] = "finished"
    result: object
    """None when it was stopped before there was anything to tell."""
    cancelled: bool
    """Whether it was stopped, by its token or by Ctrl-C."""


SessionEvent: TypeAlias = StartedEvent | ProgressEvent | ResultSoFarEvent | WarningEvent | FinishedEvent
Listener = Callable[[SessionEvent], None]


class Monitor:
    """Passes events on, and knows whether the work shall stop; what simulates is given one."""

    def __init__(self, listener: Listener | None = None, token: CancelToken | None = None) -> None:
        self.token = token or CancelToken()
        self._listener = listener

    def quietly(self) -> "Monitor":
        """The same for a part of the work of which only warnings shall be heard."""

        def hear(event: SessionEvent) -> None:
            if isinstance(event, WarningEvent):
                self.pass_on(event)

        return Monitor(hear, self.token)

    def pass_on(self, event: SessionEvent) -> None:
        """Pass an event on, in the thread that simulates."""
        if self._listener is not None:
            self._listener(event)

    def progress(self, done: int, total: int | None = None) -> None:
        """So much is done."""
        self.pass_on(ProgressEvent(done, total))

    def warn(self, about: Caution) -> None:
        """Say what a person should know."""
        self.pass_on(WarningEvent(about))
