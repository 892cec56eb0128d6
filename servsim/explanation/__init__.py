"""BEFORE ANY RUN: loads, formulas, expected waits, and where every value comes from."""
