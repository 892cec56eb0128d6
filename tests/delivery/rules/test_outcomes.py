from math import isnan

import numpy as np
import pytest

from servsim.delivery.log.encounter_log import STORED, EncounterLog
from servsim.delivery.rules import outcomes
from servsim.delivery.rules.outcomes import (
    CAUSES,
    ENDINGS,
    OUTCOMES,
    Outcome,
    is_lost,
    is_rated,
    is_served,
    is_unfinished,
    knows_wait,
    wait_min,
)

TIMES = [(3.0, 3.0, 9.0), (3.0, 5.0, 9.0), (3.0, np.nan, 9.0), (3.0, np.nan, 3.0), (3.0, np.nan, np.nan)]
CAUSE = pytest.mark.parametrize("cause", range(len(ENDINGS)), ids=CAUSES)


@CAUSE
def test_the_functions_read_the_table(cause: int) -> None:
    ending = ENDINGS[cause]
    assert (OUTCOMES[cause], CAUSES[cause]) == (ending.outcome, ending.name)
    said = knows_wait(cause), is_rated(cause), is_lost(cause), is_unfinished(cause)
    assert said == (ending.waited, ending.rated, ending.lost, ending.unfinished)


@CAUSE
def test_every_encounter_is_served_or_lost_or_unfinished(cause: int) -> None:
    assert is_served(cause) + is_lost(cause) + is_unfinished(cause) == 1
    assert is_served(cause) == (ENDINGS[cause].outcome is Outcome.SERVED)


@CAUSE
def test_who_rates_has_joined_and_waited_a_known_time(cause: int) -> None:
    assert not is_rated(cause) or (ENDINGS[cause].joined and knows_wait(cause) and not is_unfinished(cause))


def test_the_numbers_of_the_causes_are_lines_of_the_table() -> None:
    for name in ("SERVED", "PATIENCE", "LONG_LINE", "QUEUE_FULL", "DOORS_CLOSED", "SENT_HOME", "IN_SERVICE"):
        assert CAUSES[getattr(outcomes, name)] == name.lower()
    assert {ending.outcome for ending in ENDINGS} == set(Outcome)


@CAUSE
def test_a_wait_is_that_of_the_log(cause: int) -> None:
    columns = {name: np.zeros(len(TIMES), dtype=kind) for name, kind in STORED.items()}
    joined, started, ended = (np.array(column) for column in zip(*TIMES, strict=True))
    columns |= {"joined": joined, "started": started, "ended": ended, "cause": np.full(len(TIMES), cause)}
    one_by_one = [wait_min(cause, *times) for times in TIMES]
    assert EncounterLog.of(columns).wait == pytest.approx(one_by_one, nan_ok=True)
    assert all(isnan(wait) for wait in one_by_one) or knows_wait(cause)
