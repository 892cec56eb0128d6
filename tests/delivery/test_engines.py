import subprocess
import sys
import threading

import numpy as np
import pytest

from servsim.cancelling import Cancelled, CancelToken
from servsim.delivery import chosen_engine, compile_plan, engine, engines
from servsim.delivery.engines import stage
from servsim.demand import Demand
from servsim.errors import ServsimError
from servsim.measures.model import means
from servsim.scenario import Scenario
from servsim.study import run, simulate

RAW = {
    "segments": {"guests": {"arrivals": {"per_hour": 40}, "patience": {"exponential": {"mean": "6 min"}}}},
    "teams": {"desk": {"agents": 3}},
    "touchpoints": {"check_in": {"team": "desk", "handling": {"lognormal": {"mean": "5 min", "cv": 0.8}}}},
    "options": {"one_more": {"teams.desk.agents": 4}},
    "study": {"replications": 3},
}
LARGE, SMALL = 10_000_000.0, 10.0


def with_engine(name: str) -> Scenario:
    return Scenario.model_validate(RAW).with_changes({"study.engine": name})


def machine(monkeypatch: pytest.MonkeyPatch, installed: bool, loaded: bool, cached: bool) -> None:
    monkeypatch.setattr(engines, "numba_installed", lambda: installed)
    monkeypatch.setattr(engines, "numba_loaded", lambda: loaded)
    monkeypatch.setattr(engines, "is_cached", lambda _: cached)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ServsimError, match='unknown engine "steam"; allowed: auto, simpy, compiled'):
        engine("steam")


def test_without_the_compiler_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, installed=False, loaded=False, cached=False)
    with pytest.raises(ServsimError, match="needs Numba: pip install numba, or use the engine simpy"):
        engine("compiled")
    assert chosen_engine("auto", LARGE) == "simpy"


def test_auto_takes_the_engine_that_is_finished_first(monkeypatch: pytest.MonkeyPatch) -> None:
    between = 0.5 * (engines.SECONDS_TO_LOAD + engines.SECONDS_TO_COMPILE) / engines.SECONDS_PER_ENCOUNTER
    chosen = {}
    for loaded, cached in ((False, False), (False, True), (True, True)):
        machine(monkeypatch, installed=True, loaded=loaded, cached=cached)
        chosen[loaded, cached] = [chosen_engine("auto", size) for size in (SMALL, between, LARGE)]
    assert chosen[False, False] == ["simpy", "simpy", "compiled"]
    assert chosen[False, True] == ["simpy", "compiled", "compiled"]
    assert chosen[True, True] == ["compiled", "compiled", "compiled"]


def test_an_engine_that_is_stated_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, installed=True, loaded=False, cached=False)
    assert chosen_engine("compiled", SMALL) == "compiled"
    assert chosen_engine("simpy", LARGE) == "simpy"


def test_what_is_beside_the_engine_is_compiled_where_that_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = with_engine("simpy")
    machine(monkeypatch, installed=True, loaded=False, cached=False)
    assert [means(scenario, size) for size in (SMALL, LARGE)] == [("simpy", False), ("simpy", True)]
    assert means(with_engine("compiled"), SMALL) == ("compiled", True)
    machine(monkeypatch, installed=False, loaded=False, cached=False)
    assert means(scenario, LARGE) == ("simpy", False)


def test_the_compiler_is_only_imported_by_the_compiled_engine() -> None:
    program = (
        "import sys, servsim.study as study; from servsim.scenario import Scenario; "
        f"study.run(Scenario.model_validate({RAW!r}).with_changes({{'study.engine': 'simpy'}})); "
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_study_gives_the_same_numbers_on_both_engines() -> None:
    by_simpy, compiled = with_engine("simpy"), with_engine("compiled")
    assert simulate(by_simpy, seed=4).log.same_as(simulate(compiled, seed=4).log)
    one, other = run(by_simpy), run(compiled)
    assert (one.engine, other.engine) == ("simpy", "compiled")
    assert np.array_equal(one.tables, other.tables, equal_nan=True)


def test_a_process_without_the_compiler_gives_the_same_bits() -> None:
    """Judging and adding up in plain Python, against the compiled way of this process."""
    program = (
        "import sys, hashlib; from servsim.study import run; from servsim.scenario import Scenario; "
        f"found = run(Scenario.model_validate({RAW!r}).with_changes({{'study.engine': 'simpy'}})); "
        "assert 'numba' not in sys.modules; print(hashlib.sha256(found.tables.tobytes()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    from hashlib import sha256

    assert sha256(run(with_engine("compiled")).tables.tobytes()).hexdigest() == done.stdout.strip()


def test_different_customers_give_another_log() -> None:
    compiled = with_engine("compiled")
    assert not simulate(compiled, seed=4).log.same_as(simulate(compiled, seed=5).log)


@pytest.mark.parametrize("name", ["simpy", "compiled"])
def test_a_cancelled_batch_is_given_up_whole(name: str) -> None:
    """From another thread, while the engine is at work; nothing of the batch comes back."""
    if name == "compiled":
        pytest.importorskip("numba", reason="without Numba nothing is compiled")
    raw = RAW | {"segments": {"guests": {"arrivals": {"per_hour": 600}}}, "teams": {"desk": {"agents": 60}}}
    scenario = Scenario.model_validate(raw | {"clock": {"days": 100}, "options": {}})
    token = CancelToken()
    batch = Demand(scenario).draw_many(1, range(1))
    simulate = stage(name, compile_plan(scenario), token=token)
    if name == "compiled":
        simulate(Demand(with_engine(name)).draw_many(1, range(1)))  # compiled before it is stopped
    begun = threading.Event()
    found: list[object] = []

    def work() -> None:
        begun.set()
        try:
            found.append(simulate(batch))
        except Cancelled as error:
            found.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    token.cancel()
    thread.join()
    assert [type(one) for one in found] == [Cancelled]
