"""Values as a planner writes them: numbers with units, distributions, and what all parts have in common."""
