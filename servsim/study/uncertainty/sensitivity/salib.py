"""SALib, where it is installed: designs and estimators of sensitivity analysis that are not our business.

It is asked about numbered axes of the unit cube, never about names, since two parameters may share one.
"""

from importlib.util import find_spec

from servsim.errors import ServsimError

Problem = dict[str, object]


def check_installed(method: str) -> None:
    """Raises ServsimError when SALib, which a method needs, is not installed."""
    if find_spec("SALib") is None:
        raise ServsimError(
            f'the method {method} needs SALib: pip install "servsim[sensitivity]"; '
            f"the method quick needs nothing more (rank correlations)"
        )


def unit_cube(parameters: int) -> Problem:
    """So many parameters, each uniform from 0 to 1, as SALib wants them described."""
    names = [f"x{axis}" for axis in range(parameters)]
    return {"num_vars": parameters, "names": names, "bounds": [[0.0, 1.0]] * parameters}
