"""Who comes in one replication, with every random number of theirs.

A customer is a key (:mod:`servsim.demand.keys`), and so is each *contact*: a pair of touchpoint and how many encounters
this customer has had there before. An option that adds a touchpoint or sends customers another way moves nobody else's
numbers. An engine may compute a number when it needs it, or take a whole table of them, (contacts, customers).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.demand.arrays import values
from servsim.demand.keys import (
    BALK,
    COMPLAIN,
    COMPLAIN_DELAY,
    CSAT_NOISE,
    DEFECT,
    DETECTION,
    HIDDEN,
    PATIENCE,
    RECOMMEND_NOISE,
    REDIAL,
    REDIAL_DELAY,
    REPEAT,
    REPEAT_DELAY,
    RESPOND,
    ROUTE,
    START,
    VARIATION,
    VISIBLE,
    WORK,
    Keys,
    encounter_key,
    uniform,
)
from servsim.scenario.values.quantiles import EXPONENTIAL, NORMAL, Law

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STANDARD_NORMAL = Law(NORMAL, 0.0, 1.0)
STANDARD_EXPONENTIAL = Law(EXPONENTIAL, 1.0)


@dataclass(frozen=True)
class Draws:
    """The randomness of one replication: n customers in order of arrival, m touchpoints, c contacts, a agents.

    The tables are made when they are first asked for, from the keys.
    """

    arrival: Floats
    """(n,) minutes from the start of the replication, never falling."""
    segment: Ints
    """(n,) index of the segment."""
    key: Keys
    """(n,) the customers' keys."""
    touchpoint_words: Keys
    """(m,) hashes of the touchpoints' names."""
    contacts: Ints
    """(m,) largest number of encounters of one customer at each touchpoint; c is their sum."""
    agent_bias: Floats
    """(a,) standard normal B: an agent's personal style; agents are a sample from the labour market."""
    agent_pace: Floats
    """(a,) time multiplier of an agent, mean 1."""

    @property
    def customers(self) -> int:
        """Number of customers who arrive in the replication."""
        return int(self.arrival.size)

    @cached_property
    def start(self) -> Floats:
        """(n,) uniform: where the journey starts."""
        return np.asarray(uniform(self.key, np.array([START])))

    @cached_property
    def complain(self) -> Floats:
        """(n,) uniform: complaining after the journey."""
        return np.asarray(uniform(self.key, np.array([COMPLAIN])))

    @cached_property
    def complain_delay(self) -> Floats:
        """(n,) standard exponential: after how long; the mean delay in minutes is the scenario's."""
        return values(STANDARD_EXPONENTIAL, np.asarray(uniform(self.key, np.array([COMPLAIN_DELAY]))))

    @cached_property
    def visible(self) -> Floats:
        """(m, n) standard normal Z1: the part of the need that can be seen; the customer keeps it for a touchpoint."""
        return values(
            STANDARD_NORMAL,
            uniform(encounter_key(self.key, self.touchpoint_words[:, None], np.array([0])), np.array([VISIBLE])),
        )

    @cached_property
    def work(self) -> Floats:
        """(c, n) uniform: handling work X, through its quantile function."""
        return self._uniforms(WORK)

    @cached_property
    def patience(self) -> Floats:
        """(c, n) uniform: patience, through its quantile function."""
        return self._uniforms(PATIENCE)

    @cached_property
    def variation(self) -> Floats:
        """(c, n) standard normal W: the agent's variation from one encounter to the next."""
        return values(STANDARD_NORMAL, self._uniforms(VARIATION))

    @cached_property
    def hidden(self) -> Floats:
        """(c, n) standard normal Z2: the part of the need nobody can see; the issue keeps it."""
        return values(STANDARD_NORMAL, self._uniforms(HIDDEN))

    @cached_property
    def defect(self) -> Floats:
        """(c, n) uniform U_D."""
        return self._uniforms(DEFECT)

    @cached_property
    def detection(self) -> Floats:
        """(c, n) uniform U_det."""
        return self._uniforms(DETECTION)

    @cached_property
    def balk(self) -> Floats:
        """(c, n) uniform: walking past a long line."""
        return self._uniforms(BALK)

    @cached_property
    def route(self) -> Floats:
        """(c, n) uniform: where to go next."""
        return self._uniforms(ROUTE)

    @cached_property
    def repeat(self) -> Floats:
        """(c, n) uniform: coming back with an unresolved issue."""
        return self._uniforms(REPEAT)

    @cached_property
    def repeat_delay(self) -> Floats:
        """(c, n) standard exponential: after how long; the mean delay in minutes is the scenario's."""
        return values(STANDARD_EXPONENTIAL, self._uniforms(REPEAT_DELAY))

    @cached_property
    def redial(self) -> Floats:
        """(c, n) uniform: trying again after giving up."""
        return self._uniforms(REDIAL)

    @cached_property
    def redial_delay(self) -> Floats:
        """(c, n) standard exponential: after how long; the mean delay in minutes is the scenario's."""
        return values(STANDARD_EXPONENTIAL, self._uniforms(REDIAL_DELAY))

    @cached_property
    def csat_noise(self) -> Floats:
        """(c, n) standard normal: from feeling to rating."""
        return values(STANDARD_NORMAL, self._uniforms(CSAT_NOISE))

    @cached_property
    def recommend_noise(self) -> Floats:
        """(c, n) standard normal: from feeling to recommending."""
        return values(STANDARD_NORMAL, self._uniforms(RECOMMEND_NOISE))

    @cached_property
    def respond(self) -> Floats:
        """(c, n) uniform: answering the survey."""
        return self._uniforms(RESPOND)

    @cached_property
    def encounter_keys(self) -> Keys:
        """(c, n) the keys of all possible encounters."""
        words = np.repeat(self.touchpoint_words, self.contacts)
        contact = np.concatenate([np.arange(limit) for limit in self.contacts])
        return np.asarray(encounter_key(self.key, words[:, None], contact[:, None]), dtype=np.uint64)

    def _uniforms(self, purpose: Any) -> Floats:
        return np.asarray(uniform(self.encounter_keys, np.array([purpose])))
