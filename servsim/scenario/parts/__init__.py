"""The sections of a scenario file, one each: what a planner can state, with its defaults and their sources."""
