"""The compiled engine: the same trajectories as the SimPy engine, bit for bit, from an event loop in machine code."""

from collections.abc import Callable

from servsim.delivery.compiled.loop import run
from servsim.delivery.compiled.world import Stage
from servsim.delivery.log import EncounterLog
from servsim.delivery.plan import Plan
from servsim.demand import Draws


def simulate(plan: Plan, draws: Draws) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws."""
    return EncounterLog(on_stage(plan)(draws).records.copy())


def on_stage(plan: Plan) -> Callable[[Draws], EncounterLog]:
    """The engine for one replication after another; each log only lasts until the next call."""
    arrays = Stage(plan)

    def simulate_here(draws: Draws) -> EncounterLog:
        world = arrays.set(draws)
        return EncounterLog(world.log[: run(world)])

    return simulate_here
