"""What helps to decide: the answer, effects of options, comparisons, a proposal."""
