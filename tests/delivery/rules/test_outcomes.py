import numpy as np
import pytest

from servsim.delivery.log.encounter_log import COLUMNS, EncounterLog, Outcome
from servsim.delivery.rules import outcomes as waited
from servsim.delivery.rules.outcomes import wait_min

TIMES = [(3.0, 3.0, 9.0), (3.0, 5.0, 9.0), (3.0, np.nan, 9.0), (3.0, np.nan, 3.0), (3.0, np.nan, np.nan)]


def test_the_numbers_are_those_of_the_outcomes() -> None:
    assert {outcome.name: int(outcome) for outcome in Outcome} == {
        name: getattr(waited, name) for name in vars(waited) if name.isupper()
    }


@pytest.mark.parametrize("outcome", Outcome)
def test_a_wait_is_that_of_the_log(outcome: Outcome) -> None:
    columns = {name: np.zeros(len(TIMES), dtype=kind) for name, kind in COLUMNS.items()}
    joined, started, ended = (np.array(column) for column in zip(*TIMES, strict=True))
    columns |= {"joined": joined, "started": started, "ended": ended, "outcome": np.full(len(TIMES), outcome)}
    one_by_one = [wait_min(outcome, *times) for times in TIMES]
    assert EncounterLog.of(columns).wait == pytest.approx(one_by_one, nan_ok=True)
