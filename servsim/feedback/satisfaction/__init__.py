"""How perceptions become satisfaction: Kano's curves and the preferences of a segment."""
