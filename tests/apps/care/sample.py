"""Small facilities for the tests of the directory."""

from __future__ import annotations

from datetime import date
from typing import Any

from pagus.apps.care.facts import BatchFacts, FacilityFacts, HeadsFacts, PracticeFacts, PractitionerFacts, ServiceFacts
from pagus.engines.access.osm_hours import read_hours

STRASBOURG = "commune:67482"
SCHILTIGHEIM = "commune:67447"
CATHEDRAL = (7.7521, 48.5734)
DAY = date(2026, 3, 1)


def batch(**changes: Any) -> BatchFacts:
    return BatchFacts(**({"source": "tests", "layout": "plain", "data_date": DAY, "rows": 1} | changes))


def practice(code: str = "facility:one", **changes: Any) -> FacilityFacts:
    told: dict[str, Any] = {
        "code": code,
        "kind": "practice",
        "name": f"Cabinet {code}",
        "place": STRASBOURG,
        "lon": CATHEDRAL[0],
        "lat": CATHEDRAL[1],
        "services": (ServiceFacts(service="general_practice", hours=read_hours("Mo-Fr 08:00-12:00; PH off").hours),),
    }
    return FacilityFacts(**(told | changes))


def doctor(code: str, *facilities: str | tuple[str, float], **changes: Any) -> PractitionerFacts:
    practices = tuple(
        PracticeFacts(facility=each) if isinstance(each, str) else PracticeFacts(facility=each[0], share=each[1])
        for each in facilities
    )
    told: dict[str, Any] = {"code": code, "name": "Dr Essai", "profession": "general_practice", "practices": practices}
    return PractitionerFacts(**(told | changes))


def heads(facility: str, number: float, profession: str = "general_practice", **changes: Any) -> HeadsFacts:
    return HeadsFacts(facility=facility, profession=profession, heads=number, **changes)
