"""The drawing of a Morris screening: effects where they are, names that hide nothing."""

import matplotlib.pyplot as plt
import pytest

from servsim.report.figures.trust.screened_effects import NAMED, screened_effects
from servsim.scenario.variants.parameters import Parameter
from servsim.study.uncertainty.sensitivity.elementary_effects import ElementaryEffect, ElementaryEffects
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from servsim.study.uncertainty.sensitivity.screening import Screening

COUNT = 20


@pytest.fixture(scope="module")
def found() -> Screening:
    """Effects on the wait, from half a minute down, the strong ones beyond chance."""
    names = tuple(Parameter(f"load.n{place}", (), 0, 0, 1, "uniform", "", False, "") for place in range(COUNT))
    sizes = [0.5 / (1 + place) for place in range(COUNT)]
    each = tuple(ElementaryEffect(size, size, 0.1 * size, 0.5 * size, 0.05, size > 0.1) for size in sizes)
    return Screening(KpiQuestion("wait_mean"), "EUR", 1.0, names, ElementaryEffects(each, 0.1), 10, 0, 200)


def test_effects_are_drawn_in_the_unit_of_today(found: Screening) -> None:
    ax = screened_effects(found)
    assert ax.get_xlabel().endswith("(s)")
    strongest = ax.containers[0].lines[0]
    assert strongest.get_xydata()[0] == pytest.approx((30.0, 15.0))
    assert len(ax.containers) == NAMED


def test_names_stand_beside_the_axes_the_strongest_first(found: Screening) -> None:
    ax = screened_effects(found)
    ax.figure.canvas.draw()
    legend = ax.get_legend()
    texts = [text.get_text().replace("\n", " ") for text in legend.get_texts()]
    faint = [f"load.n{k} (not separable from chance)" for k in range(4, NAMED)]
    assert texts == ["load.n0", "load.n1", "load.n2", "load.n3", *faint, "others"]
    assert legend.get_window_extent().x0 >= ax.get_window_extent().x1
    boxes = [text.get_window_extent() for text in legend.get_texts()]
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])


def test_draws_on_the_axes_it_is_given(found: Screening) -> None:
    _, (left, right) = plt.subplots(1, 2)
    assert screened_effects(found, right) is right
    assert not left.has_data()
