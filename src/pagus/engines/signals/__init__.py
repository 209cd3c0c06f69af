"""From observations to alerts: features over windows, rules, hygiene; live and in replay, the same to the bit."""

from pagus.engines.signals.cases import Assignment, assign_cases
from pagus.engines.signals.explanation import rederive
from pagus.engines.signals.history import History
from pagus.engines.signals.live import Live
from pagus.engines.signals.model import Bounds, Derived, Enrolment, Firing, Key, Point, Program
from pagus.engines.signals.own_band import OwnBand, own_band
from pagus.engines.signals.plausibility import Accepted, Held, Judgement, Rejected, judge, judging
from pagus.engines.signals.program import compile_program
from pagus.engines.signals.replay import Replay, Summary, replay, replay_variants

__all__ = [
    "Accepted",
    "Assignment",
    "Bounds",
    "Derived",
    "Enrolment",
    "Firing",
    "Held",
    "History",
    "Judgement",
    "Key",
    "Live",
    "OwnBand",
    "Point",
    "Program",
    "Rejected",
    "Replay",
    "Summary",
    "assign_cases",
    "compile_program",
    "judge",
    "judging",
    "own_band",
    "rederive",
    "replay",
    "replay_variants",
]
