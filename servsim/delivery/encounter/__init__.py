"""The physics of one encounter, written once for both engines."""
