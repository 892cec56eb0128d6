"""THE STATISTICS OF DECIDING: how many replications are enough, and which option is best. Pure functions.

Throughout, rows are options, columns are replications, and a larger value is the better one; who wants less turns the
sign. Replications of different options are of the same customers, except where independence is asked for.
"""
