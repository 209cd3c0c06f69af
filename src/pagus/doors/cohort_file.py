"""Cohort files: a zip of Parquet tables with a card that says what they are, simulated or not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
import polars as pl

from pagus.analytics.backtest import History
from pagus.engines.cohorts import Cohort
from pagus.errors import InputError
from pagus.kernel.time import DAY

__all__ = ["Card", "read_cohort", "write_cohort"]

_FORMAT = 1
_CARD = "cohort.json"
_TABLES: Mapping[str, Mapping[str, type[pl.DataType] | pl.DataType]] = {
    "observations": {"subject": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64},
    "events": {"subject": pl.String, "kind": pl.String, "onset_t": pl.Int64, "t": pl.Int64},
    "mimics": {"subject": pl.String, "kind": pl.String, "onset_t": pl.Int64, "t": pl.Int64},
    "absences": {"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64},
    "faults": {"subject": pl.String, "signal": pl.String, "t": pl.Int64, "kind": pl.String},
    "people": {"subject": pl.String, "diligence": pl.Float64},
}
_NEEDED = ("observations", "events", "absences", "people")


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a cohort file says of itself. ``simulated``: everything in it is invented."""

    format: int
    simulated: bool
    kit: str
    profile: str
    people: int
    days: int
    seed: int | None
    start_ms: int
    end_ms: int
    note: str = ""


def write_cohort(path: Path, cohort: Cohort, kit: str, profile: str) -> Card:
    """Write a simulated cohort. Takes: where, the cohort, the slug of its kit, the id of its profile. Gives: its card.

    The file is complete or not there. Refuses: InputError when it cannot be written.
    """
    card = Card(
        format=_FORMAT,
        simulated=True,
        kit=kit,
        profile=profile,
        people=cohort.people.height,
        days=cohort.days,
        seed=cohort.seed,
        start_ms=cohort.start_ms,
        end_ms=cohort.start_ms + cohort.days * DAY,
        note="Simulated: no row speaks of a person.",
    )
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_CARD, msgspec.json.format(msgspec.json.encode(card)))
            for name in _TABLES:
                content = io.BytesIO()
                getattr(cohort, name).write_parquet(content, compression="zstd")
                archive.writestr(f"{name}.parquet", content.getbuffer())
        part.replace(path)
    except OSError as error:
        raise InputError("{file} cannot be written: {reason}", file=path.name, reason=str(error.strerror)) from error
    finally:
        part.unlink(missing_ok=True)
    return card


def read_cohort(path: Path) -> tuple[Card, History]:
    """Which people are in this file, and what happened to them?

    Refuses: InputError that names the file and the part: no zip, no card, another format, a table or column missing.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            card = msgspec.json.decode(archive.read(_CARD), type=Card)
            if card.format != _FORMAT:
                raise InputError(
                    "{file} has format {found}, {known} is read here", file=path.name, found=card.format, known=_FORMAT
                )
            tables = {name: _table(archive, name, path) for name in _NEEDED}
    except FileNotFoundError as error:
        raise InputError("there is no file {file}", file=str(path)) from error
    except (OSError, zipfile.BadZipFile, KeyError, msgspec.DecodeError) as error:
        raise InputError("{file} is no cohort file: {reason}", file=path.name, reason=str(error)) from error
    history = History(
        observations=tables["observations"],
        events=tables["events"],
        absences=tables["absences"],
        people=tables["people"],
        start_ms=card.start_ms,
        end_ms=card.end_ms,
        simulated=card.simulated,
    )
    return card, history


def _table(archive: zipfile.ZipFile, name: str, path: Path) -> pl.DataFrame:
    try:
        table = pl.read_parquet(io.BytesIO(archive.read(f"{name}.parquet")))
    except pl.exceptions.PolarsError as error:
        raise InputError(
            "{file}: {table} is no Parquet: {reason}", file=path.name, table=name, reason=str(error)
        ) from error
    for column, kind in _TABLES[name].items():
        if table.schema.get(column) != kind:
            raise InputError(
                "{file}: {table} needs a column {column} of {kind}",
                file=path.name,
                table=name,
                column=column,
                kind=str(kind),
            )
    return table
