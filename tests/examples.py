"""How many examples a test of random services draws: a quarter, or all where the machine may take its time.

``SERVSIM_EXAMPLES=all pytest tests/laws`` draws all of them; so does .ci/run.
"""

import os

FEWEST = 15
ALL = os.environ.get("SERVSIM_EXAMPLES") == "all"


def examples(number: int) -> int:
    """So many, or a quarter of them, but not fewer than 15."""
    return number if ALL else min(number, max(FEWEST, number // 4))
