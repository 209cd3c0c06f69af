"""Which care is where, when is it open, who gives it, and how old is what we know? Held in memory between changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

import polars as pl
from django.conf import settings
from django.db import connection

from pagus.apps.care.models import Facility, ImportBatch, Practice
from pagus.apps.care.reading import hours_by_service, service_rows
from pagus.apps.care.terms import FACILITY_KINDS, PROFESSIONS, SECTORS, SERVICES, Term
from pagus.apps.territory import queries as territory
from pagus.engines.access.hours import WeeklyHours
from pagus.errors import NotFound

__all__ = [
    "FACILITY_KINDS",
    "PROFESSIONS",
    "SECTORS",
    "SERVICES",
    "SUPPLY_COLUMNS",
    "FacilityCard",
    "PractitionerCard",
    "ServiceCard",
    "SourceAge",
    "SupplyTable",
    "Term",
    "facilities",
    "facility",
    "freshness",
    "practitioners",
    "supply",
    "today",
]

_NEWEST = "SELECT stamp FROM care_importbatch ORDER BY id DESC LIMIT 1"
_held: dict[str, tuple[str, _Directory]] = {}

SUPPLY_COLUMNS: Mapping[str, pl.DataType] = {
    "site": pl.String(),
    "name": pl.String(),
    "place": pl.String(),
    "lon": pl.Float64(),
    "lat": pl.Float64(),
    "fte": pl.Float64(),
    "acts_per_year": pl.Float64(),
    "fte_over_65": pl.Float64(),
    "oldest_age": pl.Int64(),
    "booth": pl.Boolean(),
}
COUNTED = "commune_supply"
_PREFERRED = {"bpe": 0, "sirene": 1}
SupplyTable = pl.DataFrame
"""A table with ``SUPPLY_COLUMNS``, one row a site."""
OVER_AGE = 65
"""Practitioners older than this are counted apart, as the published index of access does (its headline series is "65 or
under"; see docs/reference/open-data.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    """One service of a facility. ``sector`` is a code of ``SECTORS`` or empty."""

    service: str
    sector: str
    hours: WeeklyHours
    bookable: bool
    needs_broadband: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityCard:
    """All that is known of a facility. ``step_free`` None: nobody has said. ``as_of``: until when that was right."""

    code: str
    kind: str
    name: str
    place: str
    lon: float
    lat: float
    point_from: str
    """given, or place: the point is that of the commune."""
    address: str
    phone: str
    website: str
    step_free: bool | None
    languages: tuple[str, ...]
    services: tuple[ServiceCard, ...]
    time_zone: str
    identifier: str
    source: str
    as_of: date
    simulated: bool
    closed_on: date | None = None

    def service(self, code: str) -> ServiceCard | None:
        """Its service of this code, if it has it."""
        return next((each for each in self.services if each.service == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerCard:
    """A practitioner at a facility, with the part of the full-time equivalents that is there."""

    code: str
    name: str
    profession: str
    age: int | None
    sector: str
    languages: tuple[str, ...]
    fte_here: float
    practices: int
    """At how many facilities they practise in all."""
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAge:
    """How old is what one source said last?"""

    source: str
    layout: str
    data_date: date
    imported_ms: int
    rows: int
    accepted: int
    simulated: bool
    age_days: int
    """From the date of the data to today, by the clock of the workspace."""


@dataclass(frozen=True)
class _Directory:
    """The whole directory at one moment."""

    cards: Mapping[str, FacilityCard]
    by_place: Mapping[str, tuple[FacilityCard, ...]] = field(default_factory=dict)

    @cached_property
    def practices(self) -> pl.DataFrame:
        return _read_practices()


def facility(code: str) -> FacilityCard:
    """Which facility is this? Also one that is closed. Refuses: NotFound."""
    card = _directory().cards.get(code)
    if card is None:
        raise NotFound("no facility here has the code {code}", code=code)
    return card


def facilities(
    kind: str | None = None,
    service: str | None = None,
    within: str | Collection[str] | None = None,
    *,
    closed: bool = False,
) -> tuple[FacilityCard, ...]:
    """Which facilities are there, by code?

    Takes: a kind of ``FACILITY_KINDS``; a service of ``SERVICES`` that they give; the place they lie in, or codes of
    communes; whether those that are closed today count too. Numbers by commune (``commune_supply``) are no facility
    that somebody goes to: they come only when their kind is asked for. Refuses: NotFound for an unknown place.
    """
    held = _directory()
    if within is None:
        found = list(held.cards.values())
    else:
        codes = territory.places_within(within) if isinstance(within, str) else within
        found = [card for code in codes for card in held.by_place.get(code, ())]
        found.sort(key=lambda card: card.code)
    now = today()
    return tuple(
        card
        for card in found
        if (card.kind == kind if kind is not None else card.kind != COUNTED)
        and (service is None or card.service(service) is not None)
        and (closed or card.closed_on is None or card.closed_on > now)
    )


def supply(profession: str, within_codes: Collection[str] | None = None) -> SupplyTable:
    """How much care of a profession does each site give?

    Takes: a code of ``PROFESSIONS``; codes of communes, or None for everywhere.
    Gives: ``SUPPLY_COLUMNS``, by site: a site is the code of a facility that is open today and gives some. ``fte``:
    full-time equivalents; those of a practitioner are shared among all their practices, also those elsewhere, so that
    nobody counts twice. ``acts_per_year``: null where they are not known for each practitioner. ``fte_over_65``: those
    of practitioners older than 65; ``oldest_age``: null where no year of birth is known. ``booth``: remote care.
    Limits: numbers by commune (BPE, else SIRENE) count only in départements where no practice of the profession is
    known.
    """
    held = _directory()
    now = today()
    frame = _without_double_counts(held.practices.filter(pl.col("profession") == profession))
    if within_codes is not None:
        frame = frame.filter(pl.col("place").is_in(list(within_codes)))
    frame = frame.filter(pl.col("closed_on").is_null() | (pl.col("closed_on") > now))
    age = now.year - pl.col("birth_year")
    old = age.is_not_null() & (age > OVER_AGE)
    all_known = pl.col("acts_per_year").is_not_null().all()
    frame = frame.filter(pl.col("fte") > 0)
    return (
        frame.group_by("site")
        .agg(
            pl.col("name", "place", "lon", "lat").first(),
            pl.col("fte").sum(),
            pl.when(all_known).then(pl.col("acts_per_year").sum()).alias("acts_per_year"),
            pl.col("fte").filter(old).sum().alias("fte_over_65"),
            age.max().cast(pl.Int64).alias("oldest_age"),
            (pl.col("kind") == "teleconsultation_booth").first().alias("booth"),
        )
        .sort("site")
        .select(pl.col(name).cast(kind) for name, kind in SUPPLY_COLUMNS.items())
    )


def _without_double_counts(frame: pl.DataFrame) -> pl.DataFrame:
    """Numbers by commune only where a département has no practice with an address, and of one source only."""
    number = pl.col("place").str.strip_prefix("commune:")
    overseas = number.str.starts_with("97")
    departement = pl.when(overseas).then(number.str.slice(0, 3)).otherwise(number.str.slice(0, 2))
    counted = pl.col("kind") == COUNTED
    rank = pl.col("layout").replace_strict(_PREFERRED, default=len(_PREFERRED), return_dtype=pl.Int64)
    frame = frame.with_columns(departement=departement, counted=counted, rank=pl.when(counted).then(rank))
    real = ~pl.col("counted") & (pl.col("kind") != "teleconsultation_booth")
    best = pl.col("rank").min().over("departement")
    kept = ~pl.col("counted") | (~real.any().over("departement") & (pl.col("rank") == best))
    return frame.filter(kept)


def practitioners(facility_code: str) -> tuple[PractitionerCard, ...]:
    """Who practises at this facility, by profession and name? Those known by number only are not among them."""
    rows = Practice.objects.filter(facility__code=facility_code, practitioner__isnull=False)
    shares = dict(
        zip(*_directory().practices.filter(pl.col("site") == facility_code).select("key", "fte"), strict=True)
    )
    counts = _directory().practices.group_by("practitioner").len()
    practices = dict(zip(counts["practitioner"].to_list(), counts["len"].to_list(), strict=True))
    year = today().year
    cards = [
        PractitionerCard(
            code=row.practitioner.code,
            name=row.practitioner.name,
            profession=row.profession,
            age=None if row.practitioner.birth_year is None else year - row.practitioner.birth_year,
            sector=row.practitioner.sector,
            languages=tuple(row.practitioner.languages.split()),
            fte_here=shares[row.pk],
            practices=practices[row.practitioner_id],
            simulated=row.practitioner.simulated,
        )
        for row in rows.select_related("practitioner")
    ]
    return tuple(sorted(cards, key=lambda card: (card.profession, card.name)))


def freshness() -> tuple[SourceAge, ...]:
    """How old is what each source said last, the oldest first?"""
    newest: dict[tuple[str, str], ImportBatch] = {}
    for row in ImportBatch.objects.exclude(layout="entered").order_by("data_date", "id"):
        newest[row.source, row.layout] = row
    now = today()
    ages = [
        SourceAge(
            source=row.source,
            layout=row.layout,
            data_date=row.data_date,
            imported_ms=row.imported_ms,
            rows=row.rows,
            accepted=row.accepted,
            simulated=row.simulated,
            age_days=(now - row.data_date).days,
        )
        for row in newest.values()
    ]
    return tuple(sorted(ages, key=lambda each: (each.data_date, each.source)))


def today() -> date:
    """Which day is it, by the clock of the workspace (UTC)?"""
    return datetime.fromtimestamp(settings.WORKSPACE.clock.now_ms() / 1_000, UTC).date()


def _directory() -> _Directory:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        row = cursor.fetchone()
    stamp = row[0] if row else ""
    held = _held.get("directory")
    if held is None or held[0] != stamp:
        held = stamp, _read_directory()
        _held["directory"] = held
    return held[1]


def _read_directory() -> _Directory:
    hours = hours_by_service()
    services: dict[int, list[ServiceCard]] = {}
    for row in service_rows():
        card = ServiceCard(
            service=row.service,
            sector=row.sector,
            hours=hours(row),
            bookable=row.bookable,
            needs_broadband=row.needs_broadband,
        )
        services.setdefault(row.facility, []).append(card)
    cards: dict[str, FacilityCard] = {}
    by_place: dict[str, list[FacilityCard]] = {}
    for each in Facility.objects.select_related("batch").order_by("code").iterator(chunk_size=2_000):
        cards[each.code] = _card(each, tuple(services.get(each.pk, ())))
        by_place.setdefault(each.place, []).append(cards[each.code])
    return _Directory(cards, {place: tuple(found) for place, found in by_place.items()})


def _card(row: Facility, services: tuple[ServiceCard, ...]) -> FacilityCard:
    return FacilityCard(
        code=row.code,
        kind=row.kind,
        name=row.name,
        place=row.place,
        lon=row.lon,
        lat=row.lat,
        point_from=row.point_from,
        address=row.address,
        phone=row.phone,
        website=row.website,
        step_free=row.step_free,
        languages=tuple(row.languages.split()),
        services=services,
        time_zone=row.time_zone,
        identifier=row.identifier,
        source=row.batch.source,
        as_of=row.batch.data_date,
        simulated=row.simulated,
        closed_on=row.closed_on,
    )


_PRACTICE = {
    "id": "key", "practitioner_id": "practitioner", "profession": "profession", "share": "share", "fte": "own_fte",
    "acts_per_year": "own_acts", "facility__code": "site", "facility__name": "name", "facility__place": "place",
    "facility__lon": "lon", "facility__lat": "lat", "facility__kind": "kind", "facility__closed_on": "closed_on",
    "practitioner__fte": "their_fte", "practitioner__acts_per_year": "their_acts",
    "practitioner__birth_year": "birth_year", "batch__layout": "layout",
}  # fmt: skip
_KINDS: Mapping[str, pl.DataType] = {
    "key": pl.Int64(), "practitioner": pl.Int64(), "profession": pl.String(), "share": pl.Float64(),
    "own_fte": pl.Float64(), "own_acts": pl.Float64(), "site": pl.String(), "name": pl.String(), "place": pl.String(),
    "lon": pl.Float64(), "lat": pl.Float64(), "kind": pl.String(), "closed_on": pl.Date(), "their_fte": pl.Float64(),
    "their_acts": pl.Float64(), "birth_year": pl.Int64(), "layout": pl.String(),
}  # fmt: skip


def _read_practices() -> pl.DataFrame:
    """Every practice with what of its practitioner is there: the weight of a practice over that of all of them."""
    rows = list(Practice.objects.values_list(*_PRACTICE))
    frame = pl.DataFrame(rows, schema={name: _KINDS[name] for name in _PRACTICE.values()}, orient="row")
    open_now = pl.col("closed_on").is_null() | (pl.col("closed_on") > today())
    weight = pl.when(open_now).then(pl.col("share")).otherwise(0.0)
    part = weight / weight.sum().over("practitioner")
    named = pl.col("practitioner").is_not_null()
    return frame.with_columns(
        fte=pl.when(named).then(pl.col("their_fte") * part).otherwise(pl.col("own_fte")).fill_nan(0.0),
        acts_per_year=pl.when(named).then(pl.col("their_acts") * part).otherwise(pl.col("own_acts")).fill_nan(0.0),
    )
