"""Variants of a scenario: options, factors and their levels, parameters and where values come from."""
