"""When the service is open, from the clock of a scenario."""

from servsim.delivery.plan.plan import KEEP_WAITING, SEND_HOME, SERVE_THOSE_INSIDE, Opening
from servsim.scenario.scenario import Scenario

AT_CLOSE = {"serve_those_inside": SERVE_THOSE_INSIDE, "send_home": SEND_HOME, "keep_waiting": KEEP_WAITING}


def opening_of(scenario: Scenario) -> Opening:
    """Opening hours, closing rule, horizon and warm-up, minutes."""
    clock = scenario.clock
    return Opening(
        never_closes=clock.never_closes,
        start=clock.open or 0.0,
        length=clock.open_minutes,
        days=clock.days,
        at_close=AT_CLOSE[clock.at_close],
        horizon=clock.days * 1440.0 if clock.never_closes else float("inf"),
        warm_up=clock.warm_up_minutes,
    )


def doors(opening: Opening) -> list[tuple[float, bool]]:
    """The instants at which the doors open (True) or close, in order; none where they are never shut."""
    changes = []
    for day in range(0 if opening.never_closes else opening.days):
        opened = day * 1440.0 + opening.start
        changes.append((opened, True))
        if opening.length < 1440.0 or day == opening.days - 1:
            changes.append((opened + opening.length, False))
    return changes
