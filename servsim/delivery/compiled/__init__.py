"""The compiled engine: the same trajectories as the SimPy engine, bit for bit, from an event loop in machine code."""

from servsim.delivery.compiled.loop import run
from servsim.delivery.compiled.world import Stage
from servsim.delivery.log import EncounterLog
from servsim.delivery.plan import Plan
from servsim.demand import Draws


def simulate(plan: Plan, draws: Draws) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws."""
    world = Stage(plan).set(draws)
    return EncounterLog(world.log[: run(world)].copy())
