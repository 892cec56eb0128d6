"""Who hears of encounters while they happen: the one thing that delivery asks of what customers feel.

Complaints are encounters that use staff, so they cannot be found in the log when all is over. This room does not know
what makes a customer complain; somebody who does listens.
"""

from typing import Any, Protocol

from servsim.demand import Draws


class Listener(Protocol):
    """Hears of every encounter of one replication that is over; for each customer in the order of their happening."""

    def __call__(self, row: Any, gone: bool) -> float:
        """The probability that the customer complains, 0..1; ``row`` is the encounter as a row of the log.

        The answer counts when the customer is ``gone``: when the journey ends with this encounter.
        """


class Hearing(Protocol):
    """The same listener for both engines."""

    def listener(self, draws: Draws) -> Listener:
        """A listener in plain Python for one replication."""

    def run_all(self, world: Any) -> None:
        """Simulate a batch in a :class:`servsim.delivery.compiled.world.World` with a compiled listener.

        Such a loop is made of the functions of :mod:`servsim.delivery.compiled.loop`, as ``run_all`` there is.
        """
