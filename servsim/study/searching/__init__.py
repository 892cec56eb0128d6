"""Many cells of one scenario: sweeps over levels, efficient cells, and the cheapest roster that keeps the targets."""
