"""WHAT IT FELT LIKE: SERVQUAL, Kano, satisfaction, survey, complaints and loyalty. Reads logs only."""

from servsim.feedback.complaint_model import ComplaintModel
from servsim.feedback.feedback import Feedback
from servsim.feedback.rate import rate
from servsim.feedback.rating_plan import RatingPlan, compile_rating

__all__ = ["ComplaintModel", "Feedback", "RatingPlan", "compile_rating", "rate"]
