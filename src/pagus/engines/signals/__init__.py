"""From observations to alerts: features over windows, rules, hygiene; live and in replay, the same to the bit."""

from pagus.engines.signals.explanation import rederive
from pagus.engines.signals.history import History
from pagus.engines.signals.live import Live
from pagus.engines.signals.model import Bounds, Derived, Enrolment, Firing, Key, Point, Program
from pagus.engines.signals.program import compile_program

__all__ = [
    "Bounds",
    "Derived",
    "Enrolment",
    "Firing",
    "History",
    "Key",
    "Live",
    "Point",
    "Program",
    "compile_program",
    "rederive",
]
