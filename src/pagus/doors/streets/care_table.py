"""The places of care of a map as the plain table that ``pagus import facilities`` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pagus.doors.streets.extract import CareSpot
from pagus.engines.access.osm_hours import read_hours
from pagus.errors import InputError

__all__ = ["CareTable", "care_table"]

COLUMNS = (
    "code", "name", "kind", "lon", "lat", "address", "phone", "website", "step_free", "services", "hours", "identifier",
    "country", "time_zone",
)  # fmt: skip
_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "pharmacy": ("pharmacy", "pharmacy"),
        "hospital": ("hospital", ""),
        "clinic": ("health_centre", ""),
        "doctors": ("practice", ""),
        "dentist": ("practice", "dental"),
    }
)
"""Of each ``amenity`` the kind, and the service that it means; more only where other tags say it."""
_SPECIALITIES: Mapping[str, str] = MappingProxyType(
    {
        "general": "general_practice",
        "family_medicine": "general_practice",
        "dentistry": "dental",
        "physiotherapy": "physiotherapy",
        "psychiatry": "mental_health",
        "radiology": "imaging",
        "vaccination": "vaccination",
    }
)


@dataclass(frozen=True, slots=True)
class CareTable:
    """The table as CSV; how many facilities it has; whose hours could not be read, with the text as it stands."""

    text: str
    facilities: int
    unread_hours: tuple[tuple[str, str], ...]


def care_table(spots: Iterable[CareSpot], *, country: str, time_zone: str) -> CareTable:
    """Which facilities are these?

    Takes: places of care; the country they lie in and its time zone, which the map does not say.
    Gives: the table. Names, hours and step-free access stand in it as they are mapped, and nothing that is not; a
    place without a name has that of its kind. ``wheelchair=limited`` is not step-free.
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    unread: list[tuple[str, str]] = []
    count = 0
    for spot in spots:
        row = _row(spot) | {"country": country, "time_zone": time_zone}
        if not _readable(row["hours"], time_zone):
            unread.append((spot.id, row["hours"]))
            row["hours"] = ""
        writer.writerow(row)
        count += 1
    return CareTable(stream.getvalue(), count, tuple(unread))


def _row(spot: CareSpot) -> dict[str, str]:
    kind, _ = _KINDS[spot.kind]
    tags = spot.tags
    website = tags.get("website") or tags.get("contact:website", "")
    services = _services(spot)
    return {
        "code": f"osm-{spot.id.replace('/', '-')}",
        "name": tags.get("name") or kind.replace("_", " ").capitalize(),
        "kind": kind,
        "lon": f"{spot.lon:.7f}",
        "lat": f"{spot.lat:.7f}",
        "address": _address(tags),
        "phone": tags.get("phone") or tags.get("contact:phone", ""),
        "website": website if website.startswith("https://") else "",
        "step_free": {"yes": "true", "limited": "false", "no": "false"}.get(tags.get("wheelchair", ""), ""),
        "services": services,
        "hours": tags.get("opening_hours", "") if services else "",
        "identifier": f"osm:{spot.id}",
    }


def _services(spot: CareSpot) -> str:
    _, own = _KINDS[spot.kind]
    said = [each.strip() for each in spot.tags.get("healthcare:speciality", "").split(";")]
    found = [own, *(_SPECIALITIES[each] for each in said if each in _SPECIALITIES)]
    found += ["emergency"] if spot.tags.get("emergency") == "yes" else []
    return " ".join(dict.fromkeys(filter(None, found)))


def _address(tags: Mapping[str, str]) -> str:
    street = f"{tags.get('addr:street', '')} {tags.get('addr:housenumber', '')}".strip()
    town = f"{tags.get('addr:postcode', '')} {tags.get('addr:city', '')}".strip()
    return ", ".join(part for part in (street, town) if part)


def _readable(text: str, time_zone: str) -> bool:
    """The table gives "|" and "=" a meaning of their own."""
    if "|" in text or "=" in text:
        return False
    try:
        read_hours(text, zone=time_zone)
    except InputError:
        return False
    return True
