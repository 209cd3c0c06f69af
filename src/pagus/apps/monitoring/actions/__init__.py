"""What is written here: enrolments, renewals, consents, stops, merges. Each leaves an entry of the journal."""

from __future__ import annotations

from pagus.apps.monitoring.actions.enrolling import enrol_in_monitoring
from pagus.apps.monitoring.actions.merging import merge_persons
from pagus.apps.monitoring.actions.stopping import stop_monitoring

__all__ = ["enrol_in_monitoring", "merge_persons", "stop_monitoring"]
