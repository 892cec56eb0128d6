"""The folders of results: what was run, what came out, and the report."""
