"""What a study has counted: trials come in any order, and are added up replication by replication.

Sums of floating-point numbers depend on their order. So pictures are added in the order of the replications, all
options of one replication at a time, and the totals are the same bits whichever trial was finished first. What has been
added is let go: memory grows with the tables of KPIs only.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from servsim.measures.profile import AgentQuality, Profile
from servsim.measures.scopes import EVERYBODY
from servsim.measures.trial import AGENT_REPLICATIONS, Trial
from servsim.scenario.kpis.declarations import KPIS
from servsim.study.variants import Variants

Floats = NDArray[np.float64]
GROWTH = 1.125


class Accumulator:
    """Counts the trials of a study of so many replications, or of fewer when they are enough.

    ``enough`` is asked after each replication, in their order, and is given its KPIs (options, KPIs).
    """

    def __init__(self, variants: Variants, replications: int, enough: Callable[[Floats], bool] | None = None) -> None:
        self.done = 0
        """Trials that have come in."""
        self.closed = False
        """Whether what has been counted is enough; trials that come later are not counted any more."""
        self._enough = enough
        self._everybody = variants.scopes.index(EVERYBODY)
        self._rows = [variants.rows(option) for option in range(len(variants.names))]
        self._asked = replications
        self._tables = np.empty((0, len(variants.names), len(variants.scopes), len(KPIS)))
        self._held: dict[int, dict[int, Profile]] = {}
        self._agents: dict[int, dict[int, AgentQuality]] = {}
        self._totals: list[Profile] = []

    @property
    def complete(self) -> int:
        """Number of replications, from the first one on, that are complete for all options."""
        return self._totals[0].replications if self._totals else 0

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """For each option, the sum of the pictures of all complete replications."""
        return tuple(self._totals)

    @property
    def agents(self) -> tuple[tuple[AgentQuality, ...], ...]:
        """For each option, quality by agent in the first replications."""
        first = range(min(self.complete, AGENT_REPLICATIONS))
        return tuple(tuple(self._agents[number][option] for number in first) for option in range(len(self._rows)))

    def add(self, option: int, replication: int, trial: Trial) -> None:
        """Take in a trial. An interrupt at any moment leaves the count of what was complete before it, or after it."""
        if self.closed:
            return
        self._make_room(replication + 1)
        rows = self._rows[option]
        self._tables[replication, option, rows] = trial.table[: len(rows)]
        if trial.agents is not None:
            self._agents.setdefault(replication, {})[option] = trial.agents
        self._held.setdefault(replication, {})[option] = trial.profile
        self.done += 1
        while not self.closed and len(self._held.get(self.complete, ())) == len(self._rows):
            self._count(self._held[self.complete])

    def of_everybody(self) -> Floats:
        """(options, complete replications, KPIs) of the whole service, copied."""
        return self._tables[: self.complete, :, self._everybody].swapaxes(0, 1).copy()

    def _count(self, profiles: dict[int, Profile]) -> None:
        number, ordered = self.complete, [profiles[option] for option in range(len(self._rows))]
        if self._totals:
            ordered = [total.plus(one) for total, one in zip(self._totals, ordered, strict=True)]
        self._totals = ordered  # counts the replication for all options in one step
        del self._held[number]
        self.closed = self._enough is not None and self._enough(self._tables[number, :, self._everybody])

    def _make_room(self, replications: int) -> None:
        """Enlarge the tables where they lie: a copy would need their memory twice."""
        before, *shape = self._tables.shape
        if replications > before:
            enough = min(self._asked, max(replications, int(before * GROWTH)))
            self._tables.resize((enough, *shape), refcheck=False)
            self._tables[before:] = np.nan

    def tables(self) -> NDArray[np.float64]:
        """(options, complete replications, scopes, KPIs), NaN for parts of the service that an option does not have.

        Call it when all is counted: nothing can be added afterwards.
        """
        self._tables.resize((self.complete, *self._tables.shape[1:]), refcheck=False)
        return self._tables.swapaxes(0, 1)
