import json
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from servsim.report.parts.decide.comparison_text import (
    comparison_as_values,
    overall_sentences,
    placing_rows,
    placing_sentences,
    print_comparison,
)
from servsim.scenario import Scenario
from servsim.study import Comparison, compare
from servsim.wording import wording
from tests.samples import smallest

WORDS = wording()


@pytest.fixture(scope="module")
def found() -> Comparison:
    options = {"three": {"teams.desk.agents": 3}, "one_less": {"teams.desk.agents": 1}}
    scenario = Scenario.model_validate(smallest(options=options))
    return compare(scenario, kpis=["wait_mean", "labour_cost"], indifference={"wait_mean": "1 min"})


def printed(found: Comparison) -> str:
    text = StringIO()
    print_comparison(found, Console(file=text, width=200))
    return text.getvalue()


def sentences(found: Comparison, **changes: object) -> list[str]:
    """What is told of the first KPI, with some of it changed."""
    placing = replace(found.placings[0], **changes)  # type: ignore[arg-type]
    return placing_sentences(found, placing, WORDS)


def test_every_kpi_every_option_and_the_sets_are_printed(found: Comparison) -> None:
    text, [wait, _] = printed(found), found.placings
    assert "Average wait (lower is better)" in text
    assert f"{WORDS('kpi.labour_cost')} (lower is better)" in text
    for name in ("three", "one less", "may be", f"{wait.means[0].count}"):
        assert name in text
    assert "With 95 % confidence three is the best, or less than 1.0" in text
    assert f"{wait.variance_ratio:.1f} times as certain" in text
    assert "The 2 KPIs together: no option is among the best in each of them" in text


def test_methods_and_the_cap_are_told_apart(found: Comparison) -> None:
    told = {
        method: sentences(replace(found, method=method), variance_ratio=float("nan")) for method in ("nm", "kn", "ocba")
    }
    assert "(Kim & Nelson)" in told["kn"][1]
    assert "nothing is promised" in told["ocba"][1]
    assert {len(one) for one in told.values()} == {2}
    assert "The limit of periods came first" in sentences(found, capped=True)[1]


def test_the_set_is_named(found: Comparison) -> None:
    assert sentences(found, contenders=("baseline", "three"))[0].endswith("told apart: Today, three.")
    assert sentences(found, contenders=found.options)[0].endswith("no option can be told to be worse than the best.")


def test_who_is_among_the_best_in_every_kpi(found: Comparison) -> None:
    one, other = found.placings

    def told(*able: tuple[str, ...], method: str = "nm") -> list[str]:
        placings = tuple(replace(part, contenders=names) for part, names in zip((one, other), able, strict=False))
        return list(overall_sentences(replace(found, placings=placings, method=method), WORDS))  # type: ignore[arg-type]

    assert told(("three", "baseline"), ("baseline",))[0].endswith("only Today is among the best in each of them.")
    assert told(("three", "baseline"), ("three", "baseline"))[0].endswith("in each of them are Today, three.")
    assert told(("three",), ("one_less",))[1] == WORDS("selection.together")
    assert told(("three",), ("one_less",), method="kn")[1] == WORDS("selection.together.choice")
    assert len(told(("three",), ("one_less",), method="ocba")) == 1, "ocba promises nothing"
    assert told(("three",)) == [], "of a single KPI all has been said"


def test_rows_say_who_may_be_the_best(found: Comparison) -> None:
    rows = list(placing_rows(found, found.placings[0], WORDS))
    assert [row.name for row in rows] == ["Today", "three", "one less"]
    assert [row.able for row in rows] == [row.cells[3] == "may be" for row in rows] == [False, True, False]


def test_values_for_machines(found: Comparison) -> None:
    values = json.loads(json.dumps(comparison_as_values(found)))
    assert values["may_be_best_in_all"] == []
    wait, cost = values["kpis"]
    assert (wait["may_be_best"], cost["may_be_best"]) == (["three"], ["one_less"])
    assert [row["option"] for row in wait["options"]] == list(found.options)
    assert wait["options"][1]["mean"] == found.placings[0].means[1].mean
