"""The compiled engine: the same trajectories as the SimPy engine, bit for bit, from an event loop in machine code."""

from dataclasses import fields

from servsim.delivery.compiled.loop import run
from servsim.delivery.compiled.world import world
from servsim.delivery.log import EncounterLog
from servsim.delivery.plan import Plan
from servsim.demand import Draws


def simulate(plan: Plan, draws: Draws) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws."""
    made = world(plan, draws)
    rows = run(made)
    return EncounterLog(**{column.name: made.log[column.name][:rows].copy() for column in fields(EncounterLog)})
