"""Goldens: frozen scenarios and what came of them, so that a restructuring can be proven to change nothing.

``python -m tests.goldens`` runs a base commit and this checkout on the same machine and compares every bit of every
old column; ``frozen.npz`` is a small record of the same for machines without the history (``test_goldens.py``).
"""
