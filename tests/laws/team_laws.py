"""Laws about teams: who serves whom and when, who has to wait, and what the log says about it.

Where events can be simultaneous, a count taken from the log is known only between two bounds: everybody who was surely
there, and everybody who may have been.
"""

from math import exp

import numpy as np
import pytest

from servsim.delivery.encounter.encounter import Chance, Condition, Need, serve
from servsim.delivery.reference.durations import work_content
from servsim.delivery.rules.outcomes import Outcome
from tests.laws.runs import Run

FACTS = {
    "personalization": "personalization",
    "distance": "distance",
    "misfit": "misfit",
    "deviation": "deviation",
    "quality": "quality",
    "fit": "fit",
    "defect_made": "defect_made",
    "defect_caught": "defect_caught",
    "resolved": "resolved",
}


def agents_serve_one_at_a_time(run: Run) -> None:
    """No agent is in two encounters at once, and each serves for the own team only."""
    log, first = run.log, run.plan.teams.first_agent
    handled = np.isfinite(run.started)
    by_agent = handled & (run.team >= 0)
    assert ((log.agent >= 0) == by_agent).all()
    assert (log.agent[by_agent] >= first[run.team[by_agent]]).all()
    assert (log.agent[by_agent] < first[run.team[by_agent] + 1]).all()
    for agent in np.unique(log.agent[by_agent]):
        rows = np.flatnonzero(log.agent == agent)
        rows = rows[np.lexsort((run.ended[rows], run.started[rows]))]
        assert (run.started[rows[1:]] >= run.ended[rows[:-1]]).all()


def agents_start_only_on_duty(run: Run) -> None:
    """The roster says n: only the first n agents of the team start."""
    log, first = run.log, run.plan.teams.first_agent
    for row in np.flatnonzero(log.agent >= 0).tolist():
        team = int(run.team[row])
        assert log.agent[row] - first[team] < run.on_duty(team, float(log.started[row]))


def first_come_first_served(run: Run) -> None:
    """Within a priority nobody who came later is served while somebody who came earlier still waits.

    Nor in the instant in which that one gives up: whoever is free then has taken the first in line before.
    """
    for team in range(len(run.roster)):
        for priority in np.unique(run.priority):
            rows = np.flatnonzero(run.in_queue & (run.team == team) & (run.priority == priority))
            gone = np.where(np.isinf(run.started[rows]), np.nextafter(run.left_queue[rows], np.inf), run.started[rows])
            latest = np.maximum.accumulate(gone) if rows.size else gone
            starts = run.started[rows[1:]]
            assert (np.isinf(starts) | (starts >= latest[:-1])).all()


def higher_priority_first(run: Run) -> None:
    """Nobody is served while somebody of a higher priority waits for the same team."""
    log = run.log
    for row in np.flatnonzero(run.in_queue & np.isfinite(run.started)).tolist():
        instant = run.started[row]
        waiting = (run.left_queue > instant) | ((run.left_queue == instant) & np.isinf(run.started))
        waiting &= run.in_queue & (run.team == run.team[row]) & (log.joined < instant)
        assert not (waiting & (run.priority < run.priority[row])).any()


def who_was_idle_longest_serves(run: Run) -> None:
    """Of several idle agents the one serves who has been idle longest (or on duty, when that is shorter)."""
    log, first = run.log, run.plan.teams.first_agent
    for row in np.flatnonzero(run.in_queue & (run.started == log.joined)).tolist():
        team, instant = int(run.team[row]), float(log.joined[row])
        since = {}
        for place in range(run.on_duty(team, instant)):
            mine = log.agent == first[team] + place
            if not (mine & (run.started <= instant) & (run.ended >= instant)).any():
                ended = run.ended[mine & (run.ended < instant)]
                since[place] = max(run.on_duty_since(team, place, instant), ended.max(initial=-np.inf))
        mine = (log.agent == log.agent[row]) & (run.ended <= instant) & (np.arange(len(log)) != row)
        chosen = run.on_duty_since(team, int(log.agent[row] - first[team]), instant)
        assert max(chosen, run.ended[mine].max(initial=-np.inf)) <= min(since.values(), default=np.inf)


def nobody_waits_while_an_agent_is_idle(run: Run) -> None:
    """Between any two events: when somebody waits, every agent on duty is busy."""
    log, first = run.log, run.plan.teams.first_agent
    for team, (changes, _) in enumerate(run.roster):
        rows = run.rows_of(team)
        instants = np.concatenate([log.joined[rows], run.started[rows], run.ended[rows], changes])
        instants = np.unique(instants[np.isfinite(instants)])
        for start, end in zip(instants[:-1].tolist(), instants[1:].tolist(), strict=True):
            middle = 0.5 * (start + end)
            if not start < middle < min(end, run.horizon):
                continue
            waiting = run.in_queue[rows] & (log.joined[rows] < middle) & (run.left_queue[rows] > middle)
            if waiting.any():
                busy = set(log.agent[rows[(run.started[rows] < middle) & (run.ended[rows] > middle)]].tolist())
                on_duty = set(range(int(first[team]), int(first[team]) + run.on_duty(team, start)))
                assert on_duty <= busy


def nobody_is_refused_while_an_agent_is_idle(run: Run) -> None:
    """Who is turned away, walks past a line or has to wait has found all agents on duty busy.

    Whoever comes from outside does so after all that ends in that instant.
    """
    log, first = run.log, run.plan.teams.first_agent
    waited = run.in_queue & ((run.left_queue > log.joined) | np.isinf(run.started))
    for row in np.flatnonzero(run.outcome(Outcome.TURNED_AWAY, Outcome.BALKED) | waited).tolist():
        team, instant = int(run.team[row]), float(log.joined[row])
        near = (run.team == team) & (run.started <= instant)
        near &= run.ended > instant if run.came_in[row] else run.ended >= instant
        busy = set(log.agent[near].tolist())
        assert set(range(int(first[team]), int(first[team]) + run.on_duty(team, instant))) <= busy


