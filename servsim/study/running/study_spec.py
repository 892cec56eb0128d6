"""How the work of a study is described to those who do it, near and far.

What travels to another process is a description: the scenario and the names of its options, some 20 kB. The variants
are compiled from it once in every process, not for every chunk. Only trials travel back.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import sha256
from time import perf_counter

from servsim.cancelling import CancelToken
from servsim.errors import ServsimError
from servsim.measures.trial import run_trials
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.identity import build
from servsim.study.variants import Variants

Work = Callable[[Chunk], Finished]


@dataclass(frozen=True)
class StudySpec:
    """The variants of a study as they travel; equal when they describe the same variants for the same program."""

    build: str
    digest: str
    packed: bytes = field(compare=False, repr=False)

    @classmethod
    def of(cls, variants: Variants) -> "StudySpec":
        """The description of some variants."""
        packed = pickle.dumps((*variants.recipe(), variants.engine, variants.compiled))
        return cls(build(), sha256(packed).hexdigest(), packed)


@lru_cache(maxsize=2)
def variants_of(spec: StudySpec) -> Variants:
    """The variants that a description stands for, compiled when they are first asked for in this process.

    Raises ServsimError when another version of servsim wrote the description: its numbers could be others.
    """
    if spec.build != build():
        raise ServsimError(f"a worker has {build()}; the study was started with {spec.build}; install the same")
    make, arguments, engine, compiled = pickle.loads(spec.packed)
    variants: Variants = make(*arguments)
    variants.take_engine(engine, compiled)
    return variants


def work_here(variants: Variants, seed: int, token: CancelToken | None = None) -> Work:
    """The function that simulates a chunk in this process, on any of its threads; it looks at the token meanwhile."""
    return partial(_simulate, variants, seed, token)


def work_anywhere(variants: Variants, seed: int) -> Work:
    """The same as a function that can be sent to other processes and machines."""
    return partial(_simulate_from, StudySpec.of(variants), seed)


def _simulate(variants: Variants, seed: int, token: CancelToken | None, chunk: Chunk) -> Finished:
    begun = perf_counter()
    trials = run_trials(variants.model(chunk.option), variants.frame, seed, chunk.replications, token)
    return Finished(chunk, trials, perf_counter() - begun)


def _simulate_from(spec: StudySpec, seed: int, chunk: Chunk) -> Finished:
    return _simulate(variants_of(spec), seed, None, chunk)
