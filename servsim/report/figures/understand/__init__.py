"""Figures of what customers meet: waits, the day, quality, perceptions, the journey."""
