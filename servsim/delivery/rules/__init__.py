"""The rules of queue and journey, written once for both engines: scalar, without state."""
