"""The territory on maps and on pages: what they show, to whom, and the data they fetch."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

from django.test import Client

from pagus.apps.territory.actions import add_thing
from pagus.apps.territory.queries import CREDIT
from pagus.kit_language.model import Text
from tests.apps.reports.kept import nothing_kept
from tests.faces.console.conftest import EUROMETROPOLE, Scene

__all__ = ["nothing_kept"]

Browse = Callable[..., Client]


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def data(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return json.loads(answer.content)


def test_map_opens_on_ones_own_territory(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.analyst), "/console/map/")
    assert "<h1>Eurométropole de Strasbourg</h1>" in text
    assert CREDIT in text
    assert "Schiltigheim" in text, "the table twin names the communes"


def test_map_drills_from_the_country_to_the_commune(scene: Scene, browse: Browse) -> None:
    client = browse(scene.analyst)
    place, path = "country:FR", []
    for wanted in ("Grand Est", "Bas-Rhin", "Eurométropole de Strasbourg", "Strasbourg"):
        features = data(client, f"/console/map/{place}/geometry.json?drill=1")["features"]
        address = next(each["properties"]["url"] for each in features if each["properties"]["name"] == wanted)
        path.append(address)
        assert address.replace("&", "&amp;") in words(client, f"/console/map/?place={place}"), (
            "the table leads there too"
        )
        place = next(each["properties"]["code"] for each in features if each["properties"]["name"] == wanted)
    assert path[-1] == "/console/places/commune:67482/"
    assert words(client, path[-1]).count("<h1") == 1


def test_map_of_a_commune_is_its_page(scene: Scene, browse: Browse) -> None:
    answer = browse(scene.analyst).get("/console/map/?place=commune:67482")
    assert (answer.status_code, answer["Location"]) == (302, "/console/places/commune:67482/")


def test_alert_layer_counts_what_the_reader_may_see(scene: Scene, browse: Browse) -> None:
    path = f"/console/map/{EUROMETROPOLE}/values.json?layer=alerts"
    assert data(browse(scene.nurse), path)["commune:67482"][1] == "1"
    assert data(browse(scene.analyst), path)["commune:67482"][1] == "0"
    whole = "/console/map/departement:67/values.json?layer=alerts&by=epci"
    assert data(browse(scene.coordinator), whole)[EUROMETROPOLE][1] == "1"


def test_map_and_table_say_the_same(scene: Scene, browse: Browse) -> None:
    client = browse(scene.analyst)
    told = data(client, f"/console/map/{EUROMETROPOLE}/values.json?layer=population")
    text = words(client, "/console/map/?layer=population")
    assert all(f">{spoken}<" in text for _tone, spoken in told.values())
    assert told["commune:67482"][0] == "amount-5"


def test_zone_without_a_station_is_said_in_words(scene: Scene, browse: Browse) -> None:
    tone, spoken = data(browse(scene.analyst), f"/console/map/{EUROMETROPOLE}/values.json?layer=air")["commune:67482"]
    assert (tone, spoken) == ("no-data", "no station speaks for this zone")


def test_layer_moves_to_the_parts_that_have_its_values(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.analyst), "/console/map/?place=departement:67&by=commune&layer=air")
    assert '<option value="commune" selected>' in text
    name = f"{scene.installation}-patients_in_target"
    text = words(browse(scene.analyst), f"/console/map/?place=departement:67&by=commune&layer={name}")
    assert '<option value="epci" selected>' in text
    assert "The first period is not over yet." in text


def test_geometry_costs_nothing_the_second_time(scene: Scene, browse: Browse) -> None:
    client = browse(scene.analyst)
    path = f"/console/map/{EUROMETROPOLE}/geometry.json"
    first = client.get(path, headers={"accept-encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert len(first.content) < len(gzip.decompress(first.content)) / 2
    assert "max-age=3600" in first["Cache-Control"]
    again = client.get(path, headers={"if-none-match": first["ETag"], "accept-encoding": "gzip"})
    assert (again.status_code, again.content) == (304, b"")


def test_points_are_the_stations_one_may_see(scene: Scene, browse: Browse) -> None:
    for slug, place, lon, lat in (("in", "commune:67482", 7.75, 48.58), ("out", "commune:68224", 7.34, 47.75)):
        name = Text(slug, slug, slug)
        add_thing(f"thing:map-{slug}", name, kind="air_station", place=place, lon=lon, lat=lat, simulated=True)
    near = data(browse(scene.analyst), f"/console/map/{EUROMETROPOLE}/points.json")["features"]
    assert [(each["properties"]["name"], each["properties"]["severity"]) for each in near] == [("in", "good")]
    assert data(browse(scene.analyst), "/console/map/departement:68/points.json")["features"] == []
    assert data(browse(scene.analyst), f"/console/map/{EUROMETROPOLE}/points.json?open=1")["features"] == []


def test_where_most_is_open_stands_first(scene: Scene, browse: Browse) -> None:
    table = words(browse(scene.nurse), "/console/map/?layer=alerts").split("<tbody>")[1]
    assert table.index("Strasbourg") < table.index("Achenheim")


def test_search_forgives_accents_and_works_without_a_script(scene: Scene, browse: Browse) -> None:
    client = browse(scene.analyst)
    assert "/console/places/commune:67204/" in words(client, "/console/places/?q=hoenheim")
    text = words(client, "/console/places/?q=xyzxyz")
    assert "No place answers to" in text
    assert "xyzxyz" in text


def test_search_says_that_others_were_left_off(scene: Scene, browse: Browse) -> None:
    client = browse(scene.analyst)
    assert "There are more" in words(client, "/console/places/?q=saint")
    assert "There are more" not in words(client, "/console/places/?q=hoenheim")


def test_search_does_not_echo_markup(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.analyst), "/console/places/?q=%3Cscript%3E")
    assert "<script>" not in text.split("<main")[1]


def test_page_of_a_place_shows_alerts_to_their_team_only(scene: Scene, browse: Browse) -> None:
    path = "/console/places/commune:67482/"
    assert "Episode of very low glucose" in words(browse(scene.nurse), path)
    text = words(browse(scene.analyst), path)
    assert "P-AAA" not in text
    assert "No alert that you may see needs anybody here." in text


def test_former_commune_leads_to_that_of_today(scene: Scene, browse: Browse) -> None:
    answer = browse(scene.analyst).get("/console/places/commune:67007/")
    assert (answer.status_code, answer["Location"]) == (302, "/console/places/commune:67544/")
    unknown = browse(scene.analyst).get("/console/places/commune:99999/")
    assert unknown.status_code == 404


def test_page_of_the_country_asks_only_for_what_lies_in_it(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.nurse), "/console/places/country:FR/")
    assert "Episode of very low glucose" in text
    assert "places overseas stand in the table" in text


def test_places_need_an_account(scene: Scene, browse: Browse) -> None:
    for path in ("/console/map/", "/console/places/", "/console/places/commune:67482/", "/console/indicators/"):
        answer = browse(None).get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login")
