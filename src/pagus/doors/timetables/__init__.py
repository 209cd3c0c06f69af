"""Timetables: GTFS archives become one timetable."""

from pagus.doors.timetables.merging import TimetableReport, read_timetable

__all__ = ["TimetableReport", "read_timetable"]
