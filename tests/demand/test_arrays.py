"""Arrays of numbers: the plain and the compiled way give the same bits."""

import numpy as np
import pytest

from servsim.demand import arrays as ways
from servsim.demand.arrays import durations, uniform_table, uniforms, values
from servsim.demand.keys import child, keys_of, replication_keys, words_of
from servsim.scenario.values.distributions import (
    Constant,
    Empirical,
    Family,
    Gamma,
    Lognormal,
    Pert,
    Triangular,
    Uniform,
)

from servsim.scenario.values.distributions import Exponential, Weibull  # isort: skip
from servsim.scenario.values.quantiles import NORMAL, Law

KEY = keys_of(replication_keys(3, [0]), words_of("customers", ["guests"]))
PLACES = np.arange(20_000)
FAMILIES: list[Family] = [
    Constant(value="4 min"), Exponential(mean="4 min"), Lognormal(mean="4 min", cv=0.7), Gamma(mean="4 min", cv=1.7),
    Weibull(mean="4 min", cv=0.6), Uniform(low="1 min", high="3 min"), Pert(low="1 min", likely="2 min", high="9 min"),
    Triangular(low="1 min", likely="2 min", high="9 min"), Empirical(values=["3 min", "1 min", "9 min"]),
]  # type: ignore[arg-type]  # fmt: skip


def test_uniforms_are_the_same_bits_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    found, keys = [], child(KEY, PLACES)
    for loaded in (False, True):
        monkeypatch.setattr(ways, "numba_loaded", lambda loaded=loaded: loaded)
        found.append((uniforms(KEY, PLACES).tobytes(), uniforms(keys, PLACES).tobytes()))
    assert found[0] == found[1]


def test_a_table_of_uniforms_has_a_row_for_each_key() -> None:
    keys = child(KEY, np.arange(3))
    table = uniform_table(keys, PLACES)
    assert [row.tobytes() for row in table] == [uniforms(keys[row : row + 1], PLACES).tobytes() for row in range(3)]
    assert uniform_table(keys, PLACES[:0]).shape == (3, 0)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: type(family).__name__)
def test_values_are_the_same_bits_both_ways(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for loaded in (False, True):
        monkeypatch.setattr(ways, "numba_loaded", lambda loaded=loaded: loaded)
        found.append(durations(family, uniforms(KEY, PLACES)).tobytes())
    assert found[0] == found[1]


def test_values_keep_the_shape() -> None:
    square = uniforms(KEY, PLACES).reshape(100, 200)
    normal = values(Law(NORMAL, 2.0, 0.5), square)
    assert normal.shape == square.shape
    assert normal.mean() == pytest.approx(2.0, abs=4 * 0.5 / np.sqrt(normal.size))
    assert normal.std() == pytest.approx(0.5, rel=0.03)
