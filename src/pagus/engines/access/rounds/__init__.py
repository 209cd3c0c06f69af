"""Who sees whom tomorrow, in which order and when; and where should a mobile unit stop? See ``ROOM.md``."""

from __future__ import annotations

from pagus.engines.access.rounds.checking import faults_of
from pagus.engines.access.rounds.model import (
    CLOSED,
    Lunch,
    Matrix,
    Nurse,
    Question,
    Round,
    RoundPlan,
    Stop,
    Unserved,
    Visit,
)
from pagus.engines.access.rounds.planning import cost_of, plan_rounds
from pagus.engines.access.rounds.unit import UnitDay, UnitPlan, UnitQuestion, UnitStop, plan_unit, unit_faults
from pagus.engines.access.rounds.ways import closed, matrix_of, matrix_of_pairs, slowed, straight_matrix

__all__ = [
    "CLOSED",
    "Lunch",
    "Matrix",
    "Nurse",
    "Question",
    "Round",
    "RoundPlan",
    "Stop",
    "UnitDay",
    "UnitPlan",
    "UnitQuestion",
    "UnitStop",
    "Unserved",
    "Visit",
    "closed",
    "cost_of",
    "faults_of",
    "matrix_of",
    "matrix_of_pairs",
    "plan_rounds",
    "plan_unit",
    "slowed",
    "straight_matrix",
    "unit_faults",
]
