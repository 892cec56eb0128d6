"""Chunks: the pieces of a study that are handed out, long enough that handing out costs next to nothing.

How a study is cut depends on how quickly it goes, so it differs from run to run. Results never depend on it.
"""

from math import inf
from typing import NamedTuple

from servsim.measures.trial import Trial

GOOD_SECONDS = 0.3
FASTEST_GROWTH = 2
MOST_HELD = 400
"""Trials that may wait, with their pictures, for the others of their replication; some 5 kB each."""


class Chunk(NamedTuple):
    """One option (its number among the variants) in consecutive replications."""

    option: int
    replications: range


class Finished(NamedTuple):
    """A chunk that was simulated, and how long that took where it was done."""

    chunk: Chunk
    trials: list[Trial]
    seconds: float


class ChunkLength:
    """How quickly trials go, learned from finished chunks, and how many of them make a good chunk."""

    def __init__(self, options: int) -> None:
        self.seconds_per_trial: float | None = None
        self._options = options
        self._length = 1

    def learn(self, finished: Finished) -> None:
        """Take a finished chunk into account; the last ones count most, since the first ones also warm things up."""
        seconds = finished.seconds / len(finished.trials)
        before = seconds if self.seconds_per_trial is None else self.seconds_per_trial
        self.seconds_per_trial = 0.5 * (before + seconds)

    def seconds_for(self, trials: int) -> float:
        """How long so many trials will take one worker, in seconds; infinite as long as nothing is known."""
        return inf if self.seconds_per_trial is None else trials * self.seconds_per_trial

    def length(self, left: int, workers: int) -> int:
        """How many of the ``left`` replications the next chunks shall have, for so many workers.

        Chunks of a good length in time, growing step by step; shorter ones when so many would be under way that they
        hold back too much, and towards the end, so that all workers finish together.
        """
        if self.seconds_per_trial is None:
            return 1
        wished = GOOD_SECONDS / max(self.seconds_per_trial, 1e-9)
        fair = -(-left * self._options // (2 * workers))
        held = MOST_HELD // max(self._options, 2 * workers)
        self._length = max(1, int(min(wished, fair, held, FASTEST_GROWTH * self._length)))
        return self._length
