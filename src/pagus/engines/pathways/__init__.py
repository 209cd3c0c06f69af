"""Protocols that people follow: after each event, who does what next, by when, and why. Pure and replayable."""

from pagus.engines.pathways.drawing import Drawing, draw
from pagus.engines.pathways.explaining import explain
from pagus.engines.pathways.migrating import migrate
from pagus.engines.pathways.model import (
    EVENT_KINDS,
    ClosedTask,
    Considered,
    Doubt,
    Event,
    EventKind,
    Message,
    OpenTask,
    Reason,
    RunState,
    Step,
)
from pagus.engines.pathways.program import Program, compile_pathway
from pagus.engines.pathways.simulation import SimulatedPathway, simulate
from pagus.engines.pathways.stepping import advance, due, replay
from pagus.kit_language.pathway_faults import faults_of

__all__ = [
    "EVENT_KINDS",
    "ClosedTask",
    "Considered",
    "Doubt",
    "Drawing",
    "Event",
    "EventKind",
    "Message",
    "OpenTask",
    "Program",
    "Reason",
    "RunState",
    "SimulatedPathway",
    "Step",
    "advance",
    "compile_pathway",
    "draw",
    "due",
    "explain",
    "faults_of",
    "migrate",
    "replay",
    "simulate",
]
