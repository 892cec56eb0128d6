"""Parameter uncertainty: everything simulated again over the ranges of what nobody has measured."""
