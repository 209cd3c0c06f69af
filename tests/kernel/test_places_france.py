"""The places of France as shipped: counts, populations and memberships, written down here by hand."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely

from pagus.kernel.places import Territory
from pagus.library import territories
from pagus.library.territories import definition, definitions, france

NO_POLYGON = ["15031", "15035", "15047", "15141", "15171"]
UNINHABITED = ["98411", "98412", "98413", "98414", "98415", "98901"]


@pytest.fixture(scope="module")
def places() -> Territory:
    return france()


@pytest.fixture(scope="module")
def programme() -> Territory:
    given = definition("strasbourg_programme")
    return france().with_local(given.places, given.memberships)


@pytest.fixture(scope="module")
def population(places: Territory) -> pl.DataFrame:
    return places.places.filter(pl.col("kind") == "commune").select(commune="code", value="population")


def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_how_many_places_there_are(places: Territory) -> None:
    assert dict(places.kinds) == {
        "arrondissement": 333,
        "commune": 34_969,
        "country": 1,
        "departement": 109,
        "epci": 1_255,
        "municipal_arrondissement": 45,
        "region": 26,
    }
    with_zone = places.places.filter(pl.col("zone") != "com")
    assert len(with_zone.filter(pl.col("kind") == "region")) == 18
    assert len(with_zone.filter(pl.col("kind") == "departement")) == 101


@pytest.mark.parametrize(
    ("code", "name", "population"),
    [
        ("commune:67482", "Strasbourg", 293_771),
        ("commune:57089", "Bitche", 4_966),
        ("commune:55039", "Beaumont-en-Verdunois", 0),
        ("commune:98411", "Îles Saint-Paul et Nouvelle-Amsterdam", None),
        ("epci:246700488", "Eurométropole de Strasbourg", 522_596),
        ("epci:200069441", "CC du Pays de Bitche", 33_136),
        ("departement:67", "Bas-Rhin", 1_163_810),
        ("region:44", "Grand Est", 5_563_378),
        ("country:FR", "France", 68_952_941),
    ],
)
def test_name_and_population(places: Territory, code: str, name: str, population: int | None) -> None:
    place = places.get(code)
    assert (place.name, place.population) == (name, population)


def test_the_uninhabited_have_no_population_and_the_destroyed_have_zero(places: Territory) -> None:
    communes = places.places.filter(pl.col("kind") == "commune")
    without = communes.filter(pl.col("population").is_null())["code"].to_list()
    assert without == [f"commune:{code}" for code in UNINHABITED]
    assert len(communes.filter(pl.col("population") == 0)) == 6


def test_what_was_mended_and_what_is_still_without_polygon(places: Territory) -> None:
    drawn = places.shapes.codes("commune")
    assert len(drawn) == 34_870
    for mended in ("12218", "14581", "49126", "69114"):
        assert f"commune:{mended}" in places.shapes
    without = sorted(set(places.codes("commune")) - set(drawn))
    assert [code for code in without if places.get(code).zone != "com"] == [f"commune:{code}" for code in NO_POLYGON]
    assert len(without) == 99
    assert places.get("commune:15141").area_km2 is None
    assert all(places.get(code).area_km2 for code in drawn)


def test_the_mended_polygon_is_that_of_all_its_parts(places: Territory) -> None:
    """Porte des Pierres Dorées: Jarnioux, Liergues and Pouilly-le-Monial, 13.6 km2 together by their polygons."""
    assert places.get("commune:69114").area_km2 == pytest.approx(13.6, abs=0.2)
    assert places.resolve("commune:69101") == places.resolve("commune:69159") == "commune:69114"


def test_larger_places_are_whole_around_a_withdrawn_polygon(places: Territory) -> None:
    shape = places.shape("departement:15")
    assert sum(len(part.interiors) for part in shapely.get_parts(shape)) == 0  # type: ignore[attr-defined]
    assert places.get("departement:15").area_km2 == pytest.approx(5_770, rel=0.01)


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("commune:50602", "commune:50129"),  # Tourlaville, in Cherbourg-en-Cotentin since 2016
        ("commune:74011", "commune:74010"),  # Annecy-le-Vieux, in Annecy since 2017
        ("commune:67041", "commune:67004"),  # Birkenwald, in Sommerau since 2016
        ("commune:93059", "commune:93066"),  # Pierrefitte-sur-Seine, in Saint-Denis since 2025
        ("commune:67482", "commune:67482"),
    ],
)
def test_former_communes(places: Territory, former: str, today: str) -> None:
    assert places.resolve(former) == today


def test_pays_de_bitche_is_in_moselle_and_the_programme_crosses_the_border(programme: Territory) -> None:
    assert programme.is_within("epci:200069441", "departement:57")
    assert not programme.is_within("epci:200069441", "departement:67")
    assert programme.is_within("epci:200069441", "programme:strasbourg")
    for departement in ("departement:57", "departement:67"):
        assert not programme.is_within("programme:strasbourg", departement)
    assert programme.is_within("programme:strasbourg", "region:44")
    assert [place.code for place in programme.ancestors("commune:57089")] == [
        "arrondissement:576",
        "departement:57",
        "epci:200069441",
        "region:44",
        "programme:strasbourg",
        "country:FR",
    ]


def test_the_four_territories_of_the_programme(programme: Territory) -> None:
    assert definitions() == ("strasbourg_programme",)
    counts = {
        place.code: len(programme.communes_within(place.code)) for place in programme.children("programme:strasbourg")
    }
    assert counts == {
        "epci:200068864": 24,
        "epci:200069441": 46,
        "epci:246700488": 33,
        "petr:saverne-plaine-et-plateau": 118,
    }
    assert [place.name for place in programme.children("petr:saverne-plaine-et-plateau")] == [
        "CC de Hanau-La Petite Pierre",
        "CC de l'Alsace Bossue",
        "CC du Pays de Saverne",
    ]
    whole = programme.get("programme:strasbourg")
    assert whole.population == 522_596 + 24_846 + 33_136 + 85_621
    assert whole.area_km2 == pytest.approx(2_107.5, abs=1)
    assert all(code in programme for code in definition("strasbourg_programme").frame)


def test_paris_lyon_and_marseille_are_not_counted_twice(places: Territory, population: pl.DataFrame) -> None:
    for commune, count in (("commune:75056", 20), ("commune:69123", 9), ("commune:13055", 16)):
        parts = places.children(commune, "municipal_arrondissement")
        assert len(parts) == count
        assert sum(part.population or 0 for part in parts) == places.get(commune).population
        assert places.communes_within(commune) == (commune,)
    found = places.roll_up(population, "commune->departement").table
    assert found.filter(pl.col("place") == "departement:75")["value"].to_list() == [
        places.get("commune:75056").population
    ]


def test_the_total_is_the_same_along_every_membership(places: Territory, population: pl.DataFrame) -> None:
    whole = population["value"].sum()
    assert whole == 68_952_941
    for along in ("commune->departement", "commune->departement->region", "commune->departement->region->country"):
        assert places.roll_up(population, along).table["value"].sum() == whole
    by_code = dict(population.iter_rows())
    for along in ("commune->epci", "commune->arrondissement", "commune->arrondissement->departement"):
        found = places.roll_up(population, along)
        assert found.table["value"].sum() + sum(by_code[code] for code in found.outside) == whole


def test_a_roll_up_gives_the_population_that_the_place_has(places: Territory, population: pl.DataFrame) -> None:
    for along in ("commune->departement", "commune->epci", "commune->arrondissement"):
        found = places.roll_up(population, along).table
        shipped = places.places.select(place="code", shipped="population")
        joined = found.join(shipped, on="place")
        assert joined.filter(~pl.col("value").eq_missing(pl.col("shipped").cast(pl.Float64))).is_empty()


def test_communes_in_no_epci_are_the_overseas_collectivities_and_four_islands(
    places: Territory, population: pl.DataFrame
) -> None:
    outside = places.roll_up(population.with_columns(value=1.0), "commune->epci").outside
    assert len(outside) == 98
    islands = [code for code in outside if places.get(code).zone != "com"]
    assert islands == ["commune:22016", "commune:29083", "commune:29155", "commune:85113"]


def test_epcis_cross_borders(places: Territory, population: pl.DataFrame) -> None:
    departements = {code: place.code for code in population["commune"] for place in places.parents(code, "departement")}
    regions = {
        place.code: places.parents(place.code, "region")[0].code
        for place in map(places.get, places.codes("departement"))
    }
    crossing = across = 0
    for epci in places.codes("epci"):
        mine = {departements[code] for code in places.communes_within(epci)}
        crossing += len(mine) > 1
        across += len({regions[code] for code in mine}) > 1
    assert (crossing, across) == (89, 26)


def test_the_centre_of_each_commune_lies_in_it(places: Territory) -> None:
    drawn = places.places.filter((pl.col("kind") == "commune") & pl.col("lon").is_not_null())
    found = places.locate(drawn["lon"].to_numpy(), drawn["lat"].to_numpy())
    assert found.to_list() == drawn["code"].to_list()


def test_points_in_towns_at_sea_and_abroad(places: Territory) -> None:
    points = {
        "commune:67482": (7.7521, 48.5734),
        "commune:57089": (7.4333, 49.0533),
        "commune:75056": (2.3522, 48.8566),
        "commune:97411": (55.4481, -20.8789),
        None: (7.8153, 48.5730),
    }
    lon, lat = np.array(list(points.values())).T
    assert places.locate(lon, lat).to_list() == list(points)


def test_polygons_share_their_borders(places: Territory) -> None:
    """The union of the communes of Bas-Rhin is one piece without a hole, and as large as they are together."""
    codes = places.communes_within("departement:67")
    shapes = np.array([places.shapes.polygon(code) for code in codes])
    assert shapely.coverage_is_valid(shapes)
    union = places.shape("departement:67")
    assert shapely.get_num_geometries(union) == 1
    assert shapely.area(union) == pytest.approx(float(shapely.area(shapes).sum()), rel=1e-12)


def test_maps_of_the_programme_and_of_the_country(programme: Territory) -> None:
    communes = json.loads(programme.geojson(programme.communes_within("programme:strasbourg")))
    assert len(communes["features"]) == 221
    assert communes["without_polygon"] == []
    numbers = [number for feature in communes["features"] for number in np.ravel(feature["geometry"]["coordinates"][0])]
    assert all(number == round(number, 5) for number in numbers)
    overview = json.loads(programme.geojson(programme.codes("departement"), detail="overview"))
    assert len(overview["features"]) == 101
    assert [code.partition(":")[2] for code in overview["without_polygon"]] == [
        "975", "977", "978", "984", "986", "987", "988", "989",
    ]  # fmt: skip


def test_shipped_size_and_credit() -> None:
    folder = Path(territories.__file__).parent / "france"
    counts = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
    sizes = {path.name: path.stat().st_size for path in folder.glob("*.parquet")}
    assert sizes == counts["bytes"]
    assert sum(sizes.values()) < 8_000_000
    assert territories.CREDIT in (folder / "README.md").read_text(encoding="utf-8")


def test_the_same_as_another_extraction_of_the_same_tables(places: Territory, shared: Path) -> None:
    folder = shared / "data" / "fr-territory"
    today = [row for row in rows(folder / "communes_2026.csv.gz") if row["type"] == "commune-actuelle"]
    ours = {code.partition(":")[2]: places.get(code) for code in places.codes("commune")}
    assert {row["code_insee"] for row in today} == set(ours)
    for row in today:
        place = ours[row["code_insee"]]
        assert place.name == row["name"]
        assert place.population == (int(float(row["population"])) if row["population"] else None)
        assert set(place.postcodes) == set(filter(None, row["postcodes"].split(";")))
    members = {(f"commune:{row['code_insee']}", f"epci:{row['epci']}") for row in today if row["epci"]}
    linked = places.memberships.filter(pl.col("group").str.starts_with("epci:")).select("member", "group")
    assert set(linked.iter_rows()) == members


def test_former_communes_as_another_extraction_has_them(places: Territory, shared: Path) -> None:
    """A commune whose chef-lieu has itself merged since leads, with us, to the commune of today."""
    listed = rows(shared / "data" / "fr-territory" / "communes_former.csv.gz")
    today = set(places.codes("commune"))
    differing = {
        row["code_insee"]
        for row in listed
        if f"commune:{row['code_insee']}" not in today
        and places.resolve(f"commune:{row['code_insee']}") != f"commune:{row['now_in']}"
    }
    assert len(listed) == 2_576
    assert differing == {"55273", "60455"}


def test_centroids_and_areas_as_another_extraction_has_them(places: Territory, shared: Path) -> None:
    """Our areas are of the polygon on the ellipsoid, theirs in Lambert-93, off by some permille."""
    listed = {row["code_insee"]: row for row in rows(shared / "data" / "fr-territory" / "communes_points.csv.gz")}
    ours = {code: places.get(f"commune:{code}") for code in listed if f"commune:{code}" in places}
    ratios = [place.area_km2 / float(listed[code]["area_km2"]) for code, place in ours.items()
              if place.area_km2 and listed[code]["area_km2"]]  # fmt: skip
    assert len(ratios) > 34_000
    assert 0.99 < min(ratios) <= max(ratios) < 1.01
    off = [abs(place.lon - float(listed[code]["lon"])) + abs(place.lat - float(listed[code]["lat"]))
           for code, place in ours.items() if place.lon is not None and place.lat is not None]  # fmt: skip
    assert np.quantile(off, 0.98) < 1e-4, "the same centroid, but where it lies outside and we take a point inside"
