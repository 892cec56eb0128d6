"""The engines by name: ``simpy``, the readable reference, and ``compiled``, which gives the same logs, to the bit."""

from collections.abc import Callable
from importlib.util import find_spec

from servsim.delivery.log import EncounterLog
from servsim.delivery.plan import Plan
from servsim.demand import Draws
from servsim.errors import ServsimError

Engine = Callable[[Plan, Draws], EncounterLog]


def engine(name: str) -> Engine:
    """The function that simulates one replication; a pure function of plan and draws.

    Raises ServsimError for an unknown name, and for ``compiled`` where its compiler (Numba) is not installed.
    """
    if name == "simpy":
        from servsim.delivery.simpy_engine import simulate

        return simulate
    if name != "compiled":
        raise ServsimError(f'unknown engine "{name}"; allowed: simpy, compiled')
    if find_spec("numba") is None:
        raise ServsimError('the compiled engine needs Numba: pip install "servsim[fast]", or use the engine simpy')
    from servsim.delivery.compiled import simulate as simulate_compiled

    return simulate_compiled
