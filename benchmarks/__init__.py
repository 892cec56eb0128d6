"""How quick servsim is, as ratios to rivals that do the same work in the same run: ``python -m benchmarks``."""
