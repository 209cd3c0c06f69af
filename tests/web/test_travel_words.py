"""How travel times were found, in three languages: every shape that a router speaks."""

from __future__ import annotations

import numpy as np
import pytest
from django.utils import translation

from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.transit import Departures, TransitRouter
from pagus.web.travel_words import travel_words
from tests.apps.workspace import *  # noqa: F403
from tests.engines.access.roads.making import ALL, both_ways, line, network
from tests.engines.access.transit.making import DAY, timetable

HILL = network([(0.0, 0.0), (0.0, 0.01)], both_ways((0, 1, 1000.0, 50.0, ALL)), heights=[0.0, 50.0])
BUS = timetable([(0.0, 0.0), (0.1, 0.0)], [[(0, 28_800, 28_800), (1, 29_000, 29_000)]], step_free_trips=[1])
STRAIGHT = StraightRouter("foot", 5.0, 1.3)
SLOPES = RoadRouter(HILL, "bike", extra_cost=np.ones(2), credit="© OpenStreetMap contributors, 2026-03-01")


@pytest.mark.parametrize(
    ("router", "english", "french", "german"),
    [
        (STRAIGHT, "straight line x 1.3 at 5 km/h", "1,3", "1,3"),
        (RoadRouter(line(3), "car"), "streets, by car (© OpenStreetMap", "en voiture (© Open", "mit dem Auto (© Open"),
        (RoadRouter(line(3), "foot"), "streets, on foot (© OpenStreetMap", "à pied (© Open", "zu Fuß (© Open"),
        (SLOPES, "streets, by bike, with slopes, stretches weighted (© OpenStreetMap contributors, 2026-03-01)",
         "pentes", "Steigungen"),
        (TransitRouter(BUS, Departures(day=DAY), STRAIGHT, credit="Val bus, 2026"),
         "median of 12 departures (Val bus, 2026)", "médiane", "Median"),
        (TransitRouter(BUS, Departures(day=DAY, percentile=90), SLOPES, step_free=True),
         "percentile 90 of 12 departures, step-free stops and vehicles only; on foot: streets, by bike", "centile 90",
         "Perzentil 90"),
    ],
    ids=range(6),
)  # fmt: skip
def test_every_router_speaks_three_languages(router, english: str, french: str, german: str) -> None:
    for language, wanted in (("en", english), ("fr", french), ("de", german)):
        with translation.override(language):
            told = travel_words(router.words)
        assert wanted in told
        if language != "en":
            assert told != router.words


def test_what_is_not_known_stays_as_it_is() -> None:
    assert travel_words("by balloon") == "by balloon"
