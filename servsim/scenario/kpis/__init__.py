"""The KPIs, declared as data."""
