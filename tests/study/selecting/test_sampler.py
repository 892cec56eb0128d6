import numpy as np
import pytest

from servsim.scenario import Scenario
from servsim.study import run
from servsim.study.running.trial_store import NoStore
from servsim.study.running.worker_pool import WorkerPool
from servsim.study.selecting.sampler import APART, BLOCK, Sampler
from servsim.study.variants import Variants
from tests.samples import smallest


@pytest.fixture(scope="module")
def variants() -> Variants:
    return Variants(Scenario.model_validate(smallest(options={"more": {"teams.desk.agents": 3}})))


def test_values_are_those_of_a_study_and_simulated_once(variants: Variants) -> None:
    expected = run(variants.scenario, replications=BLOCK + 5, seed=2)
    with WorkerPool(variants, 2) as pool:
        sampler = Sampler(variants, ["customers", "csat"], (pool, NoStore()))
        assert sampler.values(1, 1, BLOCK + 5).tolist() == expected.values("csat", "more").tolist()
        assert sampler.simulated == 2 * BLOCK
        assert sampler.values(1, 1, 3).tolist() == expected.values("csat", "more")[:3].tolist()
        assert sampler.simulated == 2 * BLOCK
        assert sampler.table(1, 7).tolist() == [expected.values("csat", one)[:7].tolist() for one in expected.options]


def test_independent_options_have_replications_of_their_own(variants: Variants) -> None:
    with WorkerPool(variants, 2) as pool:
        backend = (pool, NoStore())
        apart, same = (
            Sampler(variants, ["customers"], backend, independent=True),
            Sampler(variants, ["customers"], backend),
        )
        assert apart.values(0, 0, 5).tolist() == same.values(0, 0, 5).tolist()
        assert apart.values(0, 1, 5).tolist() != same.values(0, 1, 5).tolist()
        assert np.corrcoef(apart.table(0, 60))[0, 1] == pytest.approx(0, abs=0.4)
        assert np.corrcoef(same.table(0, 60))[0, 1] == pytest.approx(1)
    assert APART > 100_000
