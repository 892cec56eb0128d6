"""Compiling the quick engine for this machine, once: on two cores side by side."""

import subprocess
import sys
from dataclasses import replace

from servsim.delivery.engines import must_compile, stage
from servsim.measures.model import Model
from servsim.measures.replication import replicate
from servsim.measures.summary import summary_of
from servsim.scenario.scenario import Scenario
from servsim.study.events import Monitor
from servsim.study.running.machine import usable_cores
from servsim.study.variants import Variants

SMALLEST = {
    "segments": {"all": {"arrivals": {"per_hour": 1}}},
    "teams": {"desk": {"agents": 1}},
    "touchpoints": {"desk": {"team": "desk", "handling": "1 min"}},
}
"""Every scenario runs the same compiled code, so the smallest one brings it forth."""

COMPILE_SUMS = "from servsim.study.running.preparation import compile_sums; compile_sums()"


def make_ready(variants: Variants, replications: int, monitor: Monitor) -> None:
    """Choose the engine for so many replications, and have it compiled; who listens is warned when that takes time.

    Raises ServsimError when the engine cannot run here.
    """
    variants.choose_engine(replications)
    if not variants.compiled:
        return
    if must_compile():
        monitor.warn("compiling")
    prepare()


def prepare() -> None:
    """Have all compiled code in the cache; does nothing when it is there already, or when there is only one core.

    This process compiles the event loop, another one meanwhile judging and adding up. Should the other one fail, its
    part is compiled later, when it is needed.
    """
    if not must_compile() or usable_cores() < 2:
        return
    silent = subprocess.DEVNULL
    with subprocess.Popen([sys.executable, "-c", COMPILE_SUMS], stdin=silent, stdout=silent, stderr=silent) as other:
        try:
            compile_loop()
            other.wait()
        except BaseException:
            other.kill()
            raise


def compile_loop() -> None:
    """Compile drawing and the event loop."""
    model = _smallest("compiled")
    simulate = stage(model.engine, model.plan)
    simulate(model.demand.draw_many(1, range(1)))


def compile_sums() -> None:
    """Compile judging and adding up; the encounters come from the other engine."""
    done = replicate(_smallest("simpy"), seed=1, replication=0)
    summary_of(replace(done, model=done.model.with_engine("simpy", compiled=True)))


def _smallest(engine: str) -> Model:
    return Model.of(Scenario.model_validate(SMALLEST)).with_engine(engine, engine == "compiled")
