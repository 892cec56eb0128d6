"""The compiled engine: the same trajectories as the SimPy engine, bit for bit, from an event loop in machine code."""

from collections.abc import Callable
from typing import Any

from servsim.cancelling import Cancelled, CancelToken
from servsim.delivery.compiled.loop import main_loop
from servsim.delivery.compiled.world import Stage
from servsim.delivery.hooks import Hook
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.log.logs import Logs
from servsim.delivery.plan.plan import Plan
from servsim.demand.batch import Batch
from servsim.demand.draws import Draws

_loops: dict[str, Any] = {}


def simulate(plan: Plan, draws: Draws, hook: Hook | None = None, token: CancelToken | None = None) -> EncounterLog:
    """The encounter log of one replication; a pure function of plan and draws, and of the hook."""
    return EncounterLog(prepared(plan, hook, token)(Batch.of(draws)).records.copy())


def prepared(plan: Plan, hook: Hook | None = None, token: CancelToken | None = None) -> Callable[[Batch], Logs]:
    """The engine for one batch of replications after another; their logs only last until the next call.

    It raises Cancelled soon after the token is cancelled.
    """
    stage, loop = Stage(plan, token), _loop(hook)

    def simulate_here(batch: Batch) -> Logs:
        world = stage.set(batch)
        notes = () if hook is None else hook.notes(world.customers.size)
        if not loop(world, notes):
            raise Cancelled
        return Logs(world.log[: world.first_row[-1]], world.first_row)

    return simulate_here


def _loop(hook: Hook | None) -> Any:
    """The main loop with a hook, made once for each."""
    name = "run_all" if hook is None else f"run_all_{hook.name}"
    if name not in _loops:
        _loops[name] = main_loop(name, hook)
    return _loops[name]
