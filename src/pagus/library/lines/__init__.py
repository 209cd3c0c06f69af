"""Lines of home monitoring: what a country pays for and asks for, one file each country beside this module.

A line whose text changes gets a new id; the old one stays, so that a kit that named it still says what it served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pagus.errors import InputError, NotFound, UnitError
from pagus.kernel.time import parse_duration
from pagus.kernel.units import parse_unit
from pagus.library.lines.model import Line

__all__ = ["line_named", "monitoring_lines", "parse_lines"]

_COMMON = (
    "country",
    "currency",
    "read",
    "prescription_months",
    "prescription_source",
    "certificate",
    "retention",
    "reading",
    "fees_note",
)
_AMOUNT = re.compile(r"\d+\.\d\d")


@cache
def monitoring_lines() -> Mapping[str, Line]:
    """Which lines of home monitoring are known? Gives them by id, in the order of their files."""
    found: dict[str, Line] = {}
    for name in sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".yaml")):
        for line in parse_lines((files(__name__) / name).read_text(encoding="utf-8"), name):
            if line.id in found:
                raise InputError("{file}: the line {line} stands in two files", file=name, line=line.id)
            found[line.id] = line
    return found


def line_named(line: str) -> Line:
    """Which line has this id? Refuses: NotFound, with those there are."""
    known = monitoring_lines()
    if line not in known:
        raise NotFound(
            "no line of home monitoring is called {line}: there are {known}", line=line, known=", ".join(known)
        )
    return known[line]


def parse_lines(text: str, name: str) -> tuple[Line, ...]:
    """Which lines does this file hold?

    Takes: YAML with what all lines of a country share, and ``lines`` by id; the name by which a fault is told.
    Gives: each line whole: sources, duties and fees of the country are those of each of its lines that names them.
    Refuses: InputError that names file, line and field.
    """
    try:
        content = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise InputError("{file} is not YAML: {reason}", file=name, reason=str(error)) from error
    if not isinstance(content, dict) or not isinstance(content.get("lines"), dict):
        raise InputError("{file}: no lines: write them under lines:, each under its id", file=name)
    return tuple(_line(code, own, content, name) for code, own in content["lines"].items())


def _line(code: str, own: Any, content: Mapping[str, Any], name: str) -> Line:
    if not isinstance(own, dict):
        raise InputError("{file}: line {line} is no mapping", file=name, line=code)
    shared = {field: content[field] for field in _COMMON if field in content}
    fees = {**dict.fromkeys(own.get("common_fees", ())), **own.get("fees", {})}
    known = content.get("fees", {})
    for fee, written in fees.items():
        if written is None and fee not in known:
            raise InputError("{file}: line {line} names the fee {fee}, which is nowhere", file=name, line=code, fee=fee)
    whole = {
        **shared,
        **{field: value for field, value in own.items() if field != "common_fees"},
        "id": code,
        "sources": content.get("sources", {}),
        "duties": {**content.get("duties", {}), **own.get("duties", {})},
        "fees": {fee: known[fee] if written is None else written for fee, written in fees.items()},
    }
    try:
        line = msgspec.convert(whole, Line)
    except msgspec.ValidationError as error:
        raise InputError("{file}: line {line}: {reason}", file=name, line=code, reason=str(error)) from error
    for reason in _faults(line):
        raise InputError("{file}: line {line}: {reason}", file=name, line=code, reason=reason)
    return line


def _faults(line: Line) -> Iterator[str]:
    """What does not hold together in this line, in words for whoever writes it."""
    for where, source in _sources_named(line):
        if source not in line.sources:
            yield f"{where}: {source} is not among sources"
    for field in ("since", "read"):
        if not _is_day(getattr(line, field)):
            yield f"{field}: {getattr(line, field)!r} is no day: write it as 2023-06-22, in quotes"
    if not line.data or not any(asked.kind == "no_data" for asked in line.alerts.values()):
        yield "alerts: a line asks for data, and for an alert when they stop"
    for key, asked in line.alerts.items():
        for about in set(asked.about) - set(line.data):
            yield f"alerts.{key}.about: {about} is not among data"
    yield from _data_faults(line)
    yield from _duration_faults("reading.within", line.reading.within)
    yield from _fee_faults(line)


def _sources_named(line: Line) -> Iterator[tuple[str, str]]:
    yield "certificate.source", line.certificate.source
    yield "retention.source", line.retention.source
    yield "reading.source", line.reading.source
    yield "prescription_source", line.prescription_source
    yield from ((f"data.{key}.source", each.source) for key, each in line.data.items())
    yield from ((f"alerts.{key}.source", each.source) for key, each in line.alerts.items())
    yield from ((f"eligibility.{key}.source", each.source) for key, each in line.eligibility.items())
    yield from ((f"duties.{key}.source", each.source) for key, each in line.duties.items())
    yield from ((f"fees.{key}.source", each.source) for key, each in line.fees.items())


def _fee_faults(line: Line) -> Iterator[str]:
    for key, fee in line.fees.items():
        if bool(fee.amount) == (fee.why_no_amount is not None):
            yield f"fees.{key}: write amount, or why_no_amount where none was checked"
        if fee.amount and not _AMOUNT.fullmatch(fee.amount):
            yield f"fees.{key}.amount: {fee.amount!r} is no sum: write it as '28.00'"


def _data_faults(line: Line) -> Iterator[str]:
    for key, datum in line.data.items():
        for unit in datum.units:
            try:
                parse_unit(unit)
            except UnitError as error:
                yield f"data.{key}.units: {error}"
        if datum.every:
            yield from _duration_faults(f"data.{key}.every", datum.every)


def _duration_faults(where: str, text: str) -> Iterator[str]:
    try:
        parse_duration(text)
    except InputError as error:
        yield f"{where}: {error}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
