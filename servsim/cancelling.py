"""Cancelling: a flag that Ctrl-C or any thread may set, and that the loop of trials and both engines look at.

It is a number in an array, so that compiled loops, which know neither locks nor objects, can look at it too.
"""

import numpy as np


class Cancelled(KeyboardInterrupt):
    """Work was stopped by its token. Whoever handles Ctrl-C handles this too: what is complete is kept, and counts."""


class CancelToken:
    """Stops what it was given to. Any thread may call :meth:`cancel`; there is no way back."""

    def __init__(self) -> None:
        self.flag = np.zeros(1, dtype=np.uint8)
        """(1,) 0 while work may go on; for loops that cannot call methods."""

    def cancel(self) -> None:
        """Have the work stop at its next look."""
        self.flag[0] = 1

    @property
    def cancelled(self) -> bool:
        """Whether the work shall stop."""
        return bool(self.flag[0])

    def check(self) -> None:
        """Raises Cancelled when the work shall stop."""
        if self.cancelled:
            raise Cancelled
