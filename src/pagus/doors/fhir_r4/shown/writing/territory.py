"""Places, things, people and teams as Location, Device, Patient and Organization."""

from __future__ import annotations

from pagus.apps.monitoring.standing import Standing
from pagus.apps.people.queries import KnownPerson, KnownTeam
from pagus.apps.resources.naming import reference_of_code
from pagus.apps.territory.queries import KnownThing
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    coded,
    identifier,
    plain_id,
    reference,
    subject_reference,
    without_nothing,
)
from pagus.kernel.places import Place

__all__ = ["device", "patient", "place_location", "team_id", "team_organization"]

_PHYSICAL = "http://terminology.hl7.org/CodeSystem/location-physical-type"


def place_location(place: Place, parent: str, *, simulated: bool = False) -> Document:
    """A place of the territory as a Location. Takes: the place; the code of one it lies in, empty for none."""
    id_ = (reference_of_code(place.code) or "").partition("/")[2] or plain_id(place.code)
    point = {"longitude": place.lon, "latitude": place.lat} if place.lon is not None and place.lat is not None else {}
    return without_nothing(
        {
            **begin("Location", id_, None, simulated=simulated),
            "identifier": [identifier(place.code)],
            "status": "active",
            "name": place.name,
            "mode": "instance",
            "physicalType": {"coding": [{"system": _PHYSICAL, "code": "jdn", "display": "Jurisdiction"}]},
            "position": point,
            "partOf": subject_reference(parent) if parent else {},
        }
    )


def device(thing: KnownThing, language: str) -> Document:
    """A thing of the territory as a Device."""
    return without_nothing(
        {
            **begin("Device", thing.code.partition(":")[2], None, simulated=thing.simulated),
            "identifier": [identifier(thing.code)],
            "status": "active",
            "deviceName": [{"name": thing.name.say(language), "type": "user-friendly-name"}],
            "type": coded(f"{OWN}thing-kind", thing.kind, thing.kind.replace("_", " "), language),
            "location": subject_reference(thing.place),
        }
    )


def team_id(code: str) -> str:
    """The id of a care team among the organizations."""
    return plain_id("team", code)


def team_organization(team: KnownTeam, language: str) -> Document:
    """A care team as an Organization."""
    return {
        **begin("Organization", team_id(team.code), None),
        "identifier": [identifier(f"team:{team.code}")],
        "active": True,
        "type": [coded("http://terminology.hl7.org/CodeSystem/organization-type", "team", "Care team", language)],
        "name": team.name.say(language),
    }


def patient(person: KnownPerson, standing: Standing) -> Document:
    """A person as a Patient: a pseudonym and the team. There is no name, no birth date, no address to show.

    Takes: what became of the pseudonym. A death is said with its day; two pseudonyms of one person link each other.
    """
    changed = max(person.added_ms, standing.changed_ms)
    links = [("replaced-by", standing.replaced_by)] if standing.replaced_by else []
    links += [("replaces", each) for each in standing.replaces]
    return without_nothing(
        {
            **begin("Patient", person.code.partition(":")[2], changed, simulated=person.simulated),
            "identifier": [identifier(person.code)],
            "active": not standing.ended,
            "deceasedDateTime": standing.died_on.isoformat() if standing.died_on else "",
            "managingOrganization": reference("Organization", team_id(person.team)),
            "link": [{"other": subject_reference(code), "type": type_} for type_, code in links],
        }
    )
