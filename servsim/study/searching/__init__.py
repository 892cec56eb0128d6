"""Many cells of one scenario: sweeps over levels, efficient cells, and the cheapest rosters that keep the targets."""
