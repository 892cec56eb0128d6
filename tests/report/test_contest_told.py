import json
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console
from samples import smallest

from servsim.report.contest import comparison_as_values, contest_sentences, print_comparison
from servsim.scenario import Scenario
from servsim.study import Comparison, compare
from servsim.wording import wording

WORDS = wording()


@pytest.fixture(scope="module")
def found() -> Comparison:
    options = {"three": {"teams.desk.agents": 3}, "one_less": {"teams.desk.agents": 1}}
    return compare(Scenario.model_validate(smallest(options=options)), kpi="wait_mean", indifference="1 min")


def printed(found: Comparison) -> str:
    text = StringIO()
    print_comparison(found, Console(file=text, width=200))
    return text.getvalue()


def test_every_option_and_the_set_are_printed(found: Comparison) -> None:
    text = printed(found)
    assert "Average wait (lower is better)" in text
    for name in ("three", "one less", "may be", f"{found.means[0].count}"):
        assert name in text
    assert "With 95 % confidence three is the best, or less than 1.0" in text
    assert f"{found.variance_ratio:.1f} times as certain" in text


def test_methods_and_the_cap_are_told_apart(found: Comparison) -> None:
    told = {
        method: contest_sentences(replace(found, method=method, variance_ratio=float("nan")), WORDS)
        for method in ("nm", "kn", "ocba")
    }
    assert "(Kim & Nelson)" in told["kn"][1]
    assert "nothing is promised" in told["ocba"][1]
    assert {len(sentences) for sentences in told.values()} == {2}
    assert "The limit of periods came first" in contest_sentences(replace(found, capped=True), WORDS)[1]


def test_the_set_is_named(found: Comparison) -> None:
    two = contest_sentences(replace(found, able=("baseline", "three")), WORDS)[0]
    assert two.endswith("told apart: Today, three.")
    everybody = contest_sentences(replace(found, able=found.options), WORDS)[0]
    assert everybody.endswith("no option can be told to be worse than the best.")


def test_values_for_machines(found: Comparison) -> None:
    values = json.loads(json.dumps(comparison_as_values(found)))
    assert values["may_be_best"] == list(found.able)
    assert [row["option"] for row in values["options"]] == list(found.options)
    assert values["options"][1]["mean"] == found.means[1].mean
