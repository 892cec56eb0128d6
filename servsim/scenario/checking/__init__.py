"""What must fit between the parts of a scenario: names, walks, limits, options, ranges; what a change makes of it."""
