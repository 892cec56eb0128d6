"""MANY RUNS: replications, intervals, paired differences, chances of targets."""

from servsim.study.deciding.comparison import Comparison, compare
from servsim.study.model import Model
from servsim.study.ranges.sensitivity import sensitivity
from servsim.study.replication import Replication, replicate, simulate
from servsim.study.result import StudyResult
from servsim.study.study import Study, run

__all__ = [
    "Comparison",
    "Model",
    "Replication",
    "Study",
    "StudyResult",
    "compare",
    "replicate",
    "run",
    "sensitivity",
    "simulate",
]
