"""The order of simultaneous events: a rule, not an accident.

Events happen in the order of (time, class, customer, step). The classes, first to last:

1. ``DUTY``, about a team (it stands where the customer does, in the order of the file): agents go off duty, then others
   come; after all teams, the service opens or closes.
2. ``END``, about a row of the log: handling ends. In this order, at once: the agent is free; the agent takes the next
   waiting customer, or becomes idle, or leaves when off duty; the customer moves on to the next touchpoint or leaves.
3. ``PATIENCE``, about a row: a waiting customer gives up.
4. ``ARRIVAL``, about a customer, who comes for the first time or again. (Walking on to the next touchpoint takes no
   time and is part of ``END``.)

A *step* is the number of encounters a customer has begun before. State changes at once, in the event that causes it;
whoever has to know is only informed. Every engine follows this page, and nothing else decides between simultaneous
events.
"""

DUTY, END, PATIENCE, ARRIVAL = 1, 2, 3, 4

STEP_BITS = 12
CUSTOMER_BITS = 36
MOST_STEPS = 1 << STEP_BITS
MOST_CUSTOMERS = 1 << CUSTOMER_BITS


def key(kind: int, customer: int, step: int) -> int:
    """One whole number that sorts like (class, customer, step)."""
    return (kind << (STEP_BITS + CUSTOMER_BITS)) | (customer << STEP_BITS) | step


def kind_of(order: int) -> int:
    """The class of an event, from its key."""
    return order >> (STEP_BITS + CUSTOMER_BITS)
