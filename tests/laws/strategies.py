"""Random valid scenarios, small and full of corners, for laws that must hold in every service.

Half of them live on a lattice of a quarter of a minute (replayed arrivals, constant times, no effect on times), where
simultaneous events are the rule; what comes back or tries again does so off the lattice.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from servsim.scenario import Scenario

Raw = dict[str, Any]
FOLDER = Path(__file__).parent
BATCHES = 12
NO_TIME_EFFECTS: Raw = {
    "time": {"standard_saving": 0, "personal_cost": 0, "distance_cost": 0, "cv_personal": 0},
    "load": {"speed_up": 0, "overwork_slowdown": 0, "speed_pay": 0},
}


@dataclass(frozen=True)
class Frame:
    """What the parts of one scenario must agree on."""

    lattice: bool
    clock: Raw
    times: tuple[str, ...]
    """Times of day for rosters and profiles."""
    hours: float
    """Hours open in a replication."""
    segments: tuple[str, ...]
    teams: tuple[str, ...]
    touchpoints: tuple[str, ...]


DAYTIME = ({"open": "08:00", "close": "09:00"}, ("08:00", "08:15", "08:30", "08:45"), 1.0)
SHORT = ({"open": "07:45", "close": "08:15"}, ("07:45", "08:00", "08:01", "08:02"), 0.5)
AROUND_THE_CLOCK = ({"open": "08:00", "close": "08:00"}, ("08:00", "08:30", "20:00", "02:00"), 24.0)
NIGHT = ({"open": "23:30", "close": "00:30"}, ("23:30", "23:45", "00:00", "00:15"), 1.0)
ENDLESS = ({}, ("00:00", "08:00", "08:30", "20:00"), 24.0)
RULES = ("serve_those_inside", "send_home", "keep_waiting")


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def given_keys(raw: Raw) -> Raw:
    """Without the keys that were left open."""
    return {key: value for key, value in raw.items() if value is not None}


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    lattice = draw(st.booleans())
    choices = [DAYTIME, SHORT, ENDLESS, ENDLESS, AROUND_THE_CLOCK] + ([] if lattice else [NIGHT])
    clock, times, hours = draw(st.sampled_from(choices))
    days = draw(st.integers(1, 3 if clock else 2))
    rule = {"at_close": draw(st.sampled_from(RULES))} if clock else {}
    sizes = [("s", draw(st.integers(1, 3))), ("t", draw(st.integers(1, 3))), ("p", draw(st.integers(1, 4)))]
    names = (tuple(f"{kind}{n}" for n in range(size)) for kind, size in sizes)
    return Frame(lattice, {**clock, **rule, "days": days}, times, hours * days, *names)


def quarters(most: int = 24) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda n: f"{n / 4!r} min")


def durations(lattice: bool) -> st.SearchStrategy[Any]:
    """Handling times and patience: from nothing to longer than a day is open."""
    if lattice:
        whole = st.sampled_from([["0.5 min", "1.5 min"], ["0 min", "2 min"], ["1 min", "7 min"]])
        return quarters() | quarters(3) | st.sampled_from(["45 min", "300 min"]) | whole.map(lambda v: {"empirical": v})
    mean = st.sampled_from(["0.5 min", "3 min", "10 min", "60 min"])
    return st.one_of(
        quarters(),
        st.builds(lambda m: {"exponential": {"mean": m}}, mean),
        st.builds(
            lambda family, m, cv: {family: {"mean": m, "cv": cv}},
            st.sampled_from(["lognormal", "gamma", "weibull"]), mean, st.sampled_from([0.3, 1.0]),
        ),
        st.just({"uniform": {"low": "0 min", "high": "6 min"}}),
    )  # fmt: skip


def profiles(frame: Frame, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One number for the whole day, or numbers by time of day."""
    by_time = st.dictionaries(st.sampled_from(frame.times), values, min_size=1, max_size=4)
    return values | by_time


@st.composite
def replays(draw: st.DrawFn, clock: Raw) -> Raw:
    """Some batches of arrivals on a lattice: the whole of all days but the last, or each day until it closes."""
    batches = draw(st.lists(st.integers(0, BATCHES - 1).map(str), min_size=1, max_size=4, unique=True))
    slots = ["night", "opening", "morning", "later"][: {"08:15": 2, "09:00": 3}.get(clock.get("close", ""), 4)]
    where: Raw = {"batch": batches, "day": [str(day) for day in range(1, clock["days"])]}
    if not where["day"] or draw(st.booleans()):
        where = {"batch": batches, "day": [*where["day"], str(clock["days"])], "slot": slots}
    return {"file": "arrivals.csv", "time": "time", "where": where}


@st.composite
def arrivals(draw: st.DrawFn, frame: Frame) -> Raw:
    sizes = st.sampled_from([1, 1, 2, 3, {"1": "50 %", "2": "25 %", "4": "25 %"}])
    stated: Raw = {"group_size": draw(sizes)}
    if frame.lattice:
        return stated | {"replay": draw(replays(frame.clock))}
    if draw(st.integers(0, 4)) == 0:
        counts = {"count": "count", "interval": draw(st.sampled_from(["1 min", "15 min"]))}
        return stated | {"replay": draw(replays(frame.clock)) | counts}
    most = draw(st.sampled_from([1, 6, 15, 25])) / frame.hours
    rates = st.sampled_from([0.0, 0.5 * most, most, 2.0 * most])
    return stated | {"per_hour": draw(profiles(frame, rates)), "day_to_day_cv": draw(st.sampled_from([0, 0.3]))}


