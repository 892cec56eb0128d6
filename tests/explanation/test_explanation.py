import json
from pathlib import Path

import pytest

from servsim.errors import ServsimError
from servsim.explanation.explanation import explain
from servsim.scenario import Scenario, load
from servsim.scenario.reading.gallery import gallery_path
from servsim.scenario.variants.origins import read_document

GALLERY = ["hotel_front_desk", "hospital_outpatients", "coffee_shop", "bank_call_centre"]


@pytest.mark.parametrize("name", GALLERY)
def test_every_option_of_the_gallery_is_explained_as_plain_json(name: str) -> None:
    path = gallery_path(name)
    scenario, document = load(path), read_document(path)
    for option in ("baseline", *scenario.options):
        told = explain(scenario, option, document).as_dict()
        assert json.loads(json.dumps(told, allow_nan=False)) == told
        assert set(told["teams"]) == set(scenario.teams)
        assert told["values"]


def test_the_bottleneck_of_the_hospital_moves_with_one_more_doctor() -> None:
    """The lesson of that scenario, before any run."""
    hospital = load(gallery_path("hospital_outpatients"))
    today, more = (explain(hospital, option).bottleneck for option in ("baseline", "one_more_doctor"))
    assert today is not None
    assert more is not None
    assert today.work.team == "first_visit_doctors"
    assert more.load / more.work.agents < today.load / today.work.agents


def test_one_clerk_more_waits_less_at_every_hour() -> None:
    hotel = load(gallery_path("hotel_front_desk"))
    today, more = explain(hotel), explain(hotel, "one_more_clerk")
    for one, another in zip(today.outlooks, more.outlooks, strict=True):
        assert one.wait is not None
        assert another.wait is not None
        assert another.wait < one.wait


def test_times_of_day_are_those_of_the_clock() -> None:
    first = explain(load(gallery_path("hotel_front_desk"))).as_dict()["teams"]["desk"][0]
    assert (first["from"], first["until"]) == ("14:00", "15:00")


def test_a_service_where_everybody_serves_themselves_has_no_bottleneck() -> None:
    raw = {"segments": {"guests": {"arrivals": {"per_hour": 20}}}, "touchpoints": {"kiosk": {"handling": "1 min"}}}
    explanation = explain(Scenario.model_validate(raw))
    assert explanation.bottleneck is None
    assert explanation.as_dict()["bottleneck"] is None


def test_an_unknown_option_is_told_with_the_nearest(town: Scenario, tmp_path: Path) -> None:
    with pytest.raises(ServsimError, match='unknown option "nine"; '):
        explain(town, "nine")
