from inspect import signature

import pytest

import servsim
from servsim.scenario import Scenario
from servsim.study.settings import Settings, by_field


def test_a_function_takes_the_fields_of_the_settings(tiny: Scenario) -> None:
    @by_field(Settings)
    def seen(scenario: Scenario, settings: Settings) -> Settings:
        """What it does."""
        assert scenario is tiny
        return settings

    assert seen(tiny) == Settings()
    assert seen(tiny, seed=3, workers="auto") == Settings(seed=3, workers="auto")
    assert seen.__doc__ == "What it does."


def test_every_setting_has_a_default() -> None:
    assert Settings() == Settings(
        options=None,
        replications=None,
        seed=None,
        progress=None,
        workers=1,
        executor=None,
        parameter_sets=0,
        folder=None,
        fresh=False,
        extend=None,
    )


def test_help_shows_the_settings_as_parameters() -> None:
    names = list(signature(servsim.run).parameters)
    asked = ["options", "replications", "precision", "at_most", "seed", "progress", "workers", "executor"]
    assert names == ["scenario", *asked, "parameter_sets", "folder", "fresh", "extend"]


def test_a_misspelled_setting_is_named(tiny: Scenario) -> None:
    with pytest.raises(TypeError, match=r'^run\(\) takes no "worker"; did you mean "workers"\?$'):
        servsim.run(tiny, worker=2)
    with pytest.raises(TypeError):
        servsim.run(tiny, None, 2)
