"""The sections of a scenario file, one each: what a planner can state, with its defaults and their sources.

Sixteen files: a section is a noun, and those of two nouns (ratings and observed ratings, study and width) are read by
different rooms.
"""
