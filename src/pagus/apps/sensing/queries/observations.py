"""Reading observations: the values of the store with what was said beside them, a page at a time, never all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
import polars as pl
from django.conf import settings

from pagus.apps.sensing.bounds import Bounds, bounds_of, own_conditions
from pagus.apps.sensing.entities import ENTITIES
from pagus.apps.sensing.language.compiling import Compiler
from pagus.apps.sensing.language.options import Options
from pagus.apps.sensing.language.syntax import Node, Path
from pagus.apps.sensing.models import Datastream, Detail
from pagus.apps.sensing.queries.pages import Page, Row, read_token, write_token
from pagus.apps.sensing.queries.reading import judged
from pagus.apps.sensing.sight import people_in_sight, saw
from pagus.apps.sensing.to_frame import FrameBackend, neighbour_of, stripped
from pagus.apps.streams.observation import Quality
from pagus.apps.streams.queries import local_store
from pagus.errors import InputError, NotFound

__all__ = ["Stream", "count_observations", "find_observation", "latest", "read_observations", "spans", "streams"]

MOST_SORTED = 2_000_000
"""Observations that one question may sort by something else than their time."""
TRUTH = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_TruthObservation"
COUNT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_CountObservation"
_DETAILS = pl.Schema(
    {
        "ds": pl.Int64,
        "t": pl.Int64,
        "end": pl.Int64,
        "result_time": pl.Int64,
        "valid_start": pl.Int64,
        "valid_end": pl.Int64,
        "quality": pl.String,
        "parameters": pl.String,
        "own_feature": pl.Int64,
    }
)
_TIME = Path(("phenomenonTime",))


class Stream(NamedTuple):
    """A datastream as far as its observations need it."""

    id: int
    subject: str
    signal: str
    observation_type: str
    feature: int | None
    detailed: bool
    person: str = ""


def streams(ids: Sequence[int] | None = None) -> list[Stream]:
    """The datastreams of these numbers, None for all that are in sight."""
    rows = Datastream.objects.filter(withdrawn_ms__isnull=True, person__in=people_in_sight())
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    fields = ("id", "subject", "signal", "observation_type", "feature_id", "detailed", "person")
    return [Stream(*row) for row in rows.order_by("id").values_list(*fields)]


def spans(some: Sequence[Stream]) -> dict[int, tuple[int, int, int]]:
    """How many observations has each of these datastreams, and from when to when? Without those that have none."""
    public = [each.subject for each in some if not each.person]
    frames = [
        local_store().tallies(public if len(public) <= 1_000 else None),
        local_store().tallies([each.subject for each in some if each.person]),
    ]
    known = {(subject, signal): rest for frame in frames for subject, signal, *rest in frame.iter_rows()}
    return {each.id: tuple(known[each.subject, each.signal]) for each in some if (each.subject, each.signal) in known}


def latest(some: Sequence[Stream]) -> dict[int, Row]:
    """The newest observation of each of these datastreams, without a search."""
    frame = local_store().last_values([each.subject for each in some])
    last = {(subject, signal): (t, value) for subject, signal, t, value, *_ in frame.iter_rows()}
    found = {each: last[each.subject, each.signal] for each in some if (each.subject, each.signal) in last}
    saw(each.person for each in found)
    rows = pl.DataFrame(
        [(each.id, t, value) for each, (t, value) in found.items()],
        schema={"ds": pl.Int64, "t": pl.Int64, "value": pl.Float64},
        orient="row",
    )
    return {int(row["ds"]): row for row in _rows(_with_details(rows, some))}  # type: ignore[call-overload]


def read_observations(some: Sequence[Stream], options: Options, feature: int | None = None) -> Page:
    """Which observations of these datastreams are these?

    Takes: datastreams; the options; only those about this feature of interest, None for all. Gives: a page.
    Refuses: InputError.
    """
    question = _Question(some, options.filter, feature)
    count = question.count() if options.count else None
    keys = [(order.key, order.descending) for order in options.orders]
    by_time = not keys or keys[0][0] in {_TIME, Path(("id",)), Path(("@iot.id",))}
    newest_first = bool(keys) and by_time and keys[0][1]
    if by_time:
        keys = [(_TIME, newest_first), *keys[1:]]
    ordering = _Ordering(keys)
    if options.token:
        ordering.continue_after(read_token(options.token, ordering.kinds), question.bounds if by_time else None)
    enough = options.skip + options.top + 1
    frames: list[pl.DataFrame] = []
    found = 0
    # The row after which this page begins is read once more, to be left out.
    for frame in question.frames(newest_first, enough + bool(options.token) if question.plain else None):
        kept = ordering.arrange(frame)
        frames.append(kept)
        found += kept.height
        if by_time and found >= enough:
            break
        if not by_time and found > MOST_SORTED:
            raise InputError("more than {most} observations to sort: narrow the time", most=MOST_SORTED)
    if not frames:
        return Page((), "", count)
    together = pl.concat(frames) if by_time else ordering.arrange(pl.concat(frames))
    page = together.slice(options.skip, options.top)
    shown = set(page["ds"].to_list())
    saw(each.person for each in some if each.id in shown)
    more = together.height > options.skip + options.top and options.top > 0
    return Page(list(_rows(page)), ordering.token(page) if more else "", count)


def count_observations(some: Sequence[Stream], filtered: Node | None = None, feature: int | None = None) -> int:
    """How many observations are these? Without a condition nobody counts: the store keeps the number."""
    return _Question(some, filtered, feature).count()


def find_observation(stream: Stream, t: int) -> Row:
    """The observation of this datastream at this instant; a held one says so. Refuses: NotFound."""
    stored = local_store().series(stream.subject, stream.signal, t, t).filter(pl.col("quality") < int(Quality.REFUSED))
    if stored.is_empty():
        raise NotFound("there is no observation {id}", id=f"{stream.id}-{t}")
    frame = stored.select(ds=pl.lit(stream.id, dtype=pl.Int64), t="t", value="value")
    (row,) = _rows(_with_details(frame, [stream]))
    saw([stream.person])
    if stored["quality"][0] == Quality.HELD:
        return {**row, "resultQuality": msgspec.Raw(b'{"status":"held"}')}
    return row


class _Question:
    """Some datastreams, a condition, and what of it can be said to the store before it reads."""

    def __init__(self, some: Sequence[Stream], filtered: Node | None, feature: int | None) -> None:
        own, neighbours = own_conditions(filtered, neighbour_of)
        now = settings.WORKSPACE.clock.now_ms()
        compiler = Compiler(FrameBackend(), now)
        self._condition = None if filtered is None else compiler.condition(filtered)
        for each in neighbours:
            if neighbour_of(each) == "Datastream":
                true, _ = judged(ENTITIES["Datastream"], stripped(each))
                allowed = frozenset(true)
                some = [stream for stream in some if stream.id in allowed]
        detailed = any(stream.detailed for stream in some)
        if feature is not None:
            if not detailed:
                some = [stream for stream in some if stream.feature == feature]
            about = pl.col("feature") == feature
            self._condition = about if self._condition is None else self._condition & about
        self._some = some
        self._spans = spans(some)
        self.bounds: Bounds = bounds_of(own, now)
        self.plain = self._condition is None and len(some) == 1

    def count(self) -> int:
        saw(each.person for each in self._some if each.id in self._spans)
        if self._condition is None:
            return sum(points for points, _, _ in self._spans.values())
        return sum(frame.height for frame in self.frames(False, None))

    def frames(self, newest_first: bool, enough: int | None) -> Iterator[pl.DataFrame]:
        """The rows that fulfil the condition, a stretch of time after the other."""
        if not self._spans:
            return
        start = max(self.bounds.start, min(first for _, first, _ in self._spans.values()))
        end = min(self.bounds.end, max(last for _, _, last in self._spans.values()))
        if start > end:
            return
        some = [each for each in self._some if each.id in self._spans]
        numbers = pl.DataFrame(
            [(each.id, each.subject, each.signal) for each in some],
            schema={"ds": pl.Int64, "subject": pl.String, "signal": pl.String},
            orient="row",
        )
        subjects = sorted({each.subject for each in some})
        signals = sorted({each.signal for each in some})
        pages = local_store().pages(subjects, signals, start, end, newest_first=newest_first, enough=enough)
        try:
            for page in pages:
                frame = page.join(numbers, on=["subject", "signal"], maintain_order="left").select("ds", "t", "value")
                frame = _with_details(frame, some)
                yield frame if self._condition is None else frame.filter(self._condition)
        finally:
            pages.close()


class _Ordering:
    """By which keys rows are sorted, and after which row they begin. Nothing is less than anything."""

    def __init__(self, keys: Sequence[tuple[Node, bool]]) -> None:
        compiler = Compiler(FrameBackend(), settings.WORKSPACE.clock.now_ms())
        self._names = [f"key{index}" for index in range(len(keys))] + ["t", "ds"]
        found = [compiler.key(node) for node, _ in keys]
        self.kinds = [*(key.kind for key in found), "number", "number"]
        self._keys = [key.it.alias(f"key{index}") for index, key in enumerate(found)]
        self._descending = [*(descending for _, descending in keys), bool(keys and keys[0][1]), False]
        self._after: pl.Expr | None = None

    def continue_after(self, values: Sequence[object], bounds: Bounds | None) -> None:
        """Leave out everything up to the row with these keys."""
        same, found = pl.lit(True), pl.lit(False)
        for name, value, descending in zip(self._names, values, self._descending, strict=True):
            column = pl.col(name)
            if value is None:
                beyond = pl.lit(False) if descending else column.is_not_null()
                equal = column.is_null()
            else:
                beyond = (column < value) | column.is_null() if descending else column > value
                equal = column == value
            found, same = found | (same & beyond.fill_null(False)), same & equal.fill_null(False)
        self._after = found
        if bounds is not None and isinstance(values[-2], int | float):
            if self._descending[0]:
                bounds.end = min(bounds.end, int(values[-2]))
            else:
                bounds.start = max(bounds.start, int(values[-2]))

    def arrange(self, frame: pl.DataFrame) -> pl.DataFrame:
        """These rows, sorted, from the row on after which they begin."""
        keyed = frame.with_columns(self._keys)
        if self._after is not None:
            keyed = keyed.filter(self._after)
        return keyed.sort(self._names, descending=self._descending, nulls_last=self._descending)

    def token(self, page: pl.DataFrame) -> str:
        """The mark of the page after this one."""
        return write_token([page[name][-1] for name in self._names])


def _with_details(frame: pl.DataFrame, some: Sequence[Stream]) -> pl.DataFrame:
    """The rows with what was said beside their values; most have nothing, and nothing is looked for."""
    detailed = [each.id for each in some if each.detailed]
    features = {each.id: each.feature for each in some if each.feature is not None}
    feature = (
        pl.col("ds").replace_strict(list(features), list(features.values()), default=None, return_dtype=pl.Int64)
        if features
        else pl.lit(None, dtype=pl.Int64)
    )
    if detailed and not frame.is_empty():
        rows = Detail.objects.filter(datastream_id__in=detailed, t__gte=frame["t"].min(), t__lte=frame["t"].max())
        fields = ("datastream_id", "t", "end", "result_time", "valid_start", "valid_end", "quality", "parameters")
        found = pl.DataFrame(list(rows.values_list(*fields, "feature_id")), schema=_DETAILS, orient="row")
        frame = frame.join(found, on=["ds", "t"], how="left", maintain_order="left")
        return frame.with_columns(feature=pl.coalesce("own_feature", feature)).drop("own_feature")
    absent = [
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in _DETAILS.items()
        if name not in {"ds", "t", "own_feature"}
    ]
    return frame.with_columns(*absent, feature=feature)


def _rows(frame: pl.DataFrame) -> Iterator[Row]:
    for row in frame.iter_rows(named=True):
        valid = (row["valid_start"], row["valid_end"])
        yield {
            "id": f"{row['ds']}-{row['t']}",
            "ds": row["ds"],
            "feature": row["feature"],
            "phenomenonTime": row["t"] if row["end"] is None else (row["t"], row["end"]),
            "result": row["value"],
            "resultTime": row["result_time"],
            "validTime": valid if valid[0] is not None else None,
            "resultQuality": None if row["quality"] is None else msgspec.Raw(row["quality"].encode()),
            "parameters": None if row["parameters"] is None else msgspec.Raw(row["parameters"].encode()),
        }
