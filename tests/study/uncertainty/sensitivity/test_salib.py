import pytest

from servsim.errors import ServsimError
from servsim.study.uncertainty.sensitivity import salib
from servsim.study.uncertainty.sensitivity.salib import check_installed, unit_cube


def test_without_salib_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    check_installed("morris")
    monkeypatch.setattr(salib, "find_spec", lambda _: None)
    with pytest.raises(ServsimError) as found:
        check_installed("morris")
    assert str(found.value) == (
        'the method morris needs SALib: pip install "servsim[sensitivity]"; '
        "the method quick needs nothing more (rank correlations)"
    )


def test_parameters_are_numbered() -> None:
    assert unit_cube(2) == {"num_vars": 2, "names": ["x0", "x1"], "bounds": [[0.0, 1.0], [0.0, 1.0]]}
