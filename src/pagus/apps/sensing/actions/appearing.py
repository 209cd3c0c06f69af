"""What the territory has appears by itself: its things and stations, its signals, the series that are measured.

People never do. Nothing is copied that the house may change: names and places are those of the moment of appearing.
A process remembers how far it has looked, so that a look costs two small questions while nothing is new.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from django.conf import settings
from django.db import transaction

from pagus.apps.sensing.models import (
    Datastream,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    ObservedProperty,
    Sensor,
    Thing,
)
from pagus.apps.streams.queries import local_store
from pagus.apps.streams.store.register import subject_kind
from pagus.apps.territory.queries import KnownThing, count_things, get_place, things
from pagus.errors import CodeError, NotFound
from pagus.kit_language.model import Signal, Text

__all__ = ["LANGUAGE", "appear", "feature_of_place", "forget"]

LANGUAGE = "fr"
"""SensorThings has one name for each thing; the others stand in ``properties.names``."""
_GEOJSON = "application/geo+json"
_MEASUREMENT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"


@dataclass(slots=True)
class _Seen:
    """How far this process has looked."""

    sequence: int = -1
    things: int = -1


_seen = _Seen()


def forget() -> None:
    """Look at everything anew."""
    _seen.sequence = _seen.things = -1


def appear() -> None:
    """Let what is new in the house appear."""
    store = local_store()
    if _seen.sequence < 0:
        _, reached = store.series_after(2**62)  # first how far, then what: nothing falls between the two
        pairs = list(store.tallies().select("subject", "signal").iter_rows())
    else:
        pairs, reached = store.series_after(_seen.sequence)
    if reached < _seen.sequence:  # a restored store: begin again
        forget()
        appear()
        return
    number = count_things()
    if pairs or number != _seen.things:
        known = things()
        _let_things_appear(known)
        _let_series_appear(set(pairs), {thing.code: thing for thing in known})
    _seen.sequence, _seen.things = reached, number


def _json(document: object) -> str:
    return msgspec.json.encode(document).decode()


def _let_things_appear(known: Iterable[KnownThing]) -> None:
    there = set(Thing.objects.filter(subject__isnull=False).values_list("subject", flat=True))
    new = [thing for thing in known if thing.code not in there]
    with transaction.atomic():
        for thing in new:
            _thing_of(thing.code, thing)


def _thing_of(subject: str, known: KnownThing | None) -> Thing | None:
    """The entity of a thing or place; made when it is not there. None for a code that nobody knows."""
    found: Thing | None = Thing.objects.filter(subject=subject).first()
    if found is not None:
        return found
    if known is not None:
        name, place_code = known.name, known.place
        facts = {
            "code": subject,
            "kind": known.kind,
            "place": known.place,
            "represents": known.represents,
            "simulated": known.simulated,
            "names": {"fr": name.fr, "en": name.en, "de": name.de},
        }
        description = known.kind.replace("_", " ") + (" (simulated)" if known.simulated else "")
        point = (known.lon, known.lat)
    else:
        try:
            place = get_place(subject)
        except (NotFound, CodeError):
            return None
        name, place_code, point = Text(place.name, place.name, place.name), place.code, (None, None)
        facts = {"code": subject, "kind": place.kind, "place": place.code}
        description = place.kind
    thing: Thing = Thing.objects.create(
        subject=subject, name=name.say(LANGUAGE), description=description, properties=_json(facts)
    )
    _locate(thing, subject, place_code, point)
    return thing


def _locate(thing: Thing, subject: str, place_code: str, point: tuple[float | None, float | None]) -> None:
    lon, lat = point
    place = get_place(place_code)
    exact = lon is not None and lat is not None
    if not exact:
        lon, lat = place.lon, place.lat
    if lon is None or lat is None:
        return
    facts = {"place": place.code, "exact": exact}
    location = Location.objects.create(
        house=subject,
        name=place.name,
        description=thing.name if exact else f"{place.name}: middle of the place, no exact point",
        properties=_json(facts),
        encoding_type=_GEOJSON,
        location=_json({"type": "Point", "coordinates": [lon, lat]}),
    )
    thing.locations.add(location)
    past = HistoricalLocation.objects.create(thing=thing, time=settings.WORKSPACE.clock.now_ms())
    past.locations.add(location)


def _let_series_appear(pairs: set[tuple[str, str]], known: dict[str, KnownThing]) -> None:
    subjects = {subject for subject, _ in pairs}
    there = set(Datastream.objects.filter(subject__in=list(subjects)).values_list("subject", "signal"))
    new = sorted(pairs - there)
    if not new:
        return
    signals = {signal.code: signal for signal in local_store().signals()}
    with transaction.atomic():
        for subject, code in new:
            if subject_kind(subject) == "person" or code not in signals:
                continue
            thing = _thing_of(subject, known.get(subject))
            if thing is not None:
                _datastream_of(thing, subject, signals[code], known.get(subject))


def _datastream_of(thing: Thing, subject: str, signal: Signal, known: KnownThing | None) -> None:
    kind = known.kind if known is not None else "place"
    sensor, _ = Sensor.objects.get_or_create(
        house=kind,
        defaults={
            "name": kind.replace("_", " "),
            "description": "what measures at things of this kind; the territory does not say more",
            "encoding_type": "text/plain",
            "metadata": _json(kind),
        },
    )
    names = {"fr": signal.name.fr, "en": signal.name.en, "de": signal.name.de}
    facts = {"signal": signal.code, "names": names, "plausible": list(signal.plausible), "unit": signal.unit}
    definition = f"http://loinc.org/{signal.loinc}" if signal.loinc else f"urn:pagus:signal:{signal.code}"
    measured, _ = ObservedProperty.objects.get_or_create(
        signal=signal.code,
        defaults={
            "name": signal.name.say(LANGUAGE),
            "description": signal.name.en,
            "definition": definition,
            "properties": _json(facts),
        },
    )
    simulated = known is not None and known.simulated
    unit = {"name": signal.unit, "symbol": signal.unit, "definition": f"http://unitsofmeasure.org#{signal.unit}"}
    Datastream.objects.create(
        name=f"{thing.name}: {measured.name}"[:300],
        description=f"{signal.name.en} ({signal.unit})" + (", simulated" if simulated else ""),
        properties=_json({"signal": signal.code, "simulated": simulated}),
        observation_type=_MEASUREMENT,
        unit_of_measurement=_json(unit),
        unit=signal.unit,
        thing=thing,
        sensor=sensor,
        observed_property=measured,
        feature=feature_of_place(thing.locations.first()),
        subject=subject,
        signal=signal.code,
    )


def feature_of_place(location: Location | None) -> FeatureOfInterest | None:
    """The feature of interest that a location is; made when it is not there."""
    if location is None:
        return None
    found: FeatureOfInterest
    found, _ = FeatureOfInterest.objects.get_or_create(
        place=location,
        defaults={
            "name": location.name,
            "description": location.description,
            "properties": location.properties,
            "encoding_type": location.encoding_type,
            "feature": location.location,
            "owner": location.owner,
        },
    )
    return found
