"""Random numbers by key: every number is a function of what it is for, never "the next number".

Keys form a tree: study and replication, then segment, customer, encounter (touchpoint and contact), and at the leaf the
purpose. A number therefore does not depend on the order of events, on what else was drawn, on the number of workers, or
on what an option changed elsewhere; and it can be computed where it is needed, without a table, in any order.

A step down the tree is a step of SplitMix64 (Steele, Lea & Flood 2014, with the mixer "variant 13" of Stafford): the
children of a key are the numbers of the generator that is seeded with it. Names enter by a hash (BLAKE2b).

Keys are NumPy arrays of 64-bit words or, in compiled code, single words; the functions are written for both.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

GOLDEN = 0x9E3779B97F4A7C15
FIRST_MIX = 0xBF58476D1CE4E5B9
SECOND_MIX = 0x94D049BB133111EB
FIRST_INVERSE = 0x96DE1B173F119089
SECOND_INVERSE = 0x319642B2D24D8EC3
SPACING = 2.0**-52

# NumPy integers, because the compiler would make a function of its own for each literal one.
PURPOSES = (
    "start", "visible", "hidden", "work", "patience", "variation", "defect", "detection", "balk", "route", "repeat",
    "repeat_delay", "redial", "redial_delay", "csat_noise", "recommend_noise", "respond", "complain", "complain_delay",
)  # fmt: skip
(
    START, VISIBLE, HIDDEN, WORK, PATIENCE, VARIATION, DEFECT, DETECTION, BALK, ROUTE, REPEAT,
    REPEAT_DELAY, REDIAL, REDIAL_DELAY, CSAT_NOISE, RECOMMEND_NOISE, RESPOND, COMPLAIN, COMPLAIN_DELAY,
) = np.arange(len(PURPOSES))  # fmt: skip


def mixed(word: Any) -> Any:
    """The mixer of SplitMix64."""
    word = (word ^ (word >> 30)) * FIRST_MIX
    word = (word ^ (word >> 27)) * SECOND_MIX
    return word ^ (word >> 31)


def child(key: Any, number: Any) -> Any:
    """The key of the child with a number (0 or more) of a key."""
    return mixed(key + np.uint64(number + 1) * np.uint64(GOLDEN))


def encounter_key(customer: Any, touchpoint_word: Any, contact: Any) -> Any:
    """The key of a customer's encounter at a touchpoint (by the hash of its name) and contact."""
    return child(customer + touchpoint_word, contact)


def unmixed(word: Any) -> Any:
    """The word from which :func:`mixed` makes this one."""
    word = (word ^ (word >> 31) ^ (word >> 62)) * np.uint64(SECOND_INVERSE)
    word = (word ^ (word >> 27) ^ (word >> 54)) * np.uint64(FIRST_INVERSE)
    return word ^ (word >> 30) ^ (word >> 60)


def at_contact(key: Any, contact: Any, other: Any) -> Any:
    """The key of the same customer's encounter at the same touchpoint at another contact.

    So the key of one encounter leads to everything that the customer keeps from one contact to the next.
    """
    return child(unmixed(key) - np.uint64(contact + 1) * np.uint64(GOLDEN), other)


def uniform(key: Any, purpose: Any) -> Any:
    """A uniform number in (0, 1), neither 0 nor 1: the middle of one of 2**52 cells."""
    return ((child(key, purpose) >> 12) + 0.5) * SPACING


def word_of(*parts: str | int) -> int:
    """A 64-bit word for names and numbers."""
    text = "\0".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def words_of(purpose: str, names: Iterable[str]) -> Keys:
    """(names,) words for the things of these names, for one purpose."""
    return np.array([word_of(purpose, name) for name in names], dtype=np.uint64)


def replication_keys(seed: int, replications: Iterable[int]) -> Keys:
    """(k,) the keys of replications of a study."""
    return np.array([word_of(seed, replication) for replication in replications], dtype=np.uint64)


def keys_of(replications: Keys, words: Keys) -> Keys:
    """The keys of the things with these words in replications; the two are broadcast together."""
    return np.asarray(mixed(replications + words), dtype=np.uint64)
