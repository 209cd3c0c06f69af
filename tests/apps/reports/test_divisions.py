"""How places are divided and drawn: nothing lost, nothing twice, the country without the sea between."""

from __future__ import annotations

import json

import pytest

from pagus.apps.reports.divisions import (
    MEMBER,
    division,
    division_geojson,
    divisions,
    neighbourhood,
    outline_geojson,
)
from pagus.apps.territory.actions import add_definition
from pagus.apps.territory.queries import places_within
from pagus.errors import InputError, NotFound

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("country:FR", ("region", "departement")),
        ("region:44", ("departement", "epci")),
        ("departement:67", ("epci", "commune")),
        ("epci:246700488", ("commune",)),
        ("commune:67482", ()),
    ],
)
def test_official_places_are_divided_downwards(code: str, kinds: tuple[str, ...]) -> None:
    assert divisions(code) == kinds


def test_programme_is_divided_into_its_members_of_any_kind() -> None:
    add_definition("strasbourg_programme")
    assert divisions("programme:strasbourg") == (MEMBER, "epci", "commune")
    assert {part.kind for part in division("programme:strasbourg").parts} == {"epci", "petr"}
    assert divisions("petr:saverne-plaine-et-plateau") == ("epci", "commune")


def test_communes_of_a_departement_are_all_there_once() -> None:
    codes = [part.code for part in division("departement:67", "commune").parts]
    assert sorted(codes) == sorted(places_within("departement:67"))
    assert len(codes) == len(set(codes))


def test_an_epci_across_the_border_is_a_part_of_both_departements() -> None:
    across = "epci:200030526"
    assert across in {part.code for part in division("departement:67", "epci").parts}
    assert across in neighbourhood_codes("departement:67")


def neighbourhood_codes(code: str) -> set[str]:
    return {place.code for place in neighbourhood(code).part}


def test_a_commune_is_drawn_among_its_neighbours() -> None:
    codes = {part.code for part in division("commune:67482").parts}
    assert codes == set(places_within("epci:246700488"))


def test_places_overseas_stand_in_the_table_only() -> None:
    country = division("country:FR")
    names = {part.name for part in country.parts}
    assert {"La Réunion", "Grand Est"} <= names
    drawn = json.loads(division_geojson(country, {}))["features"]
    assert {feature["properties"]["code"] for feature in drawn} == set(country.drawn)
    assert "region:04" in country.undrawn
    longitudes = [point[0] for feature in drawn for point in points_of(feature["geometry"]["coordinates"])]
    assert min(longitudes) > -6
    assert max(longitudes) < 10


def points_of(part: list) -> list:  # type: ignore[type-arg]
    if isinstance(part[0], float | int):
        return [part]
    return [point for inner in part for point in points_of(inner)]


def test_a_click_leads_where_the_caller_says() -> None:
    chosen = division("epci:246700488")
    features = json.loads(division_geojson(chosen, {"commune:67482": "/there"}))["features"]
    addresses = {feature["properties"]["code"]: feature["properties"].get("url") for feature in features}
    assert addresses["commune:67482"] == "/there"
    assert addresses["commune:67447"] is None


def test_outline_is_one_feature() -> None:
    features = json.loads(outline_geojson("departement:67"))["features"]
    assert [feature["properties"]["name"] for feature in features] == ["Bas-Rhin"]


def test_trail_is_the_administrative_way_down() -> None:
    add_definition("strasbourg_programme")
    names = [place.name for place in neighbourhood("commune:67437").trail]
    assert names == ["France", "Grand Est", "Bas-Rhin", "CC du Pays de Saverne", "Saverne"]
    whole = {place.code for place in neighbourhood("commune:67437").whole}
    assert {"programme:strasbourg", "petr:saverne-plaine-et-plateau", "country:FR"} <= whole


def test_trail_never_climbs() -> None:
    # Paris is a département and a commune inside one EPCI: the EPCI does not stand above the département.
    assert [place.kind for place in neighbourhood("departement:75").trail] == ["country", "region", "departement"]


def test_a_kind_that_does_not_divide_the_place_is_refused_with_the_choice() -> None:
    with pytest.raises(InputError, match="epci, commune"):
        division("departement:67", "region")


def test_an_unknown_place_is_not_found() -> None:
    with pytest.raises(NotFound):
        division("commune:99999")
