"""One question, three ways: all find the same number, and all that is wrong with a question is told at once."""

from inspect import signature

import pytest

import servsim
from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study.uncertainty.sensitivity import salib
from servsim.study.uncertainty.sensitivity.sensitivity import METHODS, Inquiry
from tests.samples import smallest

RANGES = {
    "servqual.crowding": {"between": [0, 0.5]},
    "segments.guests.arrivals.per_hour": {"between": [12, 26]},
}
STUDY = {"uncertainty": "stated", "engine": "simpy", "parameter_sets": 16, "replications": 8}


@pytest.fixture(scope="module")
def desk() -> Scenario:
    return Scenario.model_validate(smallest(uncertain=RANGES, study=STUDY, options={"more": {"teams.desk.agents": 3}}))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_what_the_wait_hangs_on(desk: Scenario, method: str) -> None:
    told: list[tuple[int, int]] = []
    asked = {"kpi": "wait_mean", "method": method, "rows": 16, "trajectories": 6, "seed": 3}
    found = servsim.sensitivity(desk, **asked, progress=lambda done, total: told.append((done, total)))
    assert found.table()["parameter"][0] == "segments.guests.arrivals.per_hour"
    assert told[-1][0] == told[-1][1]
    assert servsim.sensitivity(desk, **asked, workers=2).table().equals(found.table())


def test_all_that_is_wrong_is_told_at_once(desk: Scenario) -> None:
    with pytest.raises(ServsimError) as told:
        servsim.sensitivity(desk, kpi="cast", option="mroe", method="morse")
    assert str(told.value).splitlines() == [
        'unknown KPI "cast"; did you mean "csat"?',
        'unknown option "mroe"; did you mean "more"?',
        'unknown method "morse"; did you mean "morris"?',
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"method": "sobol", "rows": 48}, "found 48 rows of points; it takes a power of two"),
        ({"method": "morris", "trajectories": 3}, "found 3 trajectories; at least 4 are needed"),
    ],
)
def test_how_much_is_checked_before_anything_is_simulated(
    desk: Scenario, asked: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "servsim.study.uncertainty.sensitivity.sensitivity.run_study", lambda *_, **__: pytest.fail("simulated")
    )
    with pytest.raises(ServsimError, match=message):
        servsim.sensitivity(desk, **asked)


def test_only_the_quick_way_goes_without_salib(desk: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salib, "find_spec", lambda _: None)
    for method in ("sobol", "morris"):
        with pytest.raises(ServsimError, match=f"the method {method} needs SALib"):
            servsim.sensitivity(desk, method=method)
    assert servsim.sensitivity(desk, kpi="wait_mean", method="quick").points == 16


def test_help_shows_what_can_be_asked() -> None:
    names = list(signature(servsim.sensitivity).parameters)
    assert names == ["scenario", *Inquiry.__dataclass_fields__]
    assert Inquiry().method == "sobol"
