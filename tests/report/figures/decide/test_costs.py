from itertools import pairwise

import pytest

from servsim.report import figures
from servsim.report.figures.decide.costs import KINDS
from servsim.study import StudyResult
from tests.altered import with_values


def with_costs(result: StudyResult) -> StudyResult:
    for place, option in enumerate(result.options):
        costs = {"prevention": 100, "appraisal": 200, "internal_failure": 300, "external_failure": 400 + 4 * place}
        for kind, cost in (costs | {"of_churn": 150, "of_quality": 1000 + 4 * place}).items():
            result = with_values(result, f"cost_{kind}", float(cost), option)
    return result


def test_the_parts_lie_end_to_end_and_make_the_sum(town_study: StudyResult) -> None:
    ax = figures.cost_of_quality(with_costs(town_study))
    bars = ax.patches
    assert len(bars) == len(KINDS) * len(town_study.options)
    for row in range(len(town_study.options)):
        parts = bars[row * len(KINDS) : (row + 1) * len(KINDS)]
        assert parts[0].get_x() == 0.0
        for left, right in pairwise(parts):
            assert left.get_x() + left.get_width() == pytest.approx(right.get_x())
        assert parts[-1].get_x() + parts[-1].get_width() == pytest.approx(1000.0 + 4 * row)


def test_every_kind_has_its_name_and_every_bar_its_sum(town_study: StudyResult) -> None:
    ax = figures.cost_of_quality(with_costs(town_study))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "prevention",
        "appraisal",
        "internal failure",
        "external failure: contacts",
        "external failure: customers lost",
    ]
    assert [text.get_text() for text in ax.texts][:2] == ["1,000\u202fEUR", "1,004\u202fEUR"]


def test_what_an_option_does_not_state_has_no_width(town_study: StudyResult) -> None:
    ax = figures.cost_of_quality(town_study)
    assert all(bar.get_width() == 0.0 for bar in ax.patches)
