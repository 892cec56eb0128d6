import subprocess
import sys

import numpy as np
import pytest

from servsim.delivery import engine, engines
from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import run, simulate

RAW = {
    "segments": {"guests": {"arrivals": {"per_hour": 40}, "patience": {"exponential": {"mean": "6 min"}}}},
    "teams": {"desk": {"agents": 3}},
    "touchpoints": {"check_in": {"team": "desk", "handling": {"lognormal": {"mean": "5 min", "cv": 0.8}}}},
    "options": {"one_more": {"teams.desk.agents": 4}},
    "study": {"replications": 3},
}


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ServsimError, match='unknown engine "steam"; allowed: simpy, compiled'):
        engine("steam")


def test_without_the_compiler_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(ServsimError, match=r'needs Numba: pip install "servsim\[fast\]", or use the engine simpy'):
        engine("compiled")


def test_the_compiler_is_only_imported_by_the_compiled_engine() -> None:
    program = (
        "import sys, servsim.study; from servsim.delivery import engine; engine('simpy'); print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_study_gives_the_same_numbers_on_both_engines() -> None:
    by_simpy = Scenario.model_validate(RAW)
    compiled = by_simpy.with_changes({"study.engine": "compiled"})
    assert simulate(by_simpy, seed=4).log.same_as(simulate(compiled, seed=4).log)
    one, other = run(by_simpy), run(compiled)
    assert (one.engine, other.engine) == ("simpy", "compiled")
    assert np.array_equal(one.tables, other.tables, equal_nan=True)


def test_different_customers_give_another_log() -> None:
    compiled = Scenario.model_validate(RAW).with_changes({"study.engine": "compiled"})
    assert not simulate(compiled, seed=4).log.same_as(simulate(compiled, seed=5).log)
