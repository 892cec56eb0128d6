"""What a sound scenario must still not ask for: more than can be simulated, or times when nobody is there.

These checks read a validated scenario, because they count.
"""

from collections.abc import Iterator

from servsim.scenario.checking.faults import Finding
from servsim.scenario.declaration import Declaration
from servsim.scenario.parts.work import practised, spread_ratio, work_family
from servsim.scenario.values.base import Path
from servsim.scenario.values.units import MINUTES_PER_DAY, show_time_of_day

MOST_CUSTOMERS = 5_000_000
MOST_AGENTS = 100_000


def limit_findings(scenario: Declaration) -> Iterator[Finding]:
    """Replays and profiles outside opening hours, sizes and standards beyond what can be simulated."""
    yield from _replays(scenario)
    yield from _profiles(scenario)
    yield from _sizes(scenario)
    yield from _standards(scenario)


def _replays(scenario: Declaration) -> Iterator[Finding]:
    clock, first_day = scenario.clock, scenario.first_day
    *_, (_, last_close) = clock.openings()
    for name, segment in scenario.segments.items():
        replay = segment.arrivals.replay
        if replay is None:
            continue
        here = ("segments", name, "arrivals", "replay")
        first, last = replay.span(first_day)
        if last >= last_close:
            days = "1 day" if clock.days == 1 else f"{clock.days} days"
            yield Finding(here, f"the last arrival is on day {int(last // MINUTES_PER_DAY) + 1}, the clock has {days}")
        if first < 0:
            yield Finding(here, f"the first arrival is on {replay.first_day}, before the first day {first_day}")


def _profiles(scenario: Declaration) -> Iterator[Finding]:
    clock = scenario.clock
    if clock.open is None or clock.close is None:
        return
    hours = f"{show_time_of_day(clock.open)} to {show_time_of_day(clock.close)}"
    for path, profile in _stated_profiles(scenario):
        if any(profile.values()) and not any(step.value for step in clock.steps(profile)):
            yield Finding(path, f"all of this lies outside the opening hours {hours}")


def _stated_profiles(scenario: Declaration) -> Iterator[tuple[Path, dict[float, float] | dict[float, int]]]:
    for name, segment in scenario.segments.items():
        if isinstance(segment.arrivals.per_hour, dict):
            yield ("segments", name, "arrivals", "per_hour"), segment.arrivals.per_hour
    for name, team in scenario.teams.items():
        if isinstance(team.agents, dict):
            yield ("teams", name, "agents"), team.agents


def _sizes(scenario: Declaration) -> Iterator[Finding]:
    customers = sum(segment.arrivals.expected_customers(scenario.clock) for segment in scenario.segments.values())
    if round(customers) > MOST_CUSTOMERS:
        found = f"about {customers:,.0f} customers would come in one replication"
        yield Finding(("segments",), f"{found}; at most {MOST_CUSTOMERS:,}: lower the arrivals or the days", True)
    agents = sum(team.largest_roster for team in scenario.teams.values())
    if agents > MOST_AGENTS:
        yield Finding(("teams",), f"found {agents:,} agents; at most {MOST_AGENTS:,} can be simulated", True)


def _standards(scenario: Declaration) -> Iterator[Finding]:
    """Touchpoints whose handling times would become negative because the standard is too far below the measured one."""
    for name, touchpoint in scenario.touchpoints.items():
        anchor = scenario.anchor.touchpoints.get(name, touchpoint)
        s_obs, p_obs, _ = practised(touchpoint, anchor)
        now = (touchpoint.standardization, touchpoint.personalization)
        ratio = spread_ratio(scenario.time, now, (s_obs, p_obs))
        for segment in scenario.segments:
            family = touchpoint.handling.of(segment)
            if family is None or work_family(family, ratio) is not None:
                continue
            if ratio * (1 - family.minimum() / family.moments().mean) > 1:
                message = (
                    "standardization is too far below the measured level: the measured times, spread "
                    f"{ratio:.2f} times as wide, would become negative; state a family with a cv (gamma, lognormal)"
                )
                yield Finding(("touchpoints", name, "standardization"), message)
                break
