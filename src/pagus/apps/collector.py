"""Python's cycle collector in the processes that live long."""

from __future__ import annotations

import gc

__all__ = ["tune_collector"]


def tune_collector() -> None:
    """Let the collector look less often, and never at what is there now. Call once, when everything is loaded.

    What such a process holds is large, long-lived and without cycles: the modules, the places, the state of all
    subjects. Walked through for each thousand observations, it costs more than the observations.
    """
    gc.set_threshold(100_000, 50, 100)
    gc.freeze()
