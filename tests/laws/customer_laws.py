"""Laws about customers: nobody is lost, time runs forward, walks and returns keep to the rules."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from servsim.delivery.rules.outcomes import Outcome
from tests.laws.runs import DAY, Run

PRESENT = (Outcome.WAITING, Outcome.IN_SERVICE)


def journeys(run: Run) -> Iterator[tuple[int, list[int]]]:
    """Each customer with the rows of the encounters, in order."""
    rows: dict[int, list[int]] = {}
    for row, customer in enumerate(run.log.customer.tolist()):
        rows.setdefault(customer, []).append(row)
    yield from rows.items()


def nobody_is_lost(run: Run) -> None:
    """Arrived = served + abandoned + balked + turned away + closed + present at the end, for each customer once."""
    log = run.log
    arrived = set(np.flatnonzero(run.draws.arrival < run.horizon).tolist())
    assert set(log.customer.tolist()) == arrived
    ends: Counter[int] = Counter()
    for customer, rows in journeys(run):
        assert log.joined[rows[0]] == run.draws.arrival[customer]
        assert (log.segment[rows] == run.draws.segment[customer]).all()
        assert not log.comes_back[rows[-1]]
        for row, following in pairwise(rows):
            assert log.outcome[row] in (Outcome.SERVED, Outcome.ABANDONED) or run.complaint[following]
            assert log.outcome[row] == Outcome.SERVED or log.comes_back[row]
        ends[int(log.outcome[rows[-1]])] += 1
    assert sum(ends.values()) == len(arrived)


def encounters_follow_each_other(run: Run) -> None:
    """A customer is at one place at a time; walking on takes no time; the contact counts earlier encounters there."""
    log = run.log
    assert (log.transferred == ~run.came_in).all()
    for _, rows in journeys(run):
        met: Counter[int] = Counter()
        for row in rows:
            assert log.contact[row] == met[log.touchpoint[row]]
            met[log.touchpoint[row]] += 1
        for before, after in pairwise(rows):
            if run.complaint[after]:
                assert log.comes_back[before]
                assert log.joined[after] >= log.ended[before]
                assert log.issue[after] == log.attempt[after] == 0
            elif log.comes_back[before]:
                assert log.joined[after] >= log.ended[before]
                assert log.touchpoint[after] == log.touchpoint[before]
                assert log.issue[after] == log.issue[before]
            else:
                assert log.joined[after] == log.ended[before]
                assert log.issue[after] == log.contact[after]
                assert log.attempt[after] == 0


def time_runs_forward(run: Run) -> None:
    """Joined <= started <= ended, rows in the order of joining, finite where something happened."""
    log = run.log
    assert (np.diff(log.joined) >= 0).all()
    assert (log.joined <= run.started).all()
    assert (log.joined <= run.ended).all()
    served = log.served
    assert (log.started[served] <= log.ended[served]).all()
    assert (np.isnan(log.started) == ~(served | run.outcome(Outcome.IN_SERVICE))).all()
    assert (np.isnan(log.ended) == run.outcome(*PRESENT)).all()
    never_joined = run.outcome(Outcome.BALKED, Outcome.TURNED_AWAY)
    assert (log.ended[never_joined] == log.joined[never_joined]).all()


def nothing_happens_after_the_end(run: Run) -> None:
    """A service that never closes is cut at its horizon; any other ends with its last customer."""
    log = run.log
    assert (log.joined < run.horizon).all()
    assert not (np.isfinite(run.started) & (run.started >= run.horizon)).any()
    assert not (np.isfinite(run.ended) & (run.ended >= run.horizon)).any()
    if not run.scenario.clock.never_closes:
        assert not run.outcome(Outcome.IN_SERVICE).any()


def patience_is_kept(run: Run) -> None:
    """Who gives up does so at the drawn moment to the bit; who is served or still waits had patience left."""
    log = run.log
    event = log.joined + run.drawn(run.patience)
    gave_up = run.outcome(Outcome.ABANDONED)
    assert (log.ended[gave_up] == event[gave_up]).all()
    assert (run.team[gave_up] >= 0).all()
    others = run.in_queue & ~gave_up & np.isfinite(run.left_queue)
    assert (run.left_queue[others] <= event[others]).all()
    waiting = run.outcome(Outcome.WAITING)
    assert (event[waiting] >= run.horizon).all()


def limits_are_respected(run: Run) -> None:
    """No more routed visits, returns and new tries than the scenario allows."""
    log, scenario = run.log, run.scenario
    visits_at_most = [part.visits_at_most for part in scenario.touchpoints.values()]
    repeats = scenario.repeat.attempts_at_most if scenario.repeat else 0
    redials = scenario.redial.attempts_at_most if scenario.redial else 0
    assert (log.contact < run.plan.journey.contacts[log.touchpoint]).all()
    for _, rows in journeys(run):
        assert run.complaint[rows].sum() <= 1
        back = log.comes_back[rows] & ~np.append(run.complaint[rows][1:], False)
        after_service = log.outcome[rows] == Outcome.SERVED
        assert (back & after_service).sum() <= repeats
        assert (back & ~after_service).sum() <= redials
        assert not (back & after_service & log.resolved[rows]).any()
        routed = np.concatenate([[True], ~log.comes_back[rows][:-1]])
        visits = Counter(log.touchpoint[rows][routed].tolist())
        assert all(count <= visits_at_most[place] for place, count in visits.items())


def routes_are_followed(run: Run) -> None:
    """Customers start and walk on only where their segment's routes lead, and leave only where some leave."""
    log, scenario = run.log, run.scenario
    places, segments = list(scenario.touchpoints), list(scenario.segments)
    for _, rows in journeys(run):
        segment = segments[log.segment[rows[0]]]
        assert scenario.journey_start(segment).get(places[log.touchpoint[rows[0]]], 0.0) > 0.0
        for before, after in pairwise(rows):
            if not log.comes_back[before]:
                ways = scenario.routes(places[log.touchpoint[before]], segment)
                assert ways.get(places[log.touchpoint[after]], 0.0) > 0.0


