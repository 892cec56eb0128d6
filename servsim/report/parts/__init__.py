"""The parts that pages are made of, as plain values: words, numbers and tables."""
