from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest

from servsim import __version__
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running import identity as identity_module
from servsim.study.running.identity import build, installed, trial_keys
from tests.samples import smallest, town_hall

MORE = {"more": {"teams.desk.agents": 3}, "same": {"teams.desk.agents": 2}}


def keys(seed: int = 1, **sections: Any) -> tuple[str, ...]:
    return trial_keys(Study(Scenario.model_validate(smallest(**sections))), seed)


def town_keys(**sections: Any) -> tuple[str, ...]:
    return trial_keys(Study(Scenario.model_validate(town_hall(**sections))), 1)


def test_the_build_names_version_source_and_libraries() -> None:
    assert build().startswith(f"servsim {__version__}, source ")
    assert all(f"{name} " in build() for name in ("numpy", "scipy", "simpy"))


def test_equal_statements_have_equal_keys_and_every_option_has_its_own() -> None:
    assert keys(options=MORE) == keys(options=MORE)
    today, more, same = keys(options=MORE)
    assert today == same, "an option that changes nothing meets the same fate"
    assert more != today


@pytest.mark.parametrize(
    "sections",
    [
        {"name": "Another name", "about": "Another question", "source": "somebody"},
        {"targets": {"csat": ">= 4"}},
        {"survey": {"detect": {"nps": 2}}},
        {"study": {"replications": 999, "seed": 7, "engine": "simpy"}},
        {"options": {"more": {"teams.desk.agents": 3}}},
    ],
)
def test_what_is_not_simulated_does_not_matter(sections: dict[str, Any]) -> None:
    assert keys(**sections)[0] == keys()[0]


@pytest.mark.parametrize(
    "sections",
    [
        {"teams": {"desk": {"agents": 3}}},
        {"teams": {"desk": {"agents": 2, "wage": "30 per hour"}}},
        {"service_level": {"within": "1 min"}},
        {"segments": {"visitors": {"arrivals": {"per_hour": 20}}}},
        {"clock": {"open": "09:00", "close": "12:01"}},
        {"satisfaction": {"rating_noise": 0.9}},
    ],
)
def test_whatever_is_simulated_matters(sections: dict[str, Any]) -> None:
    assert keys(**sections)[0] != keys()[0]


def test_the_seed_matters() -> None:
    assert keys(seed=1) != keys(seed=2)


def test_where_the_data_were_measured_matters() -> None:
    """The same service reached from another baseline is anchored elsewhere, and behaves differently."""
    scripted = {"touchpoints.counter": {"standardization": 0.9, "personalization": 0.1}}
    town = Scenario.model_validate(town_hall(options={}))
    changed = town.with_changes(scripted)
    measured_so = Scenario.model_validate(changed._raw)
    assert changed.model_dump() == measured_so.model_dump()
    assert trial_keys(Study(changed), 1) != trial_keys(Study(measured_so), 1)


def test_the_axes_of_the_figures_matter() -> None:
    """An option with a longer tolerated wait widens the bins of all pictures."""
    patient = {"patient": {"segments.walk_in.tolerated_wait": "90 min"}}
    assert town_keys(options=patient)[0] != town_keys(options={})[0]


def test_days_of_replayed_files_matter(tmp_path: Any) -> None:
    from servsim.scenario import from_text

    def replayed(day: str) -> tuple[str, ...]:
        (tmp_path / "a.csv").write_text("time\n1999-01-04 09:10:00\n", encoding="utf-8")
        (tmp_path / "b.csv").write_text(f"time\n1999-01-{day} 09:20:00\n", encoding="utf-8")
        text = """
clock: {days: 3}
segments:
  a: {arrivals: {replay: {file: a.csv, time: time}}}
  b: {arrivals: {replay: {file: b.csv, time: time}}}
teams: {desk: {agents: 1}}
touchpoints: {counter: {team: desk, handling: 3 min}}
"""
        return trial_keys(Study(from_text(text.encode(), "replayed.yaml", tmp_path)), 1)

    assert replayed("04") == replayed("04")
    assert replayed("04") != replayed("05")


def test_a_copy_that_is_not_installed_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    assert installed() == __version__
    monkeypatch.setattr(identity_module, "version", missing)
    assert installed() == ""


def test_another_build_has_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys()
    monkeypatch.setattr(identity_module, "build", lambda: "servsim 9.9.9")
    assert keys() != before
