"""Small GTFS archives."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

GOOD: Mapping[str, str] = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nA,Val bus,https://example.org,Europe/Paris\n",
    "stops.txt": (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\n"
        "A,Mairie,48.00,7.00,0,,1\n"
        "B,Gare quai 1,48.01,7.00,0,G,0\n"
        "C,Hôpital,48.02,7.00,,,2\n"
        "G,Gare,48.01,7.00,1,,1\n"
    ),
    "routes.txt": "route_id,route_short_name,route_long_name,route_type\nR,12,Val,3\n",
    "trips.txt": "route_id,service_id,trip_id,wheelchair_accessible\nR,WK,t1,1\nR,WK,t2,\nR,SU,t3,2\n",
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
        "t1,08:00:00,08:00:00,A,1,0,1\n"
        "t1,08:10:00,08:11:00,B,2,0,0\n"
        "t1,08:20:00,08:20:00,C,3,1,0\n"
        "t2, 9:00:00,09:00:00,A,1,0,1\n"
        "t2,,,B,5,0,0\n"
        "t2,09:20:00,09:20:00,C,9,1,0\n"
        "t3,24:30:00,24:30:00,A,1,0,0\n"
        "t3,25:00:00,25:00:00,C,2,0,0\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "WK,1,1,1,1,1,0,0,20260316,20260329\n"
    ),
    "calendar_dates.txt": "service_id,date,exception_type\nWK,20260318,2\nSU,20260322,1\nWK,20260321,1\n",
}


def archive(path: Path, changed: Mapping[str, str | None] | None = None) -> Path:
    """A good archive with some members replaced, or left out (None)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (GOOD | dict(changed or {})).items():
            if content is not None:
                made.writestr(name, content)
    return path


def with_line(member: str, old: str, new: str) -> dict[str, str]:
    """One line of a member replaced."""
    assert old in GOOD[member]
    return {member: GOOD[member].replace(old, new)}
