"""The compiled engine: the same trajectories as the SimPy engine, bit for bit, from an event loop in machine code."""

from collections.abc import Callable

from servsim.delivery.compiled.loop import run
from servsim.delivery.compiled.world import Stage
from servsim.delivery.listener import Hearing
from servsim.delivery.log import EncounterLog
from servsim.delivery.plan import Plan
from servsim.demand import Draws


def simulate(plan: Plan, draws: Draws, hearing: Hearing | None = None) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws, and of who hears complaints."""
    return EncounterLog(on_stage(plan, hearing)(draws).records.copy())


def on_stage(plan: Plan, hearing: Hearing | None = None) -> Callable[[Draws], EncounterLog]:
    """The engine for one replication after another; each log only lasts until the next call."""
    arrays = Stage(plan)

    def simulate_here(draws: Draws) -> EncounterLog:
        world = arrays.set(draws)
        rows = run(world) if hearing is None else hearing.run(world, draws)
        return EncounterLog(world.log[:rows])

    return simulate_here
