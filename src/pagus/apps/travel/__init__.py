"""What a workspace knows of travel: street graphs and timetables, kept as files under ``travel/``."""
