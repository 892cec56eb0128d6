from inspect import signature

import servsim
from servsim.study.deciding.contest import Contest


def test_help_shows_what_can_be_said_about_a_contest() -> None:
    names = list(signature(servsim.compare).parameters)
    asked = ["kpi", "better", "indifference", "method", "options", "at_most", "seed", "workers", "executor"]
    assert names == ["scenario", *asked]
    assert (Contest().method, Contest().kpi) == ("nm", None)
