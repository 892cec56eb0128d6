"""WHO comes, when, with which need: every random number of a customer is drawn at birth."""

from servsim.demand.arrivals import expected_customers
from servsim.demand.draws import Draws, draw_customers
from servsim.demand.flow import expected_visits

__all__ = ["Draws", "draw_customers", "expected_customers", "expected_visits"]
