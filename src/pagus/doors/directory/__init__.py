"""The directory: facilities and practitioners from national files and from a plain table."""

from pagus.doors.directory.importing import LAYOUTS, DirectoryReport, import_facilities

__all__ = ["LAYOUTS", "DirectoryReport", "import_facilities"]
