"""When customers waited and agents worked: minutes by slot of the day, on schedule and beyond; plain scalar Python."""

from math import floor, isnan
from typing import Any

from servsim.measures.counting.counters import CounterLayout, Sums

DAY = 1440.0
HOUR = 60.0


def add_times(row: Any, layout: CounterLayout, sums: Sums) -> None:
    """When a customer waited and an agent worked; also in the warm-up, because the day is cut elsewhere."""
    team = layout.team_of[row.touchpoint]
    if team >= 0:
        left = row.ended if isnan(row.started) else row.started
        add_to_day(sums.waiting[team], row.joined, left, layout)
        if not isnan(row.started):
            add_to_day(sums.busy[team], row.started, row.ended, layout)
    if row.agent >= 0:
        add_work(row, layout, sums)


def add_work(row: Any, layout: CounterLayout, sums: Sums) -> None:
    """Minutes that an agent worked after the warm-up, and which of them were on the agent's schedule."""
    start = max(row.started, layout.warm_up)
    stop = layout.horizon if isnan(row.ended) else min(row.ended, layout.horizon)
    if stop > start:
        into = sums.work[layout.team_of_agent[row.agent]]
        into[0] += stop - start
        into[1] += scheduled_before(row.agent, stop, layout, sums) - scheduled_before(row.agent, start, layout, sums)


def scheduled_before(agent: int, instant: float, layout: CounterLayout, sums: Sums) -> float:
    """Minutes that an agent was on schedule before an instant."""
    team = layout.team_of_agent[agent]
    first, last = layout.knots_from[team], layout.knots_from[team + 1] - 1
    if last < first or instant <= layout.knots[first]:
        return 0.0
    knot = first + sums.cursor[agent]
    while knot < last and layout.knots[knot + 1] <= instant:
        knot += 1
    while layout.knots[knot] > instant:
        knot -= 1
    sums.cursor[agent] = knot - first
    index = layout.duty_from[agent] + knot - first
    minutes: float = layout.scheduled[index] + layout.on_duty[index] * (instant - layout.knots[knot])
    return minutes


def add_to_day(into: Any, start: float, end: float, layout: CounterLayout) -> None:
    """Add an interval to the slots of the day, over the counted days; one without an end lasts to the last of them."""
    latest = layout.slot_start + DAY * (layout.last_day + 1)
    instant = max(start, layout.slot_start + DAY * layout.first_day)
    end = latest if isnan(end) else min(end, latest)
    while instant < end:
        midnight = layout.slot_start + DAY * whole(instant - layout.slot_start, DAY)
        slot = int((instant - midnight) / layout.slot_width)
        upto = midnight + layout.slot_width * (slot + 1)
        if upto <= instant:  # rounding: the instant is where the next slot begins
            slot, upto = slot + 1, upto + layout.slot_width
        if slot >= layout.slots:
            instant = midnight + DAY
            continue
        upto = min(upto, end)
        into[slot] += upto - instant
        instant = upto


def hour_of(instant: float, layout: CounterLayout) -> int:
    """The hour of the opening hours in which an instant lies; the number of hours when outside."""
    since = instant - layout.opened - DAY * whole(instant - layout.opened, DAY)
    return whole(since, HOUR) if since < layout.open_minutes else layout.hours


def day_of(instant: float, layout: CounterLayout) -> int:
    """The day of service in which an instant lies, from opening to opening; always 0 when nobody asks for days."""
    if layout.days == 1:
        return 0
    return min(max(whole(instant - layout.opened, DAY), 0), layout.days - 1)


def whole(length: float, unit: float) -> int:
    """How many whole units a length holds, rounded downwards; quicker than the floor division of floats."""
    number = floor(length / unit)
    return number - 1 if number * unit > length else number
