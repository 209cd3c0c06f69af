"""Open data fetched from their publishers, from a mirror or from a folder, with a note of where they came from."""

from pagus.doors.open_data.fetching import Fetched, fetch

__all__ = ["Fetched", "fetch"]
