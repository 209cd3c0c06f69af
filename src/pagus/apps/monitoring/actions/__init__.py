"""What is written here: enrolments, renewals, consents, stops, departures, merges and their undoing; all journalled."""

from __future__ import annotations

from pagus.apps.monitoring.actions.departing import record_departure, take_back_departure
from pagus.apps.monitoring.actions.enrolling import enrol_in_monitoring
from pagus.apps.monitoring.actions.merging import merge_persons
from pagus.apps.monitoring.actions.stopping import stop_monitoring
from pagus.apps.monitoring.actions.unmerging import unmerge_persons

__all__ = [
    "enrol_in_monitoring",
    "merge_persons",
    "record_departure",
    "stop_monitoring",
    "take_back_departure",
    "unmerge_persons",
]
