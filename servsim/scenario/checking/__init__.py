"""What must fit between the parts of a scenario: names, walks, limits, options, ranges."""
