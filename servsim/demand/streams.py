"""Named random streams: every number belongs to a purpose, never to "the next draw".

A stream is a function of (seed, replication, purpose, names, level) and of nothing else: not of the order of events,
of what other streams drew, of the number of workers, or of what an option changed elsewhere. Philox is a counter-based
generator, so that a stream is simply a place in its counter space: the key is (seed, replication), the upper words of
the counter are hashes of purpose and names, and the lowest word counts the draws.
"""

from hashlib import blake2b

import numpy as np


def _word(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def stream(seed: int, replication: int, purpose: str, *names: str, level: int = 0) -> np.random.Generator:
    """The generator of one purpose, for things with these names (a segment, a touchpoint), at one level (a contact)."""
    counter = np.array([0, _word(purpose), _word("\0".join(names)), level], dtype=np.uint64)
    key = np.array([seed, replication], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(counter=counter, key=key))
