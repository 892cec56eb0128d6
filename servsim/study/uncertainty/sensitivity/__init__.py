"""Which unmeasured parameter a KPI hangs on: screening, Sobol' indices, rank correlations."""
