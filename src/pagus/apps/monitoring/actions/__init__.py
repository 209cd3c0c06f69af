"""What is written here: enrolments, renewals, consents, stops, merges and their undoing; each with a journal entry."""

from __future__ import annotations

from pagus.apps.monitoring.actions.enrolling import enrol_in_monitoring
from pagus.apps.monitoring.actions.merging import merge_persons
from pagus.apps.monitoring.actions.stopping import stop_monitoring
from pagus.apps.monitoring.actions.unmerging import unmerge_persons

__all__ = ["enrol_in_monitoring", "merge_persons", "stop_monitoring", "unmerge_persons"]
