"""Which option is best: selection procedures, and comparisons that hold all at once."""
