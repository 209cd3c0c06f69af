"""Points with numbers beside them, as CSV files: who needs care, where it is given. Needs no workspace."""

from pagus.doors.points.reading import PointTable, read_demand, read_points, read_sites

__all__ = ["PointTable", "read_demand", "read_points", "read_sites"]
