"""The territory: every place and membership in columns, and the questions one asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.errors import CodeError, Conflict, NotFound, ShapeError
from pagus.kernel.places.links import Links
from pagus.kernel.places.model import (
    FORMER_COLUMNS,
    MEMBERSHIP_COLUMNS,
    PLACE_COLUMNS,
    Detail,
    Found,
    How,
    Membership,
    Place,
    RollUp,
)
from pagus.kernel.places.rollup import prepare_table, roll_up_rows
from pagus.kernel.places.search import NameIndex
from pagus.kernel.places.shapes import SHAPE_COLUMNS, Shapes, feature_collection

__all__ = ["Territory"]

COMMUNE = "commune"
SUMMED_COLUMNS = {name: PLACE_COLUMNS[name] for name in ("code", "population", "lon", "lat", "area_km2")}
ARRONDISSEMENT_TO_COMMUNE = "municipal_arrondissement->commune"


class Territory:
    """All places of a territory and how they lie in each other. Immutable; ``with_local`` gives a new one.

    Takes: tables of ``PLACE_COLUMNS``, ``MEMBERSHIP_COLUMNS`` and ``FORMER_COLUMNS``, and the shapes.
    Refuses: ShapeError for a missing column, Conflict for a code twice, CodeError for a membership or a former
    commune that points to no place.

    ``on`` is a day; without it, what is still open counts.
    """

    def __init__(
        self, places: pl.DataFrame, memberships: pl.DataFrame, former: pl.DataFrame, shapes: Shapes | None = None
    ) -> None:
        self.places = _conform(places, PLACE_COLUMNS, "places")
        self.memberships = _conform(memberships, MEMBERSHIP_COLUMNS, "memberships")
        self.former = _conform(former, FORMER_COLUMNS, "former communes")
        self.shapes = shapes if shapes is not None else Shapes(pl.DataFrame(schema=SHAPE_COLUMNS))
        self._codes: pl.Series = self.places["code"]
        self._code: list[str] = self._codes.to_list()
        self._row = {code: row for row, code in enumerate(self._code)}
        if len(self._row) != len(self._codes):
            twice = self._codes.filter(self._codes.is_duplicated())[0]
            raise Conflict("place {code} is twice in the table of places", code=twice)
        self._links = Links(self.memberships, self._codes, self.places["kind"])
        gone: dict[str, str] = {c: n for c, n in self.former.select("code", "now_in").iter_rows() if c not in self._row}
        stray = next((now for now in gone.values() if now not in self._row), None)
        if stray is not None:
            raise CodeError("a former commune is said to be in {code}, which is no place", code=stray)
        self._gone = gone
        self._communes_of = lru_cache(maxsize=4096)(self._find_communes)
        self._lies_in = lru_cache(maxsize=65536)(self._find_lies_in)
        self._inside = lru_cache(maxsize=64)(self._find_inside)

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, code: object) -> bool:
        return code in self._row

    @property
    def membership_names(self) -> tuple[str, ...]:
        """The names that a roll-up can follow, as ``commune->epci``."""
        return self._links.names

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many places there are of each kind."""
        counts = self.places.group_by("kind").len().sort("kind")
        return dict(zip(counts["kind"].to_list(), counts["len"].to_list(), strict=True))

    def codes(self, kind: str) -> tuple[str, ...]:
        """The codes of all places of this kind, ascending."""
        return tuple(self.places.filter(pl.col("kind") == kind)["code"].sort().to_list())

    def resolve(self, code: str) -> str:
        """Which place answers to this code today? A former commune gives the commune it is in now.

        Refuses: NotFound for a code that nobody knows.
        """
        if code in self._row:
            return code
        if code in self._gone:
            return self._gone[code]
        raise NotFound("no place {code}: search it by name with pagus place find", code=code)

    def get(self, code: str, on: date | None = None) -> Place:
        """Which place is this? Takes a code, also of a former commune, and a day.

        Gives: the place. Refuses: NotFound for an unknown code, or a place that did not exist on that day.
        """
        place = self._place(self._row[self.resolve(code)])
        if on is not None and not (place.valid_from or date.min) <= on < (place.valid_to or date.max):
            raise NotFound("{code} did not exist on {day}", code=code, day=on)
        return place

    def parents(self, code: str, kind: str | None = None, on: date | None = None) -> tuple[Place, ...]:
        """The places directly above this one, of one kind or of all."""
        return self._places(self._links.parents(self._at(code), on), kind)

    def children(self, code: str, kind: str | None = None, on: date | None = None) -> tuple[Place, ...]:
        """The places directly below this one, of one kind or of all, in the order of their names."""
        found = self._places(self._links.children(np.array([self._at(code)]), on), kind)
        return tuple(sorted(found, key=lambda place: (place.kind, place.name, place.code)))

    def ancestors(self, code: str, on: date | None = None) -> tuple[Place, ...]:
        """All places that contain this one, nearest first."""
        return self._places(self._links.around(self._at(code), on), None)

    def within(self, code: str, kind: str, on: date | None = None) -> tuple[str, ...]:
        """The codes of all places of one kind that lie wholly in this one, itself included, ascending.

        An EPCI that crosses the border of a département is in neither of the two; a place without communes
        (a local zone) follows its memberships.
        """
        if kind == COMMUNE:
            return self.communes_within(code, on)
        mine = set(self.communes_within(code, on))
        inside = {self._code[int(row)] for row in self._links.within(self._at(code), on)} | {self.resolve(code)}
        listed = (other for other in self.codes(kind) if other in inside or self._covers(mine, other, on))
        return tuple(listed)

    def communes_within(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """The codes of the communes in this place, each once, whatever membership leads there, ascending."""
        return self._communes_of(self.resolve(code), on)

    def is_within(self, code: str, territory: str, on: date | None = None) -> bool:
        """Does this place lie wholly in that territory? A place lies in itself."""
        return self._lies_in(self.resolve(code), self.resolve(territory), on)

    def roll_up(self, table: pl.DataFrame, along: str, how: How = "sum", on: date | None = None) -> RollUp:
        """What is the value of each larger place along this membership?

        Takes: a table of commune (code), value and, for a mean, weight; a chain of membership names, as
        ``commune->departement->region``. Gives: a value for each place, with the number of communes that gave one
        and of those that gave none; each commune counted once.
        Refuses: ShapeError for a bad table, NotFound for an unknown membership, MethodError where a commune would
        be counted twice.
        Method: sum of the values, or sum(value x weight) / sum(weight). Former communes are added to today's.
        """
        frame = prepare_table(table, how, self._today, self._kind_by_code)
        groups = self._links.groups_along(along, on)
        return roll_up_rows(frame, how, along, self._codes, self._commune_rows, groups)

    def roll_up_to(
        self, table: pl.DataFrame, places: Iterable[str], how: How = "sum", on: date | None = None
    ) -> RollUp:
        """What is the value of each of these places, whatever lies between them and their communes?

        Takes: a table as ``roll_up``, and place codes: a programme, a PETR, a local zone. Gives: as ``roll_up``;
        a commune counts once in each place; two places that overlap both count it.
        """
        frame = prepare_table(table, how, self._today, self._kind_by_code)
        results = [self._roll_up_one(frame, self.resolve(code), how, on) for code in places]
        used = {code for _, communes in results for code in communes}
        given = frame.filter(pl.col("value").is_not_null())["commune"].drop_nulls().unique().sort().to_list()
        schema = {"place": pl.String(), "value": pl.Float64(), "communes": pl.Int64(), "missing": pl.Int64()}
        return RollUp(
            along="within", how=how, table=pl.concat([pl.DataFrame(schema=schema), *(each for each, _ in results)]),
            outside=tuple(code for code in given if code not in used),
            unknown=tuple(frame.filter(pl.col("commune").is_null())["given"].sort().to_list()),
        )  # fmt: skip

    def search(
        self, text: str, limit: int = 10, kinds: Sequence[str] | None = None, within: str | None = None
    ) -> tuple[Found, ...]:
        """Which places did somebody mean?

        Takes: a name, its beginning, some of its words, a postcode or an official code. Gives: the best first: the
        whole name, its beginning, its words; then the larger population. A former commune gives today's.
        """
        entries, quality = self._names.find(text)
        wanted = np.ones(len(self), dtype=np.bool_)
        if kinds is not None:
            wanted &= self.places["kind"].is_in(list(kinds)).to_numpy()
        if within is not None:
            wanted &= self._inside(self.resolve(within))
        kept = np.flatnonzero(wanted[self._entry_rows[entries]])[:limit]
        return tuple(
            Found(
                place=self._place(int(self._entry_rows[entry])),
                matched=self._entry_names[entry],
                quality=int(quality[at]),
            )
            for at, entry in zip(kept.tolist(), entries[kept].tolist(), strict=True)
        )

    def locate(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> pl.Series:
        """In which commune is each point?

        Takes: degrees WGS84, two arrays of one length. Gives: commune codes; null outside all of them, for a point
        that is no number, and in communes that have no polygon: the nearest is never guessed.
        """
        found = self.shapes.locate(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64), COMMUNE)
        codes = pl.Series(self.shapes.codes(COMMUNE), dtype=pl.String)
        return codes.gather(pl.Series(np.where(found >= 0, found, 0))).set(pl.Series(found < 0), None).alias("commune")

    def geojson(
        self, codes: Iterable[str], *, detail: Detail = "full", tolerance_deg: float = 0.0,
        properties: Mapping[str, Mapping[str, object]] | None = None,
    ) -> str:  # fmt: skip
        """Which GeoJSON draws these places?

        Takes: place codes; ``full`` for the source's own resolution, ``overview`` for the coarse outlines that are
        shipped for country, région, département, arrondissement and EPCI; further properties by code.
        Gives: a FeatureCollection with 5 decimals; properties code, kind, name, population; its member
        ``without_polygon`` lists the places that cannot be drawn.
        """
        extra = properties or {}
        shapes = {code: self.shape(code, detail) for code in dict.fromkeys(map(self.resolve, codes))}
        known = {code: shape for code, shape in shapes.items() if shape is not None}
        told = {code: self._properties(code) | dict(extra.get(code, {})) for code in known}
        missing = [code for code in shapes if code not in known]
        return feature_collection(known, told, missing, tolerance_deg)

    def shape(self, code: str, detail: Detail = "full") -> object | None:
        """The shapely polygon of this place, or the union of its communes; None where the sources have none."""
        resolved = self.resolve(code)
        own = self.shapes.outline(resolved) if detail == "overview" else None
        own = own if own is not None else self.shapes.polygon(resolved)
        return own if own is not None else self.shapes.union(self.communes_within(resolved))

    def with_local(self, places: Sequence[Place], memberships: Sequence[Membership]) -> Territory:
        """The same territory with more places and memberships, marked as local. Shapes are shared, not copied.

        A local place that is given no population takes the sum of its communes, and so for its area and its point.
        """
        more = pl.DataFrame([_row_of(place) for place in places], schema=PLACE_COLUMNS)
        links = [(link.member, link.group, link.valid_from, link.valid_to) for link in memberships]
        joined = pl.DataFrame(links, schema=MEMBERSHIP_COLUMNS, orient="row")
        tables = pl.concat([self.places, more]), pl.concat([self.memberships, joined])
        territory = Territory(*tables, self.former, self.shapes)
        sums = [territory._sum_of(place) for place in places if place.population is None]
        filled = pl.DataFrame([row for row in sums if row is not None], schema=SUMMED_COLUMNS)
        territory.places = territory.places.update(filled, on="code")
        return territory

    def _sum_of(self, place: Place) -> dict[str, object] | None:
        rows = [self._row[code] for code in self.communes_within(place.code)]
        if not rows:
            return None
        communes = self.places[rows]
        drawn = communes.drop_nulls(["area_km2", "lon", "lat"])
        lon, lat, areas = (drawn[name].to_numpy() for name in ("lon", "lat", "area_km2"))
        area = float(areas.sum())
        known = communes["population"].drop_nulls()
        return {
            "code": place.code,
            "population": known.sum() if len(known) else None,
            "lon": round(float(lon @ areas) / area, 5) if area else None,
            "lat": round(float(lat @ areas) / area, 5) if area else None,
            "area_km2": round(area, 3) if area else None,
        }

    def _at(self, code: str) -> int:
        return self._row[self.resolve(code)]

    def _place(self, row: int) -> Place:
        return _place_of(self.places.row(row))

    def _places(self, rows: NDArray[np.int64], kind: str | None) -> tuple[Place, ...]:
        places = (self._place(int(row)) for row in rows)
        return tuple(place for place in places if kind is None or place.kind == kind)

    def _find_communes(self, code: str, on: date | None) -> tuple[str, ...]:
        row = self._row[code]
        rows = np.append(self._links.within(row, on), row)
        return tuple(sorted(self._code[int(each)] for each in rows[self._is_commune[rows]]))

    def _find_lies_in(self, inner: str, outer: str, on: date | None) -> bool:
        if inner == outer or self._row[outer] in self._links.around(self._row[inner], on):
            return True
        return self._covers(set(self.communes_within(outer, on)), inner, on)

    def _find_inside(self, code: str) -> NDArray[np.bool_]:
        """For each place: does it lie wholly in this one, today?"""
        inside = np.zeros(len(self), dtype=np.bool_)
        inside[self._links.within(self._row[code], None)] = True
        communes = set(self.communes_within(code))
        larger = np.flatnonzero(~self._is_commune & ~inside)
        inside[[row for row in larger.tolist() if self._covers(communes, self._code[row], None)]] = True
        inside[self._row[code]] = True
        return inside

    def _covers(self, communes: set[str], code: str, on: date | None) -> bool:
        mine = self.communes_within(code, on)
        return bool(mine) and communes.issuperset(mine)

    def _roll_up_one(
        self, frame: pl.DataFrame, code: str, how: How, on: date | None
    ) -> tuple[pl.DataFrame, tuple[str, ...]]:
        communes = self.communes_within(code, on)
        rows = np.array([self._row[each] for each in communes], dtype=np.int64)
        groups = np.full(len(self._codes), self._row[code], dtype=np.int64)
        return roll_up_rows(frame, how, "within", self._codes, rows, groups).table, communes

    def _properties(self, code: str) -> dict[str, object]:
        place = self.get(code)
        return {"kind": place.kind, "name": place.name, "population": place.population}

    @cached_property
    def _is_commune(self) -> NDArray[np.bool_]:
        return (self.places["kind"] == COMMUNE).to_numpy()

    @cached_property
    def _commune_rows(self) -> NDArray[np.int64]:
        return np.flatnonzero(self._is_commune)

    @cached_property
    def _kind_by_code(self) -> Mapping[str, str]:
        return dict(zip(self._code, self.places["kind"].to_list(), strict=True))

    @cached_property
    def _today(self) -> Mapping[str, str]:
        """Every code that stands for a commune, or for a part of one, and the commune of today."""
        communes = {self._code[int(row)]: self._code[int(row)] for row in self._commune_rows}
        parts: dict[str, str] = {}
        if ARRONDISSEMENT_TO_COMMUNE in self.membership_names:
            groups = self._links.groups_along(ARRONDISSEMENT_TO_COMMUNE, None)
            parts = {self._code[int(row)]: self._code[int(groups[row])] for row in np.flatnonzero(groups >= 0)}
        return self._gone | parts | communes

    @cached_property
    def _entries(self) -> pl.DataFrame:
        """The names that a search looks through: of the places of today, then of the former communes."""
        row_of = pl.DataFrame({"code": self._codes, "row": np.arange(len(self), dtype=np.int64)})
        today = self.places.select("code", "name", "postcodes", "population").with_columns(row=row_of["row"])
        former = self.former.filter(pl.col("name").is_not_null()).join(row_of, left_on="now_in", right_on="code")
        former = former.join(self.places.select("code", "population"), left_on="now_in", right_on="code")
        former = former.with_columns(postcodes=pl.lit(None, dtype=pl.String)).select(today.columns)
        entries = pl.concat([today, former])
        identifier = pl.col("code").str.split_exact(":", 1).struct.field("field_1")
        words = pl.concat_str([identifier.str.to_lowercase(), "postcodes"], separator=" ", ignore_nulls=True)
        weight = pl.col("population").fill_null(-1).cast(pl.Float64)
        # An arrondissement serves the State's offices and has the name of its main town, which people mean.
        weight = pl.when(pl.col("code").str.starts_with("arrondissement:")).then(weight - 1e9).otherwise(weight)
        return entries.select("name", "row", words.alias("words"), weight.alias("weight"))

    @cached_property
    def _entry_rows(self) -> NDArray[np.int64]:
        return self._entries["row"].to_numpy()

    @cached_property
    def _entry_names(self) -> list[str]:
        return self._entries["name"].to_list()

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(
            self._entries["name"], self._entries["words"], self._entry_rows, self._entries["weight"].to_numpy()
        )


def _conform(frame: pl.DataFrame, columns: Mapping[str, pl.DataType], what: str) -> pl.DataFrame:
    absent = [name for name in columns if name not in frame.columns]
    if absent:
        raise ShapeError("the table of {what} lacks {absent}", what=what, absent=", ".join(absent))
    return frame.select(pl.col(name).cast(kind) for name, kind in columns.items())


def _place_of(row: tuple[object, ...]) -> Place:
    values = dict(zip(PLACE_COLUMNS, row, strict=True))
    values["zone"] = values["zone"] or ""
    values["postcodes"] = tuple(str(values["postcodes"] or "").split())
    values["local"] = bool(values["local"])
    return Place(**values)  # type: ignore[arg-type]


def _row_of(place: Place) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(place, name) for name in PLACE_COLUMNS}
    return values | {"postcodes": " ".join(place.postcodes), "local": True}
