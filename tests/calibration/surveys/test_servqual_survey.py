from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from servsim.calibration import SurveyAnswers, gap_table, read_survey, weighted_gap
from servsim.calibration.surveys.servqual_survey import by_dimension
from servsim.errors import ServsimError
from tests.calibration.kiosk import GOOD, KIOSK, SMALL, kiosk_layout, table, written


@pytest.fixture(scope="module")
def kiosk() -> SurveyAnswers:
    return read_survey(KIOSK, kiosk_layout())


def test_gaps_of_items_are_those_of_the_file(kiosk: SurveyAnswers) -> None:
    found, lines = gap_table(kiosk), table(KIOSK)
    for number, row in enumerate(found.itertuples(), start=1):
        gaps = np.array([float(line[f"sq{number}_perceive"]) - float(line[f"sq{number}_expect"]) for line in lines])
        assert row.gap == pytest.approx(gaps.mean())
        assert row.gap == pytest.approx(row.perception - row.expectation)
        assert row.gap_high - row.gap == pytest.approx(1.9723 * gaps.std(ddof=1) / np.sqrt(194), rel=1e-4)
    assert len(found) == 24


def test_a_dimension_is_the_mean_of_its_items_for_each_person(kiosk: SurveyAnswers) -> None:
    items, dimensions = gap_table(kiosk), gap_table(kiosk, by="dimension")
    assert dimensions.columns[0] == "dimension"
    waits = dimensions.set_index("dimension").loc["responsiveness"]
    assert waits.gap == pytest.approx(items.gap[9:11].mean())
    # The two items agree within a person, so the interval is wider than if they were different people's.
    own, apart = waits.gap_high - waits.gap, np.hypot(*(items.gap_high - items.gap)[9:11]) / 2
    assert own > 1.2 * apart


def test_the_weighted_gap_weighs_dimensions(kiosk: SurveyAnswers) -> None:
    dimensions = gap_table(kiosk, by="dimension").set_index("dimension").gap
    assert weighted_gap(kiosk).mean == pytest.approx(dimensions.mean())
    found = weighted_gap(kiosk, {"cost": 3.0, "reliability": 1.0})
    assert found.mean == pytest.approx(0.75 * dimensions.cost + 0.25 * dimensions.reliability)
    assert found.low < found.mean < found.high < 0


def test_the_interval_of_one_dimension_is_that_of_the_table(kiosk: SurveyAnswers) -> None:
    cost = gap_table(kiosk, by="dimension").set_index("dimension").loc["cost"]
    assert weighted_gap(kiosk, {"cost": 1.0})[2:] == pytest.approx((cost.gap_low, cost.gap_high))


def test_weights_that_make_no_sense(kiosk: SurveyAnswers) -> None:
    with pytest.raises(ServsimError) as told:
        weighted_gap(kiosk, {"costs": -1.0})
    assert str(told.value).splitlines() == [
        'weights: unknown dimension "costs"; did you mean "cost"?',
        "weights must be 0 or more with at least one above 0; found [-1.0]",
    ]


def test_one_person_decides_nothing(tmp_path: Path) -> None:
    [row] = gap_table(read_survey(written(tmp_path, GOOD), SMALL)).itertuples()
    assert (row.gap, row.gap_low, row.gap_high) == (-1.0, -np.inf, np.inf)


def test_a_survey_without_gaps(tmp_path: Path) -> None:
    survey = read_survey(written(tmp_path, GOOD), replace(SMALL, servqual=()))
    with pytest.raises(ServsimError, match="the layout names no item for this"):
        gap_table(survey)


def test_means_by_dimension_keep_people_apart(kiosk: SurveyAnswers) -> None:
    means = by_dimension(kiosk, kiosk.perception)
    assert means.shape == (194, 9)
    assert means[:, 0] == pytest.approx(kiosk.perception[:, :3].mean(axis=1))
