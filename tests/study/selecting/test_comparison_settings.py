from inspect import signature

import servsim
from servsim.study.selecting.comparison_settings import ComparisonSettings


def test_help_shows_what_can_be_said_about_a_comparison() -> None:
    names = list(signature(servsim.compare).parameters)
    asked = ["kpis", "better", "indifference", "method", "options", "at_most", "seed", "progress", "workers"]
    assert names == ["scenario", *asked, "executor", "folder", "fresh"]
    assert (ComparisonSettings().method, ComparisonSettings().kpis) == ("nm", None)
