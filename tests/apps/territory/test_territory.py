"""What a workspace adds to the places of France, and what it refuses to add."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.utils import translation

from pagus.apps.journal.queries import entries
from pagus.apps.territory import queries
from pagus.apps.territory.actions import add_definition, add_local_place, add_local_places, add_thing
from pagus.apps.territory.kinds import kind_name, kind_plural
from pagus.apps.territory.models import LocalMembership, LocalPlace, Thing
from pagus.errors import CodeError, Conflict, InputError, NotFound
from pagus.kernel.places import Membership, Place
from pagus.kit_language.model import Text
from pagus.library.territories import france

pytestmark = pytest.mark.django_db
NAME = Text("Station du Danube", "Danube station", "Station Donau")


def zone(identifier: str = "north", **facts: object) -> Place:
    return Place(code=f"zone:{identifier}", kind="zone", name=facts.pop("name", "North"), **facts)  # type: ignore[arg-type]


def test_a_new_workspace_knows_the_places_of_france() -> None:
    assert queries.territory() is france()
    assert queries.get_place("commune:67482").name == "Strasbourg"
    assert queries.find_places("strasbourg", limit=1)[0].place.code == "commune:67482"
    assert queries.locate([7.7521, 0.0], [48.5734, 0.0]).to_list() == ["commune:67482", None]
    assert [place.name for place in queries.parents("departement:67")] == ["Grand Est"]
    assert queries.ancestors("region:44")[0].code == "country:FR"
    assert queries.geojson(["commune:67482"]).startswith('{"type":"FeatureCollection"')


def test_the_programme_is_added_once_and_stays_the_same() -> None:
    first = add_definition("strasbourg_programme")
    count = entries()[0].number
    assert add_definition("strasbourg_programme") == first
    assert entries()[0].number == count
    assert len(queries.places_within("programme:strasbourg")) == 221
    assert queries.is_within("commune:57089", "programme:strasbourg")
    assert queries.is_within("epci:200069441", "programme:strasbourg")
    assert not queries.is_within("commune:57463", "programme:strasbourg"), "Metz is not"
    assert [place.kind for place in queries.children("programme:strasbourg")] == ["epci", "epci", "epci", "petr"]
    assert queries.get_place("petr:saverne-plaine-et-plateau").population == 85_621
    assert queries.find_places("petr saverne", 1)[0].place.code == "petr:saverne-plaine-et-plateau"


def test_an_unknown_programme_and_a_code_in_use_are_refused() -> None:
    with pytest.raises(NotFound, match="strasbourg_programme"):
        add_definition("nowhere")
    add_local_place(Place(code="programme:strasbourg", kind="programme", name="Something else"))
    with pytest.raises(Conflict, match="programme:strasbourg"):
        add_definition("strasbourg_programme")


def test_the_territory_in_memory_is_that_of_the_database() -> None:
    before = queries.territory()
    add_local_place(zone(), parents=["commune:67482"])
    after = queries.territory()
    assert "zone:north" not in before
    assert after.get("zone:north").local
    assert queries.territory() is after
    assert queries.is_within("zone:north", "departement:67")


def test_an_addition_that_is_undone_is_forgotten() -> None:
    """Row numbers are used again after a rollback: the memory must not take the next addition for the undone one."""
    with transaction.atomic():
        add_local_place(zone("undone"))
        assert "zone:undone" in queries.territory()
        transaction.set_rollback(True)
    assert "zone:undone" not in queries.territory()
    add_local_place(zone("kept"))
    assert "zone:kept" in queries.territory()
    assert "zone:undone" not in queries.territory()


def test_members_parents_and_dates() -> None:
    cared = zone("care", population=7, lon=7.5, lat=48.5, valid_from=date(2025, 1, 1), valid_to=date(2027, 1, 1))
    add_local_place(cared, parents=["region:44"], members=["commune:67482", "commune:67180"])
    assert queries.places_within("zone:care") == ("commune:67180", "commune:67482")
    assert queries.get_place("zone:care", date(2026, 1, 1)).population == 7
    with pytest.raises(NotFound):
        queries.get_place("zone:care", date(2027, 1, 1))
    link = LocalMembership.objects.get(member="zone:care")
    assert (link.group, LocalPlace.objects.get().lon) == ("region:44", 7.5)


def test_it_is_journalled() -> None:
    add_local_place(zone(), parents=["commune:67482"], by="olga")
    entry = entries(object_code="zone:north")[0]
    assert (entry.actor, entry.verb, entry.detail) == (
        "olga",
        "add_places",
        '{"memberships":1,"places":["zone:north"]}',
    )


@pytest.mark.parametrize(
    ("place", "error", "message"),
    [
        (Place(code="commune:99999", kind="commune", name="X"), CodeError, "a commune cannot be added"),
        (Place(code="person:x", kind="person", name="X"), CodeError, "a person cannot be added"),
        (Place(code="Zone:x", kind="Zone", name="X"), CodeError, "no place code"),
        (Place(code="zone:", kind="zone", name="X"), CodeError, "no place code"),
        (Place(code="zone:a b", kind="zone", name="X"), CodeError, "no place code"),
        (zone(name="  "), InputError, "has no name"),
        (zone(name="a\0b"), InputError, "can be printed"),
        (zone(name="x" * 201), InputError, "of 1 to 200 letters"),
        (zone(population=-1), InputError, "population of -1"),
        (zone(lon=7.0), InputError, "give lon and lat"),
        (zone(lon=48.0, lat=97.0), InputError, "lon before lat"),
        (zone(lon=float("nan"), lat=7.0), InputError, "no point"),
        (zone(valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 1)), InputError, "valid_to"),
    ],
)
def test_a_place_that_is_wrong_is_refused(place: Place, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        add_local_place(place)
    assert not LocalPlace.objects.exists()


def test_memberships_that_are_wrong_are_refused_and_nothing_is_kept() -> None:
    with pytest.raises(CodeError, match="zone:north -> epci:0"):
        add_local_place(zone(), parents=["epci:0"])
    with pytest.raises(Conflict, match="commune:67482 is in departement:67 already"):
        add_local_places([zone()], [Membership(member="commune:67482", group="departement:67")])
    with pytest.raises(InputError, match="would contain each other"):
        add_local_place(zone(), parents=["commune:67482"], members=["departement:67"])
    with pytest.raises(InputError, match="would contain each other"):
        add_local_place(zone(), parents=["zone:north"])
    with pytest.raises(Conflict, match="twice"):
        add_local_places([zone(), zone()], [])
    assert not LocalPlace.objects.exists()
    assert not LocalMembership.objects.exists()
    add_local_places([], [])


def add(code: str = "thing:station-danube", **facts: object) -> None:
    given: dict[str, object] = {"kind": "air_station", "place": "commune:67482", "simulated": True}
    add_thing(code, NAME, **(given | facts))  # type: ignore[arg-type]


def test_a_thing_stands_in_a_commune_and_speaks_for_a_place() -> None:
    add(represents="epci:246700488", lon=7.7521, lat=48.5734)
    thing = queries.get_thing("thing:station-danube")
    assert (thing.name, thing.place, thing.represents) == (NAME, "commune:67482", "epci:246700488")
    assert (thing.lon, thing.lat, thing.simulated, thing.kind) == (7.7521, 48.5734, True, "air_station")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM store_subject WHERE code = 'thing:station-danube'")
        assert cursor.fetchone() == (1,)


def test_a_thing_speaks_for_its_commune_unless_told_and_for_that_of_today() -> None:
    add(place="commune:67041")
    thing = queries.get_thing("thing:station-danube")
    assert (thing.place, thing.represents) == ("commune:67004", "commune:67004"), "Birkenwald is in Sommerau now"


def test_things_by_kind_and_place() -> None:
    add()
    add("thing:station-bitche", place="commune:57089")
    add("thing:room-1", kind="room")
    assert [thing.code for thing in queries.things()] == [
        "thing:room-1",
        "thing:station-bitche",
        "thing:station-danube",
    ]
    assert [thing.code for thing in queries.things("air_station", "departement:67")] == ["thing:station-danube"]
    assert [thing.code for thing in queries.things(within="region:44", kind="room")] == ["thing:room-1"]
    assert queries.things("bicycle") == ()


@pytest.mark.parametrize(
    ("facts", "error", "message"),
    [
        ({"code": "station"}, CodeError, "write thing:"),
        ({"kind": "Air station"}, CodeError, "and a kind"),
        ({"place": "departement:67"}, InputError, "no commune"),
        ({"place": "commune:0"}, NotFound, "commune:0"),
        ({"represents": "zone:0"}, NotFound, "zone:0"),
        ({"lon": 7.5}, InputError, "give lon and lat"),
    ],
)
def test_a_thing_that_is_wrong_is_refused(facts: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        add(**facts)  # type: ignore[arg-type]
    assert not Thing.objects.exists()


def test_a_thing_is_added_once() -> None:
    add()
    with pytest.raises(Conflict, match="exists already"):
        add()
    with pytest.raises(NotFound, match="thing:other"):
        queries.get_thing("thing:other")


def test_kinds_have_words() -> None:
    with translation.override("en"):
        assert (kind_name("epci"), kind_plural("commune")) == ("intercommunal body (EPCI)", "communes")
        assert (kind_name("ward"), kind_plural("ward")) == ("local place (ward)", "local places (ward)")
