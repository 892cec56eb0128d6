from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.samples import smallest
from tests.sketches import sketched


@pytest.fixture(scope="session")
def tiny_study() -> StudyResult:
    """One option, two replications, no targets."""
    option = {"one_more": {"teams.desk.agents": 3}}
    return run(Scenario.model_validate(smallest(name="Small", options=option)), replications=2, seed=4)


@pytest.fixture(scope="module", autouse=True)
def frames(request: pytest.FixtureRequest) -> Iterator[None]:
    """Figures of reports are empty frames, except in modules that say ``DRAWN = True``."""
    with nullcontext() if getattr(request.module, "DRAWN", False) else sketched():
        yield


@pytest.fixture(autouse=True)
def figures_are_closed() -> Iterator[None]:
    """Figures made by pyplot do not pile up."""
    yield
    import matplotlib.pyplot as plt

    plt.close("all")
