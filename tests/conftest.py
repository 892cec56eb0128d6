"""What all tests share: small scenarios and a study of one of them, figures without a screen, steady hypothesis."""

import getpass
import os
import tempfile
from pathlib import Path

os.environ["MPLBACKEND"] = "Agg"
os.environ["MPLCONFIGDIR"] = str(Path(tempfile.gettempdir()) / f"servsim-tests-matplotlib-{getpass.getuser()}")

import pytest
from hypothesis import settings

from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.samples import smallest, town_hall

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def tiny() -> Scenario:
    """The smallest scenario."""
    return Scenario.model_validate(smallest())


@pytest.fixture(scope="session")
def town() -> Scenario:
    """A scenario with something of everything."""
    return Scenario.model_validate(town_hall())


@pytest.fixture(scope="session")
def town_study(town: Scenario) -> StudyResult:
    """That scenario with all its options, six replications; nobody may change it."""
    return run(town, replications=6, seed=5)
