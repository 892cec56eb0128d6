"""Searching: the cheapest rosters and dials that meet the targets."""
