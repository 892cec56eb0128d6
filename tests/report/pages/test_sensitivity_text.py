"""What a result hangs on, told: in the terminal, as a table and as a drawing."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from servsim.report.pages.sensitivity_text import MOST, print_sensitivity, write_sensitivity
from servsim.scenario.variants.parameters import Parameter
from servsim.study.uncertainty.parameter_ranking import Driver
from servsim.study.uncertainty.sensitivity.elementary_effects import ElementaryEffect, ElementaryEffects
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from servsim.study.uncertainty.sensitivity.rank_correlations import Correlations
from servsim.study.uncertainty.sensitivity.screening import Screening
from servsim.study.uncertainty.sensitivity.sensitivity import Sensitivity
from servsim.study.uncertainty.sensitivity.sobol import Index, Indices
from servsim.study.uncertainty.sensitivity.sobol_screened import Attribution


def named(*names: str) -> tuple[Parameter, ...]:
    return tuple(Parameter(name, (), 0.5, 0.0, 1.0, "uniform", "", False, "") for name in names)


def printed(found: Sensitivity, width: int = 200) -> str:
    out = StringIO()
    print_sensitivity(found, Console(file=out, width=width, highlight=False, emoji=False))
    return out.getvalue()


def screened(left_out: int = 0) -> Screening:
    """Two effects and one that is none, of the average wait, in minutes."""
    effects = ElementaryEffects(
        (
            ElementaryEffect(-0.1, 0.4, 0.3, 0.5, 0.3, False),
            ElementaryEffect(2, 2, 0.5, 0, 0, True),
            ElementaryEffect(*[0.0] * 5, False),
        ),
        0.1,
    )
    told = (KpiQuestion("wait_mean"), "EUR", 5.0)
    return Screening(*told, named("weak", "strong", "idle"), effects, 10, left_out, 40)


def test_indices_are_told_with_what_is_open() -> None:
    first, total = (Index(-0.01, -0.1, 0.1), Index(0.8, 0.7, 0.9)), (Index(0.1, 0.05, 0.2), Index(0.9, 0.8, 1.0))
    text = printed(Attribution(KpiQuestion("csat"), named("weak", "strong"), Indices(first, total, 0.12), 64, 9))
    _, strong, weak, *_ = text.splitlines()
    assert strong.split() == ["strong", "0.80", "(0.70", "…", "0.90)", "0.90", "(0.80", "…", "1.00)"]
    assert weak.split()[:6] == ["weak", "−0.01", "(−0.10", "…", "0.10)", "open"]
    assert "Chance made 12\u202f% of the variance" in text
    assert "Of 9 numbers, these 2 moved it most in a Morris screening before" in text


def test_effects_are_told_beside_those_of_chance() -> None:
    text = printed(screened())
    header, strong, weak, blank, *_ = text.splitlines()
    assert header.split() == ["Effect", "(mu*)", "Signed", "(mu)", "Sigma", "Chance"]
    assert strong.split() == ["strong", "2.0", "±", "0.5", "+2.0", "0.0", "0.0"]
    assert weak.split() == ["weak", "0.4", "±", "0.3", "open", "−0.1", "0.5", "0.3"]
    assert not blank.strip()
    text = " ".join(text.split())
    assert "how far it moves, in min, when one number goes over its whole range" in text
    assert "Chance made 10 % of the squared effects" in text
    assert "0 further numbers move it less, and 1 not at all" in text
    assert "left out." in text
    assert "3 trajectories led to an overload" in printed(screened(left_out=3))


def test_of_an_option_its_change_is_told() -> None:
    found = screened()._replace(question=KpiQuestion("wait_mean", "one_more"))
    assert "Average wait, changed by: one more: how far it moves" in " ".join(printed(found).split())


@pytest.mark.parametrize("width", [80, 120])
def test_numbers_are_not_broken_on_narrow_terminals(width: int) -> None:
    assert "0.4 ± 0.3 open" in printed(screened(), width)


def test_the_strongest_correlations_are_told() -> None:
    drivers = tuple(Driver(one, -0.8, 3.0, 2.0, place == 0) for place, one in enumerate(named(*map(str, range(20)))))
    text = printed(Correlations(KpiQuestion("wait_mean"), "EUR", 5.0, drivers, 64))
    _, first, second, *_ = text.splitlines()
    assert first.split() == ["0", "−0.80", "3.0", "min", "2.0", "min"]
    assert second.split()[:3] == ["1", "−0.80", "open"]
    assert f"the strongest {MOST} of 20" in text


def test_a_table_for_all_and_a_drawing_of_effects(tmp_path: Path) -> None:
    table, drawing = write_sensitivity(screened(), tmp_path / "new")
    rows = table.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("parameter,low,high,mu,mu_star,mu_star_low,mu_star_high,sigma,chance,separable")
    assert [row.split(",")[0] for row in rows[1:]] == ["strong", "weak", "idle"]
    assert drawing.read_text(encoding="utf-8").startswith("<svg")
    quick = Correlations(KpiQuestion("csat"), "EUR", 4.0, (Driver(*named("one"), 0.5, 1.0, 2.0, True),), 64)
    assert [path.name for path in write_sensitivity(quick, tmp_path / "quick")] == ["sensitivity.csv"]
