"""The plan: a scenario compiled to index-coded arrays, all that an engine may know."""
