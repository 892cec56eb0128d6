"""What formulas expect of the gallery's call centre, beside what its file says that simulation and reality gave."""

import re

import pytest

from servsim.explanation.explanation import explain
from servsim.scenario import Scenario, load
from servsim.scenario.reading.gallery import gallery_path


@pytest.fixture(scope="module")
def bank() -> Scenario:
    return load(gallery_path("bank_call_centre"))


def over_the_day(bank: Scenario) -> dict[str, float]:
    outlooks = explain(bank).outlooks
    calls = [outlook.contacts * outlook.work.minutes for outlook in outlooks]

    def mean(values: list[float]) -> float:
        return sum(call * value for call, value in zip(calls, values, strict=True)) / sum(calls)

    return {
        "wait": 60 * mean([outlook.wait or 0.0 for outlook in outlooks]),
        "abandoned": 100 * mean([outlook.abandonment for outlook in outlooks]),
        "within 20 s": 100 * mean([outlook.service_level or 0.0 for outlook in outlooks]),
    }


def test_formulas_come_near_what_the_file_says_was_simulated(bank: Scenario) -> None:
    """Within a quarter of the wait, 2 points of abandonment and 5 of the service level.

    Peaks are taken to last, and of patience only the mean is taken, while many of these callers give up at once; so the
    wait comes out a fifth too long.
    """
    assert bank.observed is not None
    note = bank.observed.note or ""
    simulated = {
        name: float(re.search(rf"{name} ([0-9.]+) ?[s%]", note)[1])  # type: ignore[index]
        for name in ("wait", "abandoned", "within 20 s")
    }
    expected = over_the_day(bank)
    assert expected["wait"] == pytest.approx(simulated["wait"], rel=0.25)
    assert expected["abandoned"] == pytest.approx(simulated["abandoned"], abs=2)
    assert expected["within 20 s"] == pytest.approx(simulated["within 20 s"], abs=5)


def test_the_bottleneck_is_the_hour_that_the_file_complains_about(bank: Scenario) -> None:
    explanation = explain(bank)
    assert explanation.bottleneck is not None
    assert explanation.clock_time(explanation.bottleneck.work.start) == "16:00"
