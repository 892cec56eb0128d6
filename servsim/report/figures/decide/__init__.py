"""Figures that set options side by side."""
