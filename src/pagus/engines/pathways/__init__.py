"""Protocols that people follow: after each event, who does what next, by when, and why. Pure and replayable."""

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
from pagus.engines.pathways.stepping import advance, due, replay
from pagus.kit_language.pathway_faults import faults_of

__all__ = [
    "EVENT_KINDS",
    "ClosedTask",
    "Considered",
    "Doubt",
    "Event",
    "EventKind",
    "Message",
    "OpenTask",
    "Program",
    "Reason",
    "RunState",
    "Step",
    "advance",
    "compile_pathway",
    "due",
    "faults_of",
    "migrate",
    "replay",
]
