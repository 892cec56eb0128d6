"""Sweeps: every combination of levels on the same customers, and the efficient cells."""
