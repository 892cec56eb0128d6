"""MANY RUNS: replications, intervals, paired differences, chances of targets."""

from servsim.measures.model import Model
from servsim.measures.replication import Replication, replicate, simulate
from servsim.study.result import StudyResult
from servsim.study.searching.optimize import Proposal, optimize
from servsim.study.selecting.comparison import Comparison, compare
from servsim.study.study import Study, run
from servsim.study.sweeping.sweep_result import SweepResult
from servsim.study.uncertainty.sensitivity.sensitivity import sensitivity

__all__ = [
    "Comparison",
    "Model",
    "Proposal",
    "Replication",
    "Study",
    "StudyResult",
    "SweepResult",
    "compare",
    "optimize",
    "replicate",
    "run",
    "sensitivity",
    "simulate",
]
