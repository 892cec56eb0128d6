"""Where the finished trials of a study are kept, if anywhere."""

from typing import Protocol

from servsim.measures.trial import Trial
from servsim.study.running.chunks import Finished

FILE = "trials.sqlite"


class TrialStore(Protocol):
    """Keeps finished trials."""

    damaged: bool
    """Whether something that was kept turned out to be damaged, and has to be simulated again."""

    def trials(self, option: int, replications: range) -> dict[int, Trial]:
        """The kept ones among the trials of an option, by replication."""

    def keep(self, finished: Finished) -> None:
        """Keep the trials of a chunk; they are safe when this returns."""

    def reached_the_end(self) -> None:
        """Take out the trials of other studies: this one is complete and needs no other any more."""


class NoStore:
    """Keeps nothing."""

    damaged = False

    def trials(self, option: int, replications: range) -> dict[int, Trial]:  # noqa: ARG002
        """None."""
        return {}

    def keep(self, finished: Finished) -> None:
        """Forget them."""

    def reached_the_end(self) -> None:
        """Nothing is there that could be taken out."""
