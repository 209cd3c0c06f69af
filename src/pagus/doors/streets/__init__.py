"""Streets: an extract of OpenStreetMap becomes a street graph, and its places of care a table."""

from pagus.doors.streets.care_table import CareTable, care_table
from pagus.doors.streets.extract import CareSpot, read_care
from pagus.doors.streets.heights import read_heights
from pagus.doors.streets.network import Heights, StreetsReport, read_streets

__all__ = [
    "CareSpot",
    "CareTable",
    "Heights",
    "StreetsReport",
    "care_table",
    "read_care",
    "read_heights",
    "read_streets",
]
