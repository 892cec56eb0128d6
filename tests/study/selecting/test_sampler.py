import numpy as np
import pytest

from servsim.scenario import Scenario
from servsim.study import run
from servsim.study.events import Monitor
from servsim.study.running.trial_loop import Resources, running
from servsim.study.selecting.sampler import APART, BLOCK, Sampler
from servsim.study.variants import Variants
from tests.samples import smallest


@pytest.fixture(scope="module")
def variants() -> Variants:
    return Variants(Scenario.model_validate(smallest(options={"more": {"teams.desk.agents": 3}})))


def test_values_are_those_of_a_study_and_simulated_once(variants: Variants) -> None:
    expected = run(variants.scenario, replications=BLOCK + 5, seed=2)
    with running(variants, 2, Resources(Monitor())) as loop:
        sampler = Sampler(variants.names, ["customers", "csat"], loop)
        assert sampler.values(1, 1, BLOCK + 5).tolist() == expected.values("csat", "more").tolist()
        assert loop.simulated == 2 * BLOCK
        assert sampler.values(1, 1, 3).tolist() == expected.values("csat", "more")[:3].tolist()
        assert loop.simulated == 2 * BLOCK
        assert sampler.table(1, 7).tolist() == [expected.values("csat", one)[:7].tolist() for one in expected.options]


def test_independent_options_have_replications_of_their_own(variants: Variants) -> None:
    with running(variants, 2, Resources(Monitor())) as loop:
        apart, same = (
            Sampler(variants.names, ["customers"], loop, independent=True),
            Sampler(variants.names, ["customers"], loop),
        )
        assert apart.values(0, 0, 5).tolist() == same.values(0, 0, 5).tolist()
        assert apart.values(0, 1, 5).tolist() != same.values(0, 1, 5).tolist()
        assert np.corrcoef(apart.table(0, 60))[0, 1] == pytest.approx(0, abs=0.4)
        assert np.corrcoef(same.table(0, 60))[0, 1] == pytest.approx(1)
    assert APART > 100_000
