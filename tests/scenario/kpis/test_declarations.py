"""The declarations hold together: names exist, every KPI is made of something, scopes and headlines are known."""

import pytest

from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.measures.functions import FUNCTIONS
from servsim.scenario.kpis.declarations import COUNTERS, ENCOUNTER_COUNTERS, KPIS, headlines
from servsim.scenario.kpis.kpi import SCOPE_KINDS, Indifference, Kpi, names, terms


def faults(kpi: Kpi, functions: set[str]) -> list[str]:
    """What is wrong with a declaration."""
    ways = [bool(kpi.numerator), kpi.minus is not None, kpi.name in functions]
    named = [name for expression in (kpi.numerator, kpi.denominator) for name, _ in terms(expression)]
    found = [] if sum(ways) == 1 else [f"{sum(ways)} ways to work it out"]
    found += [f"no counter {name}" for name in named if name not in COUNTERS]
    found += [f"no KPI {name}" for name in kpi.minus or () if not KPIS[name].numerator]
    found += ["a denominator alone"] if kpi.denominator and not kpi.numerator else []
    return found + [f"no scope {kind}" for kind in kpi.scopes if kind not in SCOPE_KINDS]


def test_every_kpi_is_made_of_counters_or_by_one_registered_function() -> None:
    assert {name: found for name, kpi in KPIS.items() if (found := faults(kpi, set(FUNCTIONS)))} == {}


def test_every_registered_function_belongs_to_a_declared_kpi() -> None:
    assert [name for name in FUNCTIONS if name not in KPIS] == []


@pytest.mark.parametrize(
    ("kpi", "fault"),
    [
        (Kpi("idle", "share", "lower", "wait"), "0 ways to work it out"),
        (Kpi("wait_p90", "min", "lower", "wait", "wait", "waited"), "2 ways to work it out"),
        (Kpi("idle", "share", "lower", "wait", "waits", "waited"), "no counter waits"),
        (Kpi("idle", "share", "lower", "wait", denominator="waited"), "a denominator alone"),
    ],
)
def test_twin_a_wrong_declaration_is_noticed(kpi: Kpi, fault: str) -> None:
    assert fault in faults(kpi, set(FUNCTIONS))


def test_every_counter_is_declared_once_and_used() -> None:
    assert len(set(COUNTERS)) == len(COUNTERS)
    used = {name for kpi in KPIS.values() for part in (kpi.numerator, kpi.denominator) for name, _ in terms(part)}
    assert set(COUNTERS) - used == {"rework", "repeated", "completed"}  # for money


def test_dimensions_stand_side_by_side_in_their_order() -> None:
    """They are counted in one loop."""
    counters = names(ENCOUNTER_COUNTERS)
    for prefix in ("perceived", "gap"):
        first = counters.index(f"{prefix}_{DIMENSIONS[0]}")
        assert counters[first : first + 5] == tuple(f"{prefix}_{name}" for name in DIMENSIONS)


def test_terms_of_sums_and_differences() -> None:
    assert terms("a + b - c") == (("a", 1.0), ("b", 1.0), ("c", -1.0))
    assert terms("") == ()
    with pytest.raises(ValueError, match=r'found "\*" in "a \* b"; counters are joined by \+ and -'):
        terms("a * b")


def test_each_headline_level_holds_the_next() -> None:
    main, summary, table = (headlines(level) for level in ("main", "summary", "table"))
    assert main == ("wait_p90", "quality_variance", "csat", "labour_cost")
    assert set(main) < set(summary) < set(table) < set(headlines("detail")) == set(KPIS)


def test_every_kpi_has_an_indifference() -> None:
    assert KPIS["csat"].indifference == Indifference(absolute=0.02)
    assert KPIS["quality_variance"].indifference == Indifference(relative=0.02)
    for kpi in KPIS.values():
        assert kpi.indifference.absolute > 0.0 or kpi.indifference.relative > 0.0
