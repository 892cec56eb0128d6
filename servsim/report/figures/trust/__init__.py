"""Figures that tell how sure the numbers are."""
