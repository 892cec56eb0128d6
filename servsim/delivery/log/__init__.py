"""The encounter log: one row per encounter."""
