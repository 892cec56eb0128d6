"""Teams of all sizes under loads that they can carry, for the tests of formulas."""

from hypothesis import strategies as st

AGENTS = st.one_of(st.integers(1, 60), st.sampled_from([100, 1000, 10_000]))
HANDLING = st.floats(0.2, 30)
OCCUPANCY = st.floats(0.01, 0.995)
PATIENCE = st.floats(0.05, 20)
"""In units of the mean handling time."""
