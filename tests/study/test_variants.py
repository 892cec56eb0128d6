import pytest

from servsim.errors import ServsimError
from servsim.measures.scopes import Scope, scopes
from servsim.scenario import BASELINE, Scenario
from servsim.study.variants import Variants
from tests.samples import town_hall


def test_the_baseline_comes_first_and_each_option_once(town: Scenario) -> None:
    assert Variants(town).names == (BASELINE, *town.options)
    assert Variants(town, ["both", BASELINE, "both"]).names == (BASELINE, "both")
    assert [model.scenario for model in Variants(town, ["both"]).models] == [town, town.option("both")]


def test_an_unknown_option_is_named_with_the_nearest(town: Scenario) -> None:
    with pytest.raises(ServsimError, match='unknown option "bth"; did you mean "both"'):
        Variants(town, ["bth"])


def test_every_option_has_its_rows_among_the_scopes_of_all() -> None:
    options = {
        "without": {"segments.regulars": None, "touchpoints.kiosk": None},
        "later": {"clock.open": "10:00"},
        "earlier": {"clock.open": "08:00"},
    }
    variants = Variants(Scenario.model_validate(town_hall(options=options, targets={})))
    for place, model in enumerate(variants.models):
        assert [variants.scopes[row] for row in variants.rows(place)] == scopes(model.scenario)
    gone = variants.scopes.index(Scope("segment", "regulars"))
    assert [gone in variants.rows(place) for place in range(4)] == [True, False, True, True]
