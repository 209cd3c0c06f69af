"""How clean was the air of each zone each day, and how many people live in it? See ``ROOM.md``."""

from __future__ import annotations

from pagus.engines.exposure.index import DailyIndex, daily_index, daily_values
from pagus.engines.exposure.population import days_by_class, population_by_class

__all__ = ["DailyIndex", "daily_index", "daily_values", "days_by_class", "population_by_class"]
