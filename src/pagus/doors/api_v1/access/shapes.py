"""What is asked and answered, as the OpenAPI document describes it."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

__all__ = [
    "BandShape",
    "CandidateShape",
    "ChangeShape",
    "ChosenShape",
    "DemandShape",
    "EditShape",
    "FoundShape",
    "Identifier",
    "InequalityShape",
    "IsochroneShape",
    "Latitude",
    "Longitude",
    "MatrixAnswer",
    "MatrixAsk",
    "MethodShape",
    "NearestAnswer",
    "PairShape",
    "ProblemShape",
    "ScoreShape",
    "ScoresAnswer",
    "ScoresAsk",
    "SiteAnswer",
    "SiteAsk",
    "SiteShape",
    "StraightShape",
    "WhatIfAnswer",
    "WhatIfAsk",
]

MOST_POINTS = 40_000
Identifier = Annotated[str, Field(min_length=1, max_length=100)]
Longitude = Annotated[float, Field(ge=-180, le=180, description="Degrees, WGS84.")]
Latitude = Annotated[float, Field(ge=-90, le=90, description="Degrees, WGS84.")]
LARGEST_AMOUNT = 1e12
SMALLEST_AMOUNT = 1e-9


def _or_nothing(amount: float) -> float:
    return amount if amount >= SMALLEST_AMOUNT else 0.0


Amount = Annotated[
    float,
    Field(ge=0, le=LARGEST_AMOUNT, allow_inf_nan=False, description="Below a billionth it counts as nothing."),
    AfterValidator(_or_nothing),
]
"""People, acts, equivalents: beyond these bounds sums of squares leave what a number of the machine can hold."""
Mode = Literal["car", "bike", "foot", "transit"]


class _Asked(Schema):
    model_config = ConfigDict(extra="forbid")


class BandShape(_Asked):
    """One band of a decay: the weight up to and with these minutes."""

    minutes: Annotated[float, Field(gt=0, le=240)]
    weight: Annotated[float, Field(ge=0, le=1)]


class DemandShape(_Asked):
    """A place or cell where people live."""

    id: Identifier
    lon: Longitude
    lat: Latitude
    people: Amount
    std_people: Annotated[Amount | None, Field(description="Weighted by the care that the ages use.")] = None


class SiteShape(_Asked):
    """A site where care is given."""

    id: Identifier
    lon: Longitude
    lat: Latitude
    capacity: Annotated[Amount, Field(description="Acts a year, or full-time equivalents.")]


class StraightShape(_Asked):
    """How minutes are found: a straight line, so many times longer, at a speed. Absent: the defaults of the mode."""

    mode: Literal["car", "bike", "foot"] = "car"
    speed_kmh: Annotated[float | None, Field(gt=0, le=200)] = None
    detour: Annotated[float | None, Field(ge=1, le=5)] = None


class ScoresAsk(_Asked):
    """Whom can which care reach? The tables, the method, and the way minutes are found."""

    demand: Annotated[list[DemandShape], Field(min_length=1, max_length=MOST_POINTS)]
    sites: Annotated[list[SiteShape], Field(min_length=1, max_length=MOST_POINTS)]
    method: Annotated[str, Field(description="An id of GET /methods.")] = "apl-2015"
    decay: Annotated[list[BandShape] | None, Field(min_length=1, max_length=20)] = None
    router: StraightShape = StraightShape()


class MethodShape(Schema):
    """A method, its bands, and what is known of them."""

    id: str
    title: str
    family: str
    decay: list[BandShape]
    certainty: str
    source: str
    note: str


class ScoreShape(Schema):
    """The access of one place: capacity per standardised inhabitant."""

    id: str
    access: float


class InequalityShape(Schema):
    """How unequal access is, weighted by people. Null where it is not defined."""

    mean: float | None
    gini: float | None
    theil: float | None
    p90_p10: float | None


class ScoresAnswer(Schema):
    """The scores, how they were found, and what could not be used."""

    method: MethodShape
    travel_time: str
    pairs: int
    scores: list[ScoreShape]
    inequality: InequalityShape | None
    lost_capacity: Annotated[float, Field(description="Capacity of sites that nobody can reach.")]
    lost_sites: list[str]


class EditShape(_Asked):
    """One edit of a what-if: close, open, move a site, or set its capacity or the people of a place."""

    kind: Literal["close", "open", "move", "capacity", "people"]
    id: Identifier
    lon: Longitude | None = None
    lat: Latitude | None = None
    value: Amount | None = None


class WhatIfAsk(ScoresAsk):
    """The same tables as for scores, and the edits in their order."""

    edits: Annotated[list[EditShape], Field(min_length=1, max_length=1_000)]


class ChangeShape(Schema):
    """What changes for one place."""

    id: str
    before: float
    after: float


class WhatIfAnswer(Schema):
    """What the edits change, and inequality before and after."""

    method: MethodShape
    travel_time: str
    changes: list[ChangeShape]
    before: InequalityShape | None
    after: InequalityShape | None


class PlaceShape(_Asked):
    """A point with a name."""

    id: Identifier
    lon: Longitude
    lat: Latitude


class MatrixAsk(_Asked):
    """Who reaches what within the limit?"""

    origins: Annotated[list[PlaceShape], Field(min_length=1, max_length=MOST_POINTS)]
    targets: Annotated[list[PlaceShape], Field(min_length=1, max_length=MOST_POINTS)]
    within_min: Annotated[float, Field(gt=0, le=120)] = 20
    router: StraightShape = StraightShape()


class PairShape(Schema):
    """One way: from where, to where, in how many minutes."""

    origin: str
    target: str
    minutes: float


class MatrixAnswer(Schema):
    """Every way within the limit."""

    travel_time: str
    pairs: list[PairShape]


class CandidateShape(_Asked):
    """A place where a site may open."""

    id: Identifier
    lon: Longitude
    lat: Latitude
    capacity: Annotated[Amount | None, Field(description="What it gives, in the unit of the sites.")] = None
    serves: Annotated[Amount | None, Field(description="People it may serve; only maximal-cover reads it.")] = None
    cost: Annotated[float, Field(ge=SMALLEST_AMOUNT, le=LARGEST_AMOUNT)] = 1


class SiteAsk(_Asked):
    """Where would new sites help most? ``sites``: those of today."""

    objective: Literal["p-median", "p-center", "maximal-cover", "lift-above-threshold", "access-gain"] = "p-median"
    demand: Annotated[list[DemandShape], Field(min_length=1, max_length=MOST_POINTS)]
    candidates: Annotated[list[CandidateShape], Field(min_length=1, max_length=5_000)]
    sites: Annotated[list[SiteShape] | None, Field(min_length=1, max_length=MOST_POINTS)] = None
    count: Annotated[int | None, Field(ge=1, le=200)] = None
    budget: Annotated[float | None, Field(ge=SMALLEST_AMOUNT, le=LARGEST_AMOUNT)] = None
    within_min: Annotated[float, Field(gt=0, le=120)] = 20
    threshold: Amount | None = None
    method: str = "apl-2015"
    router: StraightShape = StraightShape()


class ChosenShape(Schema):
    """A site that opens: what it adds after those before it, and the value then."""

    id: str
    cost: float
    gain: float
    value_after: float


class SiteAnswer(Schema):
    """What opens, and how far the best possible can be from it."""

    objective: str
    unit: str
    travel_time: str
    before: float
    value: float
    bound: Annotated[float, Field(description="No choice among these candidates is better than this.")]
    gap: float
    proven_gap: float | None
    how_sure: str
    chosen: list[ChosenShape]
    unreachable: list[str]


class IsochroneShape(Schema):
    """A GeoJSON FeatureCollection: the area reached within each of the minutes asked for."""

    type: Literal["FeatureCollection"]
    features: list[dict[str, object]]
    travel_time: str


class FoundShape(Schema):
    """One service of one facility within reach. Instants are ms since 1970 UTC."""

    code: str
    name: str
    kind: str
    service: str
    lon: float
    lat: float
    minutes: float
    km: float
    open_on_arrival: Annotated[bool | None, Field(description="Null: the hours are not known.")]
    until_ms: int | None
    next_ms: int | None
    address: str
    phone: str
    step_free: bool | None
    as_of: Annotated[str, Field(description="Until when the data are right, as their publisher says.")]
    simulated: bool


class NearestAnswer(Schema):
    """What is within reach, open ones first, nearest first."""

    travel_time: str
    in_reach: int
    open: int
    found: list[FoundShape]


class ProblemShape(Schema):
    """What is wrong (RFC 9457), in the language asked for."""

    type: str
    status: int
    detail: str
    field: str
    remedy: str
