"""The engines by name: ``simpy``, the readable reference, and ``compiled``, which gives the same logs, to the bit."""

from collections.abc import Callable
from typing import Protocol

from servsim.cancelling import CancelToken
from servsim.compiling import is_cached, numba_installed, numba_loaded
from servsim.delivery.hooks import Hook
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.log.logs import Logs
from servsim.delivery.plan.plan import Plan
from servsim.demand.batch import Batch
from servsim.demand.draws import Draws
from servsim.errors import ServsimError

Stage = Callable[[Batch], Logs]


class Engine(Protocol):
    """Simulates one replication; a pure function of plan and draws, and of the hook."""

    def __call__(
        self, plan: Plan, draws: Draws, hook: Hook | None = None, token: CancelToken | None = None
    ) -> EncounterLog:
        """The encounter log."""


ENGINES = ("auto", "simpy", "compiled")
LAST_KERNEL = "servsim.measures.counting.accumulate_batch.pick_all"
"""The kernel that is compiled last."""

SECONDS_PER_ENCOUNTER = 40e-6
"""What an encounter takes with the engine ``simpy``, judged and added up in plain Python; measured, rounded."""
SECONDS_TO_LOAD, SECONDS_TO_COMPILE = 0.6, 8.0
"""What the compiler takes before the first result, with compiled code in its cache and without; measured likewise."""


def chosen_engine(stated: str, encounters: float) -> str:
    """The engine to use for about so many encounters; ``auto`` becomes the one that will be finished first.

    Both give the same results, to the bit. Raises ServsimError for an unknown engine, and for ``compiled`` where its
    compiler (Numba) is not installed.
    """
    if stated not in ENGINES:
        raise ServsimError(f'unknown engine "{stated}"; allowed: {", ".join(ENGINES)}')
    if stated == "compiled" and not numba_installed():
        raise ServsimError("the compiled engine needs Numba: pip install numba, or use the engine simpy")
    if stated != "auto":
        return stated
    return "compiled" if worth_compiling(encounters) else "simpy"


def worth_compiling(encounters: float) -> bool:
    """Whether the work on about so many encounters is finished sooner in compiled code, its start included.

    It holds for the engine, and as well for what every engine needs beside it: drawing, judging, adding up.
    """
    return numba_installed() and encounters * SECONDS_PER_ENCOUNTER > seconds_to_start()


def seconds_to_start() -> float:
    """About how long the compiled engine takes before its first result."""
    if numba_loaded():
        return 0.0
    return SECONDS_TO_LOAD if is_cached(LAST_KERNEL) else SECONDS_TO_COMPILE


def must_compile() -> bool:
    """Whether the compiled engine has to be compiled before its first result, because no cache holds it."""
    return not is_cached(LAST_KERNEL)


def engine(name: str) -> Engine:
    """The function that simulates one replication; a pure function of its arguments. Raises as the choice does."""
    if chosen_engine(name, 0.0) == "compiled":
        from servsim.delivery.compiled import simulate as simulate_compiled

        return simulate_compiled
    from servsim.delivery.reference.service import simulate

    return simulate


def stage(name: str, plan: Plan, hook: Hook | None = None, token: CancelToken | None = None) -> Stage:
    """The function that simulates one batch of replications after another; their logs only last until the next call.

    ``hook`` changes the run, if anybody does; it raises Cancelled soon after ``token`` is cancelled, and gives up the
    whole batch. Not for two threads at once. Raises ServsimError as :func:`engine` does.
    """
    if chosen_engine(name, 0.0) == "compiled":
        from servsim.delivery.compiled import prepared

        return prepared(plan, hook, token)
    simulate = engine(name)
    return lambda batch: Logs.of([simulate(plan, batch.draws(number), hook, token) for number in range(len(batch))])
