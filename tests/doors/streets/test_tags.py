"""What the tags of a way mean."""

from __future__ import annotations

import pytest

from pagus.doors.streets.tags import ferry_minutes, limit_kmh, use_of_way
from pagus.engines.access.roads import BIKE, CAR, FERRY, FOOT, THROUGH

C, B, F = CAR, BIKE, FOOT


@pytest.mark.parametrize(
    ("tags", "along", "against"),
    [
        ("highway=residential", C | B | F, C | B | F),
        ("highway=residential oneway=yes", C | B | F, F),
        ("highway=residential oneway=-1", F, C | B | F),
        ("highway=residential oneway=yes oneway:bicycle=no", C | B | F, B | F),
        ("highway=residential oneway=yes cycleway:left=opposite_lane", C | B | F, B | F),
        ("highway=tertiary junction=roundabout", C | B | F, F),
        ("highway=tertiary junction=roundabout oneway=no", C | B | F, C | B | F),
        ("highway=motorway", C | THROUGH, THROUGH),
        ("highway=primary motorroad=yes oneway=yes", C, 0),
        ("highway=residential access=private", 0, 0),
        ("highway=residential access=private foot=yes", F, F),
        ("highway=residential access=no bicycle=yes foot=designated", B | F, B | F),
        ("highway=residential access=destination", C | B | F, C | B | F),
        ("highway=residential motor_vehicle=no", B | F, B | F),
        ("highway=residential vehicle=no bicycle=yes", B | F, B | F),
        ("highway=residential foot=no", C | B, C | B),
        ("highway=footway", F, F),
        ("highway=footway bicycle=yes", B | F, B | F),
        ("highway=footway access=yes", F, F),
        ("highway=track", B | F, B | F),
        ("highway=track motor_vehicle=yes", C | B | F, C | B | F),
        ("highway=cycleway oneway=yes", B | F, F),
        ("highway=steps", F, F),
        ("highway=service oneway=reversible", B | F, B | F),
        ("route=ferry", C | B | F | FERRY | THROUGH, C | B | F | FERRY | THROUGH),
        ("route=ferry motor_vehicle=no", B | F | FERRY | THROUGH, B | F | FERRY | THROUGH),
    ],
)
def test_who_may_go_which_way(tags: str, along: int, against: int) -> None:
    use = use_of_way(dict(each.split("=") for each in tags.split()))
    assert ((0, 0) if use is None else (use.along, use.against)) == (along, against)


@pytest.mark.parametrize(
    "tags",
    ["highway=construction", "highway=proposed", "highway=pedestrian area=yes", "waterway=river", "route=hiking"],
)
def test_what_is_no_street(tags: str) -> None:
    assert use_of_way(dict(each.split("=") for each in tags.split())) is None


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("50", 50), ("30 mph", 48.28032), ("50;30", 50), ("FR:urban", 50), ("DE:zone30", 30), ("walk", 7),
        ("none", 130), ("FR:motorway", 130), ("10 knots", 18.52), ("signals", None), ("", None), ("0", None),
        ("fast", None),
    ],
)  # fmt: skip
def test_speed_limits(text: str, kmh: float | None) -> None:
    assert limit_kmh(text) == (None if kmh is None else pytest.approx(kmh))


def test_cars_keep_a_share_of_the_limit_or_the_speed_of_the_class() -> None:
    assert use_of_way({"highway": "secondary", "maxspeed": "80"}).along_kmh == pytest.approx(64)
    assert use_of_way({"highway": "secondary"}).along_kmh == 55
    uneven = use_of_way({"highway": "secondary", "maxspeed:forward": "50", "maxspeed:backward": "30"})
    assert (uneven.along_kmh, uneven.against_kmh) == pytest.approx((40, 24))


@pytest.mark.parametrize(
    ("text", "minutes"), [("0:20", 20), ("01:10:00", 70), ("15", 15), ("00:00:30", 0.5), ("soon", None), ("", None)]
)
def test_duration_of_a_ferry(text: str, minutes: float | None) -> None:
    assert ferry_minutes(text) == minutes
