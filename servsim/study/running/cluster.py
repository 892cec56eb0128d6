"""A Dask cluster as one who simulates; the extra ``cluster`` brings the library, and nothing else needs it."""

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Any

from servsim.errors import ServsimError, shown
from servsim.study.running.identity import installed

ADDRESS = re.compile(r"tcp://[^/\s:]+:[0-9]{1,5}|tcp://\[[0-9a-f:]+\]:[0-9]{1,5}")
PATIENCE = 5.0
"""Seconds to wait for the cluster to answer."""

Client = Any
"""A ``distributed.Client``; the library is not there for type checkers either."""


@contextmanager
def cluster(address: str) -> Iterator[Client]:
    """The client of the cluster whose scheduler is at an address such as ``tcp://HOST:8786``; closed at the end.

    Raises ServsimError when the library is missing, nobody answers within seconds, or nobody works there.
    """
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise ServsimError('a cluster needs Dask: pip install "servsim[cluster]"') from None
    _greet(distributed, address)
    client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except OSError:
            message = f"the cluster at {shown(address)} has no workers; start one with: dask worker {address}"
            raise ServsimError(message) from None
        yield client


@contextmanager
def given_executor(executor: Any) -> Iterator[Any]:
    """An executor while it is used: what was given, or for the address of a scheduler the client of its cluster.

    Raises ServsimError as :func:`cluster` does.
    """
    if not isinstance(executor, str):
        yield executor
        return
    with cluster(executor) as client:
        yield client


def _greet(distributed: Any, address: str) -> None:
    """See whether a Dask scheduler answers in time; a client of its own would wait for ever for some who do not.

    Raises ServsimError when none does, and for what is no address.
    """

    import asyncio

    async def greet() -> None:
        connection = await asyncio.wait_for(distributed.comm.connect(address, timeout=PATIENCE), PATIENCE)
        connection.abort()

    if not ADDRESS.fullmatch(address):
        raise ServsimError(f"found {shown(address)}; a cluster is named by its scheduler, as tcp://HOST:8786")
    try:
        asyncio.run(greet())
    except Exception:  # whatever somebody may answer who is no scheduler
        message = f"no Dask scheduler answers at {shown(address)} within {PATIENCE:g} s; start one with: dask scheduler"
        raise ServsimError(message) from None


def is_cluster(executor: object) -> bool:
    """Whether this is a Dask client, or the executor of one."""
    return type(executor).__module__.partition(".")[0] == "distributed"


def cluster_executor(given: Any) -> Executor:
    """The executor of a Dask client (or of itself), after a look at the workers.

    Raises ServsimError when one of them has no servsim or another version. Workers that join later are looked at when
    they are given work.
    """
    client = getattr(given, "_client", given)
    here = installed()
    for worker, there in client.run(version, "servsim", on_error="return").items():
        if there != here:
            has = f"servsim {there}" if isinstance(there, str) else "no servsim"
            raise ServsimError(f"the worker at {worker} has {has}, this is servsim {here}; install it there")
    executor: Executor = client.get_executor(pure=False) if given is client else given
    return executor


def cluster_workers(executor: Any) -> int:
    """How many chunks the cluster can simulate at once, just now."""
    return sum(executor._client.nthreads().values())
