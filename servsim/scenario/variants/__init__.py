"""What of a scenario can vary: factors and their levels, parameters with ranges, and where values come from."""
