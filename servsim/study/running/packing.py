"""A trial as bytes and back: its arrays as they are, behind a checksum.

The checksum covers the name under which a trial is kept too, so that bytes which got into another row are noticed as
well. The form is servsim's own and small; unlike a pickle it holds nothing that could be executed.
"""

from dataclasses import fields
from hashlib import blake2b
from struct import calcsize, iter_unpack, pack, unpack_from

import numpy as np
from numpy.typing import NDArray

from servsim.measures.profile import AgentQuality, Profile
from servsim.measures.trial import Trial

DIGEST_BYTES = 16
HEAD = "<II"  # replications in the picture, number of arrays
SHAPE = "<II"  # rows and columns of an array
PICTURE = [part.name for part in fields(Profile) if part.name != "replications"]
AGENTS = [part.name for part in fields(AgentQuality)]


class DamagedError(Exception):
    """Bytes that are not what was packed under this name."""


def packed(trial: Trial, name: str) -> bytes:
    """A trial as bytes, to be unpacked under the same name only."""
    arrays = [trial.table, *(getattr(trial.profile, part) for part in PICTURE)]
    if trial.agents is not None:
        arrays += [getattr(trial.agents, part) for part in AGENTS]
    tables = [np.atleast_2d(np.asarray(array, dtype="<f8")) for array in arrays]
    head = pack(HEAD, trial.profile.replications, len(tables))
    shapes = [pack(SHAPE, *table.shape) for table in tables]
    body = b"".join([head, *shapes, *(table.tobytes() for table in tables)])
    return _digest(body, name) + body


def unpacked(data: bytes, name: str) -> Trial:
    """The trial that was packed under this name; raises DamagedError when it was not, or has changed since."""
    body = data[DIGEST_BYTES:]
    if data[:DIGEST_BYTES] != _digest(body, name):
        raise DamagedError(name)
    replications, count = unpack_from(HEAD, body)
    table, *rest = _arrays(body, count)
    profiles, agents = rest[: len(PICTURE)], rest[len(PICTURE) :]
    return Trial(
        table=table,
        profile=Profile(replications, **dict(zip(PICTURE, profiles, strict=True))),
        agents=AgentQuality(*(one[0] for one in agents)) if agents else None,
    )


def _arrays(body: bytes, count: int) -> list[NDArray[np.float64]]:
    first = calcsize(HEAD)
    start = first + count * calcsize(SHAPE)
    values = np.frombuffer(body, "<f8", offset=start).astype(np.float64)
    result, offset = [], 0
    for rows, columns in iter_unpack(SHAPE, body[first:start]):
        result.append(values[offset : offset + rows * columns].reshape(rows, columns))
        offset += rows * columns
    return result


def _digest(body: bytes, name: str) -> bytes:
    return blake2b(name.encode() + b"\0" + body, digest_size=DIGEST_BYTES).digest()
