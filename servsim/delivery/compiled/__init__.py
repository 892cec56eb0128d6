"""The compiled engine: the same trajectories as the SimPy engine, bit for bit, from an event loop in machine code."""

from collections.abc import Callable

from servsim.delivery.compiled.loop import run_all
from servsim.delivery.compiled.world import Stage
from servsim.delivery.listener import Hearing
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.log.logs import Logs
from servsim.delivery.plan.plan import Plan
from servsim.demand import Batch, Draws


def simulate(plan: Plan, draws: Draws, hearing: Hearing | None = None) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws, and of who hears complaints."""
    return EncounterLog(prepared(plan, hearing)(Batch.of(draws)).records.copy())


def prepared(plan: Plan, hearing: Hearing | None = None) -> Callable[[Batch], Logs]:
    """The engine for one batch of replications after another; their logs only last until the next call."""
    stage = Stage(plan)

    def simulate_here(batch: Batch) -> Logs:
        world = stage.set(batch)
        if hearing is None:
            run_all(world)
        else:
            hearing.run_all(world)
        return Logs(world.log[: world.first_row[-1]], world.first_row)

    return simulate_here
