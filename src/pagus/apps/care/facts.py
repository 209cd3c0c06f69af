"""What is told about facilities and practitioners before it is checked and stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pagus.engines.access.hours import WeeklyHours

__all__ = ["BatchFacts", "FacilityFacts", "HeadsFacts", "PracticeFacts", "PractitionerFacts", "ServiceFacts", "Stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFacts:
    """Where a change of the directory comes from. ``data_date``: until when the data are right."""

    source: str
    layout: str
    data_date: date
    rows: int
    accepted: int | None = None
    """How many of the rows were taken; None: as many as there are facts."""
    digest: str = ""
    simulated: bool = False
    covers: frozenset[str] | None = None
    """The communes that the source speaks of; None: everywhere. There, practices that it named before and names no more
    are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """One service of a facility. ``hours`` None: nothing is said, what is known stays."""

    service: str
    sector: str = ""
    bookable: bool = False
    needs_broadband: bool = False
    hours: WeeklyHours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFacts:
    """One facility. Give a place, a point, or both; what is empty is not known and changes nothing that is."""

    code: str
    kind: str
    name: str
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    country: str = "FR"
    address: str = ""
    phone: str = ""
    website: str = ""
    step_free: bool | None = None
    languages: tuple[str, ...] = ()
    time_zone: str = ""
    """Empty: that of its place."""
    identifier: str = ""
    services: tuple[ServiceFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFacts:
    """Where a practitioner practises, and the weight of it among all their practices."""

    facility: str
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerFacts:
    """One practitioner of a public register. ``fte`` None: nobody has said, and one full-time equivalent is taken."""

    code: str
    name: str
    profession: str
    birth_year: int | None = None
    sector: str = ""
    languages: tuple[str, ...] = ()
    fte: float | None = None
    acts_per_year: float | None = None
    practices: tuple[PracticeFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsFacts:
    """So many practitioners of a profession at a facility, without names. ``fte`` None: as many as heads."""

    facility: str
    profession: str
    heads: float
    fte: float | None = None
    acts_per_year: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a change of the directory did. ``batch`` None: everything was there already, just so."""

    batch: int | None
    facilities_added: int = 0
    facilities_changed: int = 0
    facilities_same: int = 0
    practitioners_added: int = 0
    practitioners_changed: int = 0
    practitioners_same: int = 0
    practices: int = 0
    """How many practices were added, or are weighted otherwise than before."""
