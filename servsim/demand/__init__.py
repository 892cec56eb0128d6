"""WHO comes, when, with which need: every random number belongs to a customer and a purpose."""

from servsim.demand.batch import Batch, batches
from servsim.demand.demand import Demand, draw_customers
from servsim.demand.draws import Draws
from servsim.demand.expected_visits import expected_visits

__all__ = ["Batch", "Demand", "Draws", "batches", "draw_customers", "expected_visits"]
