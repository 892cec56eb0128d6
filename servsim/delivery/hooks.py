"""Hooks: how somebody outside changes the run, while whoever only reads gets the log.

A complaint is an encounter that takes staff time, so it cannot be found in the log when all is over; and what makes a
customer complain is nothing that this room knows. A hook is two scalar functions, written once, that both engines call:
``meet`` when a customer comes for the first time, and ``after`` when an encounter is over. What they remember they
write into notes, arrays that the hook declares. Without a hook, engines do not know of it and are compiled without it.
"""

from collections.abc import Callable
from typing import Any, Protocol

Meet = Callable[[Any, int, int], None]
"""(notes, customer, segment): somebody comes who has met nothing yet."""
After = Callable[[Any, Any, bool], float]
"""(notes, row of the log, whether the journey is over): the probability, 0..1, that the customer comes to complain."""


class Hook(Protocol):
    """Changes the run, in both engines alike."""

    name: str
    """Of the event loop that is compiled with it; one for each pair of functions."""

    def meet(self, notes: Any, customer: int, segment: int) -> None:
        """As :data:`Meet`, in plain Python."""

    def after(self, notes: Any, row: Any, gone: bool) -> float:
        """As :data:`After`, in plain Python; called for each encounter of a replication in the order of their ends."""

    def compiled(self) -> tuple[Meet, After]:
        """The same two functions compiled."""

    def notes(self, customers: int) -> Any:
        """Arrays, in a tuple, for what is remembered of so many customers."""

    def plain_notes(self, customers: int) -> Any:
        """The same as lists, which plain Python reads more quickly."""


class Hooks:
    """Two hooks as one: both hear of everything, and the larger probability counts."""

    def __init__(self, first: Hook, second: Hook) -> None:
        self.name = f"{first.name}_{second.name}"
        self.first = first
        self.second = second

    def meet(self, notes: Any, customer: int, segment: int) -> None:
        """Both do."""
        self.first.meet(notes[0], customer, segment)
        self.second.meet(notes[1], customer, segment)

    def after(self, notes: Any, row: Any, gone: bool) -> float:
        """The larger of the two probabilities."""
        return max(self.first.after(notes[0], row, gone), self.second.after(notes[1], row, gone))

    def compiled(self) -> tuple[Meet, After]:
        """The same, of compiled functions."""
        from servsim.compiling import inner

        (first_meet, first_after), (second_meet, second_after) = self.first.compiled(), self.second.compiled()

        def meet(notes: Any, customer: int, segment: int) -> None:
            first_meet(notes[0], customer, segment)
            second_meet(notes[1], customer, segment)

        def after(notes: Any, row: Any, gone: bool) -> float:
            return max(first_after(notes[0], row, gone), second_after(notes[1], row, gone))

        return inner(meet), inner(after)

    def notes(self, customers: int) -> Any:
        """Those of both."""
        return self.first.notes(customers), self.second.notes(customers)

    def plain_notes(self, customers: int) -> Any:
        """Those of both, as lists."""
        return self.first.plain_notes(customers), self.second.plain_notes(customers)
