"""ONE LOG -> ONE ROW OF KPIs: counters, quantiles, variances and money of a replication."""