@st.composite
def segments(draw: st.DrawFn, frame: Frame) -> Raw:
    starts_at = draw(st.integers(0, 3))
    balking = st.integers(1, 4).map(lambda more: {"starts_at": starts_at, "certain_at": starts_at + more})
    return given_keys(
        {
            "arrivals": draw(arrivals(frame)),
            "patience": draw(maybe(durations(frame.lattice))),
            "priority": draw(st.sampled_from([None, 1, 2, 3])),
            "balking": draw(maybe(balking)) if draw(st.booleans()) else None,
            "needs": {"mean": draw(st.sampled_from([0, 0.5])), "spread": draw(st.sampled_from([0, 0.5, 1.5]))},
        }
    )


@st.composite
def teams(draw: st.DrawFn, frame: Frame) -> Raw:
    agents = st.sampled_from([0, 1, 1, 2, 3])
    return given_keys(
        {
            "agents": draw(profiles(frame, agents)),
            "queue_limit": draw(st.sampled_from([None, None, 0, 1, 3])),
            "speed_cv": 0 if frame.lattice else draw(st.sampled_from([None, 0.3])),
            "skill": draw(st.sampled_from([None, 0.7])),
            "speed_incentive": draw(st.sampled_from([None, 0.9])),
        }
    )


@st.composite
def routes(draw: st.DrawFn, frame: Frame, here: int) -> Raw:
    """Shares in tens of per cent; whoever cannot leave here goes on to a later touchpoint."""
    last = here == len(frame.touchpoints) - 1
    left, table = (9 if last else 10), {}
    for goal in draw(st.lists(st.sampled_from(frame.touchpoints), max_size=2, unique=True)):
        part = draw(st.integers(0, left))
        left -= part
        table[goal] = f"{10 * part} %"
    onward = any(goal > frame.touchpoints[here] and share != "0 %" for goal, share in table.items())
    return table if last or left > 0 or onward else dict.fromkeys(table, "40 %")


@st.composite
def touchpoints(draw: st.DrawFn, frame: Frame, here: int) -> Raw:
    times = durations(frame.lattice)
    each = st.fixed_dictionaries(dict.fromkeys(frame.segments, times)).map(lambda table: {"by_segment": table})
    some = st.dictionaries(st.sampled_from(frame.segments), times, min_size=1).map(lambda t: {"by_segment": t})
    other = st.dictionaries(st.sampled_from(frame.segments), routes(frame, here), max_size=2)
    dial = st.sampled_from([None, 0.0, 0.3, 1.0])
    return given_keys(
        {
            "team": draw(st.sampled_from([*frame.teams, *frame.teams, None])),
            "handling": draw(st.one_of(times, times, each)),
            "patience": draw(st.one_of(st.none(), st.none(), times, some)),
            "standardization": draw(dial),
            "personalization": draw(dial),
            "defects": draw(st.sampled_from([None, "0 %", "50 %", "100 %"])),
            "next": draw(routes(frame, here)),
            "next_by_segment": draw(other) if draw(st.integers(0, 3)) == 0 else None,
            "visits_at_most": draw(st.integers(1, 3)),
        }
    )


def reached(raw: Raw, start: list[str], segment: str) -> set[str]:
    """Touchpoints to which a segment can come from these starts."""
    found, todo = set(start), list(start)
    while todo:
        part = raw[todo.pop()]
        for goal, share in part.get("next_by_segment", {}).get(segment, part["next"]).items():
            if share != "0 %" and goal not in found:
                found.add(goal)
                todo.append(goal)
    return found


def start_everywhere(raw: Raw, segments: tuple[str, ...]) -> Any:
    """The first touchpoint, and whatever it does not lead to."""
    starts = [next(iter(raw))]
    while missing := sorted(set(raw).difference(*(reached(raw, starts, segment) for segment in segments))):
        starts.append(missing[0])
    return starts[0] if len(starts) == 1 else {name: f"{100 / len(starts)!r} %" for name in starts}


def returning(delays: tuple[str, ...]) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries(
        {
            "probability": st.sampled_from([0.5, 1]),
            "delay": st.sampled_from(delays),
            "attempts_at_most": st.integers(1, 2),
        }
    )


def pressures() -> st.SearchStrategy[Raw]:
    """The defaults, or a team that feels load and overwork soon."""
    return st.sampled_from([{}, {"queue_per_agent": 2, "overwork_above": 0.3, "overwork_memory": "10 min"}])


@st.composite
def raw_scenarios(draw: st.DrawFn) -> Raw:
    frame = draw(frames())
    journey = {name: draw(touchpoints(frame, place)) for place, name in enumerate(frame.touchpoints)}
    raw = {
        "clock": frame.clock,
        "segments": {name: draw(segments(frame)) for name in frame.segments},
        "teams": {name: draw(teams(frame)) for name in frame.teams},
        "touchpoints": journey,
        "start": start_everywhere(journey, frame.segments),
        "repeat": draw(maybe(returning(("2 min", "60 min", "1 day")))),
        "redial": draw(maybe(returning(("1 min", "30 min")))),
        "defect": {"rework": draw(st.sampled_from([0, 1]))},
    }
    if draw(st.integers(0, 2)) == 0:
        raw["complaints"] = {"touchpoint": "answers", "delay": draw(st.sampled_from(["1 min", "30 min"]))}
        journey["answers"] = draw(touchpoints(frame, len(frame.touchpoints) - 1)) | {"next": {}, "next_by_segment": {}}
    effects = NO_TIME_EFFECTS if frame.lattice else {"load": {}}
    return given_keys(raw | effects | {"load": effects["load"] | draw(pressures())})


def scenarios() -> st.SearchStrategy[Scenario]:
    """Random valid scenarios; a few dozen customers each."""
    return raw_scenarios().map(lambda raw: Scenario.model_validate(raw, context={"folder": FOLDER}))
