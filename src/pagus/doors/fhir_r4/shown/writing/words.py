"""What codes of the house are called in documents: one place, so that every document says the same."""

from __future__ import annotations

from pagus.apps.alerts.policy import OUTCOMES
from pagus.kit_language.model import Severity, Text

__all__ = ["OUTCOME_NAMES", "SEVERITY_NAMES"]

OUTCOME_NAMES = OUTCOMES

SEVERITY_NAMES: dict[Severity, Text] = {
    "information": Text(fr="information", en="information", de="Information"),
    "warning": Text(fr="avertissement", en="warning", de="Warnung"),
    "high": Text(fr="élevée", en="high", de="hoch"),
    "critical": Text(fr="critique", en="critical", de="kritisch"),
}
