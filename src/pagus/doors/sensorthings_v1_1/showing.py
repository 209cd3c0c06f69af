"""Entities as JSON documents: identifiers, links, properties, and the neighbours that were asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from pagus.apps.sensing.entities import ENTITIES, Entity, Link
from pagus.apps.sensing.language.options import Options
from pagus.apps.sensing.language.syntax import Path
from pagus.apps.sensing.queries.observations import TRUTH, Stream, latest, read_observations, spans, streams
from pagus.apps.sensing.queries.pages import Page, Row
from pagus.apps.sensing.queries.reading import Owner, read_page, read_rows
from pagus.doors.sensorthings_v1_1.errors import StaError
from pagus.errors import InputError
from pagus.kernel.time import format_instant

__all__ = ["Shower", "shown_time"]

Document = dict[str, object]
_COLUMN = {
    "Thing": "thing_id",
    "Sensor": "sensor_id",
    "ObservedProperty": "observed_property_id",
    "Datastream": "ds",
    "FeatureOfInterest": "feature",
}
MOST_SHOWN = 20_000
"""Entities in one answer, those that come along counted."""
_TIME = Path(("phenomenonTime",))
_SAFE = "$(),'/:;="


def shown_time(value: object) -> object:
    """An instant, or two with a slash between; None stays None."""
    if isinstance(value, tuple):
        return "/".join(format_instant(int(each)) for each in value)
    return format_instant(int(value)) if isinstance(value, int) else value


class Shower:
    """Shows entities under one address of the service."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._shown = 0

    def link(self, entity: Entity, identifier: object) -> str:
        """The address of an entity."""
        text = identifier if isinstance(identifier, int) else f"'{identifier}'"
        return f"{self._base}/{entity.plural}({text})"

    def page(self, entity: Entity, page: Page, options: Options, where: str) -> Document:
        """A page of a set, with the link to the next one. Takes: the address of the set."""
        document: Document = {}
        if page.count is not None:
            document["@iot.count"] = page.count
        if page.token:
            document["@iot.nextLink"] = self._next(where, options, page.token)
        document["value"] = self.rows(entity, page.rows, options)
        return document

    @staticmethod
    def _next(where: str, options: Options, token: str) -> str:
        given = {name: text for name, text in options.given.items() if name not in {"$skip", "$skiptoken"}}
        given["$skiptoken"] = token
        return f"{where}?{urlencode(given, quote_via=quote, safe=_SAFE)}"

    def rows(self, entity: Entity, rows: Sequence[Row], options: Options) -> list[Document]:
        """Rows as documents, with the neighbours that were asked for."""
        self._shown += len(rows)
        if self._shown > MOST_SHOWN:
            raise StaError("the answer has more than {most} entities: ask for fewer with $top", most=MOST_SHOWN)
        chosen = self._chosen(entity, options)
        measured: Mapping[int, tuple[int, int, int]] = {}
        known: dict[int, Stream] = {}
        if entity.name == "Datastream" and ("phenomenonTime" in chosen or "Observations" in options.expand):
            known = {each.id: each for each in streams([int(str(row["id"])) for row in rows])}
            measured = spans(list(known.values())) if "phenomenonTime" in chosen else {}
        truths = self._truths(rows) if entity.name == "Observation" else frozenset()
        documents = [self._document(entity, row, chosen, options, measured, truths) for row in rows]
        for name, inner in options.expand.items():
            self._expand(entity, rows, documents, name, inner, known)
        return documents

    @staticmethod
    def _chosen(entity: Entity, options: Options) -> frozenset[str]:
        everything = [*entity.properties, *entity.links]
        if options.select is None:
            return frozenset(everything)
        chosen = set()
        for name in options.select:
            plain = {"@iot.id": "id"}.get(name, name).partition("/")[0]
            if plain not in everything and plain != "@iot.selfLink":
                raise InputError("{entity} has no property {name}", entity=entity.name, name=name[:60])
            chosen.add(plain)
        return frozenset(chosen)

    @staticmethod
    def _truths(rows: Sequence[Row]) -> frozenset[int]:
        numbers = sorted({int(str(row["ds"])) for row in rows})
        return frozenset(each.id for each in streams(numbers) if each.observation_type == TRUTH)

    def _document(
        self,
        entity: Entity,
        row: Row,
        chosen: frozenset[str],
        options: Options,
        measured: Mapping[int, tuple[int, int, int]],
        truths: frozenset[int],
    ) -> Document:
        own = self.link(entity, row["id"])
        document: Document = {}
        if options.select is None or "id" in chosen:
            document["@iot.id"] = row["id"]
        if options.select is None or "@iot.selfLink" in chosen:
            document["@iot.selfLink"] = own
        for each in entity.properties.values():
            if each.name == "id" or each.name not in chosen:
                continue
            if each.column.startswith("@"):
                span = measured.get(int(str(row["id"])))
                if span is not None:
                    document[each.name] = shown_time((span[1], span[2]))
            elif each.kind in {"time", "interval"}:
                value = row[each.name]
                if value is not None or (each.name == "resultTime" and entity.name == "Observation"):
                    document[each.name] = shown_time(value)
            elif each.name == "result":
                document["result"] = bool(row["result"]) if row["ds"] in truths else row["result"]
            elif row[each.name] is not None:
                document[each.name] = row[each.name]
        for link in entity.links.values():
            if link.name in chosen and link.name not in options.expand:
                document[f"{link.name}@iot.navigationLink"] = f"{own}/{link.name}"
        return document

    def _expand(
        self,
        entity: Entity,
        rows: Sequence[Row],
        documents: list[Document],
        name: str,
        inner: Options,
        known: Mapping[int, Stream],
    ) -> None:
        link = entity.links.get(name)
        if link is None:
            raise InputError("{entity} has no neighbours {name}", entity=entity.name, name=name[:60])
        target = ENTITIES[link.target]
        if not link.many:
            self._expand_single(target, link, rows, documents, inner)
        elif target.name == "Observation":
            self._expand_observations(entity, rows, documents, inner, known)
        else:
            for row, document in zip(rows, documents, strict=True):
                page = read_page(target, inner, Owner(entity, int(str(row["id"])), name))
                self._put(document, name, target, page, inner, f"{self.link(entity, row['id'])}/{name}")

    def _expand_single(
        self, target: Entity, link: Link, rows: Sequence[Row], documents: list[Document], inner: Options
    ) -> None:
        column = _COLUMN[target.name]
        numbers = [row[column] for row in rows]
        found = read_rows(target, [number for number in numbers if isinstance(number, int)])
        shown = dict(zip(found, self.rows(target, list(found.values()), inner), strict=True))
        for number, document in zip(numbers, documents, strict=True):
            if number in shown:
                document[link.name] = shown[number]  # type: ignore[index]

    def _expand_observations(
        self,
        entity: Entity,
        rows: Sequence[Row],
        documents: list[Document],
        inner: Options,
        known: Mapping[int, Stream],
    ) -> None:
        newest = _is_newest(inner) and entity.name == "Datastream"
        last = latest(list(known.values())) if newest else {}
        for row, document in zip(rows, documents, strict=True):
            number = int(str(row["id"]))
            if newest:
                page = Page([last[number]] if number in last else [])
            elif entity.name == "Datastream":
                page = read_observations([known[number]], inner)
            else:
                page = read_observations(streams(), inner, feature=number)
            where = f"{self.link(entity, number)}/Observations"
            self._put(document, "Observations", ENTITIES["Observation"], page, inner, where)

    def _put(self, document: Document, name: str, target: Entity, page: Page, inner: Options, where: str) -> None:
        if page.count is not None:
            document[f"{name}@iot.count"] = page.count
        document[name] = self.rows(target, page.rows, inner)
        if page.token:
            document[f"{name}@iot.nextLink"] = self._next(where, inner, page.token)

    def table(self, rows: Sequence[Row], options: Options) -> list[Document]:
        """Observations as arrays, one for each datastream (``$resultFormat=dataArray``)."""
        chosen = self._chosen(ENTITIES["Observation"], options)
        names = ["id", "phenomenonTime", "resultTime", "result", "resultQuality", "validTime", "parameters"]
        if options.select is not None:
            names = [name for name in names if name in chosen]
        truths = self._truths(rows)
        arrays: dict[object, list[list[object]]] = {}
        for row in rows:
            shown = {**row, **{name: shown_time(row[name]) for name in ("phenomenonTime", "resultTime", "validTime")}}
            if row["ds"] in truths:
                shown["result"] = bool(row["result"])
            arrays.setdefault(row["ds"], []).append([shown[name] for name in names])
        return [
            {
                "Datastream@iot.navigationLink": self.link(ENTITIES["Datastream"], number),
                "components": names,
                "dataArray@iot.count": len(array),
                "dataArray": array,
            }
            for number, array in arrays.items()
        ]


def _is_newest(options: Options) -> bool:
    """Is it asked for the newest observation only?"""
    newest = len(options.orders) == 1 and options.orders[0].key == _TIME and options.orders[0].descending
    return newest and options.top == 1 and not (options.skip or options.filter or options.token or options.count)
