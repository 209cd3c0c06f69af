"""Who can reach which care, what changes it, and where to act? See ``ROOM.md``."""

from __future__ import annotations

from pagus.engines.access.catchment import scores
from pagus.engines.access.inequality import Inequality, inequality
from pagus.engines.access.model import Decay, Demand, Method, Pairs, Points, Router, Scores, Sites
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.whatif import Delta, Edit, State

__all__ = [
    "Decay",
    "Delta",
    "Demand",
    "Edit",
    "Inequality",
    "Method",
    "Pairs",
    "Points",
    "Router",
    "Scores",
    "Sites",
    "State",
    "StraightRouter",
    "inequality",
    "scores",
]
