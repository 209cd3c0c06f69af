"""Files: observations, people and populations from CSV, Parquet and NDJSON."""

from pagus.doors.files.mapping import ColumnMapping
from pagus.doors.files.observations import import_observations
from pagus.doors.files.people import import_people
from pagus.doors.files.population import PopulationReport, import_population
from pagus.doors.files.report import write_report

__all__ = [
    "ColumnMapping",
    "PopulationReport",
    "import_observations",
    "import_people",
    "import_population",
    "write_report",
]
