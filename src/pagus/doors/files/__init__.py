"""Files: observations and people from CSV, Parquet and NDJSON."""

from pagus.doors.files.mapping import ColumnMapping
from pagus.doors.files.observations import import_observations
from pagus.doors.files.people import import_people
from pagus.doors.files.report import write_report

__all__ = ["ColumnMapping", "import_observations", "import_people", "write_report"]