def groups_arrive_together(run: Run) -> None:
    """Members of a group share their instant; a segment comes in whole groups."""
    for place, segment in enumerate(run.scenario.segments.values()):
        size = segment.arrivals.group_size
        instants = Counter(run.draws.arrival[run.draws.segment == place].tolist())
        if isinstance(size, int):
            assert all(count % size == 0 for count in instants.values())
        elif segment.arrivals.replay is None:
            assert all(str(count) in size for count in instants.values())
    assert (np.diff(run.draws.arrival) >= 0).all()


def closing_rules_are_kept(run: Run) -> None:
    """Who finds the doors closed, who is sent home at closing time, and who waits on until the next opening."""
    log, clock = run.log, run.scenario.clock
    came = run.came_in
    is_open = np.array([run.open_at(instant) for instant in log.joined.tolist()], dtype=bool)
    at_door = run.outcome(Outcome.CLOSED) & (log.ended == log.joined)
    sent_home = run.outcome(Outcome.CLOSED) & ~at_door
    if clock.never_closes or clock.at_close == "keep_waiting":
        assert not run.outcome(Outcome.CLOSED).any()
        return
    assert (at_door[came] == ~is_open[came]).all()
    if clock.at_close == "serve_those_inside":
        assert not sent_home.any()
        assert not at_door[~came].any()
        return
    assert (at_door == ~is_open).all()
    assert np.isin(log.ended[sent_home], closing_times(run)).all()
    waited = run.in_queue & np.isfinite(run.left_queue)
    for closed in closing_times(run):
        assert not (waited & (log.joined < closed) & (run.left_queue > closed)).any()


def closing_times(run: Run) -> list[float]:
    """When the doors really close: around the clock only after the last day."""
    closed = [closed for _, closed in run.scenario.clock.openings()]
    return closed if run.scenario.clock.open_minutes < DAY else closed[-1:]


def simultaneous_events_keep_their_order(run: Run) -> None:
    """At one instant walking on comes before arriving, and each in the order of customers.

    Left out are customers handled in no time: they end, by the same rule, at the instant they started.
    """
    log = run.log
    before = {row: previous for _, rows in journeys(run) for previous, row in pairwise(rows)}
    for instant, count in Counter(log.joined.tolist()).items():
        rows = np.flatnonzero(log.joined == instant) if count > 1 else []
        arrived = [row for row in rows if run.came_in[row]]
        walked = [row for row in rows if not run.came_in[row] and log.started[before[row]] < instant]
        assert (np.diff(log.customer[arrived]) > 0).all()
        assert (np.diff(log.customer[walked]) > 0).all()
        assert not arrived or not walked or walked[-1] < arrived[0]


CUSTOMER_LAWS = (
    nobody_is_lost,
    encounters_follow_each_other,
    time_runs_forward,
    nothing_happens_after_the_end,
    patience_is_kept,
    limits_are_respected,
    routes_are_followed,
    groups_arrive_together,
    closing_rules_are_kept,
    simultaneous_events_keep_their_order,
)
