"""Which entities there are, what they have, and how they hang together: the data model of SensorThings 1.1, as data."""

from __future__ import annotations

from typing import NamedTuple

from pagus.apps.sensing.language.syntax import Kind
from pagus.errors import InputError

__all__ = ["ENTITIES", "SETS", "Entity", "Link", "Property"]


class Property(NamedTuple):
    """A property: its name in the standard, its kind, its column (and the column of its end, for an interval)."""

    name: str
    kind: Kind
    column: str
    end: str = ""
    required: bool = False
    shown: bool = True


class Link(NamedTuple):
    """The way to neighbours: ``on`` joins the table of the owner ``{a}`` to that of the target ``{b}``."""

    name: str
    target: str
    many: bool
    on: str = ""


class Entity(NamedTuple):
    """One type of entity. ``table`` is empty for observations: they lie in the observation store."""

    name: str
    plural: str
    table: str
    properties: dict[str, Property]
    links: dict[str, Link]

    def property(self, name: str) -> Property:
        """Its property of this name. Refuses: InputError."""
        found = self.properties.get({"@iot.id": "id"}.get(name, name))
        if found is None:
            raise InputError("{entity} has no property {name}", entity=self.name, name=name[:60])
        return found


def _entity(name: str, plural: str, table: str, properties: list[Property], links: list[Link]) -> Entity:
    number = Property("id", "number", "id", shown=False)
    return Entity(
        name,
        plural,
        table,
        {each.name: each for each in (number, *properties)},
        {each.name: each for each in links},
    )


_NAME = Property("name", "text", "name", required=True)
_DESCRIPTION = Property("description", "text", "description", required=True)
_PROPERTIES = Property("properties", "json", "properties")
_ENCODING = Property("encodingType", "text", "encoding_type", required=True)
_BY_PLACE = "{b}.id IN (SELECT location_id FROM sensing_thing_locations WHERE thing_id = {a}.id)"
_BY_THING = "{b}.id IN (SELECT thing_id FROM sensing_thing_locations WHERE location_id = {a}.id)"
_PAST_PLACE = (
    "{b}.id IN (SELECT location_id FROM sensing_historicallocation_locations WHERE historicallocation_id = {a}.id)"
)
_PAST = "{b}.id IN (SELECT historicallocation_id FROM sensing_historicallocation_locations WHERE location_id = {a}.id)"

ENTITIES: dict[str, Entity] = {
    each.name: each
    for each in (
        _entity(
            "Thing",
            "Things",
            "sensing_thing",
            [_NAME, _DESCRIPTION, _PROPERTIES],
            [
                Link("Locations", "Location", True, _BY_PLACE),
                Link("HistoricalLocations", "HistoricalLocation", True, "{b}.thing_id = {a}.id"),
                Link("Datastreams", "Datastream", True, "{b}.thing_id = {a}.id"),
            ],
        ),
        _entity(
            "Location",
            "Locations",
            "sensing_location",
            [_NAME, _DESCRIPTION, _ENCODING, Property("location", "geometry", "location", required=True), _PROPERTIES],
            [
                Link("Things", "Thing", True, _BY_THING),
                Link("HistoricalLocations", "HistoricalLocation", True, _PAST),
            ],
        ),
        _entity(
            "HistoricalLocation",
            "HistoricalLocations",
            "sensing_historicallocation",
            [Property("time", "time", "time", required=True)],
            [
                Link("Thing", "Thing", False, "{b}.id = {a}.thing_id"),
                Link("Locations", "Location", True, _PAST_PLACE),
            ],
        ),
        _entity(
            "Datastream",
            "Datastreams",
            "sensing_datastream",
            [
                _NAME,
                _DESCRIPTION,
                Property("observationType", "text", "observation_type", required=True),
                Property("unitOfMeasurement", "json", "unit_of_measurement", required=True),
                Property("observedArea", "geometry", "observed_area"),
                Property("phenomenonTime", "interval", "@first", "@last"),
                Property("resultTime", "interval", "result_first", "result_last"),
                _PROPERTIES,
            ],
            [
                Link("Thing", "Thing", False, "{b}.id = {a}.thing_id"),
                Link("Sensor", "Sensor", False, "{b}.id = {a}.sensor_id"),
                Link("ObservedProperty", "ObservedProperty", False, "{b}.id = {a}.observed_property_id"),
                Link("Observations", "Observation", True),
            ],
        ),
        _entity(
            "Sensor",
            "Sensors",
            "sensing_sensor",
            [_NAME, _DESCRIPTION, _ENCODING, Property("metadata", "json", "metadata", required=True), _PROPERTIES],
            [Link("Datastreams", "Datastream", True, "{b}.sensor_id = {a}.id")],
        ),
        _entity(
            "ObservedProperty",
            "ObservedProperties",
            "sensing_observedproperty",
            [_NAME, Property("definition", "text", "definition", required=True), _DESCRIPTION, _PROPERTIES],
            [Link("Datastreams", "Datastream", True, "{b}.observed_property_id = {a}.id")],
        ),
        _entity(
            "FeatureOfInterest",
            "FeaturesOfInterest",
            "sensing_featureofinterest",
            [_NAME, _DESCRIPTION, _ENCODING, Property("feature", "geometry", "feature", required=True), _PROPERTIES],
            [Link("Observations", "Observation", True)],
        ),
        Entity(
            "Observation",
            "Observations",
            "",
            {
                each.name: each
                for each in (
                    Property("id", "text", "id", shown=False),
                    Property("phenomenonTime", "interval", "t", "end", required=True),
                    Property("result", "number", "value", required=True),
                    Property("resultTime", "time", "result_time"),
                    Property("validTime", "interval", "valid_start", "valid_end"),
                    Property("resultQuality", "json", "quality"),
                    Property("parameters", "json", "parameters"),
                )
            },
            {
                "Datastream": Link("Datastream", "Datastream", False),
                "FeatureOfInterest": Link("FeatureOfInterest", "FeatureOfInterest", False),
            },
        ),
    )
}
SETS: dict[str, Entity] = {each.plural: each for each in ENTITIES.values()}
"""The entities by the name of their set, as it stands in an address."""
