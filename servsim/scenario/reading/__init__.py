"""From a YAML file to plain values with their positions, and to a scenario or all its faults; gallery and schema."""