def people_ahead_are_counted(run: Run) -> None:
    """``ahead`` is the number of customers who were waiting for the team when one more came."""
    log = run.log
    for row in range(len(log)):
        earlier = run.in_queue[:row] & (run.team[:row] == run.team[row]) & (run.team[row] >= 0)
        surely = int((earlier & (run.left_queue[:row] > log.joined[row])).sum())
        perhaps = int((earlier & (run.left_queue[:row] >= log.joined[row])).sum())
        if log.outcome[row] == Outcome.CLOSED and log.ended[row] == log.joined[row]:
            assert log.ahead[row] == 0
        elif run.came_in[row]:
            assert log.ahead[row] == surely
        else:
            assert surely <= log.ahead[row] <= perhaps


def waiting_room_and_long_lines(run: Run) -> None:
    """Places to wait are never exceeded, used up before anybody is turned away; lines repel as stated."""
    log, segments = run.log, list(run.scenario.segments.values())
    limits = [team.queue_limit for team in run.scenario.teams.values()]
    balk = run.drawn(run.draws.balk)
    for row in np.flatnonzero(run.team >= 0).tolist():
        ahead, outcome, rule = int(log.ahead[row]), log.outcome[row], segments[log.segment[row]].balking
        limit = limits[run.team[row]]
        waited = bool(run.in_queue[row]) and run.left_queue[row] > log.joined[row]
        repelled = 0.0 if rule is None else (ahead - rule.starts_at + 1) / (rule.certain_at - rule.starts_at + 1)
        if outcome == Outcome.TURNED_AWAY:
            assert limit is not None
            assert ahead == limit
        elif outcome == Outcome.BALKED:
            assert balk[row] < repelled
        elif waited:
            assert limit is None or ahead < limit
            assert balk[row] >= repelled


def facts_follow_from_draws(run: Run) -> None:
    """Handling time and quality are the encounter's functions of the customer's and the agent's own draws."""
    log, draws, plan = run.log, run.draws, run.plan
    work = run.drawn(work_content(plan, draws))
    issue_row = plan.journey.first_contact[log.touchpoint] + log.issue
    skills = [*(team.skill for team in run.scenario.teams.values()), 1.0]  # the last is self-service
    for row in np.flatnonzero(log.served).tolist():
        place, segment, agent = int(log.touchpoint[row]), int(log.segment[row]), int(log.agent[row])
        customer, contact = int(log.customer[row]), int(run.contact_row[row])
        condition, bias = Condition(), 0.0
        if agent >= 0:
            bias = float(draws.agent_bias[agent])
            facts = (draws.agent_pace[agent], log.load[row], log.overwork[row])
            condition = Condition(*(float(x) for x in facts))
        need = Need(
            float(plan.segments.need_mean[segment]),
            float(plan.segments.need_spread[segment]),
            float(draws.visible[place, customer]),
            float(draws.hidden[issue_row[row], customer]),
        )
        of_contact = (draws.variation, draws.defect, draws.detection)
        chance = Chance(float(work[row]), bias, *(float(table[contact, customer]) for table in of_contact))
        served = serve(plan.practice[place][segment], plan.person[agent], need, chance, condition)
        assert log.ended[row] == log.started[row] + served.handling_min
        for column, field in FACTS.items():
            assert getattr(log, column)[row] == getattr(served, field), column
        assert log.skill[row] == skills[int(run.team[row])]


def pressure_is_as_measured(run: Run) -> None:
    """Load is the line per agent on duty, without the customer; overwork is the agent's recent occupancy."""
    log, rule = run.log, run.scenario.load
    for row in np.flatnonzero(log.served & (log.agent >= 0)).tolist():
        instant = float(log.started[row])
        others = run.in_queue & (run.team == run.team[row])
        others[row] = False
        surely = int((others & (log.joined < instant) & (run.left_queue > instant)).sum())
        perhaps = int((others & (log.joined <= instant) & (run.left_queue >= instant)).sum())
        places = rule.queue_per_agent * run.on_duty(int(run.team[row]), instant)
        assert min(1.0, surely / places) <= log.load[row] <= min(1.0, perhaps / places)
    for agent in np.unique(log.agent[log.agent >= 0]):
        felt, now = 0.0, 0.0
        rows = np.flatnonzero(log.agent == agent)
        for row in rows[np.lexsort((run.ended[rows], run.started[rows]))].tolist():
            felt *= exp(-(log.started[row] - now) / rule.overwork_memory)
            if log.served[row]:
                assert log.overwork[row] == pytest.approx(max(0.0, felt - rule.overwork_above), abs=1e-9)
                now = float(log.ended[row])
                felt = 1.0 + (felt - 1.0) * exp(-(now - log.started[row]) / rule.overwork_memory)


TEAM_LAWS = (
    agents_serve_one_at_a_time,
    agents_start_only_on_duty,
    first_come_first_served,
    higher_priority_first,
    who_was_idle_longest_serves,
    nobody_waits_while_an_agent_is_idle,
    nobody_is_refused_while_an_agent_is_idle,
    people_ahead_are_counted,
    waiting_room_and_long_lines,
    facts_follow_from_draws,
    pressure_is_as_measured,
)
