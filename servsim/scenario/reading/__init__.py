"""From a YAML file to plain values with their places, and to a scenario or all its faults; the gallery; the schema."""
